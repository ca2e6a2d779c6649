"""From one year's book to the next: the years, the list of what moves, the edit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, Project
from core.edit import Group
from core.session import Session
from tests.core.tables import row, table
from ui.proposals.proposals_dialog import ProposalsDialog
from ui.rollover_dialog import Rollover, YearsDialog, propose_rollover

_KEY = Qt.Key


@pytest.fixture
def project() -> Project:
    return table(
        row("时效指标", "完工时间", "2026年12月底前"),
        row("数量指标", "债券期数", "1期", description="2026年新增一般债券"),
        name="2026年示例维护经费",
    )


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project]))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def _answer(*steps: tuple[type[QWidget], Callable[[QWidget], None]]) -> None:
    """Do each step as soon as a modal dialog of its kind is there."""
    waiting = list(steps)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if waiting and isinstance(dialog, waiting[0][0]):
            waiting.pop(0)[1](dialog)
        if waiting:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def _press(qtbot: QtBot, key: Qt.Key) -> Callable[[QWidget], None]:
    return lambda dialog: qtbot.keyClick(dialog.focusWidget() or dialog, key)


def test_the_years_are_known_from_the_book(qtbot: QtBot, session: Session) -> None:
    dialog = YearsDialog(session.book)
    qtbot.addWidget(dialog)
    assert (dialog.from_year, dialog.to_year) == (2026, 2027)
    assert dialog.evidence_label.text().startswith("依据：1 2026年示例维护经费 · 项目名称“2026年示例维护经”")


def test_a_book_without_a_year_is_asked_for_it(qtbot: QtBot) -> None:
    dialog = YearsDialog(Book([table()]))
    qtbot.addWidget(dialog)
    assert dialog.evidence_label.text() == "文件里没有写明年度，请填写。"
    assert dialog.to_year == dialog.from_year + 1


def test_the_new_year_follows_the_old_one_and_differs_from_it(qtbot: QtBot, session: Session) -> None:
    dialog = YearsDialog(session.book)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.from_box, _KEY.Key_Up)
    assert (dialog.from_year, dialog.to_year) == (2027, 2028)
    qtbot.keyClick(dialog.to_box, _KEY.Key_Down)
    assert not dialog.next_button.isEnabled()
    qtbot.keyClick(dialog.to_box, _KEY.Key_Down)
    assert dialog.next_button.isEnabled()


def test_what_the_user_accepts_becomes_one_edit(
    qtbot: QtBot, parent: QWidget, session: Session, project: Project
) -> None:
    titles: list[str] = []

    def accept(dialog: QWidget) -> None:
        assert isinstance(dialog, ProposalsDialog)
        titles.append(dialog.windowTitle())
        assert dialog.count_label.text() == "将修改 2 处（共 3 处）", "a bond's year is not chosen"
        qtbot.keyClick(dialog.table, _KEY.Key_Return)

    _answer((YearsDialog, _press(qtbot, _KEY.Key_Return)), (ProposalsDialog, accept))
    found = propose_rollover(parent, session)
    assert titles == ["年度结转：2026 → 2027"]
    assert found is not None
    assert session.book.projects == [project], "nothing changes before the edit is applied"
    session.apply(found.edit, "年度结转")
    (moved,) = session.book.projects
    assert moved.name == "2027年示例维护经费"
    assert [one.value for one in moved.indicators[-2:]] == ["2027年12月底前", "1期"]
    assert moved.indicators[-1].description == "2026年新增一般债券"
    session.undo()
    assert session.book.projects == [project]


@pytest.mark.parametrize("last", [YearsDialog, ProposalsDialog])
def test_escape_leaves_everything_as_it_is(
    qtbot: QtBot, parent: QWidget, session: Session, last: type[QWidget]
) -> None:
    ways = [
        (kind, _press(qtbot, _KEY.Key_Return)) for kind in (YearsDialog, ProposalsDialog) if kind is not last
    ]
    _answer(*ways[: 0 if last is YearsDialog else 1], (last, _press(qtbot, _KEY.Key_Escape)))
    assert propose_rollover(parent, session) is None
    assert not session.modified


def test_a_year_that_the_book_does_not_name_is_said(
    qtbot: QtBot, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda *words: said.append(words[2]))
    _answer((YearsDialog, _press(qtbot, _KEY.Key_Return)))
    assert propose_rollover(parent, Session(Book([table()]))) is None
    assert len(said) == 1
    assert "不用顺延" in said[0]


@pytest.mark.parametrize(
    ("name", "renamed"),
    [
        ("示例市2026年", "示例市2027年"),
        ("示例市绩效目标", "示例市绩效目标 2027年"),
        ("示例市2026", "示例市2027"),
    ],
)
def test_the_new_file_is_called_by_the_new_year(name: str, renamed: str) -> None:
    assert Rollover(Group(()), 2026, 2027).renamed(name) == renamed
