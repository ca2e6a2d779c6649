"""A book's projects as the project list shows them: grouped by unit, with budgets and counts of findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core.book import ItemId, Project
from core.money import Amount, MoneyUnit, parse_amount
from core.rules import Severity
from core.session import Session
from core.wording import squeezed

_MONEY_UNITS = {str(unit): unit for unit in MoneyUnit}

UnitKey = tuple[str, str]
"""Unit code and unit name. Neither alone is a key: two units share a code in real books."""


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """What the list knows of one project.

    Attributes:
        budget: None where the text is no amount in a known money unit.
        search_text: what the filter box looks through.
    """

    id: ItemId
    unit: UnitKey
    number: int | None
    name: str
    code: str
    budget_text: str
    money_unit: str
    budget: Amount | None
    findings: Mapping[Severity, int]
    search_text: str

    @classmethod
    def of(cls, project: Project, session: Session) -> ProjectEntry:
        unit = (project.unit_code.strip(), " ".join(project.unit_name.split()))
        name, code, budget_text = " ".join(project.name.split()), project.code or "", project.budget.strip()
        number = "" if project.number is None else str(project.number)
        return cls(
            id=project.id,
            unit=unit,
            number=project.number,
            name=name,
            code=code,
            budget_text=budget_text,
            money_unit=project.money_unit,
            budget=budget_of(project),
            findings=_counted(tuple(sorted(found.severity for found in session.findings.of(project.id)))),
            search_text=search_text(number, name, code, *unit, budget_text),
        )


@lru_cache(maxsize=1024)
def _counted(severities: tuple[Severity, ...]) -> Mapping[Severity, int]:
    """How many there are of each severity; one object for all the projects that have as many."""
    return {severity: severities.count(severity) for severity in Severity}


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
    groups: defaultdict[UnitKey, list[ItemId]] = defaultdict(list)
    for entry in entries:
        groups[entry.unit].append(entry.id)
    return [UnitGroup(unit, projects) for unit, projects in groups.items()]


def search_text(*texts: str) -> str:
    """The texts as words that are looked for are compared with them."""
    return "\t".join(map(squeezed, texts)).casefold()


def budget_of(project: Project) -> Amount | None:
    """The project's budget; None where its text is no amount or its money unit none of 元, 万元, 亿元."""
    unit = _MONEY_UNITS.get(project.money_unit)
    value = parse_amount(project.budget) if unit is not None else None
    return Amount(value, unit) if unit is not None and value is not None else None


def total_budget(entries: Iterable[ProjectEntry]) -> BudgetTotal:
    """The sum in the money unit that all the budgets have in common, in 万元 when they differ."""
    entries = list(entries)
    budgets = [entry.budget for entry in entries if entry.budget is not None]
    return BudgetTotal(_sum(budgets), len(entries), len(entries) - len(budgets))


def sum_of_totals(totals: Iterable[BudgetTotal]) -> BudgetTotal:
    """What `total_budget` says of all that these are the totals of."""
    totals = list(totals)
    amounts = [total.amount for total in totals if total.uncounted < total.projects]
    projects, uncounted = sum(total.projects for total in totals), sum(total.uncounted for total in totals)
    return BudgetTotal(_sum(amounts), projects, uncounted)


def _sum(amounts: Sequence[Amount]) -> Amount:
    units = {amount.unit for amount in amounts}
    unit = units.pop() if len(units) == 1 else MoneyUnit.WAN
    values = (amount.value if amount.unit is unit else amount.to(unit).value for amount in amounts)
    return Amount(sum(values, start=Decimal(0)), unit)
