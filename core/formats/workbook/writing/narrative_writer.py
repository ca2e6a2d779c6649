"""The sheets 封面 and 部门整体, for what stands before the tables; the same in both layouts."""

from __future__ import annotations

from core.book import DepartmentTargets, FrontMatter
from core.formats.workbook.titles import (
    DEPARTMENT_SHEET,
    DEPARTMENT_TITLES,
    FRONT_ENTRY_TITLES,
    FRONT_SHEET,
    FRONT_TEXT_TITLE,
    SUB_GOAL_TITLES,
)
from core.formats.workbook.writing.looks import COLUMN_TITLE, LABEL, LONG_TEXT, NUMBER
from core.spreadsheet.address import CellRange
from core.spreadsheet.making.draft import Draft

_FRONT_WIDTHS = (14, 78)
_DEPARTMENT_WIDTHS = (22, 32, 40)


def write_front(draft: Draft, front: FrontMatter) -> None:
    """The text of the title page, and the lines of its contents list below."""
    sheet = draft.add_sheet(FRONT_SHEET, _FRONT_WIDTHS)
    sheet.put(1, 1, FRONT_TEXT_TITLE, LABEL)
    sheet.put(1, 2, front.text, LONG_TEXT)
    sheet.put_row(2, list(FRONT_ENTRY_TITLES.values()), COLUMN_TITLE)
    for row, entry in enumerate(front.contents, 3):
        sheet.put(row, 1, "" if entry.number is None else str(entry.number), NUMBER)
        sheet.put(row, 2, entry.title, LONG_TEXT)
    sheet.print_on_a4()


def write_department(draft: Draft, targets: DepartmentTargets) -> None:
    """The overall goal, a row per sub-goal, the safeguards."""
    sheet = draft.add_sheet(DEPARTMENT_SHEET, _DEPARTMENT_WIDTHS)
    last = len(targets.sub_goals) + 3
    for row, field in {1: "overall", last: "safeguards"}.items():
        sheet.put(row, 1, DEPARTMENT_TITLES[field], LABEL)
        sheet.put_over(CellRange(row, 2, row, 3), getattr(targets, field), LONG_TEXT)
    sheet.put_row(2, list(SUB_GOAL_TITLES.values()), COLUMN_TITLE)
    for row, goal in enumerate(targets.sub_goals, 3):
        sheet.put_row(row, [getattr(goal, field) for field in SUB_GOAL_TITLES], LONG_TEXT)
    sheet.print_on_a4()
