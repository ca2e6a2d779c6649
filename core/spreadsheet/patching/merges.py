"""Merged cells while the rows of a sheet move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.patching.row_plan import RowMap, Rows, Scattered


class MergeChange(NamedTuple):
    """The merged cells in their new order.

    `carried`: where what a merged cell says goes, by the old cell that says it, if another cell is then the first.
    `broken`: old merged cells that came apart.
    """

    merges: list[CellRange]
    carried: dict[Cell, Cell]
    broken: list[CellRange]


def changed_merges(
    old: Sequence[CellRange], rows: RowMap, unmerged: Sequence[CellRange], added: Sequence[CellRange]
) -> MergeChange:
    """What becomes of merged cells: those in `unmerged` go, `added` ones come, others follow their rows.

    They take in new rows as `RowMap.span` says; new rows that look like all the rows of one have one like it.
    """
    cleared, taken = _Areas(unmerged), _Areas(added)
    change = MergeChange([], {}, [])
    for merge in old:
        copies = rows.copies(merge.top, merge.bottom)
        try:
            span = rows.span(merge.top, merge.bottom)
        except Scattered:
            span = None
            pieces = [_over(piece, merge) for piece in rows.new_rows(merge.top, merge.bottom)]
            if not all(map(cleared.cover, pieces)):
                change.broken.append(merge)
        new = _over(_without(span, copies), merge) if span else None
        if new and not cleared.cover(new) and not taken.touch(new):
            if new.name != Cell(new.top, new.left).name:
                change.merges.append(new)
            if rows.new_row(merge.top) != new.top:
                change.carried[Cell(merge.top, merge.left)] = Cell(new.top, new.left)
        for copy in (_over(copy, merge) for copy in copies if not (span and _is_inside(copy, span, copies))):
            if not cleared.cover(copy) and not taken.touch(copy):
                change.merges.append(copy)
    change.merges.extend(added)
    return change


def _over(rows: Rows, merge: CellRange) -> CellRange:
    return CellRange(rows.first, merge.left, rows.last, merge.right)


def _without(span: Rows, copies: Sequence[Rows]) -> Rows:
    """The span without copies of it at its ends."""
    first, last = span
    for copy in copies:
        if copy.first == first:
            first = copy.last + 1
    for copy in reversed(copies):
        if copy.last == last:
            last = copy.first - 1
    return Rows(first, last)


def _is_inside(copy: Rows, span: Rows, copies: Sequence[Rows]) -> bool:
    first, last = _without(span, copies)
    return first <= copy.first and copy.last <= last


class _Areas:
    """Ranges of a sheet, found by their rows."""

    def __init__(self, ranges: Iterable[CellRange]) -> None:
        self._columns: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for area in ranges:
            for row in range(area.top, area.bottom + 1):
                self._columns[row].append((area.left, area.right))

    def cover(self, area: CellRange) -> bool:
        """Whether the whole area lies within."""
        return all(
            any(left <= area.left and area.right <= right for left, right in self._columns.get(row, ()))
            for row in range(area.top, area.bottom + 1)
        )

    def touch(self, area: CellRange) -> bool:
        return any(
            left <= area.right and area.left <= right
            for row in range(area.top, area.bottom + 1)
            for left, right in self._columns.get(row, ())
        )
