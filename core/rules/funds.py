"""Rules about the money in a project's header: budget, where it comes from, when it is spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from core.book import Project, SpendingPlan
from core.edit import SetField
from core.field_titles import field_title
from core.money import format_amount, parse_amount
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import at_header, is_empty
from core.typography import plain

_ALL = Decimal(100)


@rule("budget-zero", Severity.ERROR, Criterion.SUITABILITY)
def budget_zero(project: Project, context: Context) -> Iterator[Finding]:
    """预算数应是大于零的数字。

    简称：预算数不是正数
    错误：预算数 0.00
    正确：预算数 18.03
    依据：财预〔2015〕88号，适当性审核（资金匹配性）。
    """
    if is_empty(project.budget):
        return  # required-empty says so
    budget = parse_amount(project.budget)
    if budget is None:
        message = (
            f"预算数“{project.budget.strip()}”不是数字，请只填金额，单位写在“单位：{project.money_unit}”"
        )
    elif budget <= 0:
        message = f"预算数是 {format_amount(budget)} {project.money_unit}，应大于零"
    else:
        return
    yield Finding("budget-zero", Severity.ERROR, at_header(project, "budget"), message)


@rule("funds-do-not-add-up", Severity.ERROR, Criterion.SUITABILITY)
def funds_do_not_add_up(project: Project, context: Context) -> Iterator[Finding]:
    """财政资金加其他资金应等于预算数。

    没有其他资金时可以不填。

    简称：资金合计不符
    错误：预算数 100.00 ＝ 财政资金 80.00 ＋ 其他资金 10.00
    正确：预算数 100.00 ＝ 财政资金 80.00 ＋ 其他资金 20.00
    依据：财预〔2015〕88号，项目支出绩效目标申报表。
    """
    budget = parse_amount(project.budget)
    funds = {field: _amount(getattr(project, field)) for field in ("fiscal_funds", "other_funds")}
    for field, amount in funds.items():
        if amount is None:
            message = f"{field_title(field)}“{getattr(project, field).strip()}”不是数字"
            yield Finding("funds-do-not-add-up", Severity.ERROR, at_header(project, field), message)
    fiscal, other = funds.values()
    if budget is None or fiscal is None or other is None or fiscal + other == budget:
        return
    unit = project.money_unit
    message = (
        f"财政资金 {format_amount(fiscal)} + 其他资金 {format_amount(other)} = {format_amount(fiscal + other)} {unit}，"
        f"与预算数 {format_amount(budget)} {unit}相差 {format_amount(abs(fiscal + other - budget))} {unit}"
    )
    yield Finding("funds-do-not-add-up", Severity.ERROR, at_header(project, "budget"), message)


@rule("plan-not-cumulative", Severity.ERROR, Criterion.FEASIBILITY)
def plan_not_cumulative(project: Project, context: Context) -> Iterator[Finding]:
    """资金支出计划填累计比例：后一期不低于前一期，最后到 100%。

    没有支出的时点可以不填。

    简称：支出计划非累计
    错误：3月底 25%，6月底 25%，10月底 25%，12月底 25%
    正确：3月底 25%，6月底 50%，10月底 75%，12月底 100%
    依据：项目支出绩效目标表“资金支出计划（%）”栏的填报要求。
    """
    plan = project.spending_plan
    if plan is None:
        return
    message = _about_plan(plan)
    if message:
        place = at_header(project, "spending_plan")
        yield Finding("plan-not-cumulative", Severity.ERROR, place, message, _accumulate(project, plan))


@rule("plan-stops-early", Severity.HINT, Criterion.FEASIBILITY)
def plan_stops_early(project: Project, context: Context) -> Iterator[Finding]:
    """资金支出计划到 100% 以后，其余时点也填 100%。

    简称：支出计划未填到底
    错误：6月底 100%，10月底和12月底空着
    正确：6月底 100%，10月底 100%，12月底 100%
    依据：项目支出绩效目标表“资金支出计划（%）”栏，各时点均为累计比例。
    """
    plan = project.spending_plan or ()
    if _about_plan(plan):
        return  # plan-not-cumulative says so
    filled = [index for index, checkpoint in enumerate(plan) if checkpoint.percent.strip()]
    if not filled or filled[-1] == len(plan) - 1:
        return
    last = filled[-1]
    labels = "、".join(checkpoint.label for checkpoint in plan[last + 1 :])
    message = f"资金支出计划到{plan[last].label}已是 100%，{labels}空着，建议也填 100%"
    place = at_header(project, "spending_plan")
    full = (*plan[: last + 1], *(checkpoint._replace(percent="100%") for checkpoint in plan[last + 1 :]))
    yield Finding("plan-stops-early", Severity.HINT, place, message, SetField(place, full))


@lru_cache(maxsize=1024)
def _about_plan(plan: SpendingPlan) -> str:
    """What is wrong with a plan as a row of cumulative percentages; empty when nothing is."""
    filled = [checkpoint for checkpoint in plan if checkpoint.percent.strip()]
    if not filled:
        return "资金支出计划没有填写，请填各时点的累计比例，最后到 100%" if plan else ""
    percents = [_percent(checkpoint.percent) for checkpoint in filled]
    for checkpoint, percent in zip(filled, percents, strict=True):
        if percent is None or percent > _ALL:
            return f"资金支出计划{checkpoint.label}“{checkpoint.percent.strip()}”应是 0% 到 100% 的比例"
    known = [percent for percent in percents if percent is not None]
    for (earlier, before), (later, after) in pairwise(zip(filled, known, strict=True)):
        if after < before:
            return f"资金支出计划应为累计比例，{later.label} {after}% 低于{earlier.label} {before}%"
    return (
        ""
        if known[-1] == _ALL
        else f"资金支出计划应为累计比例，{filled[-1].label}只到 {known[-1]}%，最后应到 100%"
    )


def _accumulate(project: Project, plan: SpendingPlan) -> SetField | None:
    """The cumulative plan, where the one at hand gives each period's own share (their sum is 100 %)."""
    shares = [_percent(checkpoint.percent) or Decimal(0) for checkpoint in plan]
    if sum(shares) != _ALL or max(shares) == _ALL:
        return None
    sums = [sum(shares[: index + 1], Decimal(0)) for index in range(len(shares))]
    cumulative = tuple(
        checkpoint._replace(percent=f"{total}%") for checkpoint, total in zip(plan, sums, strict=True)
    )
    return SetField(at_header(project, "spending_plan"), cumulative)


_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%?")


def _percent(text: str) -> Decimal | None:
    """25 for `25%` and for `25`."""
    match = _PERCENT.fullmatch(plain(text))
    return Decimal(match[1]) if match else None


def _amount(text: str) -> Decimal | None:
    """The amount in a cell of funds; zero for a cell left empty, None for a text."""
    amount = parse_amount(text)
    return Decimal(0) if amount is None and (is_empty(text) or text.strip() == "无") else amount
