"""A sheet as the recognisers see it: texts, merged cells, and which cells are labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from core.formats.unrecognised import Unrecognised
from core.formats.workbook.reading.labels import column_field, header_field, may_be_label
from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.reading.grid import Grid

_FARTHEST = 1000
"""A cell that is merged over more empty rows below the last filled one says nothing about them."""


class Sheet:
    """Rows and columns count from 1, as in Excel."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.name = grid.name
        self.is_visible = grid.visible
        self.rows = _with_merged_rows(grid)
        self.width = len(grid.rows[0]) if grid.rows else 0
        self._merges = grid.merges

    @property
    def height(self) -> int:
        return len(self.rows)

    def head(self, count: int) -> Sheet:
        """The first rows as a sheet of their own."""
        return Sheet(replace(self._grid, rows=self._grid.rows[:count]))

    @cached_property
    def column_fields(self) -> dict[str, str]:
        """The texts of the sheet that are column titles of indicators, and what of."""
        return {text: field for text in self._candidates if (field := column_field(text))}

    @cached_property
    def header_fields(self) -> dict[str, str]:
        """The texts of the sheet that are labels of a project's fields, and of which."""
        return {text: field for text in self._candidates if (field := header_field(text)) is not None}

    @cached_property
    def texts(self) -> set[str]:
        """Every text that stands anywhere in the sheet."""
        return set(chain.from_iterable(self.rows))

    @cached_property
    def header_texts(self) -> set[str]:
        """Those of the texts that can say that a table's header begins: labels, `单位：元`, headings, units."""
        return {
            text
            for text in self.texts
            if "：" in text or ":" in text or "绩效" in text or text[:6].strip().isdigit()
        }.union(self.header_fields)

    @cached_property
    def _candidates(self) -> list[str]:
        return may_be_label(self.texts)

    def text(self, row: int, column: int) -> str:
        """Empty outside of the sheet."""
        if 1 <= row <= len(self.rows) and 1 <= column <= self.width:
            return self.rows[row - 1][column - 1]
        return ""

    def column(self, column: int, rows: Sequence[int]) -> list[str]:
        """The texts of a column on some rows, which are in order."""
        texts = self._columns[column - 1]
        if rows and rows[-1] - rows[0] + 1 == len(rows):
            return list(texts[rows[0] - 1 : rows[-1]])
        return [texts[row - 1] for row in rows]

    @cached_property
    def _columns(self) -> list[tuple[str, ...]]:
        return list(zip(*self.rows, strict=True))

    def filled(self, row: int) -> list[tuple[int, str]]:
        """The columns of a row that hold a text, with the text."""
        texts = self.rows[row - 1]
        return [(column, text) for column, text in enumerate(texts, 1) if text and not text.isspace()]

    def extent(self, row: int, column: int) -> CellRange:
        """The merged cells that begin at the cell, or the cell alone."""
        return self._merge_at.get((row, column)) or CellRange(row, column, row, column)

    @cached_property
    def _merge_at(self) -> dict[tuple[int, int], CellRange]:
        return {(merge.top, merge.left): merge for merge in self._merges}

    @cached_property
    def _by_column(self) -> dict[int, list[CellRange]]:
        columns: defaultdict[int, list[CellRange]] = defaultdict(list)
        for merge in sorted(self._merges):
            if merge.bottom > merge.top:
                columns[merge.left].append(merge)
        return columns

    def merged_rows(self, column: int, first: int, last: int) -> Iterator[tuple[int, int]]:
        """First and last row of every merge that begins in a column and covers several of these rows."""
        above = first - 1
        for merge in self._by_column.get(column, ()):
            top, bottom = max(merge.top, above + 1), min(merge.bottom, last)
            if top < bottom:
                yield top, bottom
                above = bottom

    @cached_property
    def wide_merges(self) -> dict[int, list[CellRange]]:
        """By their first row, the merges over several columns."""
        rows: defaultdict[int, list[CellRange]] = defaultdict(list)
        for merge in self._merges:
            if merge.right > merge.left:
                rows[merge.top].append(merge)
        return rows

    def place(self, row: int) -> str:
        """For the user: `工作表“甲”第 12 行`."""
        return f"工作表“{self.name}”第 {row} 行"

    def unrecognised(self, row: int, text: str) -> Unrecognised:
        return Unrecognised(self.place(row), text)


def _with_merged_rows(grid: Grid) -> list[list[str]]:
    """The rows, with the empty ones at the end that a merged cell with a text still covers."""
    count = len(grid.rows)
    reach = [
        merge.bottom - count
        for merge in grid.merges
        if count < merge.bottom <= count + _FARTHEST and grid.text(Cell(merge.top, merge.left))
    ]
    return [*grid.rows, *([""] * len(grid.rows[0]) for _ in range(max(reach)))] if reach else grid.rows
