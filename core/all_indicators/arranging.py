"""Filters and sorts the lines of a book, a piece at a time, so that a window can go on living meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Hashable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from core.all_indicators.line import Line
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import CRITERIA, Ordering, SortKeys, is_blank
from core.cell_findings import CellFindings

_PIECE = 2_000
"""How many lines make some ten milliseconds of work where every text is met for the first time."""

Arranging = Generator[None, None, list[Line]]
"""Pauses after each piece of the work; returns the lines in the end."""

_Item = TypeVar("_Item")


def arranged(
    lines: Iterable[Line],
    line_filter: LineFilter,
    ordering: Ordering | None,
    keys: SortKeys,
    findings: CellFindings,
) -> Arranging:
    """The lines (given in document order) that pass the filter, in the order that is asked for."""
    shown: list[Line] = []
    for piece in _pieces(lines):
        shown += line_filter.passed(piece, findings)
        yield
    return shown if ordering is None else (yield from _sorted(shown, ordering, keys))


def _sorted(lines: list[Line], ordering: Ordering, keys: SortKeys) -> Arranging:
    groups: dict[Hashable, list[Line]] = defaultdict(list)
    said = CRITERIA[ordering.column]
    for piece in _pieces(lines):
        for line, text in zip(piece, map(said, piece), strict=True):
            groups[text].append(line)
        yield
    blanks = {spelling for spelling in groups if is_blank(spelling)}
    blank = [line for line in lines if said(line) in blanks] if blanks else []
    for spelling in blanks:
        del groups[spelling]
    key_of = keys.of(ordering.column).__getitem__
    order: list[Hashable] = []
    for words in _pieces(groups):
        order += sorted(words, key=key_of, reverse=ordering.descending)
        yield
    order.sort(key=key_of, reverse=ordering.descending)  # only has to merge the sorted pieces
    yield
    found: list[Line] = []
    for words in _pieces(order):
        found += chain.from_iterable(map(groups.__getitem__, words))
        yield
    return found + blank


def _pieces(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    remaining = iter(items)
    while piece := list(islice(remaining, _PIECE)):
        yield piece
