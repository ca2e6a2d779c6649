"""The charts of 概况, out of the figures of a book."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from core.book import Book, Place
from core.overview import FindingKind, Overview, Totals
from core.place_titles import section_title
from core.rules import Severity
from core.rules.explanation import explanation
from ui.dashboard.chart import Bar, Chart, Tone, tone_of

MOST_BARS = 20
"""What comes behind them is summed up in a line without a bar, which would dwarf the others."""

_LONGEST = 1e300
"""Amounts beyond are as good as this one."""


def charts(overview: Overview, totals: Totals, book: Book) -> Iterator[Chart]:
    """All charts in the order of the page; of a large book each takes a few hundredths of a second."""
    yield _units(overview, totals)
    yield _projects(overview, totals, book)
    yield _findings(overview)
    yield _completeness(overview, totals)
    yield _deadlines(overview)


def amount_text(amount: Decimal) -> str:
    """An amount in 万元 for people: `1,365.48`, rounded to a hundredth."""
    return f"{amount:,.2f}"


def share_text(part: int, whole: int) -> str:
    """`83%`; never 100% or 0% where it is not quite that."""
    percent = round(100 * part / whole) if whole else 0
    if 0 < part < whole:
        percent = min(max(percent, 1), 99)
    return f"{percent}%"


def _units(overview: Overview, totals: Totals) -> Chart:
    units = overview.units()
    bars = [
        Bar(
            label=" ".join(filter(None, (unit.code, unit.name))) or _tr("（未填单位）"),
            length=_length(unit.budget),
            figure=amount_text(unit.budget),
            place=Place(unit.first),
            detail=_tr("{0} 个项目，占预算的 {1}").format(unit.projects, _share(unit.budget, totals.budget)),
        )
        for unit in units[:MOST_BARS]
    ]
    if rest := units[MOST_BARS:]:
        amount = sum((unit.budget for unit in rest), Decimal())
        bars.append(_rest(_tr("其余 {0} 个单位").format(len(rest)), amount_text(amount)))
    summary = _tr("{0} 个单位，共 {1} 万元").format(len(units), amount_text(totals.budget))
    return Chart("units", _tr("各单位的预算（万元）"), summary, tuple(bars), _tr("文件里还没有项目。"))


def _projects(overview: Overview, totals: Totals, book: Book) -> Chart:
    largest = overview.largest_projects(MOST_BARS)
    bars = [
        Bar(
            label=section_title(book.project(one.project)),
            length=_length(one.budget or Decimal()),
            figure=_tr("（无）") if one.budget is None else amount_text(one.budget),
            place=Place(one.project, None, "budget"),
            detail=_tr("占预算的 {0}").format(_share(one.budget or Decimal(), totals.budget)),
        )
        for one in largest
    ]
    if rest := totals.projects - len(largest):
        amount = totals.budget - sum((one.budget or Decimal() for one in largest), Decimal())
        bars.append(_rest(_tr("其余 {0} 个项目").format(f"{rest:,}"), amount_text(amount)))
    summary = _tr("{0} 个项目").format(f"{totals.projects:,}")
    if totals.without_budget:
        summary += _tr("，其中 {0} 个的预算数不是数字，没有计入").format(f"{totals.without_budget:,}")
    return Chart("projects", _tr("各项目的预算（万元）"), summary, tuple(bars), _tr("文件里还没有项目。"))


def _findings(overview: Overview) -> Chart:
    kinds = overview.finding_kinds()
    bars = [_finding_bar(kind) for kind in kinds[:MOST_BARS]]
    if rest := kinds[MOST_BARS:]:
        count = sum(kind.times for kind in rest)
        bars.append(_rest(_tr("其余 {0} 类").format(len(rest)), f"{count:,}"))
    counts = {
        severity: sum(kind.times for kind in kinds if kind.severity is severity) for severity in Severity
    }
    summary = " · ".join(f"{severity.title} {count:,}" for severity, count in counts.items())
    return Chart("findings", _tr("问题的种类（处）"), summary, tuple(bars), _tr("没有发现问题。"))


def _finding_bar(kind: FindingKind) -> Bar:
    rule = explanation(kind.rule)
    detail = _tr("{0}：{1}").format(kind.severity.title, rule.title.rstrip("。"))
    return Bar(rule.name, kind.times, f"{kind.times:,}", kind.first, tone_of(kind.severity), detail)


def _completeness(overview: Overview, totals: Totals) -> Chart:
    bars = [
        Bar(
            label=_tr("缺{0}").format(one.requirement.title),
            length=one.projects,
            figure=f"{one.projects:,}",
            place=Place(one.first),
            tone=Tone.ERROR,
            detail=_tr("点击到第一个缺这类指标的项目"),
        )
        for one in overview.missing_categories()
    ]
    if totals.projects:
        bars.insert(0, Bar(_tr("没有错误的项目"), totals.without_errors, f"{totals.without_errors:,}"))
    summary = _tr("{0} 个项目中 {1} 个没有错误（{2}）").format(
        f"{totals.projects:,}",
        f"{totals.without_errors:,}",
        share_text(totals.without_errors, totals.projects),
    )
    return Chart("completeness", _tr("完整性（项目数）"), summary, tuple(bars), _tr("文件里还没有项目。"))


def _deadlines(overview: Overview) -> Chart:
    months = overview.due_months()
    bars = [
        Bar(
            label=_month_title(due.year, due.month),
            length=due.times,
            figure=f"{due.times:,}",
            place=due.first,
            detail=_tr("点击到这个月的第一个指标"),
        )
        for due in months[:MOST_BARS]
    ]
    if rest := months[MOST_BARS:]:
        count = sum(due.times for due in rest)
        bars.append(_rest(_tr("其余 {0} 个月").format(len(rest)), f"{count:,}"))
    summary = _tr("{0} 个指标写了完成时间").format(f"{sum(due.times for due in months):,}")
    return Chart(
        "deadlines", _tr("完成时间（指标数）"), summary, tuple(bars), _tr("没有写明完成时间的指标。")
    )


def _month_title(year: int | None, month: int) -> str:
    if year is None:
        return _tr("{0}月（未写年份）").format(month)
    return _tr("{0}年{1}月").format(year, month)


def _rest(label: str, figure: str) -> Bar:
    return Bar(label, 0, figure)


def _length(amount: Decimal) -> float:
    return min(max(float(amount), 0.0), _LONGEST)


def _share(part: Decimal, whole: Decimal) -> str:
    return f"{100 * part / whole:.1f}%" if whole > 0 else "—"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dashboard", text)
