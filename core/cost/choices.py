"""What the user decided about unit costs: which quantity row counts, or that none does. Kept beside the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from core.book import Book, ItemId, Project


class Instead(StrEnum):
    """What may be done with a unit cost instead of multiplying it."""

    LEAVE_OUT = "leave out"
    AS_TOTAL = "as total"


RowChoices = Mapping[ItemId, ItemId | Instead]
"""By cost row of one project: the quantity row to multiply it by, or what to do instead."""


class CostChoice(NamedTuple):
    """The user's decision about one cost row; `by` None takes the decision back."""

    project: ItemId
    row: ItemId
    by: ItemId | Instead | None


@dataclass(frozen=True, slots=True)
class CostChoices:
    """All decisions about an open book. A value: `with_choice` and `without` give another one."""

    _by_project: Mapping[ItemId, RowChoices] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, project: ItemId) -> RowChoices:
        return self._by_project.get(project, _NONE)

    def with_choice(self, choice: CostChoice) -> CostChoices:
        rows = {row: by for row, by in self.of(choice.project).items() if row != choice.row}
        if choice.by is not None:
            rows[choice.row] = choice.by
        return self._with_rows(choice.project, rows)

    def without(self, project: ItemId) -> CostChoices:
        """All decisions about this project taken back."""
        return self._with_rows(project, {})

    def _with_rows(self, project: ItemId, rows: RowChoices) -> CostChoices:
        others = {key: value for key, value in self._by_project.items() if key != project}
        return CostChoices(others | ({project: rows} if rows else {}))

    def written(self, book: Book) -> list[WrittenChoice]:
        """The decisions in words that outlast the open book; those about rows that are gone are left out."""
        projects = (book.project(project) for project in self._by_project if project in book)
        return [written for project in projects for written in _written(project, self.of(project.id))]

    @classmethod
    def read(cls, written: Iterable[WrittenChoice], book: Book) -> CostChoices:
        """The decisions that still fit the book; what is ambiguous in it (two rows of one name) is left out."""
        by_key: dict[tuple[str, str], list[WrittenChoice]] = defaultdict(list)
        for choice in written:
            by_key[choice.unit_code, choice.project].append(choice)
        found: dict[ItemId, RowChoices] = {}
        for project in _only_of_their_key(book, by_key):
            if rows := dict(_read(project, by_key[_key(project)])):
                found[project.id] = rows
        return cls(found)


class WrittenChoice(NamedTuple):
    """A decision by names instead of ids: level-3 names of the cost row and of the quantity row in `by`, which is ""
    where `instead` says what to do."""

    unit_code: str
    project: str
    row: str
    by: str = ""
    instead: str = ""


_NONE: RowChoices = MappingProxyType({})


def _key(project: Project) -> tuple[str, str]:
    return project.unit_code, project.name


def _written(project: Project, choices: RowChoices) -> Iterable[WrittenChoice]:
    names = {indicator.id: indicator.name for indicator in project.indicators}
    for row, by in choices.items():
        if row in names and isinstance(by, Instead):
            yield WrittenChoice(*_key(project), names[row], instead=by)
        elif row in names and by in names:
            yield WrittenChoice(*_key(project), names[row], names[by])


def _read(project: Project, written: Iterable[WrittenChoice]) -> Iterable[tuple[ItemId, ItemId | Instead]]:
    ids: dict[str, list[ItemId]] = defaultdict(list)
    for indicator in project.indicators:
        ids[indicator.name].append(indicator.id)
    for choice in written:
        rows = ids.get(choice.row, [])
        answers = ids.get(choice.by, [])
        if len(rows) == 1 and choice.instead in tuple(Instead):
            yield rows[0], Instead(choice.instead)
        elif len(rows) == 1 and len(answers) == 1 and not choice.instead:
            yield rows[0], answers[0]


def _only_of_their_key(book: Book, keys: Mapping[tuple[str, str], object]) -> Iterable[Project]:
    """The projects of these keys, without those that share one."""
    sharing: dict[tuple[str, str], list[Project]] = defaultdict(list)
    for project in book.projects:
        if _key(project) in keys:
            sharing[_key(project)].append(project)
    return [projects[0] for projects in sharing.values() if len(projects) == 1]
