"""A clerk does the common tasks with keys only, and presses as many as the manual says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Indicator, Place
from tests.samples import SAMPLES
from tests.ui.writing import compose
from ui.help.manual import chapters
from ui.main_window import MainWindow

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NO = Qt.KeyboardModifier.NoModifier


def _counts_in_manual() -> dict[str, int]:
    page = next(page for page in chapters() if page.name == "view-and-keys")
    lines = re.findall(r"^\| (.+?) \|.*\| (\d+) \|$", page.markdown, re.MULTILINE)
    return {task: int(count) for task, count in lines}


class Clerk:
    """Sits before the window with the first cell of a table current; writes and counts the keys beside."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.keys = 0
        self._qtbot = qtbot
        self.tree = window.workspace.section_page.project_page.tree
        self.go_to(0, "level3")

    @property
    def rows(self) -> tuple[Indicator, ...]:
        assert self.window.document is not None
        return tuple(self.window.document.session.book.projects[0].indicators)

    def place_of(self, row: int, field: str) -> Place:
        assert self.window.document is not None
        project = self.window.document.session.book.projects[0]
        return Place(project.id, project.indicators[row].id, field)

    def go_to(self, row: int, field: str) -> None:
        """Where the task begins."""
        self.window.workspace.go_to(self.place_of(row, field))

    def wait_until(self, is_done: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_done)

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        self._qtbot.keyClick(QApplication.focusWidget(), key, modifiers)
        self.keys += 1

    def write(self, text: str) -> None:
        compose(QApplication.focusWidget(), text)


def _new_indicator(clerk: Clerk) -> None:
    before = len(clerk.rows)
    clerk.press(Key.Key_Plus, CTRL)
    clerk.write("示例接待人次")
    clerk.press(Key.Key_Tab)
    clerk.write("全年到大厅办事的人次")
    clerk.press(Key.Key_Tab)
    clerk.write("≥5000人次")
    clerk.press(Key.Key_Return)
    assert len(clerk.rows) == before + 1
    row = clerk.rows[1]
    assert (row.level3, row.description, row.value) == ("示例接待人次", "全年到大厅办事的人次", "≥5000人次")
    assert (row.level1, row.level2) == (clerk.rows[0].level1, clerk.rows[0].level2)


def _change_a_value(clerk: Clerk) -> None:
    clerk.go_to(0, "value")
    clerk.write("20000平方米")
    clerk.press(Key.Key_Return)
    assert clerk.rows[0].value == "20000平方米"


def _fix_a_finding(clerk: Clerk) -> None:
    first = clerk.window.workspace.findings_panel.shown_findings[0]
    assert first.fix is not None
    clerk.press(Key.Key_F8)
    clerk.press(Key.Key_Return, ALT)
    assert first not in clerk.window.workspace.findings_panel.shown_findings


def _move_a_row(clerk: Clerk) -> None:
    before = [row.id for row in clerk.rows]
    clerk.press(Key.Key_Down, ALT)
    assert [row.id for row in clerk.rows] == [before[1], before[0], *before[2:]]


def _fill_from_above(clerk: Clerk) -> None:
    clerk.go_to(1, "value")
    clerk.press(Key.Key_D, CTRL)
    assert clerk.rows[1].value == clerk.rows[0].value


def _find(clerk: Clerk) -> None:
    wanted = clerk.rows[-1]
    clerk.press(Key.Key_F, CTRL)
    clerk.write(wanted.level3)
    clerk.press(Key.Key_Return)
    clerk.wait_until(lambda: clerk.tree.current_place() == clerk.place_of(-1, "level3"))


def _see_all_indicators(clerk: Clerk) -> None:
    clerk.press(Key.Key_4, CTRL)
    grid = clerk.window.workspace.grid_page.view
    assert grid.isVisible()
    assert grid.current_place() == clerk.place_of(0, "level3")


TASKS: dict[str, Callable[[Clerk], None]] = {
    "新增一个指标": _new_indicator,
    "改一个指标值": _change_a_value,
    "处理一个问题": _fix_a_finding,
    "移动一个指标": _move_a_row,
    "填上一格的内容": _fill_from_above,
    "找一处文字": _find,
    "看全部项目的指标": _see_all_indicators,
}


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> Clerk:
    """Before a book whose gravest finding can be fixed."""
    window.open_path(SAMPLES[1])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Clerk(window, qtbot)


def test_the_manual_counts_the_keys_of_these_tasks() -> None:
    assert set(_counts_in_manual()) == set(TASKS)


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_as_many_keys_as_the_manual_says(task: str, clerk: Clerk) -> None:
    TASKS[task](clerk)
    assert clerk.keys == _counts_in_manual()[task]


def test_a_task_is_one_step_back_per_cell(clerk: Clerk) -> None:
    before = clerk.rows
    _change_a_value(clerk)
    clerk.press(Key.Key_Z, CTRL)
    assert clerk.rows == before
