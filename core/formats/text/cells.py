"""The dialect "cells": what a Word file leaves when it is saved as text. Each table cell is a line that begins with a tab."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from core.book import Goals, Indicator, ItemId, Project, SpendingPlan
from core.formats.text import cells_reader, labels, plain_cells
from core.formats.text.table import (
    Dialect,
    NameLabel,
    Table,
    TextForm,
    column_titles,
    row_texts,
    table_columns,
)


class CellsForm(TextForm):
    dialect = Dialect.CELLS
    goal_gap = "\n"
    row_gap = "\n"

    def find_labels(self, source: str) -> Iterator[NameLabel]:
        return cells_reader.find_labels(source)

    def find_tables(self, source: str, name_labels: Iterable[NameLabel]) -> Iterator[int]:
        return cells_reader.find_tables(source, name_labels)

    def read_table(self, source: str, start: int, end: int) -> Table:
        return cells_reader.read_table(source, start, end)

    def read_plainly(self, text: str, new_id: Callable[[], ItemId]) -> Project | None:
        return plain_cells.read_plain(text, new_id)

    def write_table(self, project: Project) -> str:
        columns = table_columns(project.has_basis)
        heading = f"{project.number}.{project.title}" if project.number is not None else project.title
        parts = [
            f"{heading}\n" if project.title else "",
            _cell(project.unit_code + project.unit_name) if project.unit_code or project.unit_name else "",
            f"{_cell('单位：' + project.money_unit)}\n",
            f"{_cell('项目编码')}{_cell(project.code)}" if project.code is not None else "",
            f"{_cell('项目名称')}{_cell(project.name)}\n",
            f"{_cell(labels.BUDGET_LABEL)}{_cell('预算数')}{_cell(project.budget)}",
            f"{_cell('其中：财政    资金')}{_cell(project.fiscal_funds)}",
            f"{_cell('其他资金')}{_cell(project.other_funds)}\n",
            f"{_cell('')}{_cell(project.purpose)}\n",
            self.write_plan(project.spending_plan) if project.spending_plan is not None else "",
            f"{_cell(labels.GOALS_LABEL)}\t{self.write_goals(project.goals, 1)}\n\n\n",
            self.write_column_titles(columns),
        ]
        above: Indicator | None = None
        for row in project.indicators:
            parts += (self.write_row(row, above, columns), self.row_gap)
            above = row
        return "".join(parts) + "\n"

    def write_column_titles(self, columns: tuple[str, ...]) -> str:
        return "".join(_cell(title) for title in column_titles(columns)) + "\n"

    def write_row(self, row: Indicator, above: Indicator | None, columns: tuple[str, ...]) -> str:
        return "".join(_cell(text) for text in row_texts(row, above, columns))

    def write_goals(self, goals: Goals, first_number: int) -> str:
        return self.goal_gap.join(f"{number}.{goal}" for number, goal in enumerate(goals, first_number))

    def write_plan(self, plan: SpendingPlan) -> str:
        label_row = _cell(labels.PLAN_LABEL) + "".join(_cell(point.label) for point in plan)
        percent_row = _cell("") + "".join(_cell(point.percent) for point in plan)
        return f"{label_row}\n{percent_row}\n"


def _cell(text: str | None) -> str:
    return f"\t{text or ''}\n"
