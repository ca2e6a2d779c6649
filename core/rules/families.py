"""All families of rules; importing this registers every rule."""

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
