"""Which units fit behind a number that is being written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from core.target import TargetKind, UnitKind, parse, parse_unit


def with_units(typed: str, units: Iterable[str | None]) -> list[str]:
    """What is typed with each of the units behind it, the most frequent first.

    Empty where that is no bare number: `≥24` and `≥24 人` (a unit begun) are, `2026年12` and `≥24人次3` are not.
    """
    match = _NUMBER_AND_UNIT.fullmatch(typed.strip())
    target = parse(match["number"]) if match else None
    if match is None or target is None or target.kind is not TargetKind.NUMBER or target.unit or target.rest:
        return []
    fitting = Counter(unit for unit in units if unit and unit.startswith(match["unit"]))
    return [match["number"] + unit for unit, _ in fitting.most_common()]


def unit_of(value: str) -> str | None:
    """The unit of a target value, well spelt; None where it has none that is known."""
    unit = parse(value).unit
    if unit is None or unit.kind in (UnitKind.UNKNOWN, UnitKind.MULTIPLIER):
        return None
    return unit.preferred or unit.text


def unit_in_name(name: str) -> str | None:
    """The unit that a level-3 name itself counts in: 场次 of 演出场次数, 套 of 教材套数; None for other names."""
    match = _COUNTED.search(name)
    if match is None:
        return None
    ends = (match["counted"][-length:] for length in (2, 1))
    return next((end for end in ends if (unit := parse_unit(end)) and unit.kind is UnitKind.COUNT), None)


_NUMBER_AND_UNIT = re.compile(r"(?P<number>.*[0-9])\s*(?P<unit>[^0-9]*)", re.DOTALL)
_COUNTED = re.compile(r"(?P<counted>..)数量?$")
