"""Completion for all cells of one window's sheets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from core.book import Place
from core.completion import Completions
from core.library import Library
from ui.session_signals import SessionSignals
from ui.sheet.cell_completer import CellCompleter
from ui.sheet.cell_editors import CellEditor

_PAUSE = 10
"""Milliseconds between two looks at the book, in which the window does what the user wants."""


class CellCompletion(QObject):
    """Gives every text editor that opens its completer; `prepare` is made for `CellDelegate.prepare`."""

    def __init__(self, load: Callable[[], Library], parent: QObject | None = None) -> None:
        """`load` is called when the first cell is edited."""
        super().__init__(parent)
        self._load = load
        self._signals: SessionSignals | None = None
        self._completions: Completions | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._take_in)

    def set_session(self, signals: SessionSignals | None) -> None:
        """Complete from another book, or not at all."""
        self._timer.stop()
        if self._completions is not None:
            self._completions.close()
        self._completions = None
        self._signals = signals

    @property
    def knows_all(self) -> bool:
        """Whether suggestions come from the whole book by now."""
        return self._completions is not None and not self._timer.isActive()

    def prepare(self, editor: CellEditor, place: Place) -> None:
        """Let an editor of the cell at this place complete what is written in it."""
        if self._signals is None:
            return
        if self._completions is None:
            self._completions = Completions(self._signals.session, self._load())
        self._timer.start()  # there may be more to look at, as after a large change
        suggest = partial(self._completions.suggestions, place)
        CellCompleter(editor, suggest, writes_signs=place.field == "value")

    def _take_in(self) -> None:
        if self._completions is None or self._completions.take_in():
            self._timer.stop()
