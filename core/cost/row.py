"""One row of a cost composition: what the row states, what it adds to the total, and why."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.book import Indicator
from core.cost.quantities import Quantity
from core.money import EXACT, Amount


class CostRole(StrEnum):
    """What a cost row is to the total."""

    TOTAL = "total"
    """An amount that is counted: 万元, 元, 亿元, also for one year."""
    MULTIPLIED = "unit cost times quantity"
    """A unit cost that is counted with the quantity that answers it."""
    UNIT_COST = "unit cost"
    """An amount for one of something, by its unit (元/个) or its name (每…), whose quantity nobody knows."""
    NO_AMOUNT = "no amount"
    """A rate, a text, a number without a money unit."""
    REPEATED = "repeated"
    """An amount that other rows state already: their sum, or a part of one."""
    BORNE_BY_OTHERS = "borne by others"
    """A 社会成本 or 生态环境成本: no expense of the budget."""
    LEFT_OUT = "left out"
    """A unit cost that the user decided not to count."""


class UnitCost(NamedTuple):
    """An amount for one of something. `per` are its counters, without the year: 人 and 月 for 元/年/人/月; none
    where only a word such as 单价 tells that it is a unit cost. `named` is that word, "" where the unit tells."""

    amount: Amount
    per: tuple[str, ...]
    named: str = ""

    def __str__(self) -> str:
        """For people: `95元/个`."""
        return "/".join([short(self.amount), *self.per])


class CostRow(NamedTuple):
    """One cost row. `amount` is in the project's money unit: what is counted, or would be; of a unit cost that is
    not multiplied, the amount for one. `reason` says in the user's words why the row is not counted, or how its
    amount came about ("" where it is counted as written)."""

    indicator: Indicator
    role: CostRole
    amount: Decimal | None = None
    reason: str = ""
    unit_cost: UnitCost | None = None
    """What a unit cost states, whatever is made of it; None for all other rows."""
    quantities: tuple[Quantity, ...] = ()
    """What a unit cost is multiplied by."""
    is_chosen: bool = False
    """Whether the user decided how the row counts."""

    @property
    def is_counted(self) -> bool:
        return self.role in _COUNTED

    @property
    def told_product(self) -> str:
        """`315个 × 95元/个`; empty where nothing is multiplied."""
        return " × ".join([*map(str, self.quantities), str(self.unit_cost)]) if self.quantities else ""

    @property
    def by_name(self) -> bool:
        """Whether only the name tells that this is a unit cost."""
        return self.unit_cost is not None and self.unit_cost.named != ""


def added_up(rows: Iterable[CostRow]) -> Decimal:
    """Sum of those of the rows that are counted."""
    total = Decimal(0)
    for row in rows:
        if row.role in _COUNTED and row.amount is not None:
            total = EXACT.add(total, row.amount)
    return total


_COUNTED = (CostRole.TOTAL, CostRole.MULTIPLIED)


def short(amount: Amount) -> str:
    """`230万元`, without the decimals that `format_amount` would pad."""
    return f"{figure(amount.value)}{amount.unit}"


def figure(number: Decimal) -> str:
    """A number as a clerk writes it: no exponent, no padding."""
    return f"{number.normalize(EXACT):f}"
