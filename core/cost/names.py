"""What names and counters say about costs (data: resources/cost-names.toml)."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache

from core.resources import RESOURCES
from core.typography import plain
from core.unit import UnitKind, parse_unit

_DATA = tomllib.loads((RESOURCES / "cost-names.toml").read_text("utf-8"))


def _any_of(key: str) -> re.Pattern[str]:
    return re.compile("|".join(_DATA[key]))


WHOLE = _any_of("whole")
"""Names of a row that states the whole of which others are parts."""

RATE_NAME = _any_of("rate")
"""Names that are themselves rates: 成本增长率."""

LASTING = _any_of("lasting")
"""Names of 时效指标 that say how long something is used or done, not by when or how fast."""

SAME: dict[str, str] = {plain(name): plain(names[0]) for names in _DATA["counters"]["same"] for name in names}
"""By spelling of a counter the one that stands for all of them."""

AKIN = tuple(frozenset(map(plain, names)) for names in _DATA["counters"]["akin"])
"""Counters that a clerk may use for one another."""

SPLIT: dict[str, tuple[str, ...]] = {name: tuple(parts) for name, parts in _DATA["counters"]["split"].items()}
"""By counter what it asks for where no row has it: 人 and 天 for 人天."""

IN_A_YEAR: dict[str, Decimal] = {
    name: Decimal(number) for name, number in _DATA["counters"]["in_a_year"].items()
}


@lru_cache(maxsize=4096)
def per_unit_word(name: str) -> str:
    """The word of a cost row's name that says "for each", empty when there is none."""
    found = _PER_UNIT.search(name) or ("单位" in name and _PER_UNIT_WORD.search(name))
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def counters_in(name: str) -> tuple[str, ...]:
    """The counters that a name says "for each" of: 辆 and 月 in 每辆车每月租赁费, 人 in 年人均培训费; none in 单价."""
    counters = [
        counter for match in _EACH.finditer(name) if (counter := _counter_at_start(match[1] or match[2]))
    ]
    return tuple(dict.fromkeys(counters))


@lru_cache(maxsize=512)
def word_pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a name, without the words that any name may have (数量, 单位成本)."""
    pieces = _NOT_TELLING.sub(" ", plain(text).upper()).split()
    return frozenset(piece[at : at + 2] for piece in pieces for at in range(len(piece) - 1))


_PER_UNIT = _any_of("per_unit")
_NOT_TELLING = re.compile("|".join(_DATA["in_any_name"]) + r"|\W")
_EACH = re.compile(r"每(?=([^\W\d_]{1,4}))|([人户车次亩件台套班床间村校栋吨日月])均(?![衡等])")


def _per_unit_price() -> re.Pattern[str]:
    """Matches 单位成本 and 单位…成本 where 单位 is no office; the data says how to tell."""
    no_office = "".join(f"(?<!{word})" for word in _DATA["office_before"])
    no_actor = "".join(f"(?<!{word})" for word in _DATA["activity_before"])
    no_expense = f"(?!{'|'.join(_DATA['office_after'])})"
    price = _DATA["per_unit_word"]
    return re.compile(f"{no_office}(?:单位{price}|{no_actor}单位{no_expense}.{{1,6}}?{price})")


_PER_UNIT_WORD = _per_unit_price()

_SPOKEN: dict[str, str] = _DATA["counters"]["spoken"]
_KINDS = (UnitKind.COUNT, UnitKind.AREA, UnitKind.MEASURE, UnitKind.DURATION)


def _counter_at_start(words: str) -> str:
    """The longest counter that the words after 每 begin with: 人 for 名学员, 辆 for 辆车; "" for none."""
    for length in range(len(words), 0, -1):
        unit = parse_unit(words[:length])
        if unit is not None and unit.kind in _KINDS:
            return _SPOKEN.get(unit.text, unit.text)
    return ""
