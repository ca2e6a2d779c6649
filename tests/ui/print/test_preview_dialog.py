"""Looking through the pages before they are printed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.paper.paper import Paper
from core.paper.printout import Printout, sections_to_print
from core.session import Session
from ui.print.page_view import FIT_WIDTH
from ui.print.paper_text import fitted
from ui.print.preview_dialog import PreviewDialog
from ui.print.print_choice import Purpose


def opened(qtbot: QtBot, session: Session, numbers: Sequence[int] = (1, 2, 3)) -> PreviewDialog:
    dialog = PreviewDialog(Printout(sections_to_print(session.book), Paper(), fitted), numbers)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def test_keys_turn_the_pages_and_stop_at_the_ends(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    shown = []
    for key in ("PageUp", "PageDown", "Space", "PageDown", "Home", "End", "Backspace"):
        qtbot.keyClick(dialog.view, getattr(Qt.Key, f"Key_{key}"))
        shown.append(dialog.page_box.value())
    assert shown == [1, 2, 3, 3, 1, 3, 2]


def test_only_the_wanted_pages_are_there(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, (2, 3))
    assert dialog.page_box.maximum() == 2
    assert "第 2 页" in dialog.view.accessibleName()


def test_typing_a_page_goes_there(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    dialog.page_box.setFocus()
    dialog.page_box.selectAll()
    qtbot.keyClicks(dialog.page_box, "3")
    qtbot.keyClick(dialog.page_box, Qt.Key.Key_Tab)
    assert dialog.view.index == 2


def test_the_page_is_white_with_black_text_whatever_the_window_looks_like(
    qtbot: QtBot, session: Session
) -> None:
    dialog = opened(qtbot, session)
    image = dialog.view.widget().grab().toImage()
    colours = {image.pixelColor(x, image.height() // 4).value() for x in range(4, image.width() - 4)}
    assert image.pixelColor(5, 5) == QColor("white")
    assert min(colours) < 128


def test_the_page_fits_the_window_or_its_width(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    sheet, viewport = dialog.view.widget(), dialog.view.viewport()
    assert sheet.height() <= viewport.height()
    dialog.size_box.setCurrentIndex(dialog.size_box.findData(FIT_WIDTH))
    assert viewport.width() * 0.8 < sheet.width() <= viewport.width()


def test_the_wheel_turns_the_page_at_its_edge(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    for angle, index in ((-120, 1), (-120, 2), (120, 1)):
        centre = QPointF(dialog.view.viewport().rect().center())
        no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(centre, centre, QPoint(), QPoint(0, angle), no_button, no_key, phase, False)
        QApplication.sendEvent(dialog.view.viewport(), event)
        assert dialog.view.index == index


@pytest.mark.parametrize(("key", "purpose"), [(Qt.Key.Key_P, Purpose.PRINT), (Qt.Key.Key_S, Purpose.PDF)])
def test_what_was_looked_at_can_be_printed_or_saved(
    qtbot: QtBot, session: Session, key: Qt.Key, purpose: Purpose
) -> None:
    dialog = opened(qtbot, session)
    qtbot.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.purpose is purpose)


def test_escape_only_closes(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert dialog.purpose is None
    assert not dialog.isVisible()
