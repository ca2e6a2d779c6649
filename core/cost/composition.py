"""The composition of a project's costs: every cost row counted, or not counted because of something it says.

All amounts of a composition are in the project's money unit. Rows in another one are converted, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from core.book import Project
from core.cost.choices import Instead, RowChoices
from core.cost.matching import Unanswered, match, multiplied
from core.cost.quantities import Quantity, quantities_of
from core.cost.reading import converted, is_cost, read_cost
from core.cost.repetition import without_repetition
from core.cost.row import CostRole, CostRow, UnitCost, added_up, short
from core.money import MoneyUnit, parse_amount
from core.wording import squeezed


@dataclass(frozen=True, slots=True)
class Composition:
    """The cost rows of one project in document order. `budget` is None where the table states no number.

    `quantities` are the rows that a unit cost can be multiplied by; only looked for where there is a unit cost.
    """

    rows: tuple[CostRow, ...]
    budget: Decimal | None
    money_unit: MoneyUnit
    total: Decimal
    """Sum of the counted rows in `money_unit`."""
    quantities: tuple[Quantity, ...] = ()

    @property
    def counted(self) -> tuple[CostRow, ...]:
        return tuple(row for row in self.rows if row.is_counted)

    @property
    def multiplied(self) -> tuple[CostRow, ...]:
        """The unit costs that are counted, each with its quantities."""
        return tuple(row for row in self.rows if row.role is CostRole.MULTIPLIED)

    @property
    def difference(self) -> Decimal | None:
        """Total minus budget in `money_unit`: above zero when the costs exceed the budget."""
        return None if self.budget is None else self.total - self.budget

    @property
    def is_complete(self) -> bool:
        """Whether there are cost rows and nothing that costs money is left out of the total."""
        left_out = (CostRole.UNIT_COST, CostRole.NO_AMOUNT)
        return bool(self.counted) and not any(row.role in left_out for row in self.rows)


_MONEY_UNITS: dict[str, MoneyUnit] = {str(unit): unit for unit in MoneyUnit}
_NO_CHOICES: RowChoices = MappingProxyType({})


def compose(project: Project, choices: RowChoices = _NO_CHOICES) -> Composition:
    """Tell totals, unit costs and rows without amount apart, and multiply unit costs where a quantity answers them.

    `choices` are the user's own decisions about this project. A money unit that is none of 元, 万元, 亿元 is taken
    for 万元, and the budget for unknown: nothing is compared. Source: 财预〔2021〕101号, 成本指标.
    """
    stated = squeezed(project.money_unit)
    known = _MONEY_UNITS.get(stated)
    money_unit = known or MoneyUnit.WAN
    budget = parse_amount(project.budget) if known else None
    rows = [read_cost(row, money_unit) for row in project.indicators if is_cost(row.level1, row.level2)]
    quantities: tuple[Quantity, ...] = ()
    if any(row.unit_cost for row in rows):
        quantities = quantities_of(project)
        beside = _Beside(rows, quantities, money_unit, budget, choices)
        rows = [_settled(row, beside) for row in rows]
    told = tuple(without_repetition(rows, budget))
    return Composition(told, budget, money_unit, added_up(told), quantities)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a unit cost is seen against."""

    rows: Sequence[CostRow]
    quantities: Sequence[Quantity]
    money_unit: MoneyUnit
    budget: Decimal | None
    choices: RowChoices

    def others(self, row: CostRow) -> list[CostRow]:
        return [other for other in self.rows if other is not row]

    def quantity(self, row_id: object) -> Quantity | None:
        return next((one for one in self.quantities if one.indicator.id == row_id), None)


def _settled(row: CostRow, beside: _Beside) -> CostRow:
    """A unit cost as the user decided, or else with the quantities that answer it; other rows as they are."""
    unit_cost = row.unit_cost
    if unit_cost is None:
        return row
    choice = beside.choices.get(row.indicator.id)
    if choice is Instead.LEAVE_OUT:
        return row._replace(role=CostRole.LEFT_OUT, reason="按您的选择不计入合计", is_chosen=True)
    if choice is Instead.AS_TOTAL:
        told = ("按您的选择作为总额计入", converted(unit_cost.amount, beside.money_unit))
        return row._replace(role=CostRole.TOTAL, reason="；".join(filter(None, told)), is_chosen=True)
    chosen = beside.quantity(choice)
    found = match(row, unit_cost, beside.quantities, beside.others(row), chosen)
    return _multiplied(row._replace(is_chosen=True) if chosen else row, unit_cost, found, beside)


def _multiplied(
    row: CostRow, unit_cost: UnitCost, found: tuple[Quantity, ...] | Unanswered, beside: _Beside
) -> CostRow:
    if isinstance(found, Unanswered):
        return row._replace(reason=f"{_kind(unit_cost)}；{found.reason}，不计入合计")
    amount = multiplied(unit_cost, found).to(beside.money_unit)
    counted = row._replace(role=CostRole.MULTIPLIED, amount=amount.value, quantities=found)
    told = f"{counted.told_product} = {short(amount)}"
    if row.by_name and not row.is_chosen and beside.budget is not None and amount.value > beside.budget:
        # 平均采购费用 ≤20万元 beside 10台: more likely a total under an unlucky name than a unit cost.
        return row._replace(reason=f"{_kind(unit_cost)}；{told}，超过预算，不计入合计")
    names = "、".join(f"“{one.indicator.name}”" for one in found)
    return counted._replace(reason=f"{told}，数量取自{names}" + ("（您的选择）" if row.is_chosen else ""))


def _kind(unit_cost: UnitCost) -> str:
    if unit_cost.named:
        return f"名称里的“{unit_cost.named}”表示单位成本，指标值的单位没有写明“/…”"
    return f"单位成本（{unit_cost}）"
