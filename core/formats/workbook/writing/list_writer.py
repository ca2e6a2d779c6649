"""The sheets of a list: 项目 with a row per project, 指标 with a row per indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.worksheet.datavalidation import DataValidation

from core.book import Book, Indicator, ItemId, Project
from core.formats.workbook.mapping import Aspect, FieldText
from core.formats.workbook.template import composed, parts_text
from core.formats.workbook.titles import (
    INDICATOR_COLUMNS,
    INDICATORS_SHEET,
    PARTS_SEPARATOR,
    PLAN_PREFIX,
    PROJECT_COLUMNS,
    PROJECTS_SHEET,
)
from core.formats.workbook.writing.form_writer import numbered_goals
from core.formats.workbook.writing.looks import CODE, LIST_TITLE, LONG_TEXT, NAME, NUMBER
from core.progress import Progress, unobserved
from core.scheme import Scheme, detect
from core.spreadsheet.address import LAST_ROW, CellRange, column_name
from core.spreadsheet.making.draft import Column, Draft, DraftSheet
from core.spreadsheet.making.look import Look

_ROWS_TO_COME = 1000
"""So many rows below the last one offer names, too."""


class _Cells(NamedTuple):
    """How the cells below a column title look, and how wide they are."""

    look: Look
    width: float


_POSITION, _SHORT, _AMOUNT = _Cells(NUMBER, 7), _Cells(NAME, 12), _Cells(NUMBER, 13)
_CODE, _UNIT_CODE = _Cells(CODE, 24), _Cells(CODE, 11)
_PERCENT, _TEXT, _LONG = _Cells(NUMBER, 12), _Cells(LONG_TEXT, 26), _Cells(LONG_TEXT, 40)
_PROJECT_CELLS = {
    "position": _POSITION,
    "number": _Cells(NUMBER, 9),
    "title": _TEXT,
    "unit_code": _UNIT_CODE,
    "unit_name": _TEXT,
    "money_unit": _Cells(NAME, 9),
    "code": _CODE,
    "name": _TEXT,
    "budget": _AMOUNT,
    "fiscal_funds": _AMOUNT,
    "other_funds": _AMOUNT,
    "purpose": _LONG,
    "goals": _LONG,
    "parts": _Cells(NAME, 16),
}
_INDICATOR_CELLS = {
    "position": _POSITION,
    "code": _CODE,
    "name": _TEXT,
    "level1": _SHORT,
    "level2": _Cells(NAME, 19),
    "level3": _TEXT,
    "description": _LONG,
    "value": _Cells(NUMBER, 16),
    "operator": _Cells(NAME, 9),
    "number": _Cells(NUMBER, 11),
    "unit": _Cells(NAME, 11),
    "basis": _Cells(LONG_TEXT, 18),
}
_STATED = {
    "operator": Aspect.STATED_OPERATOR,
    "number": Aspect.STATED_NUMBER,
    "unit": Aspect.STATED_UNIT,
}


def write_projects(draft: Draft, projects: Sequence[Project]) -> None:
    """A row for each project."""
    labels = list(dict.fromkeys(point.label for project in projects for point in project.spending_plan or ()))
    texts = _project_texts(projects, PARTS_SEPARATOR.join(labels))
    plans = [dict(project.spending_plan or ()) for project in projects]
    columns = [Column(texts[field], _PROJECT_CELLS[field].look) for field in PROJECT_COLUMNS]
    columns += [Column([plan.get(label, "") for plan in plans], _PERCENT.look) for label in labels]
    titles = [*PROJECT_COLUMNS.values(), *(PLAN_PREFIX + label for label in labels)]
    widths = [_PROJECT_CELLS[field].width for field in PROJECT_COLUMNS] + [_PERCENT.width] * len(labels)
    _write_list(draft.add_sheet(PROJECTS_SHEET, widths), titles, columns, "A2")


def write_indicators(draft: Draft, book: Book, progress: Progress = unobserved) -> None:
    """A row for each indicator of the book. Raises what `progress` raises."""
    projects = book.projects
    has_basis = any(project.has_basis for project in projects)
    fields = [field for field in INDICATOR_COLUMNS if field != "basis" or has_basis]
    rows = [row for project in projects for row in project.indicators]
    counts = [len(project.indicators) for project in projects]
    texts: dict[str, list[str]] = {
        "position": _repeated([str(position) for position in range(1, len(projects) + 1)], counts),
        "code": _repeated([project.code or "" for project in projects], counts),
        "name": _repeated([project.name for project in projects], counts),
        "level1": [row.level1 for row in rows],
        "level2": [row.level2 for row in rows],
        "level3": [row.level3 for row in rows],
        "description": [row.description for row in rows],
        "value": [row.value for row in rows],
        "basis": [row.basis or "" for row in rows],
    }
    for field, aspect in _STATED.items():
        texts[field] = _stated(texts["value"], aspect)
    columns = [Column(texts[field], _INDICATOR_CELLS[field].look) for field in fields]
    titles = [INDICATOR_COLUMNS[field] for field in fields]
    sheet = draft.add_sheet(INDICATORS_SHEET, [_INDICATOR_CELLS[field].width for field in fields])
    after_name = column_name(fields.index("name") + 2)
    _write_list(sheet, titles, columns, f"{after_name}2", progress)
    _offer_levels(sheet, fields, detect(book), len(rows))


def _project_texts(projects: Sequence[Project], all_labels: str) -> dict[str, list[str]]:
    """The columns of 项目 by their fields; `all_labels` are the checkpoints that have columns."""
    texts: dict[str, list[str]] = {
        "position": [str(position) for position in range(1, len(projects) + 1)],
        "number": ["" if project.number is None else str(project.number) for project in projects],
        "code": [project.code or "" for project in projects],
        "goals": ["\n".join(numbered_goals(project.goals)) for project in projects],
        "parts": [parts_text(project, all_labels) for project in projects],
    }
    for field in PROJECT_COLUMNS.keys() - texts.keys():
        texts[field] = [getattr(project, field) for project in projects]
    return texts


def _write_list(
    sheet: DraftSheet,
    titles: Sequence[str],
    columns: Sequence[Column],
    first_free_cell: str,
    progress: Progress = unobserved,
) -> None:
    sheet.put_row(1, titles, LIST_TITLE)
    sheet.put_columns(columns, progress)
    sheet.frame.freeze_panes = first_free_cell
    sheet.frame.auto_filter.ref = CellRange(1, 1, len(columns[0].texts) + 1, len(columns)).name
    sheet.print_on_a4(landscape=True, title_row=1)


def _repeated(texts: Sequence[str], counts: Sequence[int]) -> list[str]:
    """Each project's text once for each of its indicators."""
    return [text for text, count in zip(texts, counts, strict=True) for _ in range(count)]


