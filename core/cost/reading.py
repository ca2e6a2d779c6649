"""What a cost row states by itself: a total, a unit cost, or no amount of money."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core.book import Indicator
from core.cost.names import counters_in, per_unit_word
from core.cost.quantities import without_years
from core.cost.row import CostRole, CostRow, UnitCost, short
from core.money import EXACT, Amount, MoneyUnit
from core.scheme import canonical, is_cost_category
from core.target import Target, TargetKind, parse
from core.unit import UnitKind

_BORNE_BY_OTHERS = ("社会成本指标", "生态环境成本指标")


@lru_cache(maxsize=1024)
def is_cost(level1: str, level2: str) -> bool:
    """Whether rows with these level names stand under a cost category of either regime. A book has few such names."""
    return is_cost_category(canonical(level1, level2))


def read_cost(indicator: Indicator, money_unit: MoneyUnit) -> CostRow:
    """The row as it stands, before it is multiplied or found to be a repetition. Source: 财预〔2021〕101号, 成本指标.

    Its amount is in `money_unit`, converted exactly where the row uses another one.
    """
    if canonical(indicator.level1, indicator.level2)[1] in _BORNE_BY_OTHERS:
        reason = "社会成本和生态环境成本不由预算支付，不计入合计"
        return CostRow(indicator, CostRole.BORNE_BY_OTHERS, reason=reason)
    stated, amount, per, reason = _stated(indicator.value, money_unit)
    if stated is None:
        return CostRow(indicator, CostRole.NO_AMOUNT, reason=reason)
    if unit_cost := _unit_cost(indicator, stated, per):
        return CostRow(indicator, CostRole.UNIT_COST, amount, unit_cost=unit_cost)
    return CostRow(indicator, CostRole.TOTAL, amount, reason)


def converted(amount: Amount, money_unit: MoneyUnit) -> str:
    """`230万元 = 2300000元`; empty where nothing has to be converted."""
    return f"{short(amount)} = {short(amount.to(money_unit))}" if amount.unit != money_unit else ""


class _Stated(NamedTuple):
    """What a value states: the amount as written and in the table's unit, what it is for one of ("每个…"), and how it
    came about or why there is none."""

    written: Amount | None
    amount: Decimal | None
    per: tuple[str, ...]
    reason: str


@lru_cache(maxsize=1024)
def _stated(value: str, money_unit: MoneyUnit) -> _Stated:
    target = parse(value)
    written = _stated_amount(target)
    if written is None:
        return _Stated(None, None, (), _why_no_amount(target))
    denominators = target.unit.denominators if target.unit else ()
    yearly = "每年的费用按一年计入" if denominators else ""
    reason = "；".join(filter(None, (yearly, converted(written, money_unit))))
    return _Stated(written, written.to(money_unit).value, without_years(denominators), reason)


def _unit_cost(indicator: Indicator, stated: Amount, per: tuple[str, ...]) -> UnitCost | None:
    if per:
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
