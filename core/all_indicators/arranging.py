"""Filters and sorts the lines of a book, a piece at a time, so that a window can go on living meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Hashable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from core.all_indicators.line import Line
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import CRITERIA, Lead, Ordering, SortKeys
from core.cell_findings import CellFindings

PAGE = 200
"""No window shows more lines at a time."""

_PIECE = 2_000
"""How many lines make some milliseconds of work where every text is met for the first time."""

Arranging = Generator[list[Line] | None, None, list[Line]]
"""Pauses after each piece of the work; returns the lines in the end.

Once, as soon as they are known, it yields the first `PAGE` of them, where so many say something.
"""

_Item = TypeVar("_Item")


def arranged(
    lines: Iterable[Line],
    line_filter: LineFilter,
    ordering: Ordering | None,
    keys: SortKeys,
    findings: CellFindings,
) -> Arranging:
    """The lines (given in document order) that pass the filter, in the order that is asked for."""
    passed: Iterable[Sequence[Line]] = _pieces(lines)
    if line_filter:
        passed = (line_filter.passed(piece, findings) for piece in passed)
    if ordering is not None:
        return (yield from _sorted(passed, ordering, keys))
    found: list[Line] = []
    for piece in passed:
        yield _first_page(found, piece)
        found += piece
    return found


def _first_page(known: list[Line], following: Sequence[Line]) -> list[Line] | None:
    """The first page, where the lines that follow are the ones that fill it."""
    missing = PAGE - len(known)
    return [*known, *following[:missing]] if 0 < missing <= len(following) else None


def _sorted(pieces: Iterable[Sequence[Line]], ordering: Ordering, keys: SortKeys) -> Arranging:
    """Lines whose keys begin alike are sorted when their turn comes: the first ones are known before most keys are."""
    by_lead: dict[Lead, list[Line]] = defaultdict(list)
    for piece in pieces:
        for line, lead in zip(piece, keys.leads(piece, ordering.column), strict=True):
            by_lead[lead].append(line)
        yield None
    blank = by_lead.pop(None, [])
    found: list[Line] = []
    leads = sorted(by_lead, reverse=ordering.descending)
    for batch in _batches(map(by_lead.__getitem__, leads)):
        in_order = yield from _sorted_batch(batch, ordering, keys)
        yield _first_page(found, in_order)
        found += in_order
    return found + blank


def _batches(buckets: Iterable[list[Line]]) -> Iterator[list[Line]]:
    """The same lines in fewer lists, each of which fills a page; the last one may not."""
    batch: list[Line] = []
    for bucket in buckets:
        batch += bucket
        if len(batch) >= PAGE:
            yield batch
            batch = []
    if batch:
        yield batch


def _sorted_batch(lines: list[Line], ordering: Ordering, keys: SortKeys) -> Arranging:
    groups: dict[Hashable, list[Line]] = defaultdict(list)
    said = CRITERIA[ordering.column]
    for piece in _pieces(lines):
        for line, text in zip(piece, map(said, piece), strict=True):
            groups[text].append(line)
        yield None
    if len(groups) == 1:
        return lines
    key_of = keys.of(ordering.column).__getitem__
    order: list[Hashable] = []
    for words in _pieces(groups):
        order += sorted(words, key=key_of, reverse=ordering.descending)
        yield None
    order.sort(key=key_of, reverse=ordering.descending)  # only has to merge the sorted pieces
    return list(chain.from_iterable(map(groups.__getitem__, order)))


def _pieces(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    remaining = iter(items)
    while piece := list(islice(remaining, _PIECE)):
        yield piece