def _stated(values: Sequence[str], aspect: Aspect) -> list[str]:
    """What a column beside the target values says of each."""
    template = (FieldText("value", aspect=aspect),)
    nowhere = Project(ItemId(0))
    said = {
        value: composed(template, nowhere, Indicator(ItemId(0), value=value), 0)
        for value in dict.fromkeys(values)
    }
    return [said[value] for value in values]


def _offer_levels(sheet: DraftSheet, fields: Sequence[str], scheme: Scheme, count: int) -> None:
    """Drop-downs with the names that the scheme knows; others may be typed as well."""
    level2_names = dict.fromkeys(name for names in scheme.levels.values() for name in names)
    for field, names in {"level1": scheme.level1_names, "level2": tuple(level2_names)}.items():
        column = fields.index(field) + 1
        offer = DataValidation(
            "list",
            formula1=f'"{",".join(names)}"',
            allow_blank=True,
            errorStyle="warning",
            showErrorMessage=True,
            errorTitle=INDICATOR_COLUMNS[field],
            error=f"{scheme.title}没有这个{INDICATOR_COLUMNS[field]}。仍要使用吗？",
        )
        offer.add(CellRange(2, column, min(count + 1 + _ROWS_TO_COME, LAST_ROW), column).name)
        sheet.frame.add_data_validation(offer)
