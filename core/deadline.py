"""Points in time as target tables write them: 2025年8月底前, 2025.12.31, 12月, 年底.

All functions here take plain text (see `core.typography.plain`), except `mentioned_deadlines`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.typography import plain


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time, as exact as it is written; the parts that are not written are None."""

    year: int | None = None
    month: int | None = None
    """1 to 12; the last month where a half-year or a quarter is written (6 for 上半年)."""
    day: int | None = None
    end_of: bool = False
    """Whether the end is meant: 8月底, 年末, 全年, 三季度."""

    @property
    def is_vague(self) -> bool:
        """Whether the year is missing, so that nobody can say when it has passed."""
        return self.year is None


def mentioned_deadlines(text: str) -> tuple[Deadline, ...]:
    """The dates with a year by which, any text says, something has to be done; in the order of the text.

    `2023 年底前完成`, `至2025.12.31。`. A date alone is a mention of something, not a deadline: the year of a
    bond (`-2024年一般债`), of a budget (`2023年度`), of a document (`2019年12月印发`).
    """
    words = plain(text)
    found: list[Deadline] = []
    done = 0
    for candidate in _POSSIBLE_YEAR.finditer(words):
        if candidate.start() < done or not (date := _date_at(words, candidate.start())):
            continue
        done = date.end
        if _is_set_as_deadline(words, candidate.start(), date):
            found.append(date.deadline)
    return tuple(found)


def deadline_at(text: str, start: int) -> tuple[Deadline, int] | None:
    """The deadline that begins at `start` of a plain text, and where it ends.

    前 and a closing 完成 belong to it. A year alone and 年底 without a year begin many other phrases
    (2024年债券利息, 年末余额); they are deadlines only when 前 follows or nothing else.
    """
    date = _date_at(text, start) if _DATE_SIGN.search(text, start) else None
    if date is None:
        return None
    tail = _TAIL.match(text, date.end)
    end = tail.end() if tail else date.end
    if date.is_specific or (tail and tail["by"]) or end == len(text):
        return date.deadline, end
    return None


@dataclass(frozen=True, slots=True)
class _Date:
    deadline: Deadline
    end: int
    """Where it ends in the text."""
    is_specific: bool
    """Whether it is more than a year alone or 年底 alone."""
    is_period: bool = False
    """Whether the beginning of a period stands before it."""


_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|2[0-9](?=年[0-9]{1,2}月))"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_TO = "[-~至到]"
# 8月, 1-12月, 12月31日; not the durations 8月以内 and 5月/次
_MONTH_AND_DAY = rf"(?:[0-9]{{1,2}}月?{_TO})?{_MONTH}月(?:份|{_DAY}[日号]|(?![0-9/·]|以[上下内]|之内))"
# What shows, without 月, that 2025.06 is a month: what follows, or 2025.01-2025.06.
_MONTH_END = r"(?:[-~至到](?:19|20)[0-9]{2}[./](?:1[0-2]|0?[1-9])月?)?(?:[底末前完,;。、)]|[之以]前|$)"
_PART_OF_MONTH = "[底末初]|[上中下]旬"
_PART_OF_YEAR = "年[底末终初中]|全年|年度?内|[上下]半年|(?:第[1-4]|第?[一二三四])季度[底末]?"

_DATES = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # 2025.12.31, 2024-12-31, 2023.09月; not the numbers in 2023.09万元, 2000.10-5.25%
        rf"""{_YEAR}(?P<point>[./-]){_MONTH}
             (?: (?P=point){_DAY}(?!\.?[0-9])[日号]? | 月(?![0-9]) | (?={_MONTH_END}) )
             (?P<part>{_PART_OF_MONTH})?""",
        # 2025年8月底, 2025年12月31日, 2025年, 2022年年底, 2024年全年, 2024-2025年
        rf"""(?:(?:19|20)[0-9]{{2}}年?{_TO})?{_YEAR}年度?
             (?: {_MONTH_AND_DAY} )?
             (?P<part>{_PART_OF_MONTH}|{_PART_OF_YEAR})?""",
        # 12月底, 当年12月31日
        rf"(?:[当本今]年)?(?P<year>){_MONTH_AND_DAY}(?P<part>{_PART_OF_MONTH})?",
        # 年底, 本年底, 上半年, 第三季度
        rf"[当本今]?(?P<year>)(?P<month>)(?P<day>)(?P<part>{_PART_OF_YEAR})",
    )
)
_DATE_SIGN = re.compile(r"[年月季]|(?<=[0-9]{4})[./-]")
"""What no date is without; most target values are."""
_BY = "[之以]?前(?!期|年)|止|内(?![部容控外])"
_DONE = "完成|完工|竣工|验收|交付|支付|发放|到位|上线|建成"
_TAIL = re.compile(rf"(?P<by>{_BY})?(?:(?:{_DONE})+(?=$|\W))?")

_POSSIBLE_YEAR = re.compile(r"(?<![0-9A-Za-z])(?=(?:19|20)[0-9]{2}[年./-])")
_SET_BEHIND = re.compile(rf"{_BY}|{_DONE}")
_PERIOD = re.compile(_TO)
_UNTIL = re.compile(r"(?<!截)[至到]$")
_CLAUSE_END = re.compile(r"$|[,;。、)]")

_NOT_THE_END = ("初", "年初", "年中", "上旬", "中旬")


def _date_at(text: str, start: int) -> _Date | None:
    """The date that begins at `start`; of a period (1月至12月, 2025年3月-6月) its end."""
    date = _single_date_at(text, start)
    to = date and _PERIOD.match(text, date.end)
    last = to and _single_date_at(text, to.end())
    if not date or not last:
        return date
    year = last.deadline.year or date.deadline.year
    return replace(last, deadline=replace(last.deadline, year=year), is_period=True)


def _single_date_at(text: str, start: int) -> _Date | None:
    matches = (pattern.match(text, start) for pattern in _DATES)
    match = next(filter(None, matches), None)
    return _read(match) if match else None


def _read(match: re.Match[str]) -> _Date:
    year, month, day, part = (match[name] for name in ("year", "month", "day", "part"))
    deadline = Deadline(
        year=_full_year(int(year)) if year else None,
        month=int(month) if month else _last_month(part or ""),
        day=int(day) if day else None,
        end_of=bool(part) and part not in _NOT_THE_END,
    )
    return _Date(deadline, match.end(), is_specific=bool(month or (year and part)))


def _full_year(year: int) -> int:
    return year if year >= 100 else 2000 + year


def _last_month(part_of_year: str) -> int | None:
    """6 for 上半年, 9 for 第三季度 and 第3季度; None where the part names no months (年底, 全年)."""
    if part_of_year.endswith("半年"):
        return 6 if part_of_year.startswith("上") else 12
    if quarter := re.search("[一二三四1-4]", part_of_year):
        return 3 * ("一二三四".find(quarter[0]) + 1 or int(quarter[0]))
    return None


def _is_set_as_deadline(text: str, start: int, date: _Date) -> bool:
    """Whether the words around a date say that something is due: 前 or 完成 behind it, 至 before it."""
    behind = _SET_BEHIND.match(text, date.end)
    if not date.is_specific:
        return behind is not None and "前" in behind[0]
    is_until = date.is_period or bool(_UNTIL.search(text, 0, start))
    return behind is not None or (is_until and _CLAUSE_END.match(text, date.end) is not None)
