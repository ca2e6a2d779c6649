"""Schemes: which level-1 and level-2 names exist, in which order, and which of them a table must have.

Two regimes are known, 财预〔2015〕88号 and 财预〔2021〕101号; each is a file in resources/schemes/.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from core.book import Book
from core.resources import RESOURCES
from core.wording import squeezed

Category = tuple[str, str]
"""A level-1 and a level-2 name."""

_COST_LEVEL1 = "成本指标"
_COST_SUFFIX = "成本指标"


class Requirement(NamedTuple):
    """A category that needs at least one row; with `level2` None, any row under `level1` will do."""

    level1: str
    level2: str | None

    @property
    def title(self) -> str:
        return self.level2 or self.level1

    def is_met_by(self, category: Category) -> bool:
        return category[0] == self.level1 and self.level2 in (None, category[1])


@dataclass(frozen=True, slots=True)
class Scheme:
    """One regime. `levels` maps level-1 names to their level-2 names, both in print order."""

    key: str
    title: str
    source: str
    levels: Mapping[str, tuple[str, ...]]
    mandatory: tuple[Requirement, ...]
    empty_rows: tuple[Category, ...]
    _moved: Mapping[str, Category] = field(repr=False)

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def level1_names(self) -> tuple[str, ...]:
        return tuple(self.levels)

    def level2_names(self, level1: str) -> tuple[str, ...]:
        """Empty for a level-1 name that the scheme does not know."""
        return self.levels.get(level1, ())

    def canonical(self, level1: str, level2: str) -> Category:
        """The names without white space and with aliases mapped; unknown names stay as they are."""
        return canonical(level1, level2)

    def knows_level1(self, name: str) -> bool:
        return name in self.levels

    def knows(self, category: Category) -> bool:
        """Whether the scheme has this category, given by canonical names."""
        return category[1] in self.level2_names(category[0])

    def proper_level1(self, level2: str) -> str | None:
        """The level-1 name that a level-2 name (canonical) belongs under; None for an unknown one."""
        return next((level1 for level1, names in self.levels.items() if level2 in names), None)

    def proper_category(self, category: Category) -> Category | None:
        """Where rows that stand under these canonical names belong; None when that cannot be said.

        A known level-2 name goes under its own level-1 name, one of the other regime to its counterpart, an empty
        one to the only level-2 name there is.
        """
        level1, level2 = category
        if self.knows(category):
            return category
        if proper := self.proper_level1(level2):
            return proper, level2
        if level2 in self._moved:
            return self._moved[level2]
        only = self.level2_names(level1)
        return (level1, only[0]) if not level2 and len(only) == 1 else None


@lru_cache(maxsize=1024)
def canonical(level1: str, level2: str) -> Category:
    """As `Scheme.canonical`: aliases are the same in all schemes. A book has few spellings on many rows."""
    aliases = level_aliases()
    level1, level2 = squeezed(level1), squeezed(level2)
    return aliases["level1"].get(level1, level1), aliases["level2"].get(level2, level2)


def is_cost_category(category: Category) -> bool:
    """Whether rows of this category (canonical names) are costs in either regime: 产出/成本指标, 成本指标/…"""
    level1, level2 = category
    return level1 == _COST_LEVEL1 or level2.endswith(_COST_SUFFIX)


@cache
def schemes() -> Mapping[str, Scheme]:
    """All schemes by key, oldest regime first."""
    files = sorted((RESOURCES / "schemes").glob("*.toml"))
    loaded = [_scheme(tomllib.loads(file.read_text("utf-8"))) for file in files]
    return MappingProxyType({scheme.key: scheme for scheme in loaded})


@cache
def level_aliases() -> dict[str, dict[str, str]]:
    """By `level1` and `level2` what other names stand for."""
    return tomllib.loads((RESOURCES / "level-aliases.toml").read_text("utf-8"))


def detect(book: Book) -> Scheme:
    """The scheme that the rows of the book follow, told by where their costs stand; the 2015 one for an empty book."""
    old, new = schemes()["2015"], schemes()["2021"]
    balance = 0
    names = Counter(map(_LEVELS, chain.from_iterable(project.indicators for project in book.projects)))
    for (level1, level2), count in names.items():
        category = canonical(level1, level2)
        if is_cost_category(category):
            is_new = category[0] == _COST_LEVEL1 or category[1] in new.level2_names(_COST_LEVEL1)
            balance += count if is_new else -count
    return new if balance > 0 else old


_LEVELS = attrgetter("level1", "level2")


def _scheme(data: dict[str, Any]) -> Scheme:
    return Scheme(
        key=data["key"],
        title=data["title"],
        source=data["source"],
        levels=MappingProxyType({level1: tuple(names) for level1, names in data["levels"].items()}),
        mandatory=tuple(Requirement(entry["level1"], entry.get("level2")) for entry in data["mandatory"]),
        empty_rows=tuple((level1, level2) for level1, level2 in data["form"]["rows"]),
        _moved=MappingProxyType({name: (level1, level2) for name, (level1, level2) in data["moved"].items()}),
    )
