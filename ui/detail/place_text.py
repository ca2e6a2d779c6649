"""The text field of the detail pane: edited like a cell, as high as the pane lets it be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.section.live_fields import TextField

_MOST_LINES, _FEWEST_LINES = 8, 2


class PlaceText(TextField):
    """Shows the text of one place after the other. Enter and Esc lead back, Alt+Enter breaks the line.

    Signals:
        left(): the user is done with the text.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_MOST_LINES, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def turn_to_another_place(self) -> None:
        """Finish what belongs to the present place; the next key press begins a new step of undo."""
        if self._is_composing:
            QGuiApplication.inputMethod().commit()
            self._is_composing = False
        self._continues = False

    def minimumSizeHint(self) -> QSize:
        spare = max(0, _MOST_LINES - _FEWEST_LINES) * self.fontMetrics().lineSpacing()
        most = super().minimumSizeHint()
        return QSize(most.width(), max(most.height() - spare, self.fontMetrics().height() + 8))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _breaks(event):
            event.accept()  # the same keys are a command of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _breaks(event) and not self.isReadOnly():
            self.insertPlainText("\n")
        elif event.key() == Qt.Key.Key_Escape or _is_enter(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _breaks(event: QKeyEvent) -> bool:
    """Whether a key breaks the line, as in a cell."""
    return _is_enter(event) and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier in (
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
