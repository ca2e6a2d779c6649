"""A file as its reviewer sees it: its units with their figures, and what is to be said about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from core.formats import Unrecognised
from core.rules import Criterion, Severity

NO_UNIT = "未写明单位"
WHOLE_FILE = "封面、目录和部门整体绩效目标"
"""What stands in the place of a unit's title: for projects that name none, and for what is about no project."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as a report tells it. `waived` is the reason why it does not count, None where it does."""

    criterion: Criterion
    severity: Severity
    unit: str
    project: str
    place: str
    text: str
    message: str
    waived: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedUnit:
    """The projects of one unit in one file. `budget` is their sum in 万元.

    `without_budget` counts the projects whose budget is no number in a known money unit.
    """

    title: str
    projects: int
    indicators: int
    budget: Decimal
    without_budget: int


@dataclass(frozen=True)
class ReviewedFile:
    """`failure` says in whole sentences why the file could not be read; there is nothing else about it then."""

    name: str
    units: tuple[ReviewedUnit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unrecognised: tuple[Unrecognised, ...] = ()
    failure: str | None = None

    def count(self, severity: Severity, unit: str | None = None) -> int:
        """How many findings count, of the whole file or of what is of one unit."""
        return self._counts[severity, unit]

    def count_waived(self, unit: str | None = None) -> int:
        return self._counts[None, unit]

    @cached_property
    def _counts(self) -> Counter[tuple[Severity | None, str | None]]:
        """By severity, None for waived ones, and by unit, None for all units."""
        kinds = [
            (None if remark.waived is not None else remark.severity, remark.unit) for remark in self.remarks
        ]
        counts: Counter[tuple[Severity | None, str | None]] = Counter(kinds)
        counts.update((kind, None) for kind, _ in kinds)
        return counts
