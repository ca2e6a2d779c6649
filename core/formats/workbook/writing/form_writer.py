"""A project's sheet in the look of a published 绩效目标表."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from core.book import Goals, Indicator, Project
from core.field_titles import HEADER_TITLES, INDICATOR_TITLES
from core.formats.workbook.writing.looks import (
    CODE,
    COLUMN_TITLE,
    HEADING,
    LABEL,
    LONG_TEXT,
    NAME,
    NOTE_LEFT,
    NOTE_RIGHT,
    NUMBER,
)
from core.progress import Progress, unobserved
from core.spreadsheet.address import CellRange
from core.spreadsheet.making.draft import Draft, DraftSheet
from core.spreadsheet.making.look import Look

_BUDGET_BLOCK = "预算规模及资金用途"
_FISCAL_FUNDS = "其中：财政资金"
_SPENDING_PLAN = "资金支出计划（%）"
_MONEY_UNIT = "单位："

_WIDTHS = {5: (13, 19, 21, 27, 16), 6: (12, 19, 18, 21, 13, 15)}
"""Widths of the columns, by their number; together as wide as an A4 page."""
_CHECKPOINT_WIDTH = 10
"""Of one that has no column above indicators."""
_LOOKS = {
    "level3": LONG_TEXT,
    "description": LONG_TEXT,
    "value": NUMBER,
    "basis": NAME,
}


def write_forms(
    draft: Draft, projects: Sequence[Project], sheet_names: Sequence[str], progress: Progress = unobserved
) -> None:
    """Each project's table on a sheet of its own. Raises what `progress` raises."""
    alike: dict[tuple[float, ...], DraftSheet] = {}
    for done, (project, name) in enumerate(zip(projects, sheet_names, strict=True)):
        progress(done, len(projects))
        widths = _widths(project)
        sheet = draft.add_sheet(name, widths, like=alike.get(widths))
        alike.setdefault(widths, sheet)
        _Form(sheet, project).write()


def _widths(project: Project) -> tuple[float, ...]:
    widths = _WIDTHS[6 if project.has_basis else 5]
    return widths + (_CHECKPOINT_WIDTH,) * (len(project.spending_plan or ()) + 1 - len(widths))


def numbered_goals(goals: Goals) -> list[str]:
    """`1.goal`, as cells say it."""
    return [f"{number}.{goal}" for number, goal in enumerate(goals, 1)]


class _Form:
    """Writes the parts of the table one below the other; `_row` is where the next one begins."""

    def __init__(self, sheet: DraftSheet, project: Project) -> None:
        self._sheet = sheet
        self._project = project
        self._fields = [field for field in INDICATOR_TITLES if field != "basis" or project.has_basis]
        self._last = len(self._fields)
        self._row = 1

    def write(self) -> None:
        self._write_heading()
        if self._project.code is not None:
            self._write_line(HEADER_TITLES["code"], self._project.code, CODE)
        self._write_line(HEADER_TITLES["name"], self._project.name, NAME)
        self._write_budget()
        if self._project.spending_plan is not None:
            self._write_spending_plan()
        self._write_goals()
        title_row = self._row
        self._write_indicators()
        self._sheet.print_on_a4(title_row=title_row)

    def _write_heading(self) -> None:
        project = self._project
        number = "" if project.number is None else f"{project.number}."
        self._put(1, 1, self._last, number + project.title, HEADING)
        self._put(2, 1, 3, project.unit_code + project.unit_name, NOTE_LEFT)
        self._put(2, 4, self._last, _MONEY_UNIT + project.money_unit, NOTE_RIGHT)
        self._row = 3

    def _write_line(self, label: str, text: str, look: Look) -> None:
        self._put(self._row, 1, 1, label, LABEL)
        self._put(self._row, 2, self._last, text, look)
        self._row += 1

    def _write_budget(self) -> None:
        top, project = self._row, self._project
        self._put(top, 1, 1, _BUDGET_BLOCK, LABEL, bottom=top + 2)
        self._put(top, 2, 2, HEADER_TITLES["budget"], LABEL, bottom=top + 1)
        self._put(top, 3, 3, project.budget, NUMBER, bottom=top + 1)
        self._put(top, 4, 4, _FISCAL_FUNDS, LABEL)
        self._put(top, 5, self._last, project.fiscal_funds, NUMBER)
        self._put(top + 1, 4, 4, HEADER_TITLES["other_funds"], LABEL)
        self._put(top + 1, 5, self._last, project.other_funds, NUMBER)
        self._put(top + 2, 2, self._last, project.purpose, LONG_TEXT)
        self._row += 3

    def _write_spending_plan(self) -> None:
        plan = self._project.spending_plan or ()
        top, last = self._row, max(self._last, len(plan) + 1)
        self._put(top, 1, 1, _SPENDING_PLAN, LABEL, bottom=top + 1)
        for column in range(2, last + 1):
            label, percent = plan[column - 2] if column - 2 < len(plan) else ("", "")
            self._put(top, column, column, label, LABEL)
            self._put(top + 1, column, column, percent, NUMBER)
        self._row += 2

    def _write_goals(self) -> None:
        goals = numbered_goals(self._project.goals) or [""]
        bottom = self._row + len(goals) - 1
        self._put(self._row, 1, 1, HEADER_TITLES["goals"], LABEL, bottom=bottom)
        for row, goal in enumerate(goals, self._row):
            self._put(row, 2, self._last, goal, LONG_TEXT)
        self._row = bottom + 1

    def _write_indicators(self) -> None:
        self._sheet.put_row(self._row, [INDICATOR_TITLES[field] for field in self._fields], COLUMN_TITLE)
        indicators = self._project.indicators
        first = self._row + 1
        for row, indicator in enumerate(indicators, first):
            for column, field in enumerate(self._fields[2:], 3):
                self._sheet.put(row, column, getattr(indicator, field) or "", _LOOKS[field])
        self._merge_levels(first, 1, indicators, lambda one: one.level1)
        self._merge_levels(first, 2, indicators, lambda one: (one.level1, one.level2))
        self._row = first + len(indicators)

    def _merge_levels(
        self, row: int, column: int, indicators: Sequence[Indicator], said: Callable[[Indicator], object]
    ) -> None:
        """One cell for neighbours that say the same."""
        for _, group in groupby(indicators, said):
            run = list(group)
            text = getattr(run[0], self._fields[column - 1])
            self._put(row, column, column, text, NAME, bottom=row + len(run) - 1)
            row += len(run)

    def _put(self, row: int, left: int, right: int, text: str, look: Look, *, bottom: int = 0) -> None:
        """A text across columns and rows."""
        self._sheet.put_over(CellRange(row, left, bottom or row, right), text, look)
