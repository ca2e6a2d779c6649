"""What is printed of one section: rows of cells one below the other, some cells across several rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, NamedTuple

POINT = 25.4 / 72
"""In millimetres."""
_LINE_SPACING = 1.4


class _Style(NamedTuple):
    size: float
    across: Literal["left", "center", "right"] = "left"
    bold: bool = False
    has_lines: bool = True


class Look(Enum):
    """What the text of a cell looks like: size in points, place across the cell, lines around it."""

    TITLE_PAGE = _Style(20, "center", bold=True, has_lines=False)
    HEADING = _Style(15, "center", bold=True, has_lines=False)
    SUBHEADING = _Style(11, bold=True, has_lines=False)
    PARAGRAPH = _Style(10.5, has_lines=False)
    NOTE_LEFT = _Style(9, has_lines=False)
    NOTE_RIGHT = _Style(9, "right", has_lines=False)
    COLUMN_TITLE = _Style(9, "center", bold=True)
    CENTRED = _Style(9, "center")
    LONG_TEXT = _Style(9)

    @property
    def size(self) -> float:
        return self.value.size

    @property
    def across(self) -> Literal["left", "center", "right"]:
        return self.value.across

    @property
    def bold(self) -> bool:
        return self.value.bold

    @property
    def has_lines(self) -> bool:
        return self.value.has_lines

    @property
    def line_height(self) -> float:
        """In millimetres."""
        return self.value.size * POINT * _LINE_SPACING


class Cell(NamedTuple):
    """A text in a row; `left` and `width` are shares of the width of the table."""

    text: str
    left: float
    width: float
    look: Look


class Row(NamedTuple):
    """Cells side by side. `keeps_next`: not the last one on a page, as it only announces the next."""

    cells: tuple[Cell, ...]
    keeps_next: bool = False


class TallCell(NamedTuple):
    """A cell across the rows from `first` to `last`."""

    cell: Cell
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of one section. `name` heads its further pages, where the row `titles` is repeated."""

    name: str
    rows: tuple[Row, ...]
    tall_cells: tuple[TallCell, ...] = ()
    titles: int | None = None


def whole_row(text: str, look: Look, *, keeps_next: bool = False) -> Row:
    """A row of one cell."""
    return Row((Cell(text, 0, 1, look),), keeps_next)
