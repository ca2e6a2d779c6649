"""A project's target table as it is printed: the parts of a published 绩效目标表 in their order (see `core.book.Project`)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from core.book import Indicator, Project
from core.field_titles import HEADER_TITLES, INDICATOR_TITLES
from core.paper.form import Cell, Form, Look, Row, TallCell, whole_row

_BUDGET_BLOCK = "预算规模及资金用途"
_FISCAL_FUNDS = "其中：财政资金"
_SPENDING_PLAN = "资金支出计划（%）"
_MONEY_UNIT = "单位："

_SHARES = {5: (0.13, 0.19, 0.23, 0.28, 0.17), 6: (0.12, 0.19, 0.19, 0.215, 0.14, 0.145)}
"""Widths of the columns, by their number; a level-2 name of nine characters fits a line on A4."""


def project_form(project: Project) -> Form:
    """The table of one project. Texts are as the book has them."""
    return _Composer(project).form()


class _Composer:
    """Adds the parts of the table one below the other."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._fields = [field for field in INDICATOR_TITLES if field != "basis" or project.has_basis]
        self._shares = _SHARES[len(self._fields)]
        self._rows: list[Row] = []
        self._tall: list[TallCell] = []

    def form(self) -> Form:
        project = self._project
        self._add_heading()
        if project.code is not None:
            self._add_line(HEADER_TITLES["code"], project.code)
        self._add_line(HEADER_TITLES["name"], project.name)
        self._add_budget()
        if project.spending_plan is not None:
            self._add_spending_plan()
        self._add_goals()
        titles = len(self._rows)
        self._add_indicators()
        return Form(_numbered_title(project), tuple(self._rows), tuple(self._tall), titles)

    def _add_heading(self) -> None:
        project = self._project
        self._rows.append(whole_row(_numbered_title(project), Look.HEADING, keeps_next=True))
        unit = Cell(f"{project.unit_code} {project.unit_name}".strip(), 0, 0.7, Look.NOTE_LEFT)
        money_unit = Cell(_MONEY_UNIT + project.money_unit, 0.7, 0.3, Look.NOTE_RIGHT)
        self._rows.append(Row((unit, money_unit), keeps_next=True))

    def _add_line(self, label: str, text: str) -> None:
        self._rows.append(Row((self._cell(0, 1, label), self._cell(1, None, text))))

    def _add_budget(self) -> None:
        project, top = self._project, len(self._rows)
        self._rows += [
            Row(
                (self._cell(3, 4, _FISCAL_FUNDS), self._cell(4, None, project.fiscal_funds)), keeps_next=True
            ),
            Row((self._cell(3, 4, HEADER_TITLES["other_funds"]), self._cell(4, None, project.other_funds))),
            Row((self._cell(1, None, project.purpose, Look.LONG_TEXT),)),
        ]
        self._tall += [
            TallCell(self._cell(0, 1, _BUDGET_BLOCK), top, top + 2),
            TallCell(self._cell(1, 2, HEADER_TITLES["budget"]), top, top + 1),
            TallCell(self._cell(2, 3, project.budget), top, top + 1),
        ]

    def _add_spending_plan(self) -> None:
        plan, top, left = self._project.spending_plan or (), len(self._rows), self._shares[0]
        width = (1 - left) / max(len(plan), 1)
        for texts in zip(*plan, strict=True) if plan else ([""], [""]):
            cells = [Cell(text, left + width * n, width, Look.CENTRED) for n, text in enumerate(texts)]
            self._rows.append(Row(tuple(cells), keeps_next=len(self._rows) == top))
        self._tall.append(TallCell(self._cell(0, 1, _SPENDING_PLAN), top, top + 1))

    def _add_goals(self) -> None:
        top = len(self._rows)
        goals = [f"{number}.{goal}" for number, goal in enumerate(self._project.goals, 1)] or [""]
        self._rows += [Row((self._cell(1, None, goal, Look.LONG_TEXT),)) for goal in goals]
        self._tall.append(TallCell(self._cell(0, 1, HEADER_TITLES["goals"]), top, len(self._rows) - 1))

    def _add_indicators(self) -> None:
        titles = [
            self._cell(column, column + 1, INDICATOR_TITLES[field], Look.COLUMN_TITLE)
            for column, field in enumerate(self._fields)
        ]
        self._rows.append(Row(tuple(titles), keeps_next=True))
        first = len(self._rows)
        self._rows += [self._indicator_row(indicator) for indicator in self._project.indicators]
        self._add_levels(first, 0, lambda row: row.level1)
        self._add_levels(first, 1, lambda row: (row.level1, row.level2))

    def _indicator_row(self, indicator: Indicator) -> Row:
        looks = {"level3": Look.LONG_TEXT, "description": Look.LONG_TEXT}
        cells = [
            self._cell(column, column + 1, getattr(indicator, field) or "", looks.get(field, Look.CENTRED))
            for column, field in enumerate(self._fields)
            if column > 1
        ]
        return Row(tuple(cells))

    def _add_levels(self, first: int, column: int, said: Callable[[Indicator], object]) -> None:
        """One cell for neighbours that say the same."""
        for _, group in groupby(self._project.indicators, said):
            rows = list(group)
            cell = self._cell(column, column + 1, getattr(rows[0], self._fields[column]))
            self._tall.append(TallCell(cell, first, first + len(rows) - 1))
            first += len(rows)

    def _cell(self, first: int, end: int | None, text: str, look: Look = Look.CENTRED) -> Cell:
        """A cell over the columns from `first` up to `end`, to the last one where that is None."""
        left = sum(self._shares[:first])
        return Cell(text, left, (1 if end is None else sum(self._shares[:end])) - left, look)


def _numbered_title(project: Project) -> str:
    title = project.title or project.name
    return title if project.number is None else f"{project.number}.{title}"
