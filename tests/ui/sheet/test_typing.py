"""Typing into cells: letters, Enter, Tab, arrows, filling a range."""

from __future__ import annotations

from core.book import Indicator
from core.session import Session
from tests.ui.sheet.hands import ALT, CTRL, SHIFT, Hands, Key
from ui.indicators.indicator_tree import IndicatorTree


def row(session: Session, name: str) -> Indicator:
    return next(one for one in session.book.projects[0].indicators if one.level3 == name)


def test_arrows_leave_a_cell_that_is_typed_over(hands: Hands, session: Session) -> None:
    hands.choose("≥300套")
    hands.press("9")
    hands.press(Key.Key_Down)
    assert row(session, "教材套数").value == "9"
    assert hands.current == "≥12次"


def test_arrows_walk_in_the_text_that_f2_opened(hands: Hands, session: Session) -> None:
    hands.choose("≥12次")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Left)
    hands.press("0")
    hands.press(Key.Key_Return)
    assert row(session, "实训次数").value == "≥120次"


def test_f2_in_a_cell_that_is_typed_over_gives_the_arrows_to_the_text(hands: Hands, session: Session) -> None:
    hands.choose("≥12次")
    hands.press("5")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Left)
    hands.press("1")
    hands.press(Key.Key_Return)
    assert row(session, "实训次数").value == "15"


def test_enter_after_tabs_leads_to_the_column_where_they_began(hands: Hands) -> None:
    hands.choose("教材套数")
    hands.press("a")
    hands.press(Key.Key_Tab)
    hands.press("b")
    hands.press(Key.Key_Tab)
    hands.press("c")
    hands.press(Key.Key_Return)
    assert hands.current == "实训次数"


def test_backspace_opens_the_cell_empty(hands: Hands, session: Session) -> None:
    hands.choose("≥12次")
    hands.press(Key.Key_Backspace)
    assert hands.editor is not None
    hands.press("7")
    hands.press(Key.Key_Return)
    assert row(session, "实训次数").value == "7"


def test_control_enter_fills_the_range_with_what_was_typed(hands: Hands, session: Session) -> None:
    hands.choose("≥300人次")
    hands.press(Key.Key_Down, SHIFT, times=2)
    hands.write("≥50次")
    hands.press(Key.Key_Return, CTRL)
    assert [one.value for one in session.book.projects[0].indicators].count("≥50次") == 3
    assert hands.current == "≥50次"
    assert len(hands.selected) == 3
    session.undo()
    assert [one.value for one in session.book.projects[0].indicators].count("≥50次") == 0


def test_enter_and_tab_go_round_in_a_range(hands: Hands) -> None:
    hands.choose("教材套数的说明")
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Right, SHIFT)
    seen = []
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Tab):
        hands.press(key)
        seen.append(hands.current)
    assert seen == ["实训次数的说明", "≥300套", "≥12次", "教材套数的说明", "≥300套"]
    assert len(hands.selected) == 4


def test_what_is_typed_in_a_range_goes_into_its_cells_one_by_one(hands: Hands, session: Session) -> None:
    hands.choose("≥300套")
    hands.press(Key.Key_Down, SHIFT)
    for letter in "12":
        hands.press(letter)
        hands.press(Key.Key_Return)
    assert (row(session, "教材套数").value, row(session, "实训次数").value) == ("1", "2")


def test_fill_down_copies_the_top_of_the_range(hands: Hands, session: Session) -> None:
    hands.choose("≥300人次")
    hands.press(Key.Key_Down, SHIFT, times=2)
    hands.sheet.fill_down()
    assert row(session, "实训次数").value == "≥300人次"
    assert session.undo_label == "向下填充"


def test_fill_down_in_one_cell_takes_the_cell_above(hands: Hands, session: Session) -> None:
    hands.choose("≥12次")
    hands.sheet.fill_down()
    assert row(session, "实训次数").value == "≥300套"


def test_fill_right_in_one_cell_takes_the_cell_beside(hands: Hands, session: Session) -> None:
    hands.choose("实训次数的说明")
    hands.sheet.fill_right()
    assert row(session, "实训次数").description == "实训次数"


def test_alt_enter_breaks_a_line_and_stays_in_the_cell(hands: Hands, session: Session) -> None:
    hands.choose("≥12次")
    hands.press("a")
    hands.press(Key.Key_Return, ALT)
    hands.press("b")
    hands.press(Key.Key_Return)
    assert row(session, "实训次数").value == "a\nb"


def test_escape_leaves_cell_and_range_as_they_were(
    hands: Hands, session: Session, tree: IndicatorTree
) -> None:
    hands.choose("≥12次")
    hands.press("5")
    hands.press(Key.Key_Escape)
    assert row(session, "实训次数").value == "≥12次"
    assert hands.editor is None
