"""In what order the grid shows its lines: as in the document, or by a column."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Hashable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from core.all_indicators.column_filter import folded
from core.all_indicators.line import TEXT_OF, Column, Line
from core.all_indicators.remembered import Remembered
from core.money import MoneyUnit
from core.target import Deadline, Target, TargetKind, parse

Collate = Callable[[str], str]
"""Gives a text a key by which texts sort as the user's language wants it; puts one character in place of another."""

SortKey = Any
"""The keys of one column can be compared with each other."""

Lead = Any
"""How a sort key begins: of two keys that begin differently, the one with the lesser lead is the lesser."""

_LEAD = 3
"""Characters of a text's key that make its lead: enough to tell small groups apart, and soon all met."""


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

_NUMBER, _DEADLINE, _WORDS = range(3)
"""What a target value is sorted as, in this order."""


class SortKeys:
    """The keys of what lines are sorted by, each found out once: the order of a language is costly."""

    def __init__(self, collate: Collate) -> None:
        self._collate = collate
        self._texts = Remembered[str, str](self._text_key)
        self._values = Remembered[str, SortKey](self._value_key)
        self._projects = Remembered[tuple[int | None, str], SortKey](self._project_key)
        self._sizes = Remembered[str, float | None](self._size_of)
        self._beginnings = Remembered[str, str | None](self._lead_of)

    def of(self, column: Column) -> Mapping[Hashable, SortKey]:
        """The key of each criterion of this column."""
        keys: dict[Column, Mapping[Any, SortKey]] = {
            Column.PROJECT: self._projects,
            Column.VALUE: self._values,
        }
        return keys.get(column, self._texts)

    def learn_values(self, lines: Iterable[Line]) -> Generator[None, None, None]:
        """Find out the keys of target values, which take longest; pauses before each."""
        for value in map(TEXT_OF[Column.VALUE], lines):
            if value not in self._sizes:
                yield
                self._sizes[value]

    def leads(self, lines: Iterable[Line], column: Column) -> list[Lead | None]:
        """How the key of each line begins, which is known sooner than most keys; None where the cell is empty."""
        match column:
            case Column.PROJECT:
                return list(map(_number_of, lines))
            case Column.VALUE:
                return list(map(self._sizes.__getitem__, map(TEXT_OF[column], lines)))
            case _:
                return self._beginnings_of(list(map(TEXT_OF[column], lines)))

    def _size_of(self, value: str) -> float | None:
        """The number that a target value is sorted by; what has none stands behind."""
        kind, size, _ = self._values[value]
        if kind == _NUMBER:
            return float(size)
        return None if is_blank(value) else math.inf

    def _beginnings_of(self, texts: list[str]) -> list[str | None]:
        known = list(map(self._beginnings.__getitem__, [text[:_LEAD] for text in texts]))
        if None not in known:
            return known
        return [
            self._texts[text][:_LEAD] or None if lead is None else lead
            for text, lead in zip(texts, known, strict=True)
        ]

    def _lead_of(self, beginning: str) -> str | None:
        """The lead of all texts that begin so; None where blanks make it depend on what comes then."""
        has_blanks = not beginning or any(map(str.isspace, beginning))
        return None if has_blanks else self._text_key(beginning)[:_LEAD]

    def _text_key(self, text: str) -> str:
        return self._collate(folded(text))

    def _project_key(self, numbered_name: tuple[int | None, str]) -> SortKey:
        number, name = numbered_name
        return number is None, number or 0, self._texts[name]

    def _value_key(self, text: str) -> SortKey:
        """Numbers by size, then points in time, then words."""
        target = parse(text)
        size = _size(target)
        if size is not None and target.kind is not TargetKind.DEADLINE:
            return _NUMBER, float(size), ""
        if target.deadline is not None:
            return _DEADLINE, _day(target.deadline), ""
        return _WORDS, 0, self._texts[text]


def _number_of(line: Line) -> float | None:
    """The number of the line's project; projects without one, but with a name, stand behind the others."""
    number, name = line.project.number, line.project.name
    if number is not None:
        return number
    return None if is_blank((number, name)) else math.inf


def _size(target: Target) -> Decimal | None:
    """The number of a target value: in 元 where it is money, in per cent where it is a share."""
    if money := target.amount or target.unit_cost:
        return money.to(MoneyUnit.YUAN).value
    return target.percent if target.percent is not None else target.quantity


def _day(deadline: Deadline) -> int:
    """A number that grows with time; a part that is not written counts as the last that it could be."""
    year, month = deadline.year or date.max.year, deadline.month or 12
    return (year * 100 + month) * 100 + (deadline.day or 31)
