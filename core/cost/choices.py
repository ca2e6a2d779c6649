"""What the user decided about unit costs: which quantity row counts, or that none does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from core.book import ItemId


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

    def __iter__(self) -> Iterator[CostChoice]:
        for project, rows in self._by_project.items():
            for row, by in rows.items():
                yield CostChoice(project, row, by)


_NONE: RowChoices = MappingProxyType({})
