"""Cells and ranges of a sheet, counted and named as Excel does: rows and columns from 1, `C12`, `A1:E3`."""

from __future__ import annotations

import re
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Cell(NamedTuple):
    """A cell of a sheet; row and column count from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """`C12`."""
        return f"{column_name(self.column)}{self.row}"


class CellRange(NamedTuple):
    """A rectangle of cells, all four ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """`A1:E3`; `A1` for a single cell."""
        first, last = Cell(self.top, self.left), Cell(self.bottom, self.right)
        return first.name if first == last else f"{first.name}:{last.name}"

    def __contains__(self, cell: object) -> bool:
        if not isinstance(cell, Cell):
            return False
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right


def cell_at(name: str) -> Cell:
    """The cell called `C12`; dollar signs are read over. Raises ValueError."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} names no cell")
    return Cell(int(match[2]), column_number(match[1]))


def range_at(name: str) -> CellRange:
    """The range called `A1:E3`, or `A1`; dollar signs are read over. Raises ValueError."""
    first, _, last = name.partition(":")
    start, end = cell_at(first), cell_at(last or first)
    return CellRange(
        min(start.row, end.row),
        min(start.column, end.column),
        max(start.row, end.row),
        max(start.column, end.column),
    )


def column_number(name: str) -> int:
    """1 for `A`, 27 for `AA`."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_name(number: int) -> str:
    """`AA` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
