"""Rules about deadlines: they lie in the book's year, and they name it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from core.book import Indicator, Place, Project
from core.deadline import Deadline, mentioned_deadlines
from core.edit import Group, SetField
from core.field_titles import field_title
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.sameness import shortened
from core.rules.texts import at_cell, at_header, header_text, rows_text
from core.rules.valued_rows import Gist, doubt, doubtful_rows
from core.target import Target, TargetKind, parse
from core.typography import plain
from core.years.year_doubts import doubt_about
from core.years.year_mentions import YearMention, with_years, year_mentions


@rule("deadline-outside-year", Severity.ERROR, Criterion.FEASIBILITY)
def deadline_outside_year(project: Project, context: Context) -> Iterator[Finding]:
    """期限应在本预算年度内，不沿用往年的日期。

    指标值里的往年期限是错误；三级指标、描述、绩效目标、资金用途里的是警告。
    同一处还写有本年度或以后的期限（跨年度分期完成）的，不指出；债券、文件的年份和“2020年前建成”之类不是期限。

    简称：期限不在年度内
    错误：2025 年的项目，指标值 2024年12月底前
    正确：2025 年的项目，指标值 2025年12月底前
    依据：财预〔2015〕88号，可行性审核（实现可能性）。
    """
    if context.fiscal_year is None:
        return
    if _may_name_past_year(rows_text(project, context), context.fiscal_year):
        for indicator in project.indicators:
            yield from _past_in_row(project, indicator, context.fiscal_year)
    if not _may_name_past_year(header_text(project, context), context.fiscal_year):
        return
    for field, texts in (("goals", project.goals), ("purpose", (project.purpose,))):
        past = next(filter(None, (_past_deadlines(text, context.fiscal_year) for text in texts)), ())
        if past:
            yield _past_elsewhere(at_header(project, field), past, context.fiscal_year)


@rule("deadline-vague", Severity.HINT, Criterion.COMPLETENESS)
def deadline_vague(project: Project, context: Context) -> Iterator[Finding]:
    """期限写明年份，免得说不清是哪一年。

    只写“12月”的，还分不清是 12 月份还是 12 个月。“全年”“当年”“本年”说得清，不指出。

    简称：期限未写年份
    错误：12月
    正确：2025年12月底前
    依据：财预〔2015〕88号，完整性审核（明确清晰性）。
    """
    for row in doubtful_rows("deadline-vague", project, context):
        target = parse(row.indicator.value)
        if _names_no_year(target):
            yield _vague(project, row.indicator, target, context.fiscal_year)


# ── Deadlines of years gone by ──

_LONGEST_STALE = 5
"""How many years back a date may lie and be a forgotten deadline; an older one tells of something else."""

_REST_OF_DATE = r"[0-9年度月日号./-]*(?:[上中下]旬|[底末初])?(?:[之以]?前|止)?"
_WRITTEN = re.compile(_REST_OF_DATE)
# 2020年底前建成的小区, 截至2024年12月底前: what was, not what is to be done.
_WAS = re.compile(
    rf"{_REST_OF_DATE}(?:[^,;。、]{{0,4}}?(?:已|未(?!成年)|欠|尚)"
    r"|(?:建成|竣工|完工|完成|验收|投用|交付|购置|购买|入住|退休|参保|参加工作|签订|发生|形成|立项|登记|注册|取得|出生|缴纳|发放"
    r"|发行|批复|下达|使用)+的)"
)
_COUNTED_UNTIL = re.compile("截[至止]到?$")


@lru_cache(maxsize=16384)
def _past_in_value(value: str, fiscal_year: int) -> tuple[YearMention, ...]:
    """As `_past_deadlines`; a target value is also a deadline as a whole: 2024年."""
    return _past_deadlines(value, fiscal_year, parse(value).deadline)


def _past_deadlines(text: str, fiscal_year: int, stated: Deadline | None = None) -> tuple[YearMention, ...]:
    """The years of deadlines before the fiscal year; none where the text has one that is not yet over, too."""
    if not _may_name_past_year(text, fiscal_year):
        return ()
    mentions = [one for one in year_mentions(text) if one.year < fiscal_year and not doubt_about(one)]
    if not mentions:
        return ()
    deadlines = [*mentioned_deadlines(text), *([stated] if stated else [])]
    years = {deadline.year for deadline in deadlines if deadline.year}
    if any(year >= fiscal_year for year in years):
        return ()
    return tuple(one for one in mentions if one.year in years and _is_due(one, fiscal_year))


_FULL_WIDTH = "０１２３４５６７８９"
_NUMERALS = ("〇○零Oo", *"一二三四五六七八九")


def _may_name_past_year(text: str, fiscal_year: int) -> bool:
    """Whether digits in the text look like a recent year's: most texts need no closer look."""
    return _recent_years(fiscal_year).search(text) is not None


@cache
def _recent_years(fiscal_year: int) -> re.Pattern[str]:
    """What the digits of the years before may look like: (2)025, 25年."""
    years = [f"{year % 100:02}" for year in range(fiscal_year - _LONGEST_STALE, fiscal_year)]
    tens, ones = (_spelt(digits) for digits in zip(*years, strict=True))
    return re.compile(rf"{tens}(?:(?<=[0０〇○零Oo\s].)\s*{ones}|\s*{ones}\s*年)")


