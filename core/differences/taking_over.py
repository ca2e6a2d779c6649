"""The edit that takes over what was chosen of the differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from core.arrangement import as_one
from core.book import Book, ItemId, Project, Row
from core.differences.difference import Change, Difference, ListChange
from core.differences.ordering import in_their_order, moves, with_added
from core.edit import (
    Edit,
    InsertProject,
    InsertRow,
    MoveProject,
    MoveRow,
    RemoveProject,
    RemoveRow,
    SetField,
)


def taken_over(mine: Book, chosen: Iterable[Difference]) -> Edit | None:
    """The chosen differences as one edit of the book that they were found for; None for none. Changes nothing.

    Any choice fits together: new items find their places by those of their neighbours that are there.
    """
    return edit_of(mine, (one.change for one in chosen))


def edit_of(mine: Book, changes: Iterable[Change]) -> Edit | None:
    settings: list[Edit] = []
    lists: dict[ItemId | None, list[ListChange]] = defaultdict(list)
    for change in changes:
        if isinstance(change, SetField):
            settings.append(change)
        else:
            lists[change.within].append(change)
    steps = [step for within, found in lists.items() for step in _list_steps(mine, within, found)]
    return as_one([*settings, *steps])


def _list_steps(mine: Book, within: ItemId | None, changes: Sequence[ListChange]) -> Iterator[Edit]:
    """First what goes, then the new order, then what comes, from the front to the back."""
    items = list(mine.project_ids) if within is None else [row.id for row in mine.section(within).rows]
    removed = {change.removed for change in changes if change.removed is not None}
    added = {change.added.id: change.added for change in changes if change.added is not None}
    for item in (one for one in items if one in removed):
        yield RemoveProject(item) if within is None else RemoveRow(within, item)
    items = [item for item in items if item not in removed]
    order = changes[0].order
    if any(change.added is None and change.removed is None for change in changes):
        wanted = in_their_order(items, order)
        for item, index in moves(items, wanted):
            yield MoveProject(item, index) if within is None else MoveRow(within, item, index)
        items = wanted
    for index, item in enumerate(with_added(items, order, added.keys())):
        if item in added:
            yield _insertion(within, index, added[item])


def _insertion(within: ItemId | None, index: int, item: Project | Row) -> Edit:
    if isinstance(item, Project):
        return InsertProject(index, item)
    assert within is not None, "rows are within a section"
    return InsertRow(within, index, item)
