"""The categories that the rows of a project stand in, by canonical names."""

from __future__ import annotations

from collections.abc import Sequence

from core.book import Project
from core.rules.rule import Context
from core.scheme import Category, canonical


def row_categories(project: Project, context: Context) -> Sequence[Category]:
    """The category of each row, in the order of the rows."""
    return context.once(project, _categories)


def distinct_categories(project: Project, context: Context) -> frozenset[Category]:
    """The categories that have a row."""
    return context.once(project, _distinct)


def _distinct(project: Project, context: Context) -> frozenset[Category]:
    return frozenset(row_categories(project, context))


def _categories(project: Project, context: Context) -> Sequence[Category]:
    return [canonical(row.level1, row.level2) for row in project.indicators]
