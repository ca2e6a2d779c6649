"""How a project's rows come into another order: pure functions from rows to rows, and from there to an edit.

Rows move through the tree (`core.outline`); what the edit says is their order in the document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum

from core.book import Indicator, ItemId, Place, Project
from core.edit import Edit, Group, MoveRow, SetField
from core.outline import Level2Group, level2_groups
from core.scheme import Category, Scheme

Rows = tuple[Indicator, ...]


class Direction(IntEnum):
    """Where to move something by one place."""

    UP = -1
    DOWN = 1


def one_place_further(
    rows: Rows, row_id: ItemId, moving: Collection[ItemId], direction: Direction, scheme: Scheme
) -> Rows:
    """The rows after one has moved by one place of the tree, unless another of the moving rows blocks it."""
    tree = level2_groups(rows, scheme)
    here, position = _spot(tree, row_id)
    row, beside = tree[here].rows[position], position + direction
    if 0 <= beside < len(tree[here].rows):
        neighbour = tree[here].rows[beside]
        return rows if neighbour.id in moving else _swapped(rows, row, neighbour)
    if not 0 <= here + direction < len(tree):
        return rows
    upwards = direction is Direction.UP
    anchor = tree[here + direction].rows[-1 if upwards else 0]
    return _beside(rows, row, anchor, below=upwards)


def end_of_category(rows: Rows, category: Category, scheme: Scheme) -> int:
    """Where the category's next row goes: below its rows, else below those that the scheme puts before it."""
    keys = [category_of(row, scheme) for row in rows]
    if category in keys:
        return _below_last(keys, {category})
    order = [(level1, level2) for level1 in scheme.level1_names for level2 in scheme.level2_names(level1)]
    if scheme.knows(category):
        return _below_last(keys, set(order[: order.index(category)]))
    return _below_last(keys, {key for key in keys if key[0] == category[0]}) or len(rows)


def names_as_written(rows: Rows, category: Category, scheme: Scheme) -> tuple[str, str]:
    """How the table writes a category's two names; the scheme's names where it does not use them yet."""
    keys = {category_of(row, scheme): (row.level1, row.level2) for row in rows}
    if category in keys:
        return keys[category]
    level1 = next((row.level1 for row in rows if category_of(row, scheme)[0] == category[0]), category[0])
    return level1, category[1]


def rearranged(project: Project, wanted: Rows, moving: Collection[ItemId]) -> Edit | None:
    """The edit that turns the project's rows into `wanted`: the same rows, moved and with other levels."""
    before = project.indicators
    if _ids_without(before, moving) != _ids_without(wanted, moving):
        moving = {old.id for old, new in zip(before, wanted, strict=True) if old.id != new.id}
    by_id = {row.id: row for row in before}
    settings = level_settings(project.id, ((by_id[row.id], row) for row in wanted))
    return as_one([*settings, *_moves(project, [row.id for row in wanted], moving)])


def level_settings(project_id: ItemId, changes: Iterable[tuple[Indicator, Indicator]]) -> list[Edit]:
    """The level names that differ between the old and the new value of each row."""
    return [
        SetField(Place(project_id, new.id, field), getattr(new, field))
        for old, new in changes
        for field in ("level1", "level2")
        if getattr(old, field) != getattr(new, field)
    ]


def as_one(edits: Iterable[Edit]) -> Edit | None:
    """The edits as one; None for none."""
    edits = tuple(edits)
    if len(edits) > 1:
        return Group(edits)
    return edits[0] if edits else None


def category_of(row: Indicator, scheme: Scheme) -> Category:
    """Level-1 and level-2 name as the scheme calls them."""
    return scheme.canonical(row.level1, row.level2)


def _ids_without(rows: Rows, moving: Collection[ItemId]) -> list[ItemId]:
    return [row.id for row in rows if row.id not in moving]


def _spot(tree: Sequence[Level2Group], row_id: ItemId) -> tuple[int, int]:
    """Which group of the tree holds the row, and which of its rows it is.

    Raises LookupError when none does.
    """
    for here, group in enumerate(tree):
        for position, row in enumerate(group.rows):
            if row.id == row_id:
                return here, position
    raise LookupError(f"no row {row_id} in this table")


def _swapped(rows: Rows, one: Indicator, other: Indicator) -> Rows:
    """Two rows change places, so a category in several blocks keeps its blocks where they are."""
    return tuple(other if row is one else one if row is other else row for row in rows)


def _beside(rows: Rows, row: Indicator, anchor: Indicator, *, below: bool) -> Rows:
    """`row` directly above or below `anchor`, with its levels as that one writes them."""
    others = tuple(other for other in rows if other is not row)
    index = others.index(anchor) + below
    return (*others[:index], row._replace(level1=anchor.level1, level2=anchor.level2), *others[index:])


def _below_last(keys: Sequence[Category], wanted: Collection[Category]) -> int:
    return max((index + 1 for index, key in enumerate(keys) if key in wanted), default=0)


def _moves(project: Project, wanted: Sequence[ItemId], moving: Collection[ItemId]) -> list[Edit]:
    """Put each moving row directly above its wanted successor, from the last row to the first."""
    order = [row.id for row in project.indicators]
    moves: list[Edit] = []
    successor: ItemId | None = None
    for row_id in reversed(wanted):
        if row_id in moving:
            origin = order.index(row_id)
            del order[origin]
            index = len(order) if successor is None else order.index(successor)
            order.insert(index, row_id)
            if index != origin:
                moves.append(MoveRow(project.id, row_id, index))
        successor = row_id
    return moves
