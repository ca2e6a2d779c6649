"""The figures of a book at a glance (概况): budgets by unit and project, findings by kind, what is missing, what is due when.

All amounts are in 万元. What each section adds is kept, so that after an edit only what it touched is looked at anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from heapq import nlargest
from typing import NamedTuple

from core.book import ItemId, Place, Project, Section
from core.mandatory import categories_of, unmet
from core.money import EXACT, Amount, MoneyUnit, parse_amount
from core.rules import Severity
from core.scheme import Requirement
from core.session import Session
from core.target import TargetKind, parse
from core.wording import squeezed

_YEAR_END = 12


class Totals(NamedTuple):
    """Of all projects. `without_budget`: projects whose budget is no number; they count as 0."""

    projects: int
    indicators: int
    budget: Decimal
    without_budget: int
    without_errors: int


class UnitBudget(NamedTuple):
    """The projects of one unit, by code and name together: a code alone is not unique. `first` is one of them."""

    code: str
    name: str
    budget: Decimal
    projects: int
    first: ItemId


class ProjectBudget(NamedTuple):
    """`budget` is None where it is no number."""

    project: ItemId
    budget: Decimal | None


class FindingKind(NamedTuple):
    """How often a rule reports in one severity, and where first."""

    rule: str
    severity: Severity
    times: int
    first: Place


class MissingCategory(NamedTuple):
    """In how many projects a mandatory category has no row, and in which first."""

    requirement: Requirement
    projects: int
    first: ItemId


class DueMonth(NamedTuple):
    """How many target values are deadlines in this month; `year` is None where nothing says which year."""

    year: int | None
    month: int
    times: int
    first: Place


class Overview:
    """The figures of the book of a session, once all of its sections have been looked at: as of the last `refresh`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._facts: dict[ItemId, _Facts] = {}

    def refresh(self, sections: Iterable[ItemId]) -> None:
        """Look at sections that are new, changed or gone; a tenth of a millisecond for each."""
        for section_id in sections:
            if section_id in self._session.book:
                self._facts[section_id] = self._look_at(self._session.book.section(section_id))
            else:
                self._facts.pop(section_id, None)

    @property
    def totals(self) -> Totals:
        facts = [facts for _, facts in self._projects()]
        return Totals(
            projects=len(facts),
            indicators=sum(one.indicators for one in facts),
            budget=_sum(one.budget for one in facts),
            without_budget=sum(one.budget is None for one in facts),
            without_errors=sum(not one.has_errors for one in facts),
        )

    def units(self) -> list[UnitBudget]:
        """The largest first; equal ones as the file has them."""
        by_unit: defaultdict[tuple[str, str], list[tuple[ItemId, _Facts]]] = defaultdict(list)
        for project_id, facts in self._projects():
            by_unit[facts.unit].append((project_id, facts))
        units = [
            UnitBudget(*unit, _sum(facts.budget for _, facts in projects), len(projects), projects[0][0])
            for unit, projects in by_unit.items()
        ]
        return sorted(units, key=lambda unit: -unit.budget)

    def largest_projects(self, count: int) -> list[ProjectBudget]:
        """At most so many, the largest first; those without a number last."""
        budgets = (ProjectBudget(project_id, facts.budget) for project_id, facts in self._projects())
        return nlargest(count, budgets, key=lambda one: (one.budget is not None, one.budget or Decimal(0)))

    def finding_kinds(self) -> list[FindingKind]:
        """The gravest first, then the most frequent."""
        counts: defaultdict[tuple[str, Severity], int] = defaultdict(int)
        first: dict[tuple[str, Severity], Place] = {}
        for _, facts in self._all():
            for rule, severity, times, place in facts.findings:
                kind = rule, severity
                counts[kind] += times
                if kind not in first:
                    first[kind] = place
        kinds = [FindingKind(*key, count, first[key]) for key, count in counts.items()]
        return sorted(kinds, key=lambda kind: (kind.severity, -kind.times, kind.rule))

    def missing_categories(self) -> list[MissingCategory]:
        """What the office or else the scheme makes mandatory, in its order; only those that some project misses."""
        where: dict[Requirement, list[ItemId]] = {}
        for project_id, facts in self._projects():
            for requirement in facts.missing:
                where.setdefault(requirement, []).append(project_id)
        return [
            MissingCategory(requirement, len(where[requirement]), where[requirement][0])
            for requirement in self._session.findings.context.mandatory
            if requirement in where
        ]

    def due_months(self) -> list[DueMonth]:
        """In the order of time; those of no year last."""
        counts: Counter[tuple[int | None, int]] = Counter()
        first: dict[tuple[int | None, int], Place] = {}
        for _, facts in self._projects():
            for year, month, place in facts.deadlines:
                counts[year, month] += 1
                first.setdefault((year, month), place)
        months = [DueMonth(*month, count, first[month]) for month, count in counts.items()]
        return sorted(months, key=lambda due: (due.year is None, due.year or 0, due.month))

    def _projects(self) -> Iterator[tuple[ItemId, _Facts]]:
        for project_id in self._session.book.project_ids:
            yield project_id, self._facts[project_id]

    def _all(self) -> Iterator[tuple[ItemId, _Facts]]:
        for special in (self._session.book.front, self._session.book.department):
            if special is not None:
                yield special.id, self._facts[special.id]
        yield from self._projects()

    def _look_at(self, section: Section) -> _Facts:
        findings = tuple(self._kinds_of(section.id))
        if not isinstance(section, Project):
            return _Facts(findings)
        context = self._session.findings.context
        return _Facts(
            findings,
            unit=(squeezed(section.unit_code), section.unit_name.strip()),
            budget=_budget(section),
            indicators=len(section.indicators),
            missing=tuple(unmet(context.mandatory, categories_of(section, context.scheme))),
            deadlines=tuple(_deadlines(section, context.fiscal_year)),
        )

    def _kinds_of(self, section_id: ItemId) -> Iterator[FindingKind]:
        kinds: dict[tuple[str, Severity], list[Place]] = {}
        for finding in self._session.findings.of(section_id):
            kinds.setdefault((finding.rule, finding.severity), []).append(finding.place)
        for (rule, severity), places in kinds.items():
            yield FindingKind(rule, severity, len(places), places[0])


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one section adds to the figures; the gravest findings come first."""

    findings: tuple[FindingKind, ...]
    unit: tuple[str, str] = ("", "")
    budget: Decimal | None = None
    indicators: int = 0
    missing: tuple[Requirement, ...] = ()
    deadlines: tuple[tuple[int | None, int, Place], ...] = ()

    @property
    def has_errors(self) -> bool:
        return bool(self.findings) and self.findings[0].severity is Severity.ERROR


def _budget(project: Project) -> Decimal | None:
    """In 万元; None where number or money unit cannot be read."""
    amount, unit = parse_amount(project.budget), squeezed(project.money_unit)
    if amount is None or unit not in tuple(MoneyUnit):
        return None
    return Amount(amount, MoneyUnit(unit)).to(MoneyUnit.WAN).value


def _deadlines(project: Project, fiscal_year: int | None) -> Iterator[tuple[int | None, int, Place]]:
    """Year, month and place of each target value that is a deadline; without a month the end of the year is meant."""
    for row in project.indicators:
        target = parse(row.value)
        if target.kind is TargetKind.DEADLINE and target.deadline is not None:
            year = target.deadline.year or fiscal_year
            yield year, target.deadline.month or _YEAR_END, Place(project.id, row.id, "value")


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    total = Decimal(0)
    for amount in amounts:
        total = EXACT.add(total, amount or Decimal(0))
    return total
