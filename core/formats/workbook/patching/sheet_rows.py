"""The rows of one sheet on their way to a new order, with what is to be written into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from core.formats.workbook.patching.rearranging import rearranged
from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowPlan
from core.spreadsheet.patching.sheet_edit import SheetEdit

TextsOf = Callable[[str], Sequence[Sequence[str]]]
"""The texts of the sheet with this name, from its first row and column on."""


class Line(NamedTuple):
    """A row of the sheet to be: an old row; or, made for `owner`, a new one that looks like that old row."""

    row: int
    owner: tuple[int, ...] | None = None


class SheetRows:
    """Collects the changes of one sheet: first the order of its lines, then what they say, by line."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._reach = 0
        self._is_rearranged = False
        self._places: dict[Line, int] = {}
        self._texts: list[tuple[Line, int, str]] = []
        self._links: list[tuple[Line, int, str]] = []
        self._unmerged: list[CellRange] = []
        self._merges: list[CellRange] = []

    def arrange(self, owned: Sequence[Line], wanted: Sequence[Line], below: Line) -> None:
        """Put the wanted lines in the place of the owned ones, or below a line where there are none."""
        if list(owned) != list(wanted):
            self._reach_to(max(line.row for line in (*owned, *wanted, below)))
            self._set(rearranged(self._lines, owned, wanted, below))

    def regroup(self, first_row: int, last_row: int, wanted: Sequence[Line]) -> None:
        """Put the wanted lines in the place of the old rows from the first to the last."""
        self._reach_to(last_row)
        self._set([*self._lines[: first_row - 1], *wanted, *self._lines[last_row:]])

    def row_of(self, line: Line) -> int | None:
        """Where the line ends up; None for one that is not there."""
        if line.owner is None and line.row > self._reach:
            return line.row - self._reach + len(self._lines)
        if not self._places:
            self._places = {line: row for row, line in enumerate(self._lines, 1)}
        return self._places.get(line)

    def say(self, line: Line, column: int, text: str) -> None:
        self._texts.append((line, column, text))

    def link(self, line: Line, column: int, location: str) -> None:
        """Let a cell lead to a place of the workbook: `'甲'!A1`."""
        self._links.append((line, column, location))

    def unmerge(self, lines: Sequence[Line], column: int) -> None:
        """Take merges apart that lie within a column between the first and the last of these lines."""
        rows = self._rows(lines)
        if rows:
            self._unmerged.append(CellRange(rows[0], column, rows[-1], column))

    def merge(self, lines: Sequence[Line], column: int) -> None:
        """Merge the cells of a column on these lines, as far as they follow each other."""
        for _, stretch in groupby(enumerate(self._rows(lines)), key=lambda counted: counted[1] - counted[0]):
            covered = [row for _, row in stretch]
            if len(covered) > 1:
                self._merges.append(CellRange(covered[0], column, covered[-1], column))

    def edit(self) -> SheetEdit | None:
        """None where nothing changes."""
        edit = SheetEdit(
            self._cells(self._texts),
            self._plan,
            tuple(self._unmerged),
            tuple(self._merges),
            self._cells(self._links),
        )
        return None if edit == SheetEdit() else edit

    def _reach_to(self, row: int) -> None:
        """Speak of the old rows up to this one, and of one more: it holds its place behind rows that go."""
        self._lines += [Line(further) for further in range(self._reach + 1, row + 2)]
        self._reach = max(self._reach, row + 1)

    def _set(self, lines: list[Line]) -> None:
        self._lines, self._is_rearranged, self._places = lines, True, {}

    @property
    def _plan(self) -> RowPlan:
        if not self._is_rearranged:
            return ()
        plan: list[KeptRows | NewRow] = []
        for line in self._lines:
            last = plan[-1] if plan else None
            if line.owner is not None:
                plan.append(NewRow(line.row))
            elif isinstance(last, KeptRows) and last.last == line.row - 1:
                plan[-1] = KeptRows(last.first, line.row)
            else:
                plan.append(KeptRows(line.row, line.row))
        return tuple(plan)

    def _cells(self, entries: Sequence[tuple[Line, int, str]]) -> dict[Cell, str]:
        placed = ((self.row_of(line), column, text) for line, column, text in entries)
        return {Cell(row, column): text for row, column, text in placed if row is not None}

    def _rows(self, lines: Sequence[Line]) -> list[int]:
        """Where the lines are, from top to bottom."""
        return sorted(row for row in map(self.row_of, lines) if row is not None)
