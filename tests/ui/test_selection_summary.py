"""The status bar's line about the selected cells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.selection_summary import SelectionSummary


@pytest.fixture
def label(qtbot: QtBot) -> SelectionSummary:
    label = SelectionSummary()
    qtbot.addWidget(label)
    label.resize(900, 30)
    with qtbot.waitExposed(label):
        label.show()
    return label


@pytest.mark.parametrize(
    ("texts", "rows", "line"),
    [
        (["≤3000万元", "≤198万元", "按期"], 3, "已选 3 个单元格 · 指标 3 条 · 数值 2 个：合计 3198.00 万元"),
        (["≥90%", "≥95%"], 2, "已选 2 个单元格 · 指标 2 条 · 数值 2 个：平均 92.5 %，最小 90 %，最大 95 %"),
        (["≥90%", "≤20万元"], 0, "已选 2 个单元格 · 数值 2 个：单位不同，不合计"),
        (["优良", "≤20万元"], 1, "已选 2 个单元格 · 指标 1 条"),
    ],
)
def test_selected_cells_are_summed_up_in_one_line(
    qtbot: QtBot, label: SelectionSummary, texts: list[str], rows: int, line: str
) -> None:
    label.show_cells(texts, rows)
    qtbot.waitUntil(lambda: label.text() == line)
    assert label.toolTip() == ""


def test_a_single_cell_needs_no_summary(qtbot: QtBot, label: SelectionSummary) -> None:
    label.show_cells(["≤20万元"] * 2, 2)
    qtbot.waitUntil(lambda: label.text() != "")
    label.show_cells(["≤20万元"], 1)
    qtbot.waitUntil(lambda: label.text() == "")


def test_a_line_without_room_ends_in_dots_and_its_tool_tip_tells_all(
    qtbot: QtBot, label: SelectionSummary
) -> None:
    label.show_cells(["≤3000万元", "≤198万元"])
    qtbot.waitUntil(lambda: label.text().endswith("3198.00 万元"))
    label.resize(label.fontMetrics().horizontalAdvance("已选 2 个单元格"), 30)
    assert label.text().endswith("…")
    assert "3198.00 万元" in label.toolTip()
    assert label.accessibleName().endswith("3198.00 万元")


def test_the_window_lives_on_while_a_hundred_thousand_cells_are_read(
    qtbot: QtBot, label: SelectionSummary
) -> None:
    beats: list[None] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(None))
    heart.start(0)
    label.show_cells((f"≤{n}万元" for n in range(100_000)), 100_000)
    qtbot.waitUntil(lambda: "正在统计" in label.text(), timeout=20_000)
    beats.clear()
    qtbot.waitUntil(lambda: "合计" in label.text(), timeout=60_000)
    assert label.text().startswith("已选 100000 个单元格 · 指标 100000 条")
    assert len(beats) > 20


def test_a_new_selection_ends_the_reading_of_the_old_one(qtbot: QtBot, label: SelectionSummary) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "1个"

    label.show_cells(endless())
    qtbot.waitUntil(lambda: "正在统计" in label.text())
    label.show_cells(["1个", "2个"])
    qtbot.waitUntil(lambda: label.text().endswith("合计 3 个"))
    before = read
    QApplication.processEvents()
    assert read == before
