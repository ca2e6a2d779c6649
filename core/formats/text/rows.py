"""The dialect "rows": what a PDF leaves after recognition. Each table row is a line, its cells parted by tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from core.book import Goals, Indicator, ItemId, Project, SpendingPlan
from core.formats.text import labels, plain_rows, rows_reader
from core.formats.text.table import (
    Dialect,
    NameLabel,
    Table,
    TextForm,
    column_titles,
    row_texts,
    table_columns,
)

_PLAIN_WIDTH = 6


class RowsForm(TextForm):
    dialect = Dialect.ROWS
    goal_gap = " "
    row_gap = ""

    def find_labels(self, source: str) -> Iterator[NameLabel]:
        return rows_reader.find_labels(source)

    def find_tables(self, source: str, name_labels: Iterable[NameLabel]) -> Iterator[int]:
        return rows_reader.find_tables(source, name_labels)

    def read_table(self, source: str, start: int, end: int) -> Table:
        return rows_reader.read_table(source, start, end)

    def read_plainly(self, text: str, new_id: Callable[[], ItemId]) -> Project | None:
        return plain_rows.read_plain(text, new_id)

    def write_table(self, project: Project) -> str:
        columns = table_columns(project.has_basis)
        heading = f"{project.number}. {project.title}" if project.number is not None else project.title
        parts = [
            f"{heading}\n\n" if project.title else "",
            f"{project.unit_code} {project.unit_name}".strip() + "\n\n"
            if project.unit_code or project.unit_name
            else "",
            f"单位：{project.money_unit}\n\n",
            _padded("项目编码", project.code) if project.code is not None else "",
            _padded("项目名称", project.name),
            f"{labels.BUDGET_LABEL}\t预算数\t{project.budget}\t其中：财政资金\t{project.fiscal_funds}\t其他资金",
            f"\t{project.other_funds}\n" if project.other_funds else "\n",
            _padded("", project.purpose),
            self.write_plan(project.spending_plan) if project.spending_plan is not None else "",
            _padded(labels.GOALS_LABEL, self.write_goals(project.goals, 1)),
            self.write_column_titles(columns),
        ]
        above: Indicator | None = None
        for row in project.indicators:
            parts.append(self.write_row(row, above, columns))
            above = row
        return "".join(parts) + "\n"

    def write_column_titles(self, columns: tuple[str, ...]) -> str:
        return "\t".join((*column_titles(columns), "")) + "\n"

    def write_row(self, row: Indicator, above: Indicator | None, columns: tuple[str, ...]) -> str:
        width = max(len(columns), _PLAIN_WIDTH)
        return "\t".join(row_texts(row, above, columns) + [""] * (width - len(columns))) + "\n"

    def write_goals(self, goals: Goals, first_number: int) -> str:
        return self.goal_gap.join(f"{number}. {goal}" for number, goal in enumerate(goals, first_number))

    def write_plan(self, plan: SpendingPlan) -> str:
        label_row = "\t".join((labels.PLAN_LABEL, *(point.label for point in plan)))
        percent_row = "\t".join(("", *(point.percent for point in plan)))
        return f"{label_row}\n{percent_row}\n"


def _padded(label: str, text: str) -> str:
    return f"{label}\t{text}\t\t\t\t\n"
