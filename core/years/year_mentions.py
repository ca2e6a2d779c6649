"""Years that a text names, and the same text with other years.

2026年12月底前, 2026-06-30, 2025—2026学年, 二〇二六年, 26年6月; but not 20774平方米, ≥2000 万次, HJ 1238-2021, 财预〔2021〕101号.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from core.typography import plain
from core.unit import UnitKind, unit_at


class Form(Enum):
    """How a year is written."""

    YEAR = "year"
    """With 年 or a word like it behind: 2026年, 2026年12月底, 2026学年, 2026-2028年."""
    DATE = "date"
    """In a date of numbers: 2026.12.31, 2026/6/30, 2026.09月, 2026.12前."""
    MONTH = "month"
    """As 2026.12, which could be a number."""
    BARE = "bare"
    """Without anything that says it is a year: 2026预算, （2026）."""


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in a text. `before` and `behind` are what stands round its digits in plain text, as far as it matters
    (see `core.typography.plain`)."""

    year: int
    form: Form
    places: tuple[int, ...]
    """Where its digits stand in the text as written: four, two for 26年6月."""
    start: int
    """Where they begin in the plain text."""
    before: str
    behind: str
    period: tuple[int, int] | None = None
    """The first and the last year of the period that this mention begins or ends: 2025—2026学年."""

    @property
    def words(self) -> str:
        """The year with a few characters behind it, by which a user finds it: 2026年12月底."""
        behind = _FEW_WORDS.match(self.behind)
        return f"{self.year}{behind[0] if behind else ''}"


def year_mentions(text: str) -> list[YearMention]:
    """All years that a text names, in its order.

    What only looks like a year is left out: a quantity, the number of a standard or a document, a part of a code.
    """
    if not _POSSIBLE.search(text):
        return []
    words = plain(text)
    places = [place for place, character in enumerate(text) if not character.isspace()]
    found = (_mention(match, words, places) for match in _DIGITS.finditer(words))
    return _with_periods([mention for mention in found if mention is not None])


def with_years(text: str, years: Iterable[tuple[YearMention, int]]) -> str:
    """The text with other years at some of its mentions, their digits spelt as they were: ２０２６, 二〇二六, 26年."""
    characters = list(text)
    for mention, year in years:
        old = [characters[place] for place in mention.places]
        for place, digit in zip(mention.places, str(year)[-len(old) :], strict=True):
            if _value(characters[place]) != digit:
                characters[place] = _spelt_like(old, digit)
    return "".join(characters)


_FEW_WORDS = re.compile(r"[\w./-]{0,6}")
_NEARBY = 60
"""How many characters before and behind a year can say something about it."""

# ── Which digits are a year ──

_POSSIBLE = re.compile(r"[1１][9９]|[2２]\s*[0-9０-９]|二\s*[〇○零0０Oo]")
_TO = "[-~至到]"
_YEAR_WORD = "年|学年|财年|[供采取]暖季|届"
_SEASON = "学年|财年|[供采取]暖季|年度"
"""What spans two years and lets the century of the second, or of both, be left out: 2025-26学年, 25/26供暖季."""
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"

_DIGITS = re.compile(
    rf"""
    (?<![0-9A-Za-z]) (?:19|20)[0-9]{{2}} (?![0-9A-Za-z])
  | [一二][〇○零九0Oo][〇○零一二三四五六七八九]{{2}} (?=年)
  | (?<![0-9A-Za-z.≥≤=<>第]) (?<![0-9]{_TO})                                     # 26年6月, 26年底
    2[0-9] (?=年(?:{_MONTH}月|[底末初度]|[上下]半年|第?[一二三四1-4]季度))
  | (?<![0-9A-Za-z.]) 2[0-9] (?=[-~/]2[0-9](?:{_SEASON}))                        # 25 in 25-26学年
  | (?:(?<=20[0-9]{{2}}[-~/至])|(?<=[^0-9]2[0-9][-~/])|(?<=^2[0-9][-~/])) 2[0-9] (?={_SEASON})   # 26 in both
    """,
    re.VERBOSE,
)


def _mention(match: re.Match[str], words: str, places: list[int]) -> YearMention | None:
    start, end = match.span()
    before, behind = words[max(0, start - _NEARBY) : start], words[end : end + _NEARBY]
    form = _form(before, behind)
    if form is None:
        return None
    year = int("".join(map(_value, match[0])))
    full_year = year if year >= 100 else 2000 + year
    return YearMention(full_year, form, tuple(places[start:end]), start, before, behind)


