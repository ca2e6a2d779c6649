"""How the parts of a text that a search has found are painted, in whatever view shows the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextLayout

from core.book import Place
from ui import theme

Spans = Sequence[tuple[int, int]]
"""Parts of a text, each from its first character to behind its last one."""


class Marks(Protocol):
    """A search whose hits are marked."""

    @property
    def current_place(self) -> Place | None:
        """Where the hit is that the user was led to last."""

    def spans_at(self, place: Place) -> Spans:
        """The hits in the text at a place."""


_MARKS = ("#ffe08a", "#6b5200")
_CURRENT_MARKS = ("#ffb84d", "#8a5a00")
"""The ground of a hit on a light and on a dark palette; the palette's text keeps 4.5 : 1 against it."""


def mark_colour(palette: QPalette, *, is_current: bool = False) -> QColor:
    """The ground of a hit, of the current one more strongly."""
    return QColor((_CURRENT_MARKS if is_current else _MARKS)[theme.is_dark(palette)])


def mark_formats(
    text: str, spans: Spans, palette: QPalette, *, is_current: bool = False
) -> list[QTextLayout.FormatRange]:
    """The marks for a QTextLayout of this text, readable whatever the colour of the rest."""
    look = QTextCharFormat()
    look.setBackground(mark_colour(palette, is_current=is_current))
    look.setForeground(palette.color(QPalette.ColorRole.Text))
    return format_ranges(text, spans, look)


def format_ranges(text: str, spans: Spans, look: QTextCharFormat) -> list[QTextLayout.FormatRange]:
    """Gives the spans of the text, and nothing else of it, a look."""
    ranges = []
    for start, end in spans:
        one: Any = QTextLayout.FormatRange()  # PySide6 6.9: its type hints leave out what it holds
        one.start = qt_length(text[:start])
        one.length = qt_length(text[start:end])
        one.format = look
        ranges.append(one)
    return ranges


def qt_length(text: str) -> int:
    """How many characters Qt counts in a text: rare Chinese ones, those beyond U+FFFF, count twice."""
    return len(text) + sum(character > "\uffff" for character in text)
