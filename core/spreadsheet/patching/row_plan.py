"""Where the rows of a sheet go when some come, go or change places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from core.spreadsheet.address import LAST_ROW


class KeptRows(NamedTuple):
    """Old rows that stay together, both ends included."""

    first: int
    last: int


class NewRow(NamedTuple):
    """A new row that looks like this old one."""

    like: int


RowPlan = tuple[KeptRows | NewRow, ...]
"""All rows of a sheet from row 1 on, in their new order.

Old rows after the highest kept one follow unchanged, in order; other old rows that are not mentioned go.
"""


class Rows(NamedTuple):
    """Neighbouring rows, both ends included."""

    first: int
    last: int


class Scattered(Exception):
    """Rows that stood together have come apart, or others have come between them."""


class _Run(NamedTuple):
    """Old rows that move by the same number of rows."""

    first: int
    last: int
    shift: int


class RowMap:
    """Answers where the old rows of a sheet are by a plan."""

    def __init__(self, plan: RowPlan) -> None:
        runs: list[_Run] = []
        self.likes: dict[int, int] = {}
        at = 1
        for step in plan:
            if isinstance(step, NewRow):
                self.likes[at] = step.like
                at += 1
            else:
                runs.append(_Run(step.first, step.last, at - step.first))
                at += step.last - step.first + 1
        highest = max((run.last for run in runs), default=0)
        # Without an end: a range that reaches the sheet's last row goes on reaching it.
        runs.append(_Run(highest + 1, 2 * LAST_ROW, at - highest - 1))
        self._runs = sorted(runs)
        self._firsts = [run.first for run in self._runs]
        self._news = list(self.likes)
        self._news_by_like = sorted((like, new) for new, like in self.likes.items())

    @property
    def is_identity(self) -> bool:
        return not self.likes and self.first_moved > LAST_ROW

    @property
    def first_moved(self) -> int:
        """The first old row that does not stay where it is; all above it do."""
        expected = 1
        for run in self._runs:
            if run.first != expected or run.shift:
                return expected
            expected = run.last + 1
        return expected

    def kept(self) -> list[tuple[Rows, int]]:
        """Old rows that stay together, by their old order, with the number of rows that they move down."""
        return [(Rows(run.first, run.last), run.shift) for run in self._runs]

    def new_row(self, old: int) -> int | None:
        """None for a row that goes."""
        run = self._runs[bisect_right(self._firsts, old) - 1]
        new = old + run.shift
        return new if run.first <= old <= run.last and new <= LAST_ROW else None

    def edge(self, old: int) -> int:
        """Where something that hangs on a row's upper edge is: at the next row that stays, where its own goes."""
        new = self.new_row(old)
        if new is None:
            run = self._runs[min(bisect_right(self._firsts, old), len(self._runs) - 1)]
            new = max(run.first, old) + run.shift
        return min(new, LAST_ROW)

    def new_rows(self, first: int, last: int) -> list[Rows]:
        """Where a set of old rows is, from top to bottom. A new row belongs to it if the row it looks like does."""
        likes = self._news_by_like[
            bisect_left(self._news_by_like, (first, 0)) : bisect_left(self._news_by_like, (last + 1, 0))
        ]
        return _joined([*self._pieces(first, last), *(Rows(new, new) for _, new in likes)])

    def span(self, first: int, last: int) -> Rows | None:
        """Where a range of old rows is; None where all of them go. Raises Scattered.

        A single row is followed. A range of several takes in the new rows between its rows, and those at its ends
        that look like one of its rows.
        """
        if first == last:
            row = self.new_row(first)
            return Rows(row, row) if row else None
        rows = self.tight_span(first, last)
        if rows is None or (first, last) == (1, LAST_ROW):
            return rows
        return self.grown(rows, Rows(first, last))

    def tight_span(self, first: int, last: int) -> Rows | None:
        """The same without the new rows at the ends."""
        if first == 1 and last == LAST_ROW:
            return Rows(first, last)
        pieces = self._pieces(first, last)
        if not pieces:
            return None
        top, bottom = min(piece.first for piece in pieces), max(piece.last for piece in pieces)
        news = bisect_right(self._news, bottom) - bisect_left(self._news, top)
        if sum(piece.last - piece.first + 1 for piece in pieces) + news != bottom - top + 1:
            raise Scattered
        return Rows(top, bottom)

    def grown(self, rows: Rows, old: Rows, *, up: bool = True, down: bool = True) -> Rows:
        """The span with the new rows at its ends that look like one of the old rows."""
        top, bottom = rows
        while up and old.first <= self.likes.get(top - 1, 0) <= old.last:
            top -= 1
        while down and old.first <= self.likes.get(bottom + 1, 0) <= old.last:
            bottom += 1
        return Rows(top, bottom)

    def offset(self, first: int, last: int, offset: int) -> int:
        """How far below them the rows are that were `offset` rows below these, for most of them."""
        found: Counter[int] = Counter()
        for start, end, shift in self._overlaps(first, last):
            for low, high, other in self._overlaps(start + offset, end + offset):
                found[offset + other - shift] += high - low + 1
        return found.most_common(1)[0][0] if found else offset

    def copies(self, first: int, last: int) -> list[Rows]:
        """Where new rows in a row look like all these old ones, in their order."""
        length = last - first + 1
        starts = self._news_by_like[
            bisect_left(self._news_by_like, (first, 0)) : bisect_left(self._news_by_like, (first + 1, 0))
        ]
        return [
            Rows(new, new + length - 1)
            for _, new in starts
            if all(self.likes.get(new + index) == first + index for index in range(length))
        ]

    def _pieces(self, first: int, last: int) -> list[Rows]:
        if last == LAST_ROW:
            last = 2 * LAST_ROW
        shifted = (
            Rows(start + shift, min(end + shift, LAST_ROW))
            for start, end, shift in self._overlaps(first, last)
        )
        return [rows for rows in shifted if rows.first <= LAST_ROW]

    def _overlaps(self, first: int, last: int) -> Iterator[_Run]:
        """The parts of the runs that lie within these old rows."""
        for index in range(max(bisect_right(self._firsts, first) - 1, 0), len(self._runs)):
            run = self._runs[index]
            if run.first > last:
                break
            if run.last >= first:
                yield _Run(max(run.first, first), min(run.last, last), run.shift)


def _joined(ranges: list[Rows]) -> list[Rows]:
    """Neighbours joined, from top to bottom."""
    joined: list[Rows] = []
    for rows in sorted(ranges):
        if joined and rows.first <= joined[-1].last + 1:
            joined[-1] = Rows(joined[-1].first, max(joined[-1].last, rows.last))
        else:
            joined.append(rows)
    return joined
