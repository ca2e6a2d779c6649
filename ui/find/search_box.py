"""The lines of the find bar that take a text and lead on by Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class SearchBox(QLineEdit):
    """One line of text.

    Signals:
        entered(int): Enter (1) or Shift+Enter (-1).
        left_downwards(): the key Down.
    """

    entered = Signal(int)
    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.entered.emit(-1 if backwards else 1)
            case Qt.Key.Key_Down:
                self.left_downwards.emit()
            case _:
                super().keyPressEvent(event)
