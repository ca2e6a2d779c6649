"""The sheets beside the tables: 目录, 封面 and 部门整体."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from core.book import ContentsEntry, DepartmentTargets, FrontMatter, ItemId, Project, SubGoal
from core.formats.workbook.mapping import FieldText, RowsMap, SectionMap, Template
from core.formats.workbook.reading.labels import is_no_indicator
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.title_rows import project_titles
from core.formats.workbook.template import composed
from core.formats.workbook.titles import (
    CONTENTS_SHEET,
    DEPARTMENT_TITLES,
    FRONT_ENTRY_TITLES,
    FRONT_TEXT_TITLE,
    SUB_GOAL_TITLES,
)
from core.spreadsheet.address import Cell

_NUMBER = re.compile(r"0|[1-9]\d{0,8}")
_CONTENTS_FIELDS = {"unit": "unit_name", "department": "unit_name"}
_CONTENTS_COLUMNS = (
    *("position", "number", "title", "code", "name", "unit", "unit_code", "money_unit"),
    *("budget", "fiscal_funds", "other_funds", "department"),
)


class FrontFound(NamedTuple):
    front: FrontMatter
    map: SectionMap


class DepartmentFound(NamedTuple):
    department: DepartmentTargets
    map: SectionMap


def find_front(sheets: Sequence[Sheet], new_id: Callable[[], ItemId]) -> FrontFound | None:
    """The front matter, on a sheet with its label and the titles of the contents list below."""
    for sheet in sheets:
        label = _row_with(sheet, [FRONT_TEXT_TITLE])
        titles = _row_with(sheet, FRONT_ENTRY_TITLES.values())
        if label and titles and label.row < titles.row:
            return _read_front(sheet, Cell(label.row, label.columns[0] + 1), titles, new_id)
    return None


def find_department(sheets: Sequence[Sheet], new_id: Callable[[], ItemId]) -> DepartmentFound | None:
    """The department targets, on a sheet with their labels and the titles of the sub-goals between them."""
    for sheet in sheets:
        overall = _row_with(sheet, [DEPARTMENT_TITLES["overall"]])
        titles = _row_with(sheet, SUB_GOAL_TITLES.values())
        safeguards = _row_with(sheet, [DEPARTMENT_TITLES["safeguards"]])
        if overall and titles and safeguards and overall.row < titles.row < safeguards.row:
            cells = {
                "overall": Cell(overall.row, overall.columns[0] + 1),
                "safeguards": Cell(safeguards.row, safeguards.columns[0] + 1),
            }
            return _read_department(sheet, cells, titles, new_id)
    return None


def find_contents(sheets: Sequence[Sheet], projects: Sequence[Project]) -> RowsMap | None:
    """The sheet that lists the projects, a row for each: 目录, or one that has all their names in order."""
    for sheet in sorted(sheets, key=lambda one: one.name != CONTENTS_SHEET):
        for row in range(1, sheet.height + 1):
            if not sheet.header_fields.keys().isdisjoint(sheet.rows[row - 1]):
                fields = project_titles(sheet, row)
                if "name" in fields.values() and len(fields) > 1:
                    if found := _read_contents(sheet, row, fields, projects):
                        return found
                    break
    return None


class _Labels(NamedTuple):
    row: int
    columns: Sequence[int]


def _row_with(sheet: Sheet, labels: Collection[str]) -> _Labels | None:
    """The first row that has all these labels, and their columns."""
    if not sheet.texts.issuperset(labels):
        return None
    for number, row in enumerate(sheet.rows, 1):
        if all(label in row for label in labels):
            return _Labels(number, [row.index(label) + 1 for label in labels])
    return None


def _read_front(sheet: Sheet, text: Cell, titles: _Labels, new_id: Callable[[], ItemId]) -> FrontFound:
    section_id = new_id()
    rows = [row for row in range(titles.row + 1, sheet.height + 1) if sheet.filled(row)]
    number, title = titles.columns
    entries = tuple(
        ContentsEntry(new_id(), _number(sheet.text(row, number)), sheet.text(row, title)) for row in rows
    )
    columns: dict[int, Template] = {number: (FieldText("number"),), title: (FieldText("title"),)}
    mapped = SectionMap(
        sheet.name,
        min(text.row, titles.row),
        max([titles.row, *rows]),
        {text: (FieldText("text"),)},
        rows=RowsMap(sheet.name, titles.row, columns, tuple(rows)),
    )
    return FrontFound(FrontMatter(section_id, sheet.text(*text), entries), mapped)


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _read_department(
    sheet: Sheet, cells: dict[str, Cell], titles: _Labels, new_id: Callable[[], ItemId]
) -> DepartmentFound:
    section_id = new_id()
    rows = range(titles.row + 1, cells["safeguards"].row)
    fields = dict(zip(titles.columns, SUB_GOAL_TITLES, strict=True))
    sub_goals = tuple(
        SubGoal(new_id(), **{field: sheet.text(row, column) for column, field in fields.items()})
        for row in rows
    )
    mapped = SectionMap(
        sheet.name,
        cells["overall"].row,
        cells["safeguards"].row,
        {cell: (FieldText(field),) for field, cell in cells.items()},
        rows=RowsMap(
            sheet.name,
            titles.row,
            {column: (FieldText(field),) for column, field in fields.items()},
            tuple(rows),
        ),
    )
    texts = {field: sheet.text(*cell) for field, cell in cells.items()}
    return DepartmentFound(DepartmentTargets(section_id, sub_goals=sub_goals, **texts), mapped)


def _read_contents(
    sheet: Sheet, title_row: int, fields: dict[int, str], projects: Sequence[Project]
) -> RowsMap | None:
    name = next(column for column, field in fields.items() if field == "name")
    rows = [
        row
        for row in range(title_row + 1, sheet.height + 1)
        if (filled := sheet.filled(row)) and not is_no_indicator(filled[0][1])
    ]
    if len(rows) != len(projects):
        return None
    columns: dict[int, Template] = {
        column: (FieldText(_CONTENTS_FIELDS.get(field, field)),)
        for column, field in fields.items()
        if field in _CONTENTS_COLUMNS
    }
    if sheet.name != CONTENTS_SHEET:
        columns = {
            column: made for column, made in columns.items() if _fits(sheet, rows, column, made, projects)
        }
    return RowsMap(sheet.name, title_row, columns, tuple(rows)) if name in columns else None


def _fits(
    sheet: Sheet, rows: Sequence[int], column: int, template: Template, projects: Sequence[Project]
) -> bool:
    """Whether the cells of a column say what the projects say."""
    return all(
        composed(template, project, None, position) == sheet.text(row, column)
        for position, (row, project) in enumerate(zip(rows, projects, strict=True), 1)
    )
