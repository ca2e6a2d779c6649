"""What somebody else changed, looked through with keys before saving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Book, Project
from core.differences import Differences, differences, taken_over
from core.session import Session
from tests.core.differences.versions import read_anew
from tests.core.tables import row, table
from ui.proposals.proposals_model import Column
from ui.sharing.differences_dialog import DifferencesDialog, choose_differences


def with_value(project: Project, index: int, value: str) -> Project:
    rows = list(project.indicators)
    rows[index] = rows[index]._replace(value=value)
    return project.with_rows(rows)


@pytest.fixture
def found(session: Session) -> Differences:
    """They changed two values, one of which was changed here too, and added a project."""
    base, theirs = session.book.copy(), session.book.copy()
    roads, clinics, _ = session.book.projects
    session.book.put(with_value(roads, 0, "≥310人次"))
    theirs.put(with_value(roads, 0, "≥320人次"))
    theirs.put(with_value(clinics, 1, "≥98%"))
    library = table(row("数量指标", "购置图书", "≥800册"), without="成本指标", number=4, name="示例图书更新")
    return differences(base, session.book, read_anew(Book([*theirs.projects, library])))


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, found: Differences) -> DifferencesDialog:
    dialog = DifferencesDialog("某局.txt", session, found)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def _lines(dialog: DifferencesDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [model.index(line, column).data() for column in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def test_each_difference_says_whose_text_is_which(dialog: DifferencesDialog) -> None:
    titles = [
        dialog.model.headerData(column, Qt.Orientation.Horizontal)
        for column in range(dialog.model.columnCount())
    ]
    assert titles == ["项目", "位置", "您的", "磁盘上的", "说明"]
    lines = _lines(dialog)
    lines[2][3] = lines[2][3].splitlines()[0]
    assert lines == [
        ["1 示例路面养护", "培训人数 · 指标值", "≥310人次", "≥320人次", "双方都改了；打开时是“≥300人次”"],
        ["2 示例疫苗冷链", "培训合格率 · 指标值", "≥95%", "≥98%", ""],
        ["4 示例图书更新", "整个项目", "", "4 示例图书更新（6 个指标）", "对方新增的项目"],
    ]


def test_what_both_changed_is_not_chosen_and_told(dialog: DifferencesDialog) -> None:
    assert [one.is_conflict for one in dialog.chosen_differences] == [False, False]
    assert "双方都改过的有 1 处" in dialog.note_label.text()
    assert dialog.count_label.text() == "将修改 2 处（共 3 处）"


def test_what_cannot_be_taken_over_is_told(qtbot: QtBot, session: Session, found: Differences) -> None:
    dialog = DifferencesDialog("某局.txt", session, found._replace(left_out=("<b>封面</b>没有了。",)))
    qtbot.addWidget(dialog)
    assert "<b>封面</b>没有了。" in dialog.note_label.text()
    assert dialog.note_label.textFormat() is Qt.TextFormat.PlainText


def test_nothing_need_be_taken_over(qtbot: QtBot, dialog: DifferencesDialog) -> None:
    assert dialog.accept_button.text() == "取用并保存(&S)"
    dialog.model.choose_none()
    assert dialog.accept_button.text() == "都不取用，保存(&S)"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)


@pytest.mark.parametrize("accepts", [True, False])
def test_what_was_chosen_becomes_one_step_of_the_book(
    qtbot: QtBot, session: Session, found: Differences, accepts: bool
) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DifferencesDialog)
        dialog.model.setData(
            dialog.model.index(0, Column.SECTION), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
        )
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return if accepts else Qt.Key.Key_Escape)

    QTimer.singleShot(0, answer)
    chosen = choose_differences(None, "某局.txt", session, found)
    if not accepts:
        assert chosen is None
        return
    assert chosen == list(found.offers)
    edit = taken_over(session.book, chosen)
    assert edit is not None
    session.apply(edit, "取用磁盘上的修改")
    assert [project.name for project in session.book.projects][-1] == "示例图书更新"
    assert session.book.projects[0].indicators[0].value == "≥320人次"
    session.undo()
    assert session.book.projects[0].indicators[0].value == "≥310人次"
    assert not session.modified
