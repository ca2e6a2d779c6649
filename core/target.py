"""The grammar of 指标值: what a target value such as ≥95%, ≤162.8万元/年 or 2025年12月底前 says.

The text as written is the truth; all else is derived from it by `parse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from core.deadline import Deadline, deadline_at, mentioned_deadlines
from core.money import EXACT, Amount
from core.typography import plain, written_after
from core.unit import Unit, UnitKind, parse_unit, unit_at, whole_unit

__all__ = [
    "Deadline",
    "Operator",
    "Target",
    "TargetKind",
    "Unit",
    "UnitKind",
    "mentioned_deadlines",
    "parse",
    "parse_unit",
]


class Operator(StrEnum):
    """计算符号."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"


class TargetKind(StrEnum):
    """The known forms of a target value."""

    EMPTY = "empty"
    NUMBER = "number"
    """A number, mostly with a unit: ≥95%, 3个, ≤12月."""
    RANGE = "range"
    """From one number to another: 90%-95%, 3~5天."""
    DEADLINE = "deadline"
    """A point in time: 2025年8月底前, 12月, 年底完成."""
    RELATIVE = "relative"
    """So many days after the event: T+1."""
    TEXT = "text"
    """None of these: 有效保障, AAA, 达到3A标准, 合同签订后8个月内."""


class Target(NamedTuple):
    """A target value, taken apart as far as it is understood."""

    text: str
    """As written."""
    kind: TargetKind
    operator: Operator | None = None
    """None where none is written; see `effective_operator`."""
    number: Decimal | None = None
    """In `unit`; of a range the lower end; of T+1 the 1."""
    upper: Decimal | None = None
    """The upper end of a range, in `unit`."""
    unit: Unit | None = None
    deadline: Deadline | None = None
    rest: str = ""
    """What follows the understood part, as written: 合同签订后完成 in `≤8个月。合同签订后完成`."""

    @property
    def effective_operator(self) -> Operator:
        """A value without an operator must be met exactly."""
        return self.operator or Operator.EQUAL

    @property
    def ambiguous_month(self) -> bool:
        """Whether 月 can be read as a month of the year and as 个月, as in `≤12月` and `12月`.

        With an operator it counts as a duration (kind NUMBER), without one as a month (kind DEADLINE); both
        `number` and `deadline` are there. `≤13月` is a duration only, `≤12月底` a deadline only.
        """
        return self.number is not None and self.deadline is not None

    @property
    def quantity(self) -> Decimal | None:
        """The number in ones of the unit's numerator: 20 000 000 (次) for 2000万次."""
        if self.number is None or self.unit is None:
            return self.number
        return EXACT.multiply(self.number, self.unit.multiplier)

    @property
    def amount(self) -> Amount | None:
        """The sum of money the value states; 5万 counts as 5万元. None for unit costs and for ranges."""
        return None if self.unit and self.unit.denominators else self._money()

    @property
    def unit_cost(self) -> Amount | None:
        """The money for one of the unit's denominators: 95元 for 95元/个."""
        return self._money() if self.unit and self.unit.denominators else None

    @property
    def percent(self) -> Decimal | None:
        """The number in per cent, for ratios: 95 for 95%, 0.5 for 5‰; the low end of a range."""
        if self.number is None or self.unit is None or self.unit.percent is None:
            return None
        return EXACT.multiply(self.number, self.unit.percent)

    def _money(self) -> Amount | None:
        if self.kind is not TargetKind.NUMBER or not self.unit or not self.unit.money_unit:
            return None
        quantity = self.quantity
        return None if quantity is None else Amount(quantity, self.unit.money_unit)


@lru_cache(maxsize=4096)
def parse(text: str) -> Target:
    """Takes a target value apart. Never raises: a value of no known form has the kind TEXT.

    What is understood begins at the start of the value; `mentioned_deadlines` finds dates further inside.
    """
    words = plain(text)
    return _parse_simple(text, words) or _parse_any(text, words)


def _parse_simple(text: str, words: str) -> Target | None:
    """What most values are: ≥95%, 12次; a sign or none, a number, one unit or none. None for all others."""
    simple = _SIMPLE.fullmatch(words)
    if simple is None:
        return None
    sign, number, word = simple.groups()
    unit = whole_unit(word) if word else None
    if word and unit is None:
        return None
    return Target(text, TargetKind.NUMBER, _OF_SIGN[sign], Decimal(number), unit=unit)


def _parse_any(text: str, words: str) -> Target:
    if not words:
        return Target(text, TargetKind.EMPTY)
    operator, start = _operator_at(words)
    read = (
        _read_relative(words, start)
        or _read_deadline(words, start, operator)
        or _read_number(words, start, operator)
    )
    if read is None:  # 不低于 begins many a sentence; ≥ is an operator even before 良好.
        return Target(text, TargetKind.TEXT, operator if words[0] in _SYMBOLS else None)
    return Target(
        text=text,
        kind=read.kind,
        operator=operator or read.operator,
        number=read.number,
        upper=read.upper,
        unit=read.unit,
        deadline=read.deadline,
        rest=_rest(text, words, read.end),
    )


@dataclass(slots=True)
class _Read:
    """What was understood of a value behind its operator, and where in the plain text that ends."""

    kind: TargetKind
    end: int
    operator: Operator | None = None
    """One that is written behind the number: 以上, 以内."""
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: Unit | None = None
    deadline: Deadline | None = None


