"""What of a report comes on which page: strips, which are never cut, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from PySide6.QtGui import QPainter


class Strip(Protocol):
    """A line of text or a row of a table, in the units of its page.

    Attributes:
        space_before: what is left free above it, except at the top of a page.
        keeps_next: whether it may not be the last on its page.
        header: the row that is repeated above it when it is the first on its page.
    """

    height: float
    space_before: float
    keeps_next: bool
    header: Strip | None

    def paint(self, painter: QPainter, top: float) -> None: ...


_Strip = TypeVar("_Strip", bound=Strip)
Page = list[tuple[float, Strip]]
"""Strips with the places of their upper edges."""


def paginate(strips: Sequence[Strip], room: float) -> list[Page]:
    """Pages of the height `room`, at least one. What is higher than a page has one of its own."""
    pages: list[Page] = [[]]
    bottom = 0.0
    for index, strip in enumerate(strips):
        if pages[-1] and bottom + _needed(strips, index, room) > room:
            pages.append([])
            bottom = 0.0
            if strip.header is not None:
                pages[-1].append((bottom, strip.header))
                bottom += strip.header.height
        top = bottom + strip.space_before if pages[-1] else 0.0
        pages[-1].append((top, strip))
        bottom = top + strip.height
    return pages


def _needed(strips: Sequence[Strip], index: int, room: float) -> float:
    """The height of a strip with all those that may not be parted from it; without them where that is too much."""
    whole = sum(strip.space_before + strip.height for strip in _kept_together(strips, index))
    alone = strips[index].space_before + strips[index].height
    return whole if whole <= room else alone


def _kept_together(strips: Sequence[Strip], index: int) -> Iterator[Strip]:
    for strip in islice(strips, index, None):
        yield strip
        if not strip.keeps_next:
            return
