"""How an office wants the rules applied: severities, thresholds, mandatory categories, the fiscal year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from core.money import MoneyUnit
from core.rules.finding import Severity
from core.scheme import Requirement, Scheme


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """The shipped defaults, unless an office sets something else.

    Attributes:
        severities: by rule key the severity that all its findings get instead of their own; None turns a rule off.
        slight_cost_share: what the costs may miss the budget by and still be a hint (1 %).
        unit_cost_share: what unit costs × quantities may miss the budget by (5 %).
        satisfaction_floor: a satisfaction target below it scores nothing, in per cent (60).
        satisfaction_usual: a satisfaction target below it is unusually low, in per cent (80).
        shortest_goal: a goal with fewer characters says too little (8).
        fiscal_year: the year that deadlines are judged by; None: guessed from the book.
        mandatory: by scheme key what a table must have instead of what the scheme says.
        checkpoints: the months of a new spending plan; Hebei has 10 in the place of 9.
        money_unit: what a new project's amounts are counted in, where the book has no example.
    """

    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    slight_cost_share: Decimal = Decimal("0.01")
    unit_cost_share: Decimal = Decimal("0.05")
    satisfaction_floor: int = 60
    satisfaction_usual: int = 80
    shortest_goal: int = 8
    fiscal_year: int | None = None
    mandatory: Mapping[str, tuple[Requirement, ...]] = field(default_factory=lambda: MappingProxyType({}))
    checkpoints: tuple[int, ...] = (3, 6, 9, 12)
    money_unit: MoneyUnit = MoneyUnit.WAN

    def mandatory_in(self, scheme: Scheme) -> tuple[Requirement, ...]:
        """What every table must have under the scheme."""
        return self.mandatory.get(scheme.key, scheme.mandatory)

    def turns_off(self, rule_key: str) -> bool:
        return self.severities.get(rule_key, Severity.HINT) is None

    @property
    def new_plan(self) -> tuple[str, ...]:
        """The columns of a first project's spending plan; none unless an office sets its own, as most forms have none."""
        return () if self.checkpoints == DEFAULTS.checkpoints else self.checkpoint_labels

    @property
    def checkpoint_labels(self) -> tuple[str, ...]:
        """`3月底`, …: the columns of a new spending plan."""
        return tuple(f"{month}月底" for month in self.checkpoints)


DEFAULTS = RuleSettings()
