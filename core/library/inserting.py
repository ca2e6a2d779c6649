"""Rows from the library: entries become indicators of a project."""

from __future__ import annotations

from collections.abc import Iterable

from core.arrangement import Rows, as_one, category_of, end_of_category, names_as_written
from core.authoring import new_indicator_in
from core.book import Book, Indicator, ItemId, Place, Project
from core.edit import Edit, InsertRow, SetField
from core.library.reading import BUDGET, TO_FILL_IN, YEAR, Entry
from core.money import MoneyUnit, parse_amount
from core.scheme import Category, Scheme
from core.wording import squeezed
from core.years.fiscal_year import fiscal_year

BLANK = "【待填】"
"""Stands in an inserted value for what the user has to fill in; the rule placeholder-text finds it."""


def as_indicators(
    entries: Iterable[Entry],
    book: Book,
    project_id: ItemId,
    scheme: Scheme,
    *,
    again: bool = False,
) -> Edit | None:
    """The entries as rows of the project, each at the end of its category; None where there is nothing to insert.

    An empty row of the category is filled before a new one is made. What the project has already by name is
    left out unless `again`.
    """
    project = book.project(project_id)
    chosen = [entry for entry in entries if again or not has_indicator(project, entry)]
    if not chosen:
        return None
    year = year_of(book)
    table = _Table(book, project, scheme)
    for entry in chosen:
        table.take(entry, value_for(entry, project, year))
    return as_one(table.edits)


def has_indicator(project: Project, entry: Entry) -> bool:
    """Whether the project has a row of the entry's name, in whatever category."""
    name = squeezed(entry.name)
    return any(row.name == name for row in project.indicators)


def value_for(entry: Entry, project: Project, year: int | None) -> str:
    """The entry's value in the project: its budget and the fiscal year put in, `BLANK` for what nobody knows yet."""
    filled = entry.value.replace(BUDGET, _budget(project))
    return filled.replace(YEAR, BLANK if year is None else str(year)).replace(TO_FILL_IN, BLANK)


def year_of(book: Book) -> int | None:
    """The fiscal year that deadlines of new rows name; None where the book does not tell."""
    found = fiscal_year(book)
    return found.year if found else None


def category_in(scheme: Scheme, entry: Entry) -> Category:
    """Where the entry stands in a scheme: 产出/成本指标 of the one regime is 成本指标/经济成本指标 of the other."""
    category = scheme.canonical(*entry.category)
    return scheme.proper_category(category) or category


def _budget(project: Project) -> str:
    """The project's budget with its unit; `BLANK` where the table states no amount or in no known unit."""
    unit = squeezed(project.money_unit)
    amount = parse_amount(project.budget) if unit in tuple(MoneyUnit) else None
    return f"{amount:f}{unit}" if amount and amount > 0 else f"{BLANK}{MoneyUnit.WAN}"


class _Table:
    """A project's rows while entries are put in one after the other, and the edits that do it."""

    def __init__(self, book: Book, project: Project, scheme: Scheme) -> None:
        self._book = book
        self._project_id = project.id
        self._scheme = scheme
        self._rows: Rows = project.indicators
        # Whether there is a column 依据 is the same in every category.
        new = new_indicator_in(book, project.id, scheme.empty_rows[0], scheme).row
        self._empty_basis = new.basis if isinstance(new, Indicator) else None
        self.edits: list[Edit] = []

    def take(self, entry: Entry, value: str) -> None:
        category = category_in(self._scheme, entry)
        index = next((i for i, row in enumerate(self._rows) if self._is_free(row, category)), None)
        if index is None:
            self._insert(category, entry, value)
        else:
            self._fill(index, entry, value)

    def _is_free(self, row: Indicator, category: Category) -> bool:
        texts = row.level3 + row.description + row.value
        return not texts.strip() and category_of(row, self._scheme) == category

    def _insert(self, category: Category, entry: Entry, value: str) -> None:
        index = end_of_category(self._rows, category, self._scheme)
        level1, level2 = names_as_written(self._rows, category, self._scheme)
        row = Indicator(self._book.new_id(), level1, level2, basis=self._empty_basis)
        row = _filled(row, entry, value)
        self._rows = (*self._rows[:index], row, *self._rows[index:])
        self.edits.append(InsertRow(self._project_id, index, row))

    def _fill(self, index: int, entry: Entry, value: str) -> None:
        empty = self._rows[index]
        row = _filled(empty, entry, value)
        self._rows = (*self._rows[:index], row, *self._rows[index + 1 :])
        self.edits += [
            SetField(Place(self._project_id, row.id, field), getattr(row, field))
            for field in ("level3", "description", "value", "basis")
            if getattr(row, field) != getattr(empty, field)
        ]


def _filled(row: Indicator, entry: Entry, value: str) -> Indicator:
    basis = None if row.basis is None else entry.basis
    return row._replace(level3=entry.name, description=entry.description, value=value, basis=basis)
