"""How a list becomes what their list and ours make together: which order that is, and the steps to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from core.book import ItemId


class Move(NamedTuple):
    """Put an item where it stands at the place `to` afterwards."""

    item: ItemId
    to: int


def in_their_order(mine: Sequence[ItemId], order: Iterable[ItemId]) -> list[ItemId]:
    """My items, those that `order` knows in its order; the others keep their places."""
    own = set(mine)
    known = [item for item in order if item in own]
    sorted_items, waiting = set(known), iter(known)
    return [next(waiting) if item in sorted_items else item for item in mine]


def with_added(mine: Sequence[ItemId], order: Sequence[ItemId], added: Collection[ItemId]) -> list[ItemId]:
    """My items and the added ones, each behind the nearest item that stands before it in `order`."""
    present = {*mine, *added}
    followers: dict[ItemId | None, list[ItemId]] = {}
    before: ItemId | None = None
    for item in order:
        if item in added:
            followers.setdefault(before, []).append(item)
        elif item in present:
            before = item
    merged = list(followers.get(None, ()))
    for item in mine:
        merged.append(item)
        merged += followers.get(item, ())
    return merged


def moves(now: Sequence[ItemId], wanted: Sequence[ItemId]) -> Iterator[Move]:
    """The fewest moves that bring the same items into the wanted order, one after the other."""
    place = {item: index for index, item in enumerate(wanted)}
    staying = _longest_ascent([place[item] for item in now])
    order = list(now)
    for index, item in enumerate(wanted):
        if index not in staying:
            order.remove(item)
            # All that is wanted before it stands in its order already, though perhaps not yet together.
            target = order.index(wanted[index - 1]) + 1 if index else 0
            order.insert(target, item)
            yield Move(item, target)


def _longest_ascent(places: Sequence[int]) -> set[int]:
    """The most numbers that stand in ascending order."""
    ends: list[int] = []
    last_at: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        last_at[length : length + 1] = [at]
        before.append(last_at[length - 1] if length else -1)
    ascent: set[int] = set()
    at = last_at[-1] if last_at else -1
    while at >= 0:
        ascent.add(places[at])
        at = before[at]
    return ascent
