"""Which items of two versions of a list are the same ones: projects of a book, rows of a section.

Ids do not tell: a file that is read again counts its own. Items are the same that say the same; else those that
are called the same; else those that stand at the same place and have something in common.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields
from difflib import SequenceMatcher

from core.book import Indicator, ItemId, Project, Row, Section
from core.decisions.spot import row_name
from core.wording import squeezed

_Item = Section | Row
_Key = Callable[[_Item], Hashable]


def matched_projects(
    base: Sequence[Project], mine: Sequence[Project], theirs: Sequence[Project]
) -> dict[ItemId, ItemId]:
    """The id here by the id there, for each of their projects that is known here.

    `base` and `mine` are the projects as they were and as they are on this side now.
    """
    return _matched(base, mine, theirs, _PROJECT_KEYS)


def matched_rows(base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> dict[ItemId, ItemId]:
    """As `matched_projects`, for rows of one section."""
    return _matched(base, mine, theirs, _ROW_KEYS)


def content(item: _Item) -> Hashable:
    """What an item says, its rows included, without ids."""
    if isinstance(item, tuple):
        return (type(item), *item[1:])
    header = tuple(
        getattr(item, field.name) for field in fields(item) if field.name not in ("id", item.rows_field)
    )
    return (type(item), header, tuple(row[1:] for row in item.rows))


# ── How items are told ──


def _full_name(item: _Item) -> Hashable:
    """What tells an item from all others; None where it has no name."""
    if isinstance(item, Project):
        name = squeezed(item.name or item.title)
        return (squeezed(item.code or ""), squeezed(item.unit_code), name) if name else None
    if isinstance(item, Indicator):
        return (item.category, item.name) if item.name else None
    return row_name(item) or None if isinstance(item, tuple) else None


def _project_code(item: _Item) -> Hashable:
    return squeezed(item.code or "") or None if isinstance(item, Project) else None


def _unit_and_name(item: _Item) -> Hashable:
    name = _project_name(item)
    return (squeezed(item.unit_code), name) if isinstance(item, Project) and name else None


def _number_and_name(item: _Item) -> Hashable:
    name = _unit_and_name(item)
    return (item.number, name) if isinstance(item, Project) and name else None


def _project_name(item: _Item) -> Hashable:
    return squeezed(item.name or item.title) or None if isinstance(item, Project) else None


def _row_name(item: _Item) -> Hashable:
    return row_name(item) or None if isinstance(item, tuple) else None


_PROJECT_KEYS: Sequence[_Key] = (
    _full_name,
    _project_code,
    _number_and_name,
    _unit_and_name,
    _project_name,
)
_ROW_KEYS: Sequence[_Key] = (_full_name, _row_name)


def _are_alike(one: _Item, other: _Item) -> bool:
    """Whether two items at the same place can be one that was rewritten."""
    if isinstance(one, Project) and isinstance(other, Project):
        names = {row.name for row in one.indicators}, {row.name for row in other.indicators}
        return 2 * len(names[0] & names[1]) > max(map(len, names))
    if isinstance(one, Indicator) and isinstance(other, Indicator):
        if one.category != other.category:
            return False
        shared = (a and a == b for a, b in zip(one[4:6], other[4:6], strict=True))
        return any(shared) or _sound_alike(one.name, other.name)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _sound_alike(row_name(one), row_name(other))
    return False


_LIKENESS = 0.5
_COMPARED = 200


def _sound_alike(one: str, other: str) -> bool:
    """Whether two names have most characters in common, in order; two that are empty do."""
    return SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False).ratio() > _LIKENESS


# ── Pairs ──


def _matched(
    base: Sequence[_Item], mine: Sequence[_Item], theirs: Sequence[_Item], keys: Sequence[_Key]
) -> dict[ItemId, ItemId]:
    said = [content(item) for item in theirs]
    for same in (base, mine):
        if [content(item) for item in same] == said:
            return {there.id: here.id for there, here in zip(theirs, same, strict=True)}
    pairs = _Pairs(base, mine, theirs)
    pairs.join_ends()
    for key in (content, *keys):
        pairs.join(key, base)
        pairs.join(key, [one for one in mine if one.id in pairs.base_ids])
    pairs.join_neighbours()
    for key in (content, _full_name):
        pairs.join(key, mine)
    return pairs.found


class _Pairs:
    """Finds the items of two lists that belong together, by one key after the other; in order where keys repeat."""

    def __init__(self, base: Sequence[_Item], mine: Sequence[_Item], theirs: Sequence[_Item]) -> None:
        self._base = base
        self._theirs = theirs
        self._left_here = {one.id for one in mine}
        self._taken: set[ItemId] = set()
        self.base_ids = {one.id for one in base}
        self.found: dict[ItemId, ItemId] = {}

    def join_ends(self) -> None:
        """Pair what is the same from the first item on, and from the last; of many alike, that tells which is which."""
        for step in (1, -1):
            for here, there in zip(self._base[::step], self._theirs[::step], strict=False):
                if here.id in self._taken or there.id in self.found or here.id not in self._left_here:
                    break
                if content(here) != content(there):
                    break
                self._pair(there.id, here.id)

    def join(self, key: _Key, items: Sequence[_Item]) -> None:
        """Pair what has the same key; of several, one that is still here rather than one that was removed."""
        left: dict[Hashable, deque[ItemId]] = defaultdict(deque)
        for item in sorted(items, key=lambda item: item.id not in self._left_here):
            if item.id not in self._taken and (name := key(item)) is not None:
                left[name].append(item.id)
        for item in self._theirs if left else ():
            if item.id not in self.found and (same := left.get(key(item))):
                self._pair(item.id, same.popleft())

    def join_neighbours(self) -> None:
        """Pair what follows upon a pair on both sides, when it is alike."""
        position = {one.id: index for index, one in enumerate(self._base)}
        here = 0
        for item in self._theirs:
            if item.id in self.found:
                here = position[self.found[item.id]] + 1
                continue
            known = self._base[here] if here < len(self._base) else None
            if known is not None and known.id not in self._taken and _are_alike(known, item):
                self._pair(item.id, known.id)
                here += 1

    def _pair(self, there: ItemId, here: ItemId) -> None:
        self.found[there] = here
        self._taken.add(here)
