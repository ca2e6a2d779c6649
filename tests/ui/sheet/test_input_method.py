"""Pinyin in a cell: what an input method composes is neither lost nor cut off."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from core.book import Place
from core.edit import SetField
from core.session import Session
from tests.ui.sheet.hands import Hands, Key
from ui.sheet.cell_editors import CellEditor


def value(session: Session) -> str:
    return session.book.projects[0].indicators[0].value


def test_composing_over_a_cell_opens_it_and_keeps_the_first_letter(hands: Hands, session: Session) -> None:
    hands.choose("≥300人次")
    hands.spell("y")
    assert isinstance(hands.editor, CellEditor)
    for preedit in ("yo", "you", "you'x", "you'xiu"):
        hands.spell(preedit)
    hands.write("优秀")
    hands.press(Key.Key_Return)
    assert value(session) == "优秀"


def test_a_second_word_goes_behind_the_first(hands: Hands, session: Session) -> None:
    hands.choose("≥300人次")
    for preedit, text in (("peixun", "培训"), ("wancheng", "完成")):
        hands.spell(preedit[0])
        hands.spell(preedit)
        hands.write(text)
    hands.press(Key.Key_Return)
    assert value(session) == "培训完成"


def test_enter_that_belongs_to_the_composition_does_not_leave_the_cell(
    hands: Hands, session: Session
) -> None:
    hands.choose("≥300人次")
    hands.spell("ok")
    editor = hands.editor
    assert isinstance(editor, CellEditor)
    assert editor.is_composing
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Down)
    assert hands.editor is editor
    hands.write("OK")
    hands.press(Key.Key_Return)
    assert value(session) == "OK"


def test_a_composition_that_is_given_up_leaves_the_cell_as_it_was(hands: Hands, session: Session) -> None:
    hands.choose("≥300人次")
    hands.spell("ce")
    hands.spell("")
    hands.press(Key.Key_Escape)
    assert value(session) == "≥300人次"


def test_changes_of_the_book_do_not_cut_a_composition_off(hands: Hands, session: Session) -> None:
    hands.choose("≥300人次")
    hands.spell("y")
    hands.spell("youxiu")
    project = session.book.projects[0]
    session.apply(SetField(Place(project.id, project.indicators[0].id, "description"), "改过的说明"), "修改")
    session.apply(SetField(Place(project.id, project.indicators[0].id, "value"), "≥1人次"), "修改")
    hands.sheet.viewport().repaint()
    QApplication.processEvents()
    editor = hands.editor
    assert isinstance(editor, CellEditor)
    assert editor.is_composing
    assert editor.document().firstBlock().layout().preeditAreaText() == "youxiu"
    hands.write("优秀")
    hands.press(Key.Key_Return)
    assert value(session) == "优秀"
