"""What would be counted twice: a row that states the whole beside rows that state its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from core.cost.names import WHOLE, word_pairs
from core.cost.row import CostRole, CostRow, added_up

_NEARLY = Decimal("0.99")
"""Totals of this share of the budget leave no room for unit costs on top of them."""


def without_repetition(rows: Sequence[CostRow], budget: Decimal | None) -> list[CostRow]:
    """Do not count twice where one row states the whole and others its parts (资金投入 beside what it goes to).

    Rows that stay within the budget together are no repetition. Of a whole and its parts the larger side is
    counted, so that neither an overrun nor a rest goes unseen. What the user chose to count stays counted.
    """
    for drop in (_explained_totals, _whole_or_parts, _beside_sufficient_totals):
        if budget is not None and added_up(rows) <= budget:
            break
        rows = drop(rows, budget)
    return list(rows)


def _explained_totals(rows: Sequence[CostRow], budget: Decimal | None) -> Sequence[CostRow]:
    """10元/册 × 10000册 beside a total of 10 万元 for the same thing says how that total comes about."""

    def total_explained_by(product: CostRow) -> str:
        words = word_pairs(product.indicator.level3)
        same = (
            row.indicator.name
            for row in rows
            if row.role is CostRole.TOTAL
            and row.amount == product.amount
            and words & word_pairs(row.indicator.level3)
        )
        name = next(same, "")
        return f"已含在“{name}”中，不重复计入" if name else ""

    return [
        _repeated(row, reason)
        if row.role is CostRole.MULTIPLIED and not row.is_chosen and (reason := total_explained_by(row))
        else row
        for row in rows
    ]


def _whole_or_parts(rows: Sequence[CostRow], budget: Decimal | None) -> Sequence[CostRow]:
    counted = [row for row in rows if row.is_counted]
    whole = _whole_among(counted, budget)
    if whole is None:
        return rows
    parts = [row for row in counted if row is not whole]
    if added_up(parts) >= (whole.amount or 0):
        return _dropped(rows, lambda row: row is whole, "已分列在其他成本指标里，不重复计入")
    return _dropped(rows, lambda row: row is not whole, f"已含在“{whole.indicator.name}”中，不重复计入")


def _beside_sufficient_totals(rows: Sequence[CostRow], budget: Decimal | None) -> Sequence[CostRow]:
    """Unit costs beside totals that use up the budget already say what those totals are made of."""
    totals = added_up(row for row in rows if row.role is CostRole.TOTAL)
    if budget is None or totals < budget * _NEARLY:
        return rows
    reason = "其他成本指标合计已达到预算，单位成本只作说明，不重复计入"
    return _dropped(rows, lambda row: row.role is CostRole.MULTIPLIED, reason)


def _whole_among(counted: Sequence[CostRow], budget: Decimal | None) -> CostRow | None:
    """The row that states the whole of which the others are parts.

    A row that is the exact sum of several others is; a row that is the budget or is named like a whole, where the
    others add up to it within 1 %; and one that is both, whatever part the others are.
    """
    everything = added_up(counted)
    if len(counted) < 2 or (budget is not None and everything <= budget):
        return None
    for row in counted:
        if row.role is not CostRole.TOTAL or row.is_chosen:
            continue
        amount = row.amount or Decimal(0)
        parts = everything - amount
        is_budget, is_named = amount == budget, WHOLE.search(row.indicator.name) is not None
        is_exact_sum = amount == parts and len(counted) > 2
        is_near_sum = abs(amount - parts) * 100 <= amount and (is_budget or is_named)
        if is_exact_sum or is_near_sum or (is_budget and is_named and parts <= amount):
            return row
    return None


def _dropped(rows: Sequence[CostRow], drop: Callable[[CostRow], bool], reason: str) -> list[CostRow]:
    return [
        _repeated(row, reason) if row.is_counted and not row.is_chosen and drop(row) else row for row in rows
    ]


def _repeated(row: CostRow, reason: str) -> CostRow:
    """The row as a repetition; of a unit cost the product is told before the reason."""
    told = f"{row.reason}；{reason}" if row.quantities else reason
    return row._replace(role=CostRole.REPEATED, reason=told)
