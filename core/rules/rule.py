"""How a rule is written down: a function with a key, a severity, a reach and a criterion.

A rule about one target table takes the project:

    @rule("budget-zero", Severity.ERROR, Criterion.COMPLETENESS)
    def budget_zero(project: Project, context: Context) -> Iterator[Finding]:
        '''预算数应为大于零的数字。 …'''

A rule about the whole book says by which keys sections belong together, and looks at one such group at a time;
so an edit re-checks only the groups that it joins or leaves:

    @book_rule("title-mismatch", Severity.WARNING, Criterion.COMPLETENESS, keys=heading_numbers)
    def contents_differ(group: Sequence[Section], context: Context) -> Iterator[Finding]: …

The docstring is the rule's page in the manual: what it wants, a short name (简称), a bad and a good example, its
source.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from core.book import ItemId, Project, Section
from core.cost import Composition, CostChoices, compose
from core.rules.finding import Criterion, Finding, Severity
from core.rules.settings import DEFAULTS, RuleSettings
from core.scheme import Requirement, Scheme

_T = TypeVar("_T")

PORTION = 32
"""So many projects are looked at by one rule after another; what is derived from them is kept meanwhile."""


@dataclass(slots=True)
class Context:
    """What rules may know beside the section they look at.

    Attributes:
        fiscal_year: the year of the book, as the settings say or as it was guessed when the book was opened; None
            where nobody knows.
        cost_choices: what the user decided about unit costs.
    """

    scheme: Scheme
    settings: RuleSettings = DEFAULTS
    fiscal_year: int | None = None
    cost_choices: CostChoices = field(default_factory=CostChoices)
    _derived: dict[ItemId, _Derived] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def mandatory(self) -> tuple[Requirement, ...]:
        """What every table must have."""
        return self.settings.mandatory_in(self.scheme)

    def cost(self, project: Project) -> Composition:
        """The project's cost composition."""
        return self.once(project, _composed)

    def once(self, project: Project, derive: Callable[[Project, Context], _T]) -> _T:
        """What `derive` makes of the project (never None), made once however many rules need it.

        Kept until more than a portion of other projects were asked about, for all rules ask about those in a row.
        """
        derived = self._derived.get(project.id)
        if derived is None or derived.project is not project:
            if len(self._derived) >= PORTION:
                self.forget()  # another thread that asks meanwhile goes on with what it holds
            derived = self._derived[project.id] = _Derived(project, {})
        made: _T | None = derived.made.get(derive)
        if made is None:
            made = derived.made[derive] = derive(project, self)
        return made

    def forget(self) -> None:
        """Let go of all that was derived, as other projects will be asked about."""
        self._derived.clear()


@dataclass(slots=True)
class _Derived:
    """What was made of one project, by what made it."""

    project: Project
    made: dict[Callable[[Project, Context], Any], Any]


def _composed(project: Project, context: Context) -> Composition:
    return compose(project, context.cost_choices.of(project.id))


ProjectCheck = Callable[[Project, Context], Iterator[Finding]]
GroupCheck = Callable[[Sequence[Section], Context], Iterator[Finding]]
Keys = Callable[[Section, Context], Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule; `severity` is the gravest that it reports."""

    key: str
    severity: Severity
    criterion: Criterion
    check: ProjectCheck

    @property
    def manual(self) -> str:
        return self.check.__doc__ or ""


@dataclass(frozen=True, slots=True)
class BookRule:
    """A registered rule about sections that belong together, by the keys that `keys` gives them.

    A group of fewer than `fewest` sections is not looked at.
    """

    key: str
    severity: Severity
    criterion: Criterion
    keys: Keys
    fewest: int
    check: GroupCheck

    @property
    def manual(self) -> str:
        return self.check.__doc__ or ""


registered_about_projects: list[Rule] = []
registered_about_groups: list[BookRule] = []

_P = TypeVar("_P", bound=ProjectCheck)
_G = TypeVar("_G", bound=GroupCheck)


def rule(key: str, severity: Severity, criterion: Criterion) -> Callable[[_P], _P]:
    """Register a rule about one project."""

    def register(check: _P) -> _P:
        registered_about_projects.append(Rule(key, severity, criterion, check))
        return check

    return register


def book_rule(
    key: str, severity: Severity, criterion: Criterion, keys: Keys, fewest: int = 1
) -> Callable[[_G], _G]:
    """Register a rule about groups of so many sections or more."""

    def register(check: _G) -> _G:
        registered_about_groups.append(BookRule(key, severity, criterion, keys, fewest, check))
        return check

    return register