def _spelt(digits: Iterable[str]) -> str:
    """Matches any of the digits in any spelling."""
    spelt = (f"{digit}{_FULL_WIDTH[int(digit)]}{_NUMERALS[int(digit)]}" for digit in digits)
    return f"[{''.join(spelt)}]"


def _is_due(mention: YearMention, fiscal_year: int) -> bool:
    """Whether something is to be done by then, and not long ago or done already."""
    is_recent = fiscal_year - mention.year <= _LONGEST_STALE
    return is_recent and not _WAS.match(mention.behind) and not _COUNTED_UNTIL.search(mention.before)


def _past_in_row(project: Project, indicator: Indicator, fiscal_year: int) -> Iterator[Finding]:
    """One finding for a row: in its value, or else in its name or its description."""
    if past := _past_in_value(indicator.value, fiscal_year):
        written = _words(past[-1])
        yield Finding(
            "deadline-outside-year",
            Severity.ERROR,
            at_cell(project, indicator, "value"),
            f"指标值的期限“{written}”早于本年度（{fiscal_year} 年），请改为 {fiscal_year} 年内的时间",
            _in_fiscal_year(project, indicator, fiscal_year),
        )
        return
    for field in ("level3", "description"):
        if past := _past_deadlines(getattr(indicator, field), fiscal_year):
            yield _past_elsewhere(at_cell(project, indicator, field), past, fiscal_year)
            return


def _past_elsewhere(place: Place, past: Sequence[YearMention], fiscal_year: int) -> Finding:
    title, written = field_title(place.field or ""), _words(past[-1])
    message = f"{title}里的期限“{written}”早于本年度（{fiscal_year} 年），请核对"
    return Finding("deadline-outside-year", Severity.WARNING, place, message)


def _words(past: YearMention) -> str:
    rest = _WRITTEN.match(past.behind)
    return f"{past.year}{rest[0] if rest else ''}"


def _in_fiscal_year(project: Project, indicator: Indicator, fiscal_year: int) -> Group | None:
    """The edit that moves last year's dates of the row to the same day of the fiscal year; None where the value
    has others, whose place in the year is for the user to say."""
    moved = _moved(indicator.value, _past_in_value(indicator.value, fiscal_year), fiscal_year)
    if moved is None:
        return None
    edits = [SetField(at_cell(project, indicator, "value"), moved)]
    for field in ("level3", "description"):
        text: str = getattr(indicator, field)
        moved = _moved(text, _past_deadlines(text, fiscal_year), fiscal_year)
        if moved is not None:
            edits.append(SetField(at_cell(project, indicator, field), moved))
    return Group(tuple(edits))


def _moved(text: str, past: Sequence[YearMention], fiscal_year: int) -> str | None:
    """The text with its deadlines in the fiscal year; None where it has none, or others than last year's."""
    certain = all(one.year == fiscal_year - 1 and not one.period for one in past)
    return with_years(text, ((one, fiscal_year) for one in past)) if past and certain else None


# ── Deadlines without a year ──

_THIS_YEAR = re.compile("全年|[当本今]年|年度?内")
_OPERATOR = re.compile(r"\s*[≥≤=><≧≦＝＞＜]*\s*")
_DONE = re.compile("完成|完工|竣工|交付|支付|发放|拨付|到位|上线|验收|投用|缴纳|开展|启动")


@doubt("deadline-vague")
def _may_be_vague(gist: Gist) -> bool:
    return _names_no_year(gist.target)


def _names_no_year(target: Target) -> bool:
    if target.kind is not TargetKind.DEADLINE or not target.deadline or not target.deadline.is_vague:
        return False
    return not _THIS_YEAR.search(plain(target.text))


def _vague(project: Project, indicator: Indicator, target: Target, fiscal_year: int | None) -> Finding:
    written = shortened(indicator.value)
    dated = _with_year(indicator.value, target.deadline, fiscal_year)
    example = f"，如“{dated}”" if dated else ""
    message = f"期限“{written}”没有写年份，请写明{example}"
    may_last = target.ambiguous_month and not _DONE.search(indicator.name)
    if target.ambiguous_month:
        months = f"{target.number}个月"
        message = f"“{written}”没有写年份，也可能是{months}：是期限请写明年份{example}，是时长请写“{months}”"
    place = at_cell(project, indicator, "value")
    fix = SetField(place, dated) if dated and not may_last else None
    return Finding("deadline-vague", Severity.HINT, place, message, fix)


def _with_year(value: str, deadline: Deadline | None, fiscal_year: int | None) -> str | None:
    """The value with the fiscal year before its date; None where it would not say the same date."""
    if deadline is None or fiscal_year is None:
        return None
    start = _OPERATOR.match(value)
    cut = start.end() if start else 0
    written = value[cut:]
    year = f"{fiscal_year}" if written.startswith("年") else f"{fiscal_year}年"
    dated = f"{value[:cut]}{year}{written}"
    return dated if parse(dated).deadline == replace(deadline, year=fiscal_year) else None
