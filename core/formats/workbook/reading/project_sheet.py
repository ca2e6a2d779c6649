"""The sheet with one row for each project that stands beside a list of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.formats.workbook.mapping import Aspect, FieldText, GoalsMap, Template
from core.formats.workbook.reading.field_cells import AMOUNTS, DEFAULT_MONEY_UNIT, field_cell, unit_of_amount
from core.formats.workbook.reading.goal_cells import read_goals
from core.formats.workbook.reading.header_labels import money_unit_in
from core.formats.workbook.reading.labels import header_field, is_no_indicator, noted_money_unit
from core.formats.workbook.reading.list_owners import KEY_FIELDS
from core.formats.workbook.reading.project_texts import ProjectTexts
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.title_rows import project_titles
from core.formats.workbook.titles import PARTS_SEPARATOR, PLAN_PREFIX

_FEWEST = 2
_SIMPLE = ("position", "number", "title", "parts", "code", "unit_code", "money_unit", "purpose")


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project: its row, what the row says, and what its cells are made of. `keys` identify it, as written."""

    row: int
    keys: Mapping[str, str]
    texts: ProjectTexts
    cells: Mapping[int, Template]
    """By column; the same object for all rows whose cells are made alike."""
    goals: GoalsMap | None


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """`fields` are those that the sheet has columns for, by column."""

    sheet: Sheet
    title_row: int
    fields: Mapping[int, str]
    rows: Sequence[ProjectRow]
    unknown: Sequence[tuple[int, str]]


def find_project_sheet(sheets: Sequence[Sheet]) -> ProjectSheet | None:
    """The sheet that says most of the projects, if there is one."""
    found = [(sheet, row, fields) for sheet in sheets for row, fields in _title_rows(sheet)]
    if not found:
        return None
    return _Reader(*max(found, key=lambda one: len(one[2]))).read()


def sheet_money_unit(sheet: Sheet, title_row: int) -> str | None:
    """The money unit of all amounts of a list: in the title of an amount, or in a line above the titles."""
    for _, text in sheet.filled(title_row):
        if header_field(text) in AMOUNTS and (unit := noted_money_unit(text)):
            return unit
    lines = (money_unit_in(text) for row in range(1, title_row) for _, text in sheet.filled(row))
    return next((unit for unit in lines if unit), None)


def _title_rows(sheet: Sheet) -> Iterator[tuple[int, dict[int, str]]]:
    """The first row that is mostly titles of project fields, the name among them."""
    labels = sheet.header_fields.keys()
    for number, row in enumerate(sheet.rows, 1):
        if not labels.isdisjoint(row):
            fields = project_titles(sheet, number)
            others = [text for _, text in sheet.filled(number) if not text.startswith(PLAN_PREFIX)]
            if "name" in fields.values() and len(fields) >= _FEWEST and len(fields) * 2 > len(others):
                yield number, fields
                return


class _Reader:
    """Reads the rows below the titles; most columns say one field as it stands, whatever the text."""

    def __init__(self, sheet: Sheet, title_row: int, fields: Mapping[int, str]) -> None:
        self._sheet = sheet
        self._title_row = title_row
        self._fields = {
            column: field
            for column, field in fields.items()
            if field != "department" or "unit" not in fields.values()
        }
        self._plan = {
            column: text.removeprefix(PLAN_PREFIX)
            for column, text in sheet.filled(title_row)
            if text.startswith(PLAN_PREFIX)
        }
        self._money_unit = sheet_money_unit(sheet, title_row)
        known = self._fields.values()
        simple = {field: field for field in _SIMPLE}
        simple |= {"name": "name"} if "code" in known else {}
        simple |= {"unit": "unit_name"} if "unit_code" in known else {}
        self._simple = {column: simple[field] for column, field in self._fields.items() if field in simple}
        self._goals = next((column for column, field in self._fields.items() if field == "goals"), None)
        self._others = {
            column: field
            for column, field in self._fields.items()
            if column not in self._simple and column != self._goals
        }
        self._keys = {column: field for column, field in self._fields.items() if field in KEY_FIELDS}
        self._templates: dict[int, Template] = {
            column: self._template(field) for column, field in self._simple.items()
        }
        for column, label in self._plan.items():
            self._templates[column] = (FieldText("spending_plan", label, Aspect.PERCENT),)
        self._cells: dict[tuple[Template, ...], Mapping[int, Template]] = {}
        """What the cells of a row are made of, by those in which rows differ."""

    def read(self) -> ProjectSheet:
        sheet = self._sheet
        known = self._fields.keys() | self._plan.keys()
        rows: list[ProjectRow] = []
        unknown = [
            (self._title_row, text) for column, text in sheet.filled(self._title_row) if column not in known
        ]
        for row in range(self._title_row + 1, sheet.height + 1):
            first = next((text for text in sheet.rows[row - 1] if text and not text.isspace()), "")
            if first and any(sheet.text(row, column) for column in known) and not is_no_indicator(first):
                rows.append(self._read_row(row))
            elif first:
                unknown.append((row, "　".join(text for _, text in sheet.filled(row))))
        return ProjectSheet(sheet, self._title_row, self._fields, rows, unknown)

    def _template(self, field: str) -> Template:
        if field == "parts":
            return (FieldText(field, aspect=PARTS_SEPARATOR.join(self._plan.values())),)
        return (FieldText(field),)

    def _read_row(self, row: int) -> ProjectRow:
        texts = self._sheet.rows[row - 1]
        by_field = {field: texts[column - 1] for column, field in self._fields.items()}
        money_unit = by_field.get("money_unit") or self._money_unit or _unit_of_amounts(by_field)
        said = {"money_unit": money_unit}
        for column, field in self._simple.items():
            said[field] = texts[column - 1]
        made: list[Template] = []
        for column, field in self._others.items():
            read = field_cell(field, texts[column - 1], by_field.keys(), money_unit)
            said |= read.said
            made.append(read.template)
        goals = read_goals([by_field.get("goals", "")])
        goals_map = GoalsMap(self._goals, (row,), goals.counts, goals.numbering) if self._goals else None
        percents = {label: texts[column - 1] for column, label in self._plan.items()}
        keys = {field: texts[column - 1] for column, field in self._keys.items()}
        return ProjectRow(
            row, keys, ProjectTexts(said, goals.goals, percents), self._cells_of(tuple(made)), goals_map
        )

    def _cells_of(self, made: tuple[Template, ...]) -> Mapping[int, Template]:
        cells = self._cells.get(made)
        if cells is None:
            cells = self._cells[made] = self._templates | dict(zip(self._others, made, strict=True))
        return cells


def _unit_of_amounts(texts: Mapping[str, str]) -> str:
    units = (unit_of_amount(texts[field]) for field in AMOUNTS if field in texts)
    return next((unit for unit in units if unit), DEFAULT_MONEY_UNIT)
