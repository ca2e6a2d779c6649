"""The categories that the rows of a project stand in, by canonical names."""

from __future__ import annotations

from collections.abc import Sequence

from core.book import Project
from core.rules.rule import Context
from core.scheme import Category


def row_categories(project: Project, context: Context) -> Sequence[Category]:
    """The category of each row, in the order of the rows."""
    return context.once(project, _categories)


def _categories(project: Project, context: Context) -> Sequence[Category]:
    """Rows of one category stand together and name it alike, so each spelling is looked up once."""
    known: dict[Category, Category] = {}
    categories = []
    for indicator in project.indicators:
        written = indicator.level1, indicator.level2
        category = known.get(written)
        if category is None:
            category = known[written] = context.scheme.canonical(*written)
        categories.append(category)
    return categories
