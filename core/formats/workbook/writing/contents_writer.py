"""The sheet 目录 of a form: every project with its budget and a link to its table."""

from __future__ import annotations

from collections.abc import Sequence

from core.book import Project
from core.field_titles import HEADER_TITLES
from core.formats.workbook.titles import CONTENTS_SHEET, POSITION_TITLE
from core.formats.workbook.writing.looks import COLUMN_TITLE, LINK, NAME, NUMBER
from core.spreadsheet.address import Cell
from core.spreadsheet.making.draft import Draft

_TITLES = (POSITION_TITLE, *(HEADER_TITLES[field] for field in ("name", "budget", "money_unit")), "单位")
_WIDTHS = (7, 42, 14, 10, 24)


def write_contents(draft: Draft, projects: Sequence[Project], sheet_names: Sequence[str]) -> None:
    """`sheet_names` are where the projects' tables are to be."""
    sheet = draft.add_sheet(CONTENTS_SHEET, _WIDTHS)
    sheet.put_row(1, _TITLES, COLUMN_TITLE)
    for position, (project, name) in enumerate(zip(projects, sheet_names, strict=True), 1):
        row = position + 1
        sheet.put(row, 1, str(position), NUMBER)
        sheet.put(row, 2, project.name, LINK)
        sheet.put(row, 3, project.budget, NUMBER)
        sheet.put(row, 4, project.money_unit, NAME)
        sheet.put(row, 5, project.unit_name, NAME)
        sheet.link(Cell(row, 2), name)
    sheet.frame.freeze_panes = "A2"
    sheet.print_on_a4(title_row=1)
