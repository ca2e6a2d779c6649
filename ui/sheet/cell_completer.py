"""Completion in a cell: suggestions while one writes, and ≥ for >=."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor

from core.completion import Suggestion, operator_sign
from ui.sheet.cell_editors import CellEditor
from ui.sheet.suggestion_list import SuggestionList

_Key = Qt.Key
_ENTER = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab)
_STEPS = {_Key.Key_Down: 1, _Key.Key_Up: -1}


class CellCompleter(QObject):
    """Suggests texts below a cell's editor while the user writes; dies with the editor.

    A key is taken only while the list shows: Down and Up walk it, Enter and Tab take what is selected (at first
    nothing is), Esc closes it. All others, and these at other times, are the editor's.
    """

    def __init__(
        self,
        editor: CellEditor,
        suggest: Callable[[str], Sequence[Suggestion]],
        *,
        writes_signs: bool = False,
    ) -> None:
        """`suggest` is given the cell's whole text; `writes_signs` makes ≥ and ≤ of >= and <=."""
        super().__init__(editor)
        self._editor = editor
        self._suggest = suggest
        self._writes_signs = writes_signs
        self._list: SuggestionList | None = None
        self._is_typing = False
        self._is_composing = False
        editor.installEventFilter(self)
        editor.textChanged.connect(self._on_text_changed)
        editor.cursorPositionChanged.connect(self._on_cursor_moved)

    @property
    def is_open(self) -> bool:
        """Whether the list shows."""
        return self._list is not None and self._list.isVisible()

    @property
    def selected(self) -> Suggestion | None:
        return self._list.selected if self._list is not None and self.is_open else None

    def open(self) -> None:
        """Show what fits the text as it is, if anything does and the cursor stands at its end."""
        suggestions = self._suggest(self._editor.text) if self._editor.textCursor().atEnd() else ()
        if not suggestions:
            self.close()
            return
        # Filters installed later come first; the editor's owner has installed one that ends the editing at Enter.
        self._editor.installEventFilter(self)
        self._shown_list().offer(suggestions, self._line())

    def close(self) -> None:
        """Hide the list."""
        if self._list is not None:
            self._list.hide()

    def take(self, suggestion: Suggestion) -> None:
        """Make the suggestion the cell's text, as one step that undo takes back; the editor stays open."""
        self.close()
        cursor = self._editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(suggestion.text)
        self._editor.setTextCursor(cursor)

    # ── What the user does ──

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._claims(event)
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
        elif isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
            self._is_typing = bool(event.commitString())
            if self._is_composing:
                self.close()
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move):
            self.close()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if not self._wants(event):
            self._is_typing = bool(event.text()) and event.text().isprintable()
            return False
        if event.key() in _STEPS:
            self._shown_list().step(_STEPS[_Key(event.key())])
        elif self.selected is not None and event.key() in _ENTER:
            self.take(self.selected)
        else:
            self.close()
        return True

    def _claims(self, event: QKeyEvent) -> bool:
        """Keep a key that the list wants from being a shortcut of the window."""
        wanted = self._wants(event)
        if wanted:
            event.accept()
        return wanted

    def _wants(self, event: QKeyEvent) -> bool:
        is_bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not self.is_open or not is_bare:
            return False
        return (
            event.key() in _STEPS
            or event.key() == _Key.Key_Escape
            or (self.selected is not None and event.key() in _ENTER)
        )

    def _on_text_changed(self) -> None:
        if self._is_composing:
            return
        was_typing, self._is_typing = self._is_typing, False
        if was_typing and self._writes_signs:
            self._write_sign()
        if not self._editor.text.strip():
            self.close()
        elif was_typing or self.is_open:
            self.open()

    def _on_cursor_moved(self) -> None:
        if self.is_open and not self._editor.textCursor().atEnd():
            self.close()

    def _write_sign(self) -> None:
        """Put ≥ in the place of >= before the cursor, as a step of its own: undo gives back what was typed."""
        cursor = self._editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, 2)
        if sign := operator_sign(cursor.selectedText()):
            cursor.insertText(sign)

    # ── The list ──

    def _shown_list(self) -> SuggestionList:
        if self._list is None:
            self._list = SuggestionList(self._editor.window())
            self._list.setFont(self._editor.font())
            self._list.chosen.connect(self.take)
            self._editor.destroyed.connect(self._list.deleteLater)
        return self._list

    def _line(self) -> QRect:
        """The line with the cursor, as wide as the editor, in the window's coordinates."""
        editor = self._editor
        cursor = editor.cursorRect()
        top = editor.viewport().mapTo(editor.window(), cursor.topLeft()).y()
        left = editor.mapTo(editor.window(), editor.rect().topLeft()).x()
        return QRect(left, top, editor.width(), cursor.height())
