"""How owned items come into another order among items that stay where they are: rows of a sheet, sheets of a workbook."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

_Item = TypeVar("_Item", bound=Hashable)


def rearranged(
    items: Sequence[_Item], owned: Sequence[_Item], wanted: Sequence[_Item], below: _Item | None = None
) -> list[_Item]:
    """`items` with those that are `owned` replaced by the `wanted` ones; all others keep their places.

    Owned items that stay in order among each other stay in place; a new or moved one comes right after the one that
    it follows in `wanted`. Where nothing is owned yet, they come after the item `below` which they belong.
    """
    steady = in_order(owned, wanted)
    followers: dict[_Item | None, list[_Item]] = defaultdict(list)
    anchor: _Item | None = None
    for item in wanted:
        if item in steady:
            anchor = item
        else:
            followers[anchor].append(item)
    known = set(owned)
    opening = next((item for item in items if item in known), None)
    result: list[_Item] = []
    for item in items:
        if opening is not None and item == opening:
            result += followers[None]
        if item not in known or item in steady:
            result.append(item)
        if item in steady:
            result += followers.get(item, [])
        elif opening is None and item == below:
            result += followers[None]
    return result


def in_order(owned: Sequence[_Item], wanted: Sequence[_Item]) -> set[_Item]:
    """A longest choice of wanted items that are owned already and in the same order."""
    place = {item: index for index, item in enumerate(owned)}
    kept = [item for item in wanted if item in place]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, item in enumerate(kept):
        length = bisect_left(tails, place[item])
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place[item]]
        ends[length : length + 1] = [index]
    chosen: set[_Item] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.add(kept[index])
        index = before[index]
    return chosen
