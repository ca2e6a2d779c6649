"""What the dialog asks, and what comes of the answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.paper.paper import Paper
from core.session import Session
from ui.print.print_choice import PrintSource, Purpose
from ui.print.print_dialog import PrintDialog


def opened(
    qtbot: QtBot, session: Session, purpose: Purpose = Purpose.PRINT, selected: int = 2
) -> PrintDialog:
    ids = session.book.project_ids
    dialog = PrintDialog(PrintSource(session.book, ids[0], ids[:selected]), purpose)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


@pytest.mark.parametrize("purpose", Purpose)
def test_enter_takes_the_purpose_that_the_command_stands_for(
    qtbot: QtBot, session: Session, purpose: Purpose
) -> None:
    dialog = opened(qtbot, session, purpose)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.choice is not None
    assert dialog.choice.purpose is purpose


def test_several_selected_projects_are_what_is_printed_as_a_rule(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.choice is not None
    assert dialog.choice.section_ids == tuple(session.book.project_ids[:2])
    assert dialog.choice.paper == Paper()


def test_with_one_project_selected_it_is_the_shown_one(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, selected=1)
    assert not dialog.selected_choice.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.choice is not None
    assert dialog.choice.section_ids == (session.book.project_ids[0],)


def test_the_whole_book_lying_with_wide_margins_is_chosen_by_keys(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    qtbot.keyClick(dialog, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    for box in (dialog.orientation_box, dialog.margin_box):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClicks(dialog.pages_box, "2-3")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.choice is not None
    section_ids, paper, pages, purpose = dialog.choice
    assert section_ids is None
    assert (paper.width, paper.height, paper.margin) == (297, 210, 25)
    assert (pages, purpose) == ("2-3", Purpose.PDF)


def test_a_page_range_that_is_none_is_told_at_once(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    qtbot.keyClicks(dialog.pages_box, "5-3")
    assert "次序" in dialog.problem_label.text()
    assert not any(button.isEnabled() for button in dialog.purpose_buttons.values())
    qtbot.keyClick(dialog.pages_box, Qt.Key.Key_Backspace)
    assert not dialog.problem_label.isVisible()
    assert all(button.isEnabled() for button in dialog.purpose_buttons.values())


def test_escape_chooses_nothing(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.choice is None
    assert not dialog.isVisible()
