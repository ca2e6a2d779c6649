"""Rules about the project's costs as a whole, against its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.book import Place, Project
from core.cost import Composition, CostRow
from core.cost.quantities import is_duration
from core.edit import SetField
from core.money import Amount, MoneyUnit, format_amount
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import at_cell, at_header
from core.target import parse

# A ceiling of 5.31 for a budget of 5.32 万元 is a cut-off decimal, whatever share of the budget that is.
_TRUNCATION = Amount(Decimal("0.01"), MoneyUnit.WAN)
# More terms than these make a sum that nobody reads to its end.
_MOST_TERMS = 6


@rule("cost-over-budget", Severity.ERROR, Criterion.SUITABILITY)
def cost_over_budget(project: Project, context: Context) -> Iterator[Finding]:
    """成本合计不得超过预算数。

    金额先换算成同一单位，万元/年按一年计入。单位成本（元/个等）乘以数量后与预算的差距另行检查。

    简称：成本超预算
    错误：预算数 99.94 万元，成本指标 ≤100万元
    正确：预算数 99.94 万元，成本指标 ≤99.94万元
    依据：财预〔2015〕88号，适当性审核（资金匹配性）。
    """
    composition = context.cost(project)
    budget, difference = composition.budget, composition.difference
    # With unit costs, the total is an estimate, which `unit-cost-mismatch` judges.
    if not budget or budget < 0 or difference is None or difference <= 0 or composition.multiplied:
        return
    largest = max(composition.counted, key=lambda row: row.amount or 0)
    share = context.settings.slight_cost_share
    rounded = difference <= budget * share and difference < _rounded_up(composition)
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
    相差不超过预算数的 1%（可在设置中修改）或 0.01 万元的，作为提示。

    简称：成本少于预算
    错误：预算数 200 万元，唯一的成本指标 ≤150万元
    正确：预算数 200 万元，成本指标 ≤150万元 和 ≤50万元
    依据：财预〔2015〕88号，适当性审核（资金匹配性）。
    """
    composition = context.cost(project)
    budget, difference = composition.budget, composition.difference
    if not budget or difference is None or difference >= 0 or not composition.is_complete:
        return
    if any(row.unit_cost for row in composition.rows):
        return
    missing = -difference
    truncated = missing <= _TRUNCATION.to(composition.money_unit).value
    slight = truncated or missing <= budget * context.settings.slight_cost_share
    yield Finding(
        "cost-under-budget",
        Severity.HINT if slight else Severity.WARNING,
        at_header(project),
        f"{_comparison(composition, '低于', budget)}，少 {_money(missing, composition)}"
        + ("（指标值舍去尾数所致？）" if truncated else f"（预算数的 {_percentage(missing, budget)}）"),
    )


@rule("unit-cost-mismatch", Severity.WARNING, Criterion.SUITABILITY)
def unit_cost_mismatch(project: Project, context: Context) -> Iterator[Finding]:
    """单位成本乘以数量，加上其他成本，应与预算数大致相符。

    单位成本（元/个等）乘以单位相同、名称最接近的数量指标；找不到或分不清是哪一行的，不计入，也不下结论。
    与预算数相差超过 5%（可在设置中修改）时报告。数量取错了行，可在“成本与预算”里改选。

    简称：单价乘数量不符
    错误：预算数 60 万元，设备数量 ≥1000台，单位成本 ≤900元/台（合 90 万元）
    正确：预算数 90 万元，设备数量 ≥1000台，单位成本 ≤900元/台
    依据：财预〔2015〕88号，适当性审核（资金匹配性）。
    """
    composition = context.cost(project)
    budget, difference = composition.budget, composition.difference
    if not budget or budget < 0 or difference is None:
        return
    if abs(difference) <= budget * context.settings.unit_cost_share:
        return
    products = composition.multiplied
    if not products or _hangs_on_a_name(products):  # where only a name tells, `unit-cost-by-name` comes first
        return
    if _share_a_quantity(products) if difference > 0 else not composition.is_complete:
        return
    largest = max(products, key=lambda row: row.amount or 0)
    missed = f"{'多' if difference > 0 else '少'} {_money(abs(difference), composition)}"
    yield Finding(
        "unit-cost-mismatch",
        Severity.WARNING,
        at_cell(project, largest.indicator, "value"),
        f"{_sum_of(composition)}，比预算 {_money(budget, composition)}{missed}"
        f"（预算数的 {_percentage(abs(difference), budget)}），请核对数量、单位成本和预算数",
    )


def _hangs_on_a_name(products: tuple[CostRow, ...]) -> bool:
    return any(row.by_name and not row.is_chosen for row in products)


def _share_a_quantity(products: tuple[CostRow, ...]) -> bool:
    """Whether the program multiplied two unit costs by one row: 72台 may be 60 of the one and 12 of the other kind."""
    used = [
        quantity.indicator.id
        for row in products
        if not row.is_chosen
        for quantity in row.quantities
        if not is_duration(quantity.counter)
    ]
    return len(used) > len(set(used))


def _sum_of(composition: Composition) -> str:
    """`成本合计 315个 × 95元/个 + 162.80 = 281.25 万元`: each term in the project's money unit unless it says so."""
    products = [row.told_product for row in composition.multiplied]
    totals = [row for row in composition.counted if row not in composition.multiplied]
    amounts = [format_amount(row.amount) for row in totals if row.amount is not None]
    if len(products) + len(amounts) > _MOST_TERMS and len(amounts) > 1:
        rest = composition.total - sum((row.amount or 0 for row in composition.multiplied), Decimal(0))
        amounts = [f"其他 {len(amounts)} 项 {format_amount(rest)}"]
    if len(products) > _MOST_TERMS:
        products = [*products[: _MOST_TERMS - 1], f"等 {len(products)} 项单位成本"]
    return f"成本合计 {' + '.join(products + amounts)} = {_money(composition.total, composition)}"


def _comparison(composition: Composition, verb: str, budget: Decimal) -> str:
    return f"成本合计 {_money(composition.total, composition)}{verb}预算 {_money(budget, composition)}"


def _money(value: Decimal, composition: Composition) -> str:
    return f"{format_amount(value)} {composition.money_unit}"


def _percentage(part: Decimal, whole: Decimal) -> str:
    return f"{part / whole:.1%}" if part * 1000 >= whole else "不到 0.1%"


def _rounded_up(composition: Composition) -> Decimal:
    """What rounding each row up in its last digit can add: 1 for ≤100万元, which may have been 99.94."""
    return sum(map(_last_place, composition.counted), Decimal(0))


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
