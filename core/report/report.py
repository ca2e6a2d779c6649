"""A review report as data: headings, paragraphs and tables, whatever file they are written to.

All its texts are printable (see `core.report.printable`) and mean nothing but themselves: no writer may take
one for mark-up or for a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal, NamedTuple

from core.rules import Severity

Across = Literal["left", "center", "right"]

SEVERITY_INK = {
    Severity.ERROR.title: "C62828",
    Severity.WARNING.title: "A86200",
    Severity.HINT.title: "2F6FBD",
}
"""RRGGBB of the words 错误, 警告, 提示 in columns that mark severities; all pass 4.5 : 1 on white."""


class Heading(NamedTuple):
    """`level` counts from 1; the report's title stands above them all."""

    text: str
    level: int


class Paragraph(NamedTuple):
    """Running text, its first line indented; one `to_right` is part of the sign-off."""

    text: str
    to_right: bool = False


class Column(NamedTuple):
    """`width` is counted in digits on a sheet, and is a share of the line on paper.

    `marks_severity`: the column's cells are titles of severities, which have colours.
    """

    title: str
    width: int
    across: Across = "left"
    marks_severity: bool = False


class RowKind(Enum):
    """How a row of a table is meant."""

    PLAIN = auto()
    BANNER = auto()
    """Its only cell goes across the table and says what the rows below it are about."""
    SUM = auto()
    """A sum of rows above it."""


class Row(NamedTuple):
    cells: tuple[str, ...]
    kind: RowKind = RowKind.PLAIN


class Table(NamedTuple):
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Report:
    """What is read from top to bottom is `opening`, `findings`, `closing`.

    Attributes:
        register: all that `findings` tells, in one table with a row for each finding: for a sheet that is filtered.
    """

    title: str
    opening: tuple[Block, ...]
    findings: tuple[Block, ...]
    closing: tuple[Block, ...]
    register: Table

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.opening, *self.findings, *self.closing)
