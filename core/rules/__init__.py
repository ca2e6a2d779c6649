"""What can be wrong in a book. A rule is a small pure function; what it reports is a `Finding`.

A module per family of rules; importing this package registers them all.
"""

from core.rules import (  # noqa: F401
    categories,
    completeness,
    copies,
    cost_total,
    deadlines,
    descriptions,
    directions,
    duplicates,
    formulas,
    funds,
    goals,
    gradeability,
    headings,
    names,
    percentages,
    satisfaction,
    timeliness,
    unit_costs,
    units_in_values,
    wording,
)
from core.rules.checking import Findings
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, all_rules

__all__ = ["Context", "Criterion", "Finding", "Findings", "Severity", "all_rules"]
