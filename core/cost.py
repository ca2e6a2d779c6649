"""Cost composition: what each cost row of a project adds to the total, and how the total stands to the budget.

All amounts of a composition are in the project's money unit. Rows in another one are converted, exactly.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from core.book import Indicator, Project
from core.money import EXACT, Amount, MoneyUnit, parse_amount
from core.resources import RESOURCES
from core.scheme import Scheme
from core.target import Target, TargetKind, parse
from core.unit import Unit, UnitKind
from core.wording import squeezed


class CostRole(StrEnum):
    """What a cost row is to the total."""

    TOTAL = "total"
    """An amount that is counted: 万元, 元, 亿元, also for one year."""
    UNIT_COST = "unit cost"
    """An amount for one of something, by its unit (元/个) or its name (每…)."""
    NO_AMOUNT = "no amount"
    """A rate, a text, a number without a money unit."""
    REPEATED = "repeated"
    """An amount that other rows state already: their sum, or a part of one."""
    BORNE_BY_OTHERS = "borne by others"
    """A 社会成本 or 生态环境成本: no expense of the budget."""


@dataclass(frozen=True, slots=True)
class CostRow:
    """One cost row. `amount` is in the project's money unit (of a unit cost: for one); `reason` says in the
    user's words why the row is not counted, or how its amount came about ("" where it is counted as written)."""

    indicator: Indicator
    role: CostRole
    amount: Decimal | None = None
    reason: str = ""
    by_name: bool = False
    """Whether only the name tells that this is a unit cost."""

    @property
    def is_counted(self) -> bool:
        return self.role is CostRole.TOTAL


@dataclass(frozen=True, slots=True)
class Composition:
    """The cost rows of one project in document order. `budget` is None where the table states no number."""

    rows: tuple[CostRow, ...]
    budget: Decimal | None
    money_unit: MoneyUnit

    @property
    def counted(self) -> tuple[CostRow, ...]:
        return tuple(row for row in self.rows if row.is_counted)

    @property
    def total(self) -> Decimal:
        """Sum of the counted rows in `money_unit`."""
        return _sum(self.rows)

    @property
    def difference(self) -> Decimal | None:
        """Total minus budget in `money_unit`: above zero when the costs exceed the budget."""
        return None if self.budget is None else self.total - self.budget

    @property
    def is_complete(self) -> bool:
        """Whether there are cost rows and nothing that costs money is left out of the total."""
        left_out = (CostRole.UNIT_COST, CostRole.NO_AMOUNT)
        return bool(self.counted) and not any(row.role in left_out for row in self.rows)


def compose(project: Project, scheme: Scheme) -> Composition:
    """Tell totals, unit costs and rows without amount apart. Source: 财预〔2021〕101号, 成本指标.

    A money unit that is none of 元, 万元, 亿元 is taken for 万元, and the budget for unknown: nothing is compared.
    """
    stated = squeezed(project.money_unit)
    known = stated in tuple(MoneyUnit)
    money_unit = MoneyUnit(stated) if known else MoneyUnit.WAN
    budget = parse_amount(project.budget) if known else None
    rows = [
        _cost_row(indicator, scheme, money_unit)
        for indicator in project.indicators
        if scheme.is_cost(indicator)
    ]
    return Composition(tuple(_without_repetition(rows, budget)), budget, money_unit)


def _cost_row(indicator: Indicator, scheme: Scheme, money_unit: MoneyUnit) -> CostRow:
    if scheme.canonical(indicator.level1, indicator.level2)[1] in _BORNE_BY_OTHERS:
        return CostRow(
            indicator, CostRole.BORNE_BY_OTHERS, reason="社会成本和生态环境成本不由预算支付，不计入合计"
        )
    target = parse(indicator.value)
    stated = _stated_amount(target)
    if stated is None:
        return CostRow(indicator, CostRole.NO_AMOUNT, reason=_why_no_amount(target))
    amount = stated.to(money_unit).value
    if target.unit and _is_per_item(target.unit):
        reason = f"单位成本（{target.unit.text}），不直接计入合计"
        return CostRow(indicator, CostRole.UNIT_COST, amount, reason)
    if named := _per_unit_by_name(indicator.name):
        reason = f"名称里的“{named}”表示单位成本，不直接计入合计；指标值的单位没有写明“/…”"
        return CostRow(indicator, CostRole.UNIT_COST, amount, reason, by_name=True)
    converted = (
        f"{_short(stated)} = {_short(Amount(amount, money_unit))}" if stated.unit != money_unit else ""
    )
    yearly = "每年的费用按一年计入" if target.unit and target.unit.denominators else ""
    return CostRow(indicator, CostRole.TOTAL, amount, "；".join(filter(None, (yearly, converted))))


