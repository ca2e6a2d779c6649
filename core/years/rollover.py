"""Next year's book (年度结转): the years in a book's texts moved on, each text as one proposal.

What moves is the fiscal year, `from_year`, in titles, names, purpose, goals, level-3 names, descriptions, values and
bases, on the title page, in 目录 and in the department targets. Amounts, spending plan, codes, units and the names of
levels 1 and 2 stay.

Another year moves only in company of the fiscal year:
- the other end of a period that begins or ends in it: 2025—2026学年, 2026年10月至2027年3月;
- the year before in a comparison: 2026年比2025年增长;
- later years (2026年完成一半，2027年全部完成), but then it is for the user to decide.
A text that does not name the fiscal year stays as it is; 上年, 本年 and 当年 say the right thing by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from core.book import (
    Book,
    ContentsEntry,
    DepartmentTargets,
    FrontMatter,
    Goals,
    Indicator,
    Place,
    Project,
    Row,
    Section,
    SubGoal,
)
from core.edit import SetField
from core.progress import Progress, unobserved
from core.proposal import Proposal
from core.years.year_doubts import doubt_about
from core.years.year_mentions import YearMention, with_years, year_mentions


class RolloverProposal(NamedTuple):
    """A field with its years moved on. `remark` says why a proposal is not certain and has to be decided by the
    user; of a certain one it says which years were left as they are, and why."""

    proposal: Proposal
    is_certain: bool
    remark: str = ""


class Moved(NamedTuple):
    """A text with its years moved on, of the same length; else as `RolloverProposal`."""

    text: str
    is_certain: bool
    remark: str = ""


def rollover(
    book: Book, from_year: int, to_year: int, progress: Progress = unobserved
) -> list[RolloverProposal]:
    """What to change in a book of one fiscal year to make it one of another, in the order of the book.

    There is one proposal per field (all goals are one field), so each can be accepted without the others.
    Raises what `progress` raises.
    """
    sections = list(book.sections)
    found: list[RolloverProposal] = []
    for done, section in enumerate(sections):
        if done % _SECTIONS_PER_REPORT == 0:
            progress(done, len(sections))
        found += _in_section(section, from_year, to_year)
    return found


@lru_cache(maxsize=16384)
def moved_on(text: str, from_year: int, to_year: int) -> Moved | None:
    """The text with its years moved on; None where there is nothing to move.

    Where some of its years move for certain and others perhaps, only the former do.
    """
    mentions = year_mentions(text)
    if from_year == to_year or not any(_concerns(mention, from_year) for mention in mentions):
        return None
    doubts = _doubts(mentions, from_year)
    certain = [mention for mention, doubt in doubts.items() if not doubt]
    later = [mention for mention in mentions if mention not in doubts and _is_later(mention, from_year)]
    moving = [*(certain or doubts), *(mention for mention in mentions if _is_compared(mention, from_year))]
    if certain and later:
        moving, remark = [*moving, *later], "文中还有更晚的年份，已一并顺延，请核对"
    elif certain:
        remark = "；".join(f"“{mention.words}”没有改：{doubt}" for mention, doubt in doubts.items() if doubt)
    else:
        remark = "；".join(dict.fromkeys(doubts.values()))
    years = ((mention, mention.year + to_year - from_year) for mention in moving)
    return Moved(with_years(text, years), bool(certain and not later), remark)


# ── Where years may stand ──

_SECTIONS_PER_REPORT = 200
_FIELDS: dict[type[Section | Row], tuple[str, ...]] = {
    FrontMatter: ("text", "contents"),
    DepartmentTargets: ("overall", "sub_goals", "safeguards"),
    Project: ("title", "name", "purpose", "goals", "indicators"),
    Indicator: ("level3", "description", "value", "basis"),
    SubGoal: ("heading", "goals", "indicators"),
    ContentsEntry: ("title",),
}


def _in_section(section: Section, from_year: int, to_year: int) -> Iterator[RolloverProposal]:
    for place, value in _values(section):
        text = value if isinstance(value, str) else "\n".join(value)
        if moved := moved_on(text, from_year, to_year):
            new = moved.text if isinstance(value, str) else _cut(moved.text, value)
            proposal = Proposal(place, text, moved.text, SetField(place, new))
            yield RolloverProposal(proposal, moved.is_certain, moved.remark)


def _values(section: Section) -> Iterator[tuple[Place, str | Goals]]:
    """What may name years, in the order in which a table is read."""
    for field in _FIELDS[type(section)]:
        if field != section.rows_field:
            yield Place(section.id, field=field), getattr(section, field)
            continue
        for row in section.rows:
            for field_of_row in _FIELDS[type(row)]:
                yield Place(section.id, row.id, field_of_row), getattr(row, field_of_row) or ""


def _cut(text: str, goals: Goals) -> Goals:
    """The text taken apart as the goals are that it was made of, one per line."""
    ends = accumulate(len(goal) + 1 for goal in goals)
    return tuple(text[end - 1 - len(goal) : end - 1] for goal, end in zip(goals, ends, strict=True))


# ── Which years move ──

_FURTHEST = 10
"""Years ahead that a plan speaks of; what lies further away is no plan of the book."""

_PLAN_REACH = 20
"""How many characters behind a year are looked through for what its period is one of."""
_PLAN = re.compile("规划|行动|计划|方案|合同|协议|建设期|服务期|工期")
_COMPARED_BEFORE = re.compile("(?:较|比|与|同|[高低多少优]于|超过|对照|相对)$")
_COMPARED_BEHIND = re.compile("年度?(?:同期|结转|结余|决算|相比|基础|水平)")


def _doubts(mentions: list[YearMention], from_year: int) -> dict[YearMention, str]:
    """What speaks against moving the fiscal year, by mention; the two ends of a period share their doubts."""
    doubts = {mention: _doubt(mention, from_year) for mention in mentions if _concerns(mention, from_year)}
    for first, last in pairwise(doubts):
        if first.period and first.period == last.period:
            doubts[first] = doubts[last] = doubts[first] or doubts[last]
    return doubts


def _concerns(mention: YearMention, from_year: int) -> bool:
    """Whether it is the fiscal year, or ends or begins a period together with it."""
    return mention.year == from_year or from_year in (mention.period or ())


def _is_later(mention: YearMention, from_year: int) -> bool:
    return from_year < mention.year <= from_year + _FURTHEST and not _doubt(mention, from_year)


def _is_compared(mention: YearMention, from_year: int) -> bool:
    """Whether it is the year before, to which the fiscal year is compared or from which something is left over."""
    return (
        mention.year == from_year - 1
        and not _concerns(mention, from_year)
        and bool(_COMPARED_BEFORE.search(mention.before) or _COMPARED_BEHIND.match(mention.behind))
    )


def _doubt(mention: YearMention, from_year: int) -> str:
    """Why a year may be one that does not move with the book, in the user's words; empty where it surely does."""
    if mention.period and _is_fixed(mention, mention.period, from_year):
        return "跨多年的起止时间，可能是固定的规划期、建设期或合同期"
    return doubt_about(mention)


def _is_fixed(mention: YearMention, period: tuple[int, int], from_year: int) -> bool:
    """Whether a period of several years is likely to stay: a plan, a contract, or one that began long ago."""
    first, last = period
    return last - first > 1 and (first != from_year or bool(_PLAN.search(mention.behind[:_PLAN_REACH])))
