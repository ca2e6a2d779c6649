"""The editors that open in a cell of a sheet: a growing text field, and a list of level names."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QWidget

from ui.plain_text import raw_text, text_height

TEXT_MARGIN, TEXT_INSET = 3, 2
"""Around the editor's text, and beside it in addition, in pixels; so the text stays where the cell had it."""


class CellEditor(QPlainTextEdit):
    """Edits a cell's text in place; grows downwards while its text does. Alt+Enter breaks the line.

    Attributes:
        is_overwriting: whether the arrow keys leave the cell, as they do in a spreadsheet while a cell is typed
            over; F2 and a click into the text end that.
        is_composing: whether an input method has a text in the making here.
    """

    def __init__(self, parent: QWidget, *, is_overwriting: bool = False) -> None:
        super().__init__(parent)
        self.is_overwriting = is_overwriting
        self.is_composing = False
        self._cell = QRect()
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setViewportMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        self.document().setDocumentMargin(TEXT_MARGIN)
        self.document().setModified(False)  # the margin counts as a modification
        self.textChanged.connect(self._fit)

    @property
    def is_modified(self) -> bool:
        return self.document().isModified()

    @property
    def text(self) -> str:
        return raw_text(self.document())

    def start_with(self, text: str, *, selected: bool) -> None:
        """Show the cell's text, ready to be typed over (`selected`) or typed on."""
        self.setPlainText(text)
        self.document().setModified(False)
        if selected:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def set_cell(self, cell: QRect) -> None:
        """Cover this cell, and more below it where the text needs it."""
        self._cell = QRect(cell)  # a copy: the option that it belongs to dies with the call
        self._fit()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key belongs to the text and does not end the editing."""
        return self.is_composing or _breaks_line(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.is_overwriting = not self.is_overwriting
        elif _breaks_line(event):
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_overwriting = False
        super().mousePressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def _fit(self) -> None:
        if not self._cell.isValid():
            return
        viewport = self.parentWidget()
        room = viewport.height() if viewport else self._cell.height()
        wanted = math.ceil(text_height(self.document(), room)) + 2 * (TEXT_MARGIN + self.frameWidth()) + 1
        height = min(max(self._cell.height(), wanted), room)
        top = max(0, min(self._cell.top(), room - height))
        self.setGeometry(self._cell.left(), top, self._cell.width(), height)


def _breaks_line(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


class LevelEditor(QComboBox):
    """Edits the name of a level: offers the scheme's names and takes any other."""

    is_overwriting = False

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.is_composing = False
        self._start = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Completion would turn an unknown name into a known one that begins with it.
        self.setCompleter(None)  # type: ignore[arg-type]
        self.addItems(list(names))
        self.setCurrentIndex(-1)  # else the first name counts as chosen already

    @property
    def is_modified(self) -> bool:
        return self.currentText() != self._start

    @property
    def text(self) -> str:
        return self.currentText()

    def start_with(self, text: str, *, selected: bool) -> None:
        """Show the level's present name, ready to be typed over (`selected`) or typed on."""
        self._start = text
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        line = self.lineEdit()
        if selected and line is not None:
            line.selectAll()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key belongs to the list or the text and does not end the editing."""
        return self.is_composing or self.view().isVisible()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