_BORNE_BY_OTHERS = ("社会成本指标", "生态环境成本指标")
_ONE_YEAR = {"年", "年度", "学年"}


def _is_per_item(unit: Unit) -> bool:
    """Whether money is counted for one of something: 元/个. A year is nothing of the kind: a table is about one."""
    return any(per not in _ONE_YEAR for per in unit.denominators)


def _without_repetition(rows: Sequence[CostRow], budget: Decimal | None) -> list[CostRow]:
    """Do not count twice where one row states the whole and others its parts (资金投入 beside what it goes to).

    Of the whole and its parts the larger side is counted, so that neither an overrun nor a rest goes unseen.
    """
    totals = [row for row in rows if row.is_counted]
    whole = _whole_among(totals, budget)
    if whole is None:
        return list(rows)
    parts = [row for row in totals if row is not whole]
    if _sum(parts) >= (whole.amount or 0):
        repeated, reason = [whole], "已分列在其他成本指标里，不重复计入"
    else:
        repeated, reason = parts, f"已含在“{whole.indicator.name}”中，不重复计入"
    return [
        replace(row, role=CostRole.REPEATED, reason=reason) if any(row is one for one in repeated) else row
        for row in rows
    ]


def _whole_among(totals: Sequence[CostRow], budget: Decimal | None) -> CostRow | None:
    """The row that states the whole of which the others are parts.

    Rows that stay within the budget together are no repetition. Beyond it, a row that is the exact sum of several
    others is; a row that is the budget or is named like a whole, where the others add up to it within 1 %; and one
    that is both, whatever part the others are.
    """
    everything = _sum(totals)
    if len(totals) < 2 or (budget is not None and everything <= budget):
        return None
    for row in totals:
        amount = row.amount or Decimal(0)
        parts = everything - amount
        is_budget, is_named = amount == budget, _WHOLE.search(row.indicator.name) is not None
        is_exact_sum = amount == parts and len(totals) > 2
        is_near_sum = abs(amount - parts) * 100 <= amount and (is_budget or is_named)
        if is_exact_sum or is_near_sum or (is_budget and is_named and parts <= amount):
            return row
    return None


def _sum(rows: Iterable[CostRow]) -> Decimal:
    return sum((row.amount for row in rows if row.is_counted and row.amount is not None), Decimal(0))


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


def _short(amount: Amount) -> str:
    """`230万元`, without the decimals that `format_amount` would pad."""
    return f"{amount.value.normalize():f}{amount.unit}"


_NAMES = tomllib.loads((RESOURCES / "cost-names.toml").read_text("utf-8"))
_WHOLE = re.compile("|".join(_NAMES["whole"]))
_PER_UNIT = re.compile("|".join(_NAMES["per_unit"]))


def _per_unit_word() -> re.Pattern[str]:
    """Matches 单位成本 and 单位…成本 where 单位 is no office; the data says how to tell."""
    no_office = "".join(f"(?<!{word})" for word in _NAMES["office_before"])
    no_actor = "".join(f"(?<!{word})" for word in _NAMES["activity_before"])
    no_expense = f"(?!{'|'.join(_NAMES['office_after'])})"
    price = _NAMES["per_unit_word"]
    return re.compile(f"{no_office}(?:单位{price}|{no_actor}单位{no_expense}.{{1,6}}?{price})")


_PER_UNIT_WORD = _per_unit_word()


def _per_unit_by_name(name: str) -> str:
    """The word of the name that says "for each", empty when there is none."""
    found = _PER_UNIT.search(name) or _PER_UNIT_WORD.search(name)
    return found[0] if found else ""
