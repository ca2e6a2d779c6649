"""A line of the grid of all indicators: one row with the project that it belongs to, and what its columns say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from core.book import Indicator, Project
from core.cell_findings import CellFindings
from core.rules.finding import Finding
from core.wording import squeezed


class Column(StrEnum):
    """The columns of the grid; the value is the field of the project or of the row."""

    UNIT = "unit_name"
    PROJECT = "name"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    DESCRIPTION = "description"
    VALUE = "value"
    BASIS = "basis"

    @property
    def is_of_row(self) -> bool:
        """Whether the row says it, not the project."""
        return self not in _OF_PROJECT


_OF_PROJECT = (Column.UNIT, Column.PROJECT)
_UNIT_FIELDS = ("unit_code", "unit_name")


@dataclass(eq=False, slots=True)
class Line:
    """One row of one project, as both are now.

    `position` is where the line stands among those shown, at the last look; -1 while it is not shown. It
    belongs to whoever shows the lines.
    """

    project: Project
    row: Indicator
    position: int = -1

    @property
    def is_shown(self) -> bool:
        return self.position >= 0


def _project_text(line: Line) -> str:
    project = line.project
    return project.name if project.number is None else f"{project.number} {project.name}"


TEXT_OF: dict[Column, Callable[[Line], str]] = {
    Column.UNIT: attrgetter("project.unit_name"),
    Column.PROJECT: _project_text,
    Column.LEVEL1: attrgetter("row.level1"),
    Column.LEVEL2: attrgetter("row.level2"),
    Column.LEVEL3: attrgetter("row.level3"),
    Column.DESCRIPTION: attrgetter("row.description"),
    Column.VALUE: attrgetter("row.value"),
    Column.BASIS: lambda line: line.row.basis or "",
}
"""What a line says in each column, as written; of a project its number and its name."""


def speller(column: Column) -> Callable[[str], str]:
    """How values of the column are told apart: without the blanks that wraps leave in cells."""
    return _with_single_blanks if column is Column.PROJECT else squeezed


def _with_single_blanks(text: str) -> str:
    return " ".join(text.split())


def findings_at(line: Line, column: Column, findings: CellFindings) -> Sequence[Finding]:
    """What rules say about a cell: of a row's own cells, of the project's header, or of its unit."""
    if column.is_of_row:
        return findings.of_cell(line.project.id, line.row.id, column)
    about_unit = column is Column.UNIT
    header = findings.of_header(line.project.id)
    return [finding for finding in header if (finding.place.field in _UNIT_FIELDS) is about_unit]
