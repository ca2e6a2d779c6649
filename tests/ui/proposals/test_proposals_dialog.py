"""The preview of proposals, used with keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.book import Book, Place
from core.edit import SetField
from core.proposal import Proposal, accepted
from core.session import Session
from tests.core.tables import table
from tests.ui.writing import compose
from ui.proposals.change_delegate import come_ground, gone_ground
from ui.proposals.proposals_dialog import ProposalsDialog, choose_proposals
from ui.proposals.proposals_model import Column

_KEY = Qt.Key


def _proposals(session: Session) -> list[Proposal]:
    """`人` becomes `位` in every value, and the purposes move on to 2027."""
    found = []
    for project in session.book.projects:
        place = Place(project.id, field="purpose")
        purpose = "2027年" + project.purpose
        found.append(Proposal(place, project.purpose, purpose, SetField(place, purpose)))
        for row in project.indicators:
            if "人" in row.value:
                place, value = Place(project.id, row.id, "value"), row.value.replace("人", "位")
                found.append(Proposal(place, row.value, value, SetField(place, value)))
    return found


@pytest.fixture
def proposals(session: Session) -> list[Proposal]:
    return _proposals(session)


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, proposals: list[Proposal]) -> ProposalsDialog:
    return _shown(qtbot, ProposalsDialog("全部替换", session, proposals))


def _shown(qtbot: QtBot, dialog: ProposalsDialog) -> ProposalsDialog:
    qtbot.addWidget(dialog)
    dialog.resize(1000, 600)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.table)
    return dialog


def _column(dialog: ProposalsDialog, column: Column) -> list[str]:
    return [dialog.model.index(line, column).data() for line in range(dialog.model.rowCount())]


def _button(dialog: ProposalsDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if text in button.text())


def test_a_line_says_where_what_becomes_what(dialog: ProposalsDialog) -> None:
    line = [dialog.model.index(1, column).data() for column in range(dialog.model.columnCount())]
    assert line == ["1 示例路面养护", "培训人数 · 指标值", "≥300人次", "≥300位次"]


def test_everything_is_chosen_at_first(dialog: ProposalsDialog, proposals: list[Proposal]) -> None:
    assert dialog.chosen == proposals
    assert dialog.count_label.text() == "将修改 9 处（共 9 处）"


def test_what_needs_a_decision_begins_unchecked_and_says_why(
    qtbot: QtBot, session: Session, proposals: list[Proposal]
) -> None:
    dialog = ProposalsDialog("年度结转", session, proposals, unchecked={1}, remarks={1: "可能是数量"})
    _shown(qtbot, dialog)
    assert dialog.chosen == [proposals[0], *proposals[2:]]
    assert _column(dialog, Column.REMARK)[:2] == ["", "可能是数量"]
    assert not dialog.remark_label.isVisible()
    qtbot.keyClick(dialog.table, _KEY.Key_Down)
    assert dialog.remark_label.text() == "说明：可能是数量"
    assert dialog.remark_label.isVisible()


def test_the_space_bar_turns_the_current_check_box(
    qtbot: QtBot, dialog: ProposalsDialog, proposals: list[Proposal]
) -> None:
    qtbot.keyClick(dialog.table, _KEY.Key_Down)
    qtbot.keyClick(dialog.table, _KEY.Key_Space)
    assert dialog.chosen == [proposals[0], *proposals[2:]]
    qtbot.keyClick(dialog.table, _KEY.Key_Space)
    assert dialog.chosen == proposals


def test_the_space_bar_turns_a_selected_range_at_once(
    qtbot: QtBot, dialog: ProposalsDialog, proposals: list[Proposal]
) -> None:
    qtbot.keyClick(dialog.table, _KEY.Key_Space)
    for _ in range(3):
        qtbot.keyClick(dialog.table, _KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.table, _KEY.Key_Space)
    assert dialog.chosen == proposals, "a range that is not all checked is checked"
    qtbot.keyClick(dialog.table, _KEY.Key_Space)
    assert dialog.chosen == proposals[4:]


def test_a_click_turns_a_check_box(qtbot: QtBot, dialog: ProposalsDialog, proposals: list[Proposal]) -> None:
    cell = dialog.table.visualRect(dialog.model.index(2, Column.SECTION))
    qtbot.mouseClick(
        dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + 9, cell.center().y())
    )
    assert dialog.chosen == [*proposals[:2], *proposals[3:]]


def test_buttons_choose_what_the_filter_lists(
    qtbot: QtBot, dialog: ProposalsDialog, proposals: list[Proposal]
) -> None:
    dialog.filter_line.setFocus()
    compose(dialog.filter_line, "资金用途")
    assert dialog.count_label.text() == "将修改 9 处（共 9 处），列出 3 处"
    qtbot.mouseClick(_button(dialog, "全不选"), Qt.MouseButton.LeftButton)
    assert dialog.chosen == [one for one in proposals if one.place.field != "purpose"]
    qtbot.keyClick(dialog.filter_line, _KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.filter_line, _KEY.Key_Delete)
    qtbot.mouseClick(_button(dialog, "反选"), Qt.MouseButton.LeftButton)
    assert dialog.chosen == [one for one in proposals if one.place.field == "purpose"]
    qtbot.mouseClick(_button(dialog, "全选"), Qt.MouseButton.LeftButton)
    assert dialog.chosen == proposals


def test_the_filter_looks_for_all_its_words_anywhere_in_a_line(dialog: ProposalsDialog) -> None:
    compose(dialog.filter_line, "疫苗 位次")
    assert _column(dialog, Column.SECTION) == ["2 示例疫苗冷链"]
    assert _column(dialog, Column.AFTER) == ["≥300位次"]


def test_enter_in_the_filter_leads_to_the_table_and_accepts_nothing(
    qtbot: QtBot, dialog: ProposalsDialog
) -> None:
    dialog.filter_line.setFocus()
    qtbot.keyClick(dialog.filter_line, _KEY.Key_Return)
    assert dialog.table.hasFocus()
    assert dialog.isVisible()


def test_enter_in_the_table_accepts_and_escape_cancels(qtbot: QtBot, dialog: ProposalsDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, _KEY.Key_Return)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.table, _KEY.Key_Escape)


def test_nothing_chosen_cannot_be_accepted(qtbot: QtBot, dialog: ProposalsDialog) -> None:
    qtbot.keyClick(dialog.table, _KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.table, _KEY.Key_Space)
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClick(dialog.table, _KEY.Key_Return)
    assert dialog.isVisible()


def test_a_click_on_a_title_sorts_and_a_third_one_restores_the_order_of_the_book(
    qtbot: QtBot, dialog: ProposalsDialog
) -> None:
    in_order = _column(dialog, Column.BEFORE)
    header = dialog.table.horizontalHeader()
    title = QPoint(header.sectionViewportPosition(Column.BEFORE) + 20, header.height() // 2)
    orders = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=title)
        orders.append(_column(dialog, Column.BEFORE))
    assert orders == [sorted(in_order), sorted(in_order, reverse=True), in_order]


def test_the_current_line_stays_current_when_others_are_filtered_away(
    qtbot: QtBot, dialog: ProposalsDialog
) -> None:
    for _ in range(5):
        qtbot.keyClick(dialog.table, _KEY.Key_Down)
    current = dialog.model.proposal_at(dialog.table.currentIndex().row())
    compose(dialog.filter_line, current.before)
    assert dialog.model.proposal_at(dialog.table.currentIndex().row()) == current


def test_both_versions_are_shown_in_full_without_reading_mark_up(qtbot: QtBot, session: Session) -> None:
    place = Place(session.book.project_ids[0], field="purpose")
    proposal = Proposal(place, "<b>旧</b>\n第二行", "<b>新</b>\n第二行", SetField(place, ""))
    dialog = _shown(qtbot, ProposalsDialog("全部替换", session, [proposal]))
    assert dialog.before_text.toPlainText() == "<b>旧</b>\n第二行"
    assert dialog.after_text.toPlainText() == "<b>新</b>\n第二行"
    (mark,) = dialog.after_text.extraSelections()
    assert mark.cursor.selectedText() == "新"


def test_rare_characters_do_not_shift_the_emphasis(qtbot: QtBot, session: Session) -> None:
    place = Place(session.book.project_ids[0], field="purpose")
    dialog = _shown(
        qtbot,
        ProposalsDialog("x", session, [Proposal(place, "𠀀𠀁2025年", "𠀀𠀁2026年", SetField(place, ""))]),
    )
    (mark,) = dialog.before_text.extraSelections()
    assert mark.cursor.selectedText() == "2025"


def test_what_changes_stands_on_a_coloured_ground_even_far_inside_a_long_text(
    qtbot: QtBot, session: Session
) -> None:
    place = Place(session.book.project_ids[0], field="purpose")
    before, after = "长" * 900 + "旧" + "文" * 900, "长" * 900 + "新" + "文" * 900
    dialog = _shown(
        qtbot, ProposalsDialog("x", session, [Proposal(place, before, after, SetField(place, ""))])
    )
    assert gone_ground(dialog.palette()).rgb() in _colours(dialog, Column.BEFORE)
    assert come_ground(dialog.palette()).rgb() in _colours(dialog, Column.AFTER)


def _colours(dialog: ProposalsDialog, column: Column) -> set[int]:
    """The colours of the pixels of a column's first cell."""
    cell = dialog.table.visualRect(dialog.model.index(0, column))
    picture = dialog.table.viewport().grab(cell).toImage()
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize(("key", "count"), [(_KEY.Key_Return, 9), (_KEY.Key_Escape, None)])
def test_choosing_returns_what_one_edit_then_does(
    qtbot: QtBot, session: Session, proposals: list[Proposal], key: Qt.Key, count: int | None
) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ProposalsDialog)
        qtbot.keyClick(dialog.table, key)

    QTimer.singleShot(0, answer)
    chosen = choose_proposals(None, "全部替换", session, proposals)
    assert (None if chosen is None else len(chosen)) == count
    if chosen:
        edit = accepted(chosen)
        assert edit is not None
        session.apply(edit, "全部替换")
        assert session.book.projects[0].purpose.startswith("2027年")
        session.undo()
        assert not session.modified


def test_fifty_thousand_proposals_are_listed_at_once(qtbot: QtBot) -> None:
    project = table()
    place = Place(project.id, field="purpose")
    many = [Proposal(place, f"第{n}处", f"第{n}项", SetField(place, f"{n}")) for n in range(50_000)]
    dialog = _shown(qtbot, ProposalsDialog("全部替换", Session(Book([project])), many))
    compose(dialog.filter_line, "第4999")
    assert dialog.model.rowCount() == 11
