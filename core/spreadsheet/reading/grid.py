"""What a user sees in the sheets of a workbook: the texts of the cells, merges, hidden rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.progress import Progress, unobserved
from core.spreadsheet.address import Cell, CellRange, range_at
from core.spreadsheet.opening.package import Package
from core.spreadsheet.opening.sheet_list import listed_sheets
from core.spreadsheet.reading.cell_formats import shown_by_style
from core.spreadsheet.reading.cell_texts import CellTexts
from core.spreadsheet.reading.sheet_rows import RowReader, SheetTooLarge
from core.spreadsheet.reading.strings import SharedStrings
from core.spreadsheet.refusal import damaged, unsafe

__all__ = ["Grid", "SheetTooLarge", "read_grids"]

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


def read_grids(package: Package, progress: Progress = unobserved) -> list[Grid]:
    """The sheets that hold cells, in the workbook's order.

    Raises NotAWorkbook, which SheetTooLarge is one of, and what `progress` raises.
    """
    sheets = [sheet for sheet in listed_sheets(package) if sheet.holds_cells]
    if len({sheet.part for sheet in sheets}) < len(sheets):
        raise unsafe("里有几个工作表是同一个部件")
    total = sum(package.entry(sheet.part).size for sheet in sheets)
    progress(0, total)
    linked = package.linked(package.workbook, "sharedStrings")
    strings = SharedStrings(package.part(linked) if linked else b"")
    reader = RowReader(CellTexts(strings, shown_by_style(package)))
    grids: list[Grid] = []
    before = 0

    def tell(done: int) -> None:
        progress(min(before + done, total), total)

    for sheet in sheets:
        entry = package.entry(sheet.part)
        read = reader.read(sheet.name, entry.content(), tell)
        merges = tuple(range_at(name.decode()) for name in _MERGE.findall(read.after))
        _empty_merged(read.rows, merges)
        grids.append(Grid(sheet.name, sheet.is_visible, _cut(read.rows), merges, read.hidden_rows))
        before += entry.size
        tell(0)
    return grids


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
