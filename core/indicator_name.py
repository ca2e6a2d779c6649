"""What the name of an indicator asks its target value for, and whether more or less of it is better.

A name ends with what is measured: 率, 数量, 时间. The words before tell the rest (data: resources/indicator-words.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from core.resources import RESOURCES
from core.typography import plain
from core.unit import UnitKind, parse_unit


class Measure(StrEnum):
    """What a name asks for."""

    SHARE = "share"
    """…率, …占比, …满意度: a number in per cent."""
    COUNT = "count"
    """…数量, 培训人数, 服务人次: how many."""
    AMOUNT = "amount"
    """…量, …面积: how much, in a unit of any kind."""
    CONSUMPTION = "consumption"
    """…能耗, …排放量: how much is used up."""
    TIME = "time"
    """…时间, …周期: how long until it is done."""
    LIFE = "life"
    """…年限: how long it lasts."""
    COST = "cost"
    """…成本, …费用."""
    PLAIN_NUMBER = "plain number"
    """…得分, …指数, …排名: a number that needs no unit."""
    QUESTION = "question"
    """…是否…: yes or no."""
    OTHER = "other"
    """None of these: 保障系统稳定运行."""


class Direction(StrEnum):
    """指标方向性."""

    MORE = "正向"
    """More is better: 合格率, 培训人数."""
    LESS = "反向"
    """Less is better: 故障率, 响应时间."""


class IndicatorName(NamedTuple):
    """What a level-3 name says about its target value; beside the measure, read when it is asked for."""

    words: str
    """The name without white space."""
    text: str
    """The name without white space and without what stands in brackets."""
    measure: Measure
    stem: str
    """What of the text stands before the word that says the measure: 培训合格 in 培训合格率."""
    may_want_less: bool
    """Whether the direction can be LESS: a quick answer, which is no for most names."""

    @property
    def direction(self) -> Direction | None:
        """None where the name does not tell."""
        return _direction(self.measure, self.stem, self.text)[0]

    @property
    def is_achievement(self) -> bool:
        """Whether it is a share of what succeeds, so that 100 % is what everybody wants."""
        return _direction(self.measure, self.stem, self.text)[1]

    @property
    def is_limited(self) -> bool:
        """Whether a number of it may be meant to stay low: 会议次数."""
        return _LIMITED.search(self.text) is not None

    @property
    def may_exceed(self) -> bool | None:
        """Whether a share of more than 100 % can be meant; None: only at times (完成率)."""
        return _may_exceed(self.text) if self.measure is Measure.SHARE else True

    @property
    def unit(self) -> str:
        """The unit that the name itself says, `人` in 培训人数 and in 规模（人）; empty without one."""
        return _unit(self.words, self.text, self.measure)


@lru_cache(maxsize=4096)
def read_name(name: str) -> IndicatorName:
    """Reads a level-3 name. Never raises; an unknown kind of name is OTHER without a direction."""
    words = plain(name)
    text = words if words.isalnum() else _BRACKETS.sub("", words)
    text = text[: len(text) - _silent(text[-_LONGEST_ENDING:])] or words
    measure, length = (Measure.QUESTION, 0) if _QUESTION.search(text) else _head(text[-_LONGEST_ENDING:])
    may_want_less = measure in _WANT_LESS or _UNWELCOME.search(text) is not None
    return IndicatorName(words, text, measure, text[: len(text) - length], may_want_less)


_DATA: dict[str, Any] = tomllib.loads((RESOURCES / "indicator-words.toml").read_text("utf-8"))


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"{_any(words)}$")


_HEADS: dict[str, list[str]] = _DATA["heads"]
_WORD: dict[str, str] = {key: _any(words) for key, words in _DATA["words"].items()}

_BRACKETS = re.compile(r"[(\[【《〈]([^()\[\]【】《》〈〉]*)[)\]】》〉]")
_SILENT_ENDING = _ending(_DATA["silent_endings"])
_QUESTION = re.compile(_any(_HEADS["question"]))

# In the order in which they are asked: 效率 is none of the shares, 课时数 none of the counts.
_MEASURES = (
    (Measure.OTHER, _ending(_HEADS["no_share"])),
    (Measure.PLAIN_NUMBER, _ending(_HEADS["plain_number"])),
    (Measure.SHARE, _ending([*_HEADS["degree"], *_HEADS["share"]])),
    (Measure.LIFE, _ending(_HEADS["life"])),
    (Measure.TIME, _ending(_HEADS["time"])),
    (Measure.OTHER, _ending(_HEADS["no_count"])),
    (Measure.COUNT, _ending(_HEADS["count"])),
    (Measure.CONSUMPTION, _ending(_HEADS["consumption"])),
    (Measure.AMOUNT, _ending(_HEADS["amount"])),
    (Measure.COST, _ending(_HEADS["cost"])),
)


# Many names end alike, so their endings are read once.
_LONGEST_ENDING = 6
"""So many characters a head or a silent ending has at most, with the one before it that may make it another word."""


@lru_cache(maxsize=4096)
def _silent(ending: str) -> int:
    """How many characters that say nothing a text has at its end."""
    found = _SILENT_ENDING.search(ending)
    return len(ending) - found.start() if found else 0


@lru_cache(maxsize=4096)
def _head(ending: str) -> tuple[Measure, int]:
    """What a text measures that ends so, and how many characters the head has."""
    for measure, head in _MEASURES:
        if found := head.search(ending):
            return measure, len(ending) - found.start()
    return Measure.OTHER, 0


_DEGREE = _ending(_HEADS["degree"])
_EITHER_WAY = re.compile(_WORD["either_way"])
_LIMITED = re.compile(_WORD["limited"])
_GAINED_TIME = re.compile(_WORD["gained_time"])
_QUICK = re.compile(f"{_WORD['quick']}{_WORD['quick_fillers']}*$")
_LIFE_OF = re.compile(_WORD["life_of"])
_RAISED_COST = re.compile(_WORD["raised_cost"])


@lru_cache(maxsize=1024)
def _direction(measure: Measure, stem: str, text: str) -> tuple[Direction | None, bool]:
    """Which way is better, and whether the name is one of an achievement."""
    if _EITHER_WAY.search(text):
        return None, False
    match measure:
        case Measure.SHARE:
            return (Direction.MORE, True) if _DEGREE.search(text) else _direction_of_share(stem)
        case Measure.COUNT | Measure.AMOUNT:
            return _direction_of_number(stem), False
        case Measure.TIME if _GAINED_TIME.search(text):
            return Direction.MORE, False
        case Measure.TIME:
            return Direction.LESS if _QUICK.search(stem) or text.endswith("工期") else None, False
        case Measure.CONSUMPTION:
            return Direction.LESS, False
        case Measure.LIFE:
            return Direction.MORE if _LIFE_OF.search(text) else None, False
        case Measure.COST:
            return None if _RAISED_COST.search(text) else Direction.LESS, False
        case _:
            return _direction_of_others(text)


_MENDING = re.compile(f"{_WORD['mending']}$")
_UNMENDED = re.compile(f"{_WORD['undone']}{_WORD['mending']}$")
_MENDED_LATE = re.compile(f"{_WORD['late']}{_WORD['mending']}$")
_REDUCING = re.compile(f"{_WORD['reducing']}$")
_REDUCING_WANTED = re.compile(f"{_WORD['wanted']}率?{_WORD['reducing']}$")
_RISING = re.compile(f"{_WORD['rising']}$")
_RISING_UNWANTED = re.compile(f"(?:{_WORD['unwanted_rise']}|{_WORD['bad']}).{{0,2}}{_WORD['rising']}$")
_ABSENT = re.compile(f"{_WORD['absent']}{_WORD['kinds_of_bad']}*{_WORD['bad']}{_WORD['bearers']}?$")
_FAILING = re.compile(
    f"(?:{_WORD['undone']}|{_WORD['late']}|{_WORD['wrongly']}){_WORD['achieving']}$",
)
_BAD = re.compile(f"{_WORD['bad']}{_WORD['bearers']}?$")
_ACHIEVING = re.compile(f"{_WORD['achieving']}$")
_ACHIEVED_QUALITY = re.compile(f"{_WORD['achieving']}性$")


_WANT_LESS = (Measure.TIME, Measure.CONSUMPTION, Measure.COST)
_UNWELCOME = re.compile(
    "|".join(
        word for key in ("bad", "undone", "late", "wrongly", "unwanted_rise") for word in _DATA["words"][key]
    )
)
"""What no share, number or fact without a direction of its own lacks when less of it is better."""


def _direction_of_share(stem: str) -> tuple[Direction | None, bool]:
    """The last word before 率 decides: 逾期贷款率, 逾期贷款清收率."""
    if _MENDING.search(stem):
        return _direction_of_mending(stem)
    if _ABSENT.search(stem):
        return Direction.MORE, True
    if _REDUCING.search(stem):
        return None if _REDUCING_WANTED.search(stem) else Direction.MORE, False
    if _RISING.search(stem):
        return Direction.LESS if _RISING_UNWANTED.search(stem) else None, False
    if _FAILING.search(stem) or _BAD.search(stem):
        return Direction.LESS, False
    return (Direction.MORE, True) if _ACHIEVING.search(stem) else (None, False)


def _direction_of_mending(stem: str) -> tuple[Direction | None, bool]:
    """整改率, 未整改率; 逾期处理率 can be what is late or what is done about it."""
    if _UNMENDED.search(stem):
        return Direction.LESS, False
    return (None, False) if _MENDED_LATE.search(stem) else (Direction.MORE, True)


def _direction_of_others(text: str) -> tuple[Direction | None, bool]:
    """数据准确性; 群众投诉, which is a number of them where a number is asked for."""
    if _ACHIEVED_QUALITY.search(text):
        return Direction.MORE, True
    is_bad = _direction_of_number(text) is Direction.LESS
    return Direction.LESS if is_bad else None, False


_COUNTER = f"{_any(_HEADS['counters'])}?$"
_BAD_THINGS = re.compile(f"{_WORD['bad']}{_WORD['bearers']}*{_COUNTER}")
_DONE_ABOUT = re.compile(f"{_WORD['mending']}|{_WORD['serving']}|{_WORD['absent']}")
_DONE = re.compile(f"(?:{_WORD['achieving']}|{_WORD['mending']}|{_WORD['serving']}){_COUNTER}")


def _direction_of_number(stem: str) -> Direction | None:
    """事故起数 has to be small, 事故处理起数 large."""
    if _DONE.search(stem):
        return Direction.MORE
    if _BAD_THINGS.search(stem):
        return None if _DONE_ABOUT.search(stem) else Direction.LESS
    return None


_ABOVE: dict[str, list[str]] = _DATA["above_hundred"]
_ABOVE_HUNDRED = re.compile(f"{_any(_ABOVE['last_words'])}[率比幅]|{_any(_ABOVE['any_words'])}|比例$")
_ABOVE_HUNDRED_AT_TIMES = _ending(_ABOVE["at_times"])


def _may_exceed(text: str) -> bool | None:
    """Whether a share can be more than 100 %; 比例 may compare what is no part of the other (流动性比例)."""
    if _ABOVE_HUNDRED.search(text):
        return True
    return None if _ABOVE_HUNDRED_AT_TIMES.search(text) else False


_TELLING = re.compile(f"({_any(_HEADS['telling_counters'])})数$|(人次|户次|场次)$")


def _unit(words: str, text: str, measure: Measure) -> str:
    """人 for 参加人数 and for 参加规模(人)."""
    for inside in _BRACKETS.findall(words):
        if (unit := parse_unit(inside)) and unit.kind is not UnitKind.UNKNOWN:
            return unit.text
    found = _TELLING.search(text) if measure is Measure.COUNT else None
    return (found[1] or found[2]) if found else ""
