"""A book's projects as the project list shows them: grouped by unit, with budgets and counts of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from core.book import ItemId, Project
from core.money import Amount, MoneyUnit, parse_amount
from core.rules import Severity
from core.session import Session

UnitKey = tuple[str, str]
"""Unit code and unit name. Neither alone is a key: two units share a code in real books."""


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """What the list knows of one project. `budget` is None where the text is no amount in a known money unit."""

    id: ItemId
    unit: UnitKey
    number: int | None
    name: str
    code: str
    budget_text: str
    money_unit: str
    budget: Amount | None
    findings: Counter[Severity]

    @classmethod
    def of(cls, project: Project, session: Session) -> ProjectEntry:
        return cls(
            id=project.id,
            unit=(project.unit_code.strip(), " ".join(project.unit_name.split())),
            number=project.number,
            name=" ".join(project.name.split()),
            code=project.code or "",
            budget_text=project.budget.strip(),
            money_unit=project.money_unit,
            budget=budget_of(project),
            findings=Counter(finding.severity for finding in session.findings.of(project.id)),
        )

    @property
    def search_texts(self) -> tuple[str, ...]:
        """What the filter box looks through."""
        number = "" if self.number is None else str(self.number)
        return number, self.name, self.code, *self.unit, self.budget_text


@dataclass(frozen=True, slots=True)
class BudgetTotal:
    """The sum of several budgets; `uncounted` is how many of them are no amounts and so not in it."""

    amount: Amount
    projects: int
    uncounted: int


class UnitGroup(NamedTuple):
    """One unit with its projects in document order."""

    unit: UnitKey
    projects: list[ItemId]


def group_by_unit(entries: Iterable[ProjectEntry]) -> list[UnitGroup]:
    """All units in the order of their first project."""
    groups: dict[UnitKey, UnitGroup] = {}
    for entry in entries:
        groups.setdefault(entry.unit, UnitGroup(entry.unit, [])).projects.append(entry.id)
    return list(groups.values())


def budget_of(project: Project) -> Amount | None:
    """The project's budget; None where its text is no amount or its money unit none of 元, 万元, 亿元."""
    value = parse_amount(project.budget)
    if value is None or project.money_unit not in set(MoneyUnit):
        return None
    return Amount(value, MoneyUnit(project.money_unit))


def total_budget(entries: Iterable[ProjectEntry]) -> BudgetTotal:
    """The sum in the money unit that all the budgets have in common, in 万元 when they differ."""
    entries = list(entries)
    budgets = [entry.budget for entry in entries if entry.budget is not None]
    units = {budget.unit for budget in budgets}
    unit = units.pop() if len(units) == 1 else MoneyUnit.WAN
    value = sum((budget.to(unit).value for budget in budgets), start=Decimal(0))
    return BudgetTotal(Amount(value, unit), len(entries), len(entries) - len(budgets))
