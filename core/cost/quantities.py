"""Quantities of a project: rows that say how many of something there are, and which counters mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core.book import Indicator, Project
from core.cost.names import AKIN, IN_A_YEAR, LASTING, SAME
from core.money import EXACT
from core.scheme import canonical
from core.target import TargetKind, parse
from core.unit import UnitKind, parse_unit

YEAR = frozenset({"年", "年度", "学年"})


class Quantity(NamedTuple):
    """How many of something a row states: `number` of `counter`, multipliers worked out (20 000 000 次 for 2000万次)."""

    indicator: Indicator
    number: Decimal
    counter: str

    def __str__(self) -> str:
        """For people: `315个`."""
        return f"{self.number.normalize(EXACT):f}{self.counter}"

    def in_counter(self, counter: str) -> Quantity | None:
        """The same counted in another counter: 12 个月 for 1 年; None where the counters do not go together."""
        if same_counter(self.counter, counter) or akin_counters(self.counter, counter):
            return self
        proper = SAME.get(counter, counter)
        in_a_year = IN_A_YEAR.get(proper) if self.counter in YEAR else None
        if in_a_year is None:
            return None
        return self._replace(number=EXACT.multiply(self.number, in_a_year), counter=proper)


def quantities_of(project: Project) -> tuple[Quantity, ...]:
    """The rows of the project that a unit cost can be multiplied by, in document order.

    数量指标 with one number of something; of 时效指标 those that say how long something is used or done.
    """
    found = [
        _quantity(indicator, level2)
        for indicator in project.indicators
        if (level2 := canonical(indicator.level1, indicator.level2)[1]) in _LEVEL2_NAMES
    ]
    return tuple([quantity for quantity in found if quantity is not None])


# A book has few counters.


@lru_cache(maxsize=1024)
def same_counter(one: str, other: str) -> bool:
    """Whether two counters are spellings of one: 月 and 个月, 平米 and 平方米."""
    return SAME.get(one, one) == SAME.get(other, other)


@lru_cache(maxsize=1024)
def akin_counters(one: str, other: str) -> bool:
    """Whether a clerk may use one counter for the other: 人 and 人次, 台 and 套."""
    return any(one in family and other in family for family in AKIN)


@lru_cache(maxsize=1024)
def is_duration(counter: str) -> bool:
    unit = parse_unit(counter)
    return unit is not None and unit.kind is UnitKind.DURATION


_COUNTABLE = (
    UnitKind.COUNT,
    UnitKind.AREA,
    UnitKind.MEASURE,
    UnitKind.DURATION,
    UnitKind.UNKNOWN,
    UnitKind.RATE,
)


_NUMBERS, _TIMES = _LEVEL2_NAMES = ("数量指标", "时效指标")


def _quantity(indicator: Indicator, level2: str) -> Quantity | None:
    target = parse(indicator.value)
    unit = target.unit
    if unit is None or unit.kind not in _COUNTABLE or target.kind is not TargetKind.NUMBER:
        return None
    number = target.quantity
    if number is None:
        return None
    if not YEAR.issuperset(unit.denominators) or not unit.numerator:
        return None
    if level2 == _TIMES and not (unit.kind is UnitKind.DURATION and LASTING.search(indicator.name)):
        return None
    return Quantity(indicator, number, unit.numerator)


def without_years(counters: Sequence[str]) -> tuple[str, ...]:
    """Counters without the year: a table is about one, so 元/年/人 is 元/人."""
    return tuple(counter for counter in counters if counter not in YEAR)
