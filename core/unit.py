"""The units of 指标值: 个, %, 万元, 元/人·月, 次/日, and what they count (data: resources/units.toml).

A unit is a name of the dictionary, with a multiplier before it (万次) and denominators behind it (元/人·月)
where the table says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from core.money import MoneyUnit
from core.resources import RESOURCES
from core.typography import plain


class UnitKind(StrEnum):
    """What a number with the unit says."""

    COUNT = "count"
    """Whole things: 个, 人次, 万人."""
    RATIO = "ratio"
    """%, ‰, 个百分点, 倍."""
    MONEY = "money"
    """A sum of money: 元, 万元, 百万元."""
    MONEY_PER = "money_per"
    """Money for each of something: 元/个, 万元/年/人."""
    DURATION = "duration"
    """小时, 工作日, 个月, 年."""
    RATE = "rate"
    """So much for each of something else: 次/日, 平方米/人, TPS."""
    AREA = "area"
    """平方米, ㎡, 亩."""
    MEASURE = "measure"
    """Any other physical quantity: 公里, 吨, GB, 人天."""
    SCORE = "score"
    """A mark on a scale: 分, 级, 星."""
    MULTIPLIER = "multiplier"
    """万 or 亿 alone; what is counted remains unsaid."""
    UNKNOWN = "unknown"
    """Not in the dictionary."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a table writes it.

    `text` is what stands there without blanks, full-width characters in their plain form. `numerator` is the
    unit before the first / or 每, its multiplier taken off: 次 in 万次/日, but 万元 in 万元/年, since 万元
    is a money unit in its own right; empty for 万 alone.
    """

    text: str
    kind: UnitKind
    numerator: str
    integer: bool = False
    """Whether only whole numbers of the numerator make sense."""
    multiplier: Decimal = Decimal(1)
    """How many of the numerator one of the unit is: 10 000 for 万次."""
    denominators: tuple[str, ...] = ()
    """人 and 月 in 元/人·月."""
    money_unit: MoneyUnit | None = None
    """For money, money per something, and (元) for 万 and 亿 alone, should they stand for money."""
    percent: Decimal | None = None
    """How many per cent one of the unit is; for ratios."""
    preferred: str | None = None
    """The spelling to offer instead (% for 百分比, 个月 for 月), None where the unit is well spelt."""


def parse_unit(text: str) -> Unit | None:
    """The unit that the whole text writes, as in a column 计量单位.

    Kind UNKNOWN for a word that is not in the dictionary; None for a text that is no unit: empty, or
    with digits or punctuation in it.
    """
    word = plain(text)
    return whole_unit(word) or (_unknown(word) if word.isalpha() else None)


@lru_cache(maxsize=1024)
def whole_unit(word: str) -> Unit | None:
    """The unit that `unit_at` finds at the start of a plain text, where nothing follows it."""
    found = unit_at(word, 0)
    return found[0] if found and found[1] == len(word) else None


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The unit that begins at `start` of a plain text (see `plain`), and where it ends.

    A word that is not in the dictionary counts as a unit (kind UNKNOWN) when it is short and stands alone,
    like 羽 in `500羽`; the first word of a sentence does not.
    """
    if match := _UNIT.match(text, start):
        name = match["name"] or match["multiplied"] or ""
        return _unit(match[0], match["multiplier"] or "", name, match["per"]), match.end()
    if match := _SHORT_WORD.match(text, start):
        return _unknown(match[0]), match.end()
    return None


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """units.toml, by word."""

    kinds: dict[str, UnitKind]
    integers: frozenset[str]
    percents: dict[str, Decimal]
    money_units: dict[str, MoneyUnit]
    multipliers: dict[str, Decimal]
    preferred: dict[str, str]


def _load() -> _Dictionary:
    data = tomllib.loads((RESOURCES / "units.toml").read_text(encoding="utf-8"))
    names = {kind: data[kind]["names"] for kind in ("count", "duration", "rate", "area", "measure", "score")}
    names |= {"ratio": data["ratio"]["percent"], "money": data["money"]["unit"]}
    return _Dictionary(
        kinds={plain(name): UnitKind(kind) for kind in names for name in names[kind]},
        integers=frozenset(
            plain(name) for kind in names if data[kind].get("integer") for name in names[kind]
        ),
        percents={plain(name): Decimal(percent) for name, percent in data["ratio"]["percent"].items()},
        money_units={name: MoneyUnit(unit) for name, unit in data["money"]["unit"].items()},
        multipliers={name: Decimal(factor) for name, factor in data["multiplier"].items()},
        preferred=data["preferred"],
    )


_DICTIONARY = _load()


def _any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NAME = _any_of(_DICTIONARY.kinds)
_MULTIPLIER = _any_of(_DICTIONARY.multipliers)
_LETTER = r"[^\W\d_]"
# What may follow a unit at once and is no part of it: 3天以内, 10个工作日左右.
_AFTERWORD = r"及?以[上下内前]|之?[内前]|左右|含|[至到](?=[0-9.])"
_WORD_END = rf"(?={_AFTERWORD}|(?!{_LETTER}))"
# 人, 平方米; a short word of any kind, as 标段 in 元/标段; else the known beginning of a longer one.
_EACH = _any_of(name for name in _DICTIONARY.kinds if "/" not in name)
_DENOMINATOR = rf"(?:(?:{_EACH}){_WORD_END}|{_LETTER}{{1,6}}?{_WORD_END}|{_EACH})"

_UNIT = re.compile(
    rf"""
    (?: (?P<name>{_NAME})                                 # 个, 万元, 千瓦时
      | (?P<multiplier>{_MULTIPLIER})                     # 万 in 万次, 百万 in 百万元
        (?: (?P<multiplied>{_NAME}) | {_WORD_END} )
    )
    (?P<per>(?:[/·每]{_DENOMINATOR})*)                    # /人·月, /标段, 每户
    """,
    re.VERBOSE,
)
_SHORT_WORD = re.compile(rf"(?!{_AFTERWORD}){_LETTER}{{1,4}}?{_WORD_END}")


@lru_cache(maxsize=1024)
def _unit(text: str, multiplier: str, name: str, per: str) -> Unit:
    kind = _DICTIONARY.kinds[name] if name else UnitKind.MULTIPLIER
    return Unit(
        text=text,
        kind=_kind_per_something(kind) if per else kind,
        numerator=name,
        integer=name in _DICTIONARY.integers and not per,
        multiplier=_DICTIONARY.multipliers.get(multiplier, Decimal(1)),
        denominators=tuple(re.split("[/·每]", per)[1:]),
        money_unit=_DICTIONARY.money_units.get(name) if name else MoneyUnit.YUAN,
        percent=_DICTIONARY.percents.get(name),
        preferred=_DICTIONARY.preferred.get(text),
    )


def _kind_per_something(kind: UnitKind) -> UnitKind:
    """元 becomes 元/个, 次 becomes 次/日; a share or a time for each of something remains one."""
    match kind:
        case UnitKind.MONEY:
            return UnitKind.MONEY_PER
        case UnitKind.COUNT | UnitKind.AREA | UnitKind.MEASURE:
            return UnitKind.RATE
        case _:
            return kind


@lru_cache(maxsize=1024)
def _unknown(word: str) -> Unit:
    return Unit(word, UnitKind.UNKNOWN, numerator=word)