_A_YEAR = re.compile(
    rf"(?:{_TO}(?:[0-9]{{4}}|(?=[0-9]{{2}}(?:{_SEASON}))[0-9]{{2}})|/[0-9]{{2}}(?={_SEASON}))?(?:{_YEAR_WORD})"
)
_A_DATE = re.compile(
    rf"""(?P<point>[./-]){_MONTH}
         (?: (?P=point){_DAY}(?![0-9]|\.[0-9]) | 月 | (?=[底末]|[之以]?前(?!期)) )""",
    re.VERBOSE,
)
_A_MONTH = re.compile(rf"[./-]{_MONTH}(?![0-9]|[.,:/*%][0-9])")
_A_RANGE = re.compile(rf"{_TO}(?:(?:19|20)[0-9]{{2}}(?![0-9])(?:[./-]{_MONTH}(?![0-9]))?|[0-9.]+)")
_PART_OF_A_NUMBER = re.compile(r"[.,:/*+%^][0-9]|[%‰°]")
_DOCUMENT_NUMBER = re.compile(r"年?第[0-9一二三四五六七八九十百]+号|[])】〕]第?[0-9]+号|号")
_NO_UNIT = re.compile("部门|项目|本级|单位")
"""Words that begin like a unit and are none: 2026部门预算."""

_IN_A_NUMBER = re.compile(r"[≥≤=<>〔[]$|[0-9][.,:/*+-]$|(?:第|编号|文号|[Nn][Oo]\.?)$")
_IN_A_STANDARD = re.compile(r"(?<![A-Za-z0-9/.])[0-9/.]*+[A-Za-z][A-Za-z0-9/.]*+(?<=[0-9])-$")
_YEAR_AND_TO = re.compile(rf"(?<![0-9])(?:19|20)[0-9]{{2}}(?:[./-]{_MONTH}(?:[./-]{_DAY})?)?{_TO}$")


def _form(before: str, behind: str) -> Form | None:
    """How the year between two pieces of plain text is written; None where it is none."""
    if _DOCUMENT_NUMBER.match(behind):
        return None
    if _A_YEAR.match(behind):
        return Form.YEAR
    if _IN_A_STANDARD.search(before) or (_IN_A_NUMBER.search(before) and not _YEAR_AND_TO.search(before)):
        return None
    if _A_DATE.match(behind):
        return Form.DATE
    month = _A_MONTH.match(behind)
    if _is_quantity(behind, month.end() if month else 0):
        return None
    return Form.MONTH if month else Form.BARE


def _is_quantity(behind: str, start: int) -> bool:
    """Whether a number goes on behind a year's digits or has a unit there; a range is looked at by its end."""
    if to := _A_RANGE.match(behind, start):
        start = to.end()
    if _PART_OF_A_NUMBER.match(behind, start):
        return True
    found = unit_at(behind, start)
    return bool(found and found[0].kind is not UnitKind.UNKNOWN and not _NO_UNIT.match(behind, start))


# ── Periods ──

_REST_OF_DATE = re.compile(
    rf"(?:(?P<point>[./-]){_MONTH}(?:(?P=point){_DAY})?(?![0-9])|(?:年度?|{_SEASON})?(?:{_MONTH}月)?(?:{_DAY}[日号])?)"
    r"(?:[底末初日月]|[上中下]旬)?(?P<to>[-~/至到])?"
)


def _with_periods(mentions: list[YearMention]) -> list[YearMention]:
    """The mentions, those marked that begin or end a period."""
    periods: dict[int, tuple[int, int]] = {}
    for index, (first, last) in enumerate(pairwise(mentions)):
        if _leads_to(first, last):
            periods[index] = periods[index + 1] = first.year, last.year
    return [
        _end_of(mention, periods[index]) if index in periods else mention
        for index, mention in enumerate(mentions)
    ]


def _leads_to(first: YearMention, last: YearMention) -> bool:
    """Whether nothing but the rest of a date and 至 stands between two years."""
    rest = _REST_OF_DATE.match(first.behind)
    end = first.start + len(first.places) + (rest.end() if rest else 0)
    return bool(rest and rest["to"] and end == last.start)


def _end_of(mention: YearMention, period: tuple[int, int]) -> YearMention:
    """A year that begins or ends a period; 2026.12 is no number there."""
    return replace(mention, period=period, form=Form.DATE if mention.form is Form.MONTH else mention.form)


# ── Spelling of digits ──

_NUMERALS = "〇一二三四五六七八九"
_VALUES = {numeral: str(value) for value, numeral in enumerate(_NUMERALS)} | dict.fromkeys("○零Oo", "0")
_FULL_WIDTH = "０１２３４５６７８９"


def _value(digit: str) -> str:
    """`二`, `２` and `2` are 2."""
    return _VALUES.get(digit) or str(int(digit))


def _spelt_like(year: list[str], digit: str) -> str:
    """A digit in the spelling of the year that it becomes a part of."""
    if year[0] in _FULL_WIDTH:
        return _FULL_WIDTH[int(digit)]
    if year[0] in _NUMERALS:
        zero = next((character for character in year if _value(character) == "0"), "〇")
        return zero if digit == "0" else _NUMERALS[int(digit)]
    return digit
