"""Invented projects of quantities and costs, written as pairs of name and value."""

from __future__ import annotations

from typing import Any

from core.book import Project
from core.cost import Composition, compose
from tests.core.tables import row, table

Pair = tuple[str, str]


def project_of(quantities: list[Pair], costs: list[Pair], budget: str = "100", **header: Any) -> Project:
    """A project with these rows only; a quantity that lasts (服务期限) is a 时效指标."""
    rows = [
        row("时效指标" if name.endswith(("时间", "期限")) else "数量指标", name, value)
        for name, value in quantities
    ]
    rows += [row("成本指标", name, value) for name, value in costs]
    return table(budget=budget, **{"indicators": tuple(rows), **header})


def composition_of(
    quantities: list[Pair], costs: list[Pair], budget: str = "100", **header: Any
) -> Composition:
    return compose(project_of(quantities, costs, budget, **header))
