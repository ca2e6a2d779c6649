"""What a cost row states by itself: a total, a unit cost, or no amount of money."""

from __future__ import annotations

from core.book import Indicator
from core.cost.names import counters_in, per_unit_word
from core.cost.quantities import without_years
from core.cost.row import CostRole, CostRow, UnitCost, short
from core.money import EXACT, Amount, MoneyUnit
from core.scheme import Scheme
from core.target import Target, TargetKind, parse
from core.unit import UnitKind

_BORNE_BY_OTHERS = ("社会成本指标", "生态环境成本指标")


def read_cost(indicator: Indicator, scheme: Scheme, money_unit: MoneyUnit) -> CostRow:
    """The row as it stands, before it is multiplied or found to be a repetition. Source: 财预〔2021〕101号, 成本指标.

    Its amount is in `money_unit`, converted exactly where the row uses another one.
    """
    if scheme.canonical(indicator.level1, indicator.level2)[1] in _BORNE_BY_OTHERS:
        reason = "社会成本和生态环境成本不由预算支付，不计入合计"
        return CostRow(indicator, CostRole.BORNE_BY_OTHERS, reason=reason)
    target = parse(indicator.value)
    stated = _stated_amount(target)
    if stated is None:
        return CostRow(indicator, CostRole.NO_AMOUNT, reason=_why_no_amount(target))
    if unit_cost := _unit_cost(indicator, target, stated):
        return CostRow(indicator, CostRole.UNIT_COST, stated.to(money_unit).value, unit_cost=unit_cost)
    yearly = "每年的费用按一年计入" if target.unit and target.unit.denominators else ""
    reason = "；".join(filter(None, (yearly, converted(stated, money_unit))))
    return CostRow(indicator, CostRole.TOTAL, stated.to(money_unit).value, reason)


def converted(amount: Amount, money_unit: MoneyUnit) -> str:
    """`230万元 = 2300000元`; empty where nothing has to be converted."""
    return f"{short(amount)} = {short(amount.to(money_unit))}" if amount.unit != money_unit else ""


def _unit_cost(indicator: Indicator, target: Target, stated: Amount) -> UnitCost | None:
    if target.unit and (per := without_years(target.unit.denominators)):
        return UnitCost(stated, per)
    if named := per_unit_word(indicator.name):
        return UnitCost(stated, without_years(counters_in(indicator.name)), named)
    return None


def _stated_amount(target: Target) -> Amount | None:
    """The money in a value, per unit or not; of a range the upper end, which the budget has to bear."""
    number = target.upper if target.kind is TargetKind.RANGE else target.number
    if number is None or target.unit is None or target.unit.money_unit is None:
        return None
    return Amount(EXACT.multiply(number, target.unit.multiplier), target.unit.money_unit)


def _why_no_amount(target: Target) -> str:
    if target.kind is TargetKind.EMPTY:
        return "没有填写指标值"
    if target.number is None:
        return "指标值是文字，没有金额，不计入合计"
    if target.unit is None:
        return "没有写金额单位（元、万元），不计入合计"
    what = "比率" if target.unit.kind is UnitKind.RATIO else f"单位“{target.unit.text}”"
    return f"{what}不是金额，不计入合计"
