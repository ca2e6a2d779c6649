"""The three-level tree of a project's rows: groups in the order of their first row in the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.book import Indicator
from core.scheme import Category, Scheme
from core.wording import squeezed


class Level2Group(NamedTuple):
    """The rows of one category: `key` is the scheme's names, `name` the first row's own."""

    key: Category
    name: str
    rows: tuple[Indicator, ...]


class Level1Group(NamedTuple):
    """A level-1 group: `key` is the scheme's name, `name` the first row's own."""

    key: str
    name: str
    groups: tuple[Level2Group, ...]


def outline(rows: Sequence[Indicator], scheme: Scheme) -> list[Level1Group]:
    """Group the rows of one project; within a group they keep the order of the document."""
    tree: dict[str, dict[Category, list[Indicator]]] = {}
    for row in rows:
        key = scheme.canonical(row.level1, row.level2)
        tree.setdefault(key[0], {}).setdefault(key, []).append(row)
    return [_level1_group(level1, by_category) for level1, by_category in tree.items()]


def level2_groups(rows: Sequence[Indicator], scheme: Scheme) -> list[Level2Group]:
    """The level-2 groups of the rows in the order in which the tree shows them."""
    return [group for level1_group in outline(rows, scheme) for group in level1_group.groups]


def _level1_group(level1: str, by_category: dict[Category, list[Indicator]]) -> Level1Group:
    groups = tuple(
        Level2Group(key, squeezed(rows[0].level2), tuple(rows)) for key, rows in by_category.items()
    )
    return Level1Group(level1, squeezed(groups[0].rows[0].level1), groups)
