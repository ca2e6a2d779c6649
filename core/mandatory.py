"""Which of the mandatory categories a target table has, and which it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.book import Project
from core.scheme import Category, Requirement, Scheme


def categories_of(project: Project, scheme: Scheme) -> set[Category]:
    """The categories that have a row, by their canonical names; a row in a wrong place counts where it belongs."""
    written = {(row.level1, row.level2) for row in project.indicators}
    return proper_categories({scheme.canonical(*levels) for levels in written}, scheme)


def proper_categories(categories: Iterable[Category], scheme: Scheme) -> set[Category]:
    """Where rows that stand in these categories (canonical names) belong; unknown categories stay as they are."""
    return {scheme.proper_category(category) or category for category in categories}


def unmet(mandatory: Iterable[Requirement], present: Collection[Category]) -> list[Requirement]:
    """The requirements that none of these categories meets, in the order of the mandatory ones."""
    level1_names = {category[0] for category in present}
    return [
        need
        for need in mandatory
        if not (need in present if need.level2 is not None else need.level1 in level1_names)
    ]
