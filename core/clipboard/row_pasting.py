"""Pasting rows of a table: they become new indicators, each in its own category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from core.arrangement import Rows, category_of, end_of_category, names_as_written
from core.book import Indicator, ItemId, Place, Project
from core.clipboard.changes import Changes, PasteTarget, lost_columns
from core.clipboard.columns import LEVELS, PIECE_TITLES, Columns, Reading
from core.clipboard.row_reading import TEXTS, read_rows
from core.edit import InsertRow, SetField
from core.field_titles import field_title
from core.scheme import Category, Scheme

_NO_BASIS = f"这个项目的表没有“{field_title('basis')}”一栏"


def row_changes(
    project: Project, target: PasteTarget, reading: Reading, columns: Columns, scheme: Scheme
) -> Changes:
    """The rows of a block as new ones of a project; its columns hold what `columns` say."""
    found = read_rows(reading, columns)
    rows = [_with_levels(row, target.category, scheme) for row in found.indicators]
    changes = indicator_changes(project, rows, target.after, scheme)
    unwanted = {read for read, column in zip(reading.columns, columns, strict=True) if column is None}
    problems = [
        *_missing_columns(columns, target.category),
        *([f"{_NO_BASIS}。"] if "basis" in unwanted and not takes_basis(project) else []),
        *lost_columns(reading, columns, found.rows),
        *found.problems,
        *changes.problems,
    ]
    return changes._replace(rows=frozenset(found.rows), problems=problems)


def indicator_changes(
    project: Project, rows: Sequence[Indicator], after: ItemId | None, scheme: Scheme
) -> Changes:
    """Rows as new ones of a project: each at the end of its category, in that of the row `after` below it.

    Where all rows of a category are empty, as in a new form, these are filled first. A project without rows gets
    them as they are.
    """
    loses_basis = any(row.basis for row in rows) and not takes_basis(project)
    problems = [f"{_NO_BASIS}，剪贴板里的不会粘贴。"] if loses_basis else []
    if not project.indicators:
        appended = [InsertRow(project.id, index, row) for index, row in enumerate(rows)]
        return Changes(insertions=appended, problems=problems)
    settings: list[SetField] = []
    insertions: list[InsertRow] = []
    present = project.indicators
    for category, group in _by_category(_as_table_writes(project, rows, scheme), scheme).items():
        blank = _blank_rows(project, category, scheme)
        for old, row in zip(blank, group, strict=False):
            settings += _filling(project.id, old, row)
        new = group[len(blank) :]
        index = place_for(present, category, None if blank else after, scheme)
        insertions += [InsertRow(project.id, index + offset, row) for offset, row in enumerate(new)]
        present = (*present[:index], *new, *present[index:])
    return Changes(settings, insertions=insertions, problems=problems)


def takes_basis(project: Project) -> bool:
    """Whether rows of the project can have a basis: its table has the column, or no rows yet."""
    return project.has_basis or not project.indicators


def place_for(present: Rows, category: Category, after: ItemId | None, scheme: Scheme) -> int:
    """Where new rows of a category go: below the row `after` if it is of the category, else at the end."""
    for index, row in enumerate(present):
        if row.id == after and category_of(row, scheme) == category:
            return index + 1
    return end_of_category(present, category, scheme)


def _missing_columns(columns: Columns, category: Category | None) -> Iterator[str]:
    """A sentence for each column without which the rows say too little."""
    if "level3" not in columns:
        yield f"没有哪一列是“{field_title('level3')}”，新指标将没有名称。"
    if not {"value", "number"} & {*columns} and (pieces := [p for p in columns if p in PIECE_TITLES]):
        yield f"没有哪一列是“{field_title('value')}”，“{PIECE_TITLES[pieces[0]]}”一列不会粘贴。"
    if not {*LEVELS} & {*columns} and category is None:
        yield "没有哪一列是一级指标或二级指标，新指标将不属于任何一类。"


def _with_levels(row: Indicator, category: Category | None, scheme: Scheme) -> Indicator:
    """The row with the level that it does not say, as the other one tells; without any, with the category's."""
    if row.level1 and row.level2:
        return row
    if not row.level1 and not row.level2:
        level1, level2 = category or ("", "")
    else:
        told = scheme.proper_category(scheme.canonical(row.level1, row.level2)) or ("", "")
        level1, level2 = row.level1 or told[0], row.level2 or told[1]
    return row._replace(level1=level1, level2=level2)


def _as_table_writes(project: Project, rows: Iterable[Indicator], scheme: Scheme) -> Iterator[Indicator]:
    """The rows with levels spelled as in the project's table, and with a basis where that has the column.

    What the table has no row of keeps its own spelling.
    """
    present = project.indicators
    known = {category_of(row, scheme) for row in present}
    known_level1 = {level1 for level1, _ in known}
    spelling = cache(lambda category: names_as_written(present, category, scheme))
    for row in rows:
        category = category_of(row, scheme)
        level1, level2 = row.level1, row.level2
        if category[0] in known_level1:
            level1 = spelling(category)[0]
        if category in known:
            level2 = spelling(category)[1]
        basis = (row.basis or "") if project.has_basis else None
        yield row._replace(level1=level1, level2=level2, basis=basis)


def _by_category(rows: Iterable[Indicator], scheme: Scheme) -> dict[Category, list[Indicator]]:
    groups: defaultdict[Category, list[Indicator]] = defaultdict(list)
    for row in rows:
        groups[category_of(row, scheme)].append(row)
    return groups


def _blank_rows(project: Project, category: Category, scheme: Scheme) -> list[Indicator]:
    """The rows of a category that nobody has filled in yet; none where anything is filled in already."""
    rows = [row for row in project.indicators if category_of(row, scheme) == category]
    return [] if any(getattr(row, field) for row in rows for field in TEXTS) else rows


def _filling(project_id: ItemId, blank: Indicator, row: Indicator) -> Iterator[SetField]:
    """The texts of a row, put into one that is there."""
    for field in TEXTS:
        if text := getattr(row, field):
            yield SetField(Place(project_id, blank.id, field), text)
