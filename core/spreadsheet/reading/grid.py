"""What a user sees in the sheets of a workbook: the texts of the cells, merges, hidden rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from core.progress import Progress, unobserved
from core.spreadsheet.address import Cell, CellRange, range_at
from core.spreadsheet.opening.package import Package
from core.spreadsheet.opening.sheet_list import ListedSheet, listed_sheets
from core.spreadsheet.reading.cell_formats import shown_by_style
from core.spreadsheet.reading.cell_texts import CellTexts
from core.spreadsheet.reading.sheet_rows import ReadSheet, RowReader, SheetTooLarge, head_of
from core.spreadsheet.reading.strings import SharedStrings
from core.spreadsheet.refusal import damaged, unsafe

__all__ = ["Grid", "Heads", "SheetReader", "SheetTooLarge", "read_grids"]

# No tag is searched beyond the next one, or a comment full of beginnings of tags would take for ever.
_MERGE = re.compile(
    rb"""<mergeCell\s[^<>]*?ref=["'](\$?[A-Z]{1,3}\$?[0-9]{1,7}:\$?[A-Z]{1,3}\$?[0-9]{1,7})["']"""
)


@dataclass(frozen=True)
class Grid:
    """A sheet's texts from A1 on, in rows of equal length; "" for empty cells.

    Empty rows and columns at the end are cut. `hidden_rows` count from 1.
    Of merged cells only the top left one has a text.
    """

    name: str
    visible: bool
    rows: list[list[str]]
    merges: tuple[CellRange, ...]
    hidden_rows: frozenset[int]

    def text(self, cell: Cell) -> str:
        """The cell's text; "" outside of the grid."""
        if 0 < cell.row <= len(self.rows) and 0 < cell.column <= len(self.rows[0]):
            return self.rows[cell.row - 1][cell.column - 1]
        return ""


class Heads(NamedTuple):
    """The first sheets of a workbook, as far as their first rows go.

    `cut` are the names of those that have more rows; `are_all` where there are no more sheets.
    """

    grids: list[Grid]
    cut: frozenset[str]
    are_all: bool


def read_grids(package: Package, progress: Progress = unobserved) -> list[Grid]:
    """The sheets that hold cells, in the workbook's order.

    Raises NotAWorkbook, which SheetTooLarge is one of, and what `progress` raises.
    """
    return SheetReader(package).grids(progress)


class SheetReader:
    """Reads the sheets of a workbook that hold cells, all of them or their first rows before."""

    def __init__(self, package: Package) -> None:
        """Raises NotAWorkbook."""
        self._package = package
        self._sheets = [sheet for sheet in listed_sheets(package) if sheet.holds_cells]
        if len({sheet.part for sheet in self._sheets}) < len(self._sheets):
            raise unsafe("里有几个工作表是同一个部件")

    @property
    def size(self) -> int:
        """Of the sheets' XML, in bytes."""
        return sum(self._package.entry(sheet.part).size for sheet in self._sheets)

    def heads(self, count: int, size: int) -> Heads:
        """So many of the first sheets, each up to the row with which its XML is longer than `size` bytes.

        Merges end with the last of these rows. Raises NotAWorkbook, even where whole sheets could be read.
        """
        reader = RowReader(self._texts)
        grids: list[Grid] = []
        cut: set[str] = set()
        for sheet in self._sheets[:count]:
            head = head_of(self._package.entry(sheet.part).pieces(), size)
            if head.is_cut:
                cut.add(sheet.name)
            grid = _grid(sheet, reader.read(sheet.name, head.data, _untold))
            grids.append(replace(grid, merges=tuple(_ended(grid.merges, len(grid.rows)))))
        return Heads(grids, frozenset(cut), count >= len(self._sheets))

    def grids(self, progress: Progress) -> list[Grid]:
        """All sheets. Raises NotAWorkbook, which SheetTooLarge is one of, and what `progress` raises."""
        total = self.size
        progress(0, total)
        reader = RowReader(self._texts)
        grids: list[Grid] = []
        before = 0

        def tell(done: int) -> None:
            progress(min(before + done, total), total)

        for sheet in self._sheets:
            entry = self._package.entry(sheet.part)
            grids.append(_grid(sheet, reader.read(sheet.name, entry.content(), tell)))
            before += entry.size
            tell(0)
        return grids

    @cached_property
    def _texts(self) -> CellTexts:
        linked = self._package.linked(self._package.workbook, "sharedStrings")
        strings = SharedStrings(self._package.part(linked) if linked else b"")
        return CellTexts(strings, shown_by_style(self._package))


def _untold(done: int) -> None:
    """The progress of what takes a moment."""


def _grid(sheet: ListedSheet, read: ReadSheet) -> Grid:
    """Raises NotAWorkbook."""
    merges = tuple(range_at(name.decode()) for name in _MERGE.findall(read.after))
    _empty_merged(read.rows, merges)
    return Grid(sheet.name, sheet.is_visible, _cut(read.rows), merges, read.hidden_rows)


def _ended(merges: Iterable[CellRange], height: int) -> Iterator[CellRange]:
    """The merges that begin within so many rows, and no more of them than that."""
    for merge in merges:
        if merge.top <= height:
            yield merge._replace(bottom=min(merge.bottom, height))


def _empty_merged(rows: list[list[str]], merges: tuple[CellRange, ...]) -> None:
    """Empty the cells that a merge covers. Raises NotAWorkbook where merges overlap beyond measure."""
    width = len(rows[0]) if rows else 0
    covered = 0
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, len(rows)), min(right, width)
        if top > bottom or left > right:
            continue
        covered += (bottom - top + 1) * (right - left + 1)
        if covered > len(rows) * width:
            raise damaged()
        text = rows[top - 1][left - 1]
        for row in rows[top - 1 : bottom]:
            row[left - 1 : right] = [""] * (right - left + 1)
        rows[top - 1][left - 1] = text


def _cut(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the empty ones and the empty columns at the end."""
    height = next((number for number in range(len(rows), 0, -1) if any(rows[number - 1])), 0)
    width = len(rows[0]) if rows else 0
    while width and not any(row[width - 1] for row in rows):
        width -= 1
    if height == len(rows) and rows and width == len(rows[0]):
        return rows
    return [row[:width] for row in rows[:height]]
