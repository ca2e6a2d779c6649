"""Rules about the project's costs as a whole, against its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.book import Place, Project
from core.cost import Composition, CostRow
from core.edit import SetField
from core.money import Amount, MoneyUnit, format_amount
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import at_cell, at_header
from core.target import parse

# A ceiling of 5.31 for a budget of 5.32 万元 is a cut-off decimal, whatever share of the budget that is.
_TRUNCATION = Amount(Decimal("0.01"), MoneyUnit.WAN)
_SMALL_SHARE = Decimal("0.01")


@rule("cost-over-budget", Severity.ERROR, Criterion.SUITABILITY)
def cost_over_budget(project: Project, context: Context) -> Iterator[Finding]:
    """成本合计不得超过预算数。

    金额先换算成同一单位；单位成本（元/个等）不直接计入合计，万元/年按一年计入。

    错误：预算数 99.94 万元，成本指标 ≤100万元
    正确：预算数 99.94 万元，成本指标 ≤99.94万元
    依据：财预〔2015〕88号，适当性审核（资金匹配性）。
    """
    composition = context.cost(project)
    budget, difference = composition.budget, composition.difference
    if not budget or budget < 0 or difference is None or difference <= 0:
        return
    largest = max(composition.counted, key=lambda row: row.amount or 0)
    rounded = _may_be_rounding(composition, difference)
    yield Finding(
        "cost-over-budget",
        Severity.ERROR,
        at_cell(project, largest.indicator, "value"),
        f"{_comparison(composition, '超过', budget)}，多 {_money(difference, composition)}"
        + ("（指标值取整所致？）" if rounded else ""),
        _lowered_to_budget(project, composition) if rounded else None,
    )


@rule("cost-under-budget", Severity.WARNING, Criterion.SUITABILITY)
def cost_under_budget(project: Project, context: Context) -> Iterator[Finding]:
    """成本合计应与预算数相符，少于预算数时要说得出原因。

    只有全部成本指标都是总额时才比较；还有单位成本或没有金额的成本指标，就不下结论。
    相差不超过预算数的 1% 或 0.01 万元的，作为提示。

    错误：预算数 200 万元，唯一的成本指标 ≤150万元
    正确：预算数 200 万元，成本指标 ≤150万元 和 ≤50万元
    依据：财预〔2015〕88号，适当性审核（资金匹配性）。
    """
    composition = context.cost(project)
    budget, difference = composition.budget, composition.difference
    if not budget or difference is None or difference >= 0 or not composition.is_complete:
        return
    missing = -difference
    truncated = missing <= _TRUNCATION.to(composition.money_unit).value
    slight = truncated or missing <= budget * _SMALL_SHARE
    yield Finding(
        "cost-under-budget",
        Severity.HINT if slight else Severity.WARNING,
        at_header(project),
        f"{_comparison(composition, '低于', budget)}，少 {_money(missing, composition)}"
        + ("（指标值舍去尾数所致？）" if truncated else f"（预算数的 {_percentage(missing, budget)}）"),
    )


def _comparison(composition: Composition, verb: str, budget: Decimal) -> str:
    return f"成本合计 {_money(composition.total, composition)}{verb}预算 {_money(budget, composition)}"


def _money(value: Decimal, composition: Composition) -> str:
    return f"{format_amount(value)} {composition.money_unit}"


def _percentage(part: Decimal, whole: Decimal) -> str:
    return f"{part / whole:.1%}" if part * 1000 >= whole else "不到 0.1%"


def _may_be_rounding(composition: Composition, excess: Decimal) -> bool:
    """Whether rounding each row up in its last digit can account for the excess: ≤100万元 for 99.94."""
    budget = composition.budget or Decimal(0)
    return excess < sum(map(_last_place, composition.counted)) and excess <= budget * _SMALL_SHARE


def _last_place(row: CostRow) -> Decimal:
    """What one in the last written digit is worth: 1 for 100, 10000 for 230万元 counted in 元."""
    exponent = row.amount.as_tuple().exponent if row.amount is not None else 0
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


_FIGURE = re.compile(r"\d[\d,，.．]*")


def _lowered_to_budget(project: Project, composition: Composition) -> SetField | None:
    """The edit that writes the budget into the only counted row, in the unit that the row uses."""
    if len(composition.counted) != 1 or composition.budget is None:
        return None
    indicator = composition.counted[0].indicator
    stated = parse(indicator.value).amount
    if stated is None:
        return None
    budget = Amount(composition.budget, composition.money_unit)
    figure = f"{budget.to(stated.unit).value.normalize():f}"
    value = _FIGURE.sub(figure, indicator.value, count=1)
    lowered = parse(value).amount
    fits = lowered is not None and lowered.to(budget.unit) == budget
    return SetField(Place(project.id, indicator.id, "value"), value) if fits else None
