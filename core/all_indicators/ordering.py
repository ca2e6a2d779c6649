"""In what order the grid shows its lines: as in the document, or by a column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from core.all_indicators.column_filter import folded
from core.all_indicators.line import TEXT_OF, Column, Line
from core.money import MoneyUnit
from core.target import Deadline, Target, TargetKind, parse

Collate = Callable[[str], str]
"""Gives a text a key by which texts sort as the user's language wants it."""

SortKey = Any
"""The keys of one column can be compared with each other."""


class Ordering(NamedTuple):
    """Lines by what they say in a column; lines that say the same stay in document order, empty ones come last."""

    column: Column
    descending: bool = False

    def agrees(self, one: Line, other: Line, keys: SortKeys) -> bool:
        """Whether the first line may stand above the other one."""
        above, below = criterion(one, self.column), criterion(other, self.column)
        if not (above and below):
            return not below
        key_of = keys.of(self.column)
        return bool(key_of[above] >= key_of[below] if self.descending else key_of[above] <= key_of[below])


def criterion(line: Line, column: Column) -> Hashable:
    """What a line is sorted by: of a project its number and its name; "" where the cell is empty."""
    said = CRITERIA[column](line)
    return "" if is_blank(said) else said


def is_blank(said: Hashable) -> bool:
    """Whether a criterion is that of an empty cell."""
    return said in _BLANK or (isinstance(said, str) and said.isspace())


CRITERIA: dict[Column, Callable[[Line], Hashable]] = {
    **TEXT_OF,
    Column.PROJECT: attrgetter("project.number", "project.name"),
}
"""What a line is sorted by in each column, in the spelling of the file."""

_BLANK = ("", (None, ""))


class SortKeys:
    """The keys of what lines are sorted by, each found out once: the order of a language is costly."""

    def __init__(self, collate: Collate) -> None:
        self._texts = _Remembered(lambda text: collate(folded(text)))
        self._values = _Remembered(self._value_key)
        self._projects = _Remembered(self._project_key)

    def of(self, column: Column) -> Mapping[Hashable, SortKey]:
        """The key of each criterion of this column."""
        return {Column.PROJECT: self._projects, Column.VALUE: self._values}.get(column, self._texts)

    def _project_key(self, numbered_name: tuple[int | None, str]) -> SortKey:
        number, name = numbered_name
        return number is None, number or 0, self._texts[name]

    def _value_key(self, text: str) -> SortKey:
        """Numbers by size, then points in time, then words."""
        target = parse(text)
        size = _size(target)
        if size is not None and target.kind is not TargetKind.DEADLINE:
            return 0, size, ""
        if target.deadline is not None:
            return 1, _day(target.deadline), ""
        return 2, 0, self._texts[text]


class _Remembered(dict[Any, SortKey]):
    def __init__(self, key_of: Callable[[Any], SortKey]) -> None:
        super().__init__()
        self._key_of = key_of

    def __missing__(self, criterion: Hashable) -> SortKey:
        self[criterion] = key = self._key_of(criterion)
        return key


def _size(target: Target) -> Decimal | None:
    """The number of a target value: in 元 where it is money, in per cent where it is a share."""
    if money := target.amount or target.unit_cost:
        return money.to(MoneyUnit.YUAN).value
    return target.percent if target.percent is not None else target.quantity


def _day(deadline: Deadline) -> int:
    """A number that grows with time; a part that is not written counts as the last that it could be."""
    year, month = deadline.year or date.max.year, deadline.month or 12
    return (year * 100 + month) * 100 + (deadline.day or 31)