# No 2025.6; and behind the number nothing that could make it a part of a date, a range, a time, a ratio, a grade (3A).
_SIMPLE = re.compile(
    r"([≥≤=><]?)(?!(?:19|20)[0-9]{2}\.)([0-9]+(?:\.[0-9]+)?)(?![0-9.,/:~至到年月季时点A-E-])(.*)"
)
_OF_SIGN: dict[str, Operator | None] = {"": None} | {str(operator): operator for operator in Operator}

_OPERATOR = re.compile(
    r"""
      (?P<AT_LEAST> ≥=? | >= | => | 不[得能]?[低少小]于 | [大高]于或?等于 | 至少 | 最[少低]
                  | 达到?(?=[0-9.]+%) )
    | (?P<AT_MOST> ≤=? | <= | =< | 不[得能]?(?:超过|[高大多]于) | [小低]于或?等于 | 至多 | 最[多高]
                  | 不[晚迟]于 | 控制在 )
    | (?P<EQUAL> ==? | 等于 )
    | (?P<ABOVE> > | [大高多]于 | 超过 )
    | (?P<BELOW> < | [小低少早]于 | 不足 )
    """,
    re.VERBOSE,
)
_SYMBOLS = "≥≤=><"

# 95%以上, 3天以内, 90%(含)以上. 以上, 以下 and 以内 include the number itself: 民法典 第一千二百五十九条.
_AFTERWORD = re.compile(
    r"(?:\(含\)|含(?=及?以))? (?: 及?(?P<AT_LEAST>以上) | 及?(?P<AT_MOST>以[下内]|之内|内(?![部容控外])) )?",
    re.VERBOSE,
)

_NUMBER = re.compile(r"[+-]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)")
_TO = re.compile(r"[-~至到]+")
_RELATIVE = re.compile(r"[TtDd]\+(?P<number>[0-9]+)")
# 12月, not 12月31日, 12月底, 12月份, 12月前, 12月完成, 12月至3月.
_MONTH_OR_MONTHS = re.compile(r"(?P<number>1[0-2]|0?[1-9])月(?![0-9份底末初上中下前完至到~-]|[之以]前)")

# What begins with a number and is none: 3A级, 15时前, 2/3, 1:1.5; and 2024年债券利息, what `_read_deadline`
# left of the years.
_NO_NUMBER = re.compile(r"[0-9]+(?:[A-E](?![A-Za-z])|[时点](?=[前后至到整])|[/:][0-9])|(?:19|20)[0-9]{2}年")
# A number that runs on into words begins a sentence.
_SENTENCE = re.compile(r"[^\W\d_]{5}")


def _operator_at(words: str) -> tuple[Operator | None, int]:
    """The operator a plain text begins with, and where it ends."""
    match = _OPERATOR.match(words)
    return (Operator[str(match.lastgroup)], match.end()) if match else (None, 0)


def _read_relative(words: str, start: int) -> _Read | None:
    """T+1, T+1个工作日."""
    match = _RELATIVE.match(words, start)
    if match is None:
        return None
    unit, end = unit_at(words, match.end()) or (None, match.end())
    return _Read(TargetKind.RELATIVE, end, number=Decimal(match["number"]), unit=unit)


def _read_deadline(words: str, start: int, operator: Operator | None) -> _Read | None:
    """2025年8月底前; 12月, with both its readings."""
    found = deadline_at(words, start)
    if found is None:
        return None
    deadline, end = found
    read = _Read(TargetKind.DEADLINE, end, deadline=deadline)
    if match := _MONTH_OR_MONTHS.match(words, start):
        read.kind = TargetKind.NUMBER if operator else TargetKind.DEADLINE
        read.number, read.unit = Decimal(match["number"]), parse_unit("月")
    return read


def _read_number(words: str, start: int, operator: Operator | None) -> _Read | None:
    """≥2000万次, 3~5天, 95%以上."""
    low = None if _NO_NUMBER.match(words, start) else _number_at(words, start)
    if low is None:
        return None
    read = _read_range(words, low) or _Read(TargetKind.NUMBER, low.end, number=low.number, unit=low.unit)
    if afterword := _AFTERWORD.match(words, read.end):
        read.end = afterword.end()
        read.operator = Operator[afterword.lastgroup] if afterword.lastgroup else None
    is_sentence = read.unit is None and operator is None and _SENTENCE.match(words, read.end)
    return None if is_sentence else read


def _read_range(words: str, low: _Number) -> _Read | None:
    """90%-95%, 3~5天, 5万至10万元; None where no number of the same unit follows."""
    to = _TO.match(words, low.end)
    high = to and _number_at(words, to.end())
    if not high:
        return None
    unit = high.unit or low.unit
    if low.unit and unit and not unit.text.startswith(low.unit.text):
        return None
    return _Read(TargetKind.RANGE, high.end, number=low.number, upper=high.number, unit=unit)


class _Number(NamedTuple):
    number: Decimal
    unit: Unit | None
    end: int
    """Where number and unit end in the plain text."""


def _number_at(words: str, start: int) -> _Number | None:
    match = _NUMBER.match(words, start)
    if match is None:
        return None
    unit, end = unit_at(words, match.end()) or (None, match.end())
    return _Number(Decimal(match[0].replace(",", "")), unit, end)


def _rest(text: str, words: str, end: int) -> str:
    """What the text says, as written, after the plain text's place `end`; leading punctuation left out."""
    return "" if end == len(words) else written_after(text, end).lstrip("。．.，,；;、：: \t\u3000").rstrip()
