"""Blocks to copy: cells as the user sees them, whole rows with their levels, projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.book import Indicator, Project
from core.clipboard.block import Block, Span
from core.field_titles import HEADER_TITLES, INDICATOR_TITLES

_PROJECT_FIELDS = ("unit_code", "unit_name", "code", "name", "money_unit", "budget", "purpose")


def cells_block(rows: Sequence[Sequence[str]]) -> Block:
    """The block of selected cells, row by row."""
    return Block.of(rows)


def rows_block(rows: Sequence[Indicator], *, titles: bool = False) -> Block:
    """Whole rows: 一级, 二级, 三级指标, 描述, 指标值, and 依据 where any of them has it.

    Neighbours of one level share a merged cell, as in the official table. With `titles` the first row says what
    the columns are.
    """
    fields = [
        field for field in INDICATOR_TITLES if field != "basis" or any(row.basis is not None for row in rows)
    ]
    first = int(titles)
    spans = [*_runs(rows, first, 0), *_runs(rows, first, 1)]
    covered = {(row, span.column) for span in spans for row in range(span.row + 1, span.row + span.height)}
    lines = [[INDICATOR_TITLES[field] for field in fields]] if titles else []
    for number, row in enumerate(rows, first):
        texts = [getattr(row, field) or "" for field in fields]
        lines.append(["" if (number, column) in covered else text for column, text in enumerate(texts)])
    return Block.of(lines, spans)


def projects_block(projects: Sequence[Project]) -> Block:
    """A line of the header's main fields for each project, below their titles."""
    lines = [[getattr(project, field) or "" for field in _PROJECT_FIELDS] for project in projects]
    return Block.of([[HEADER_TITLES[field] for field in _PROJECT_FIELDS], *lines])


def _runs(rows: Sequence[Indicator], first: int, column: int) -> Iterator[Span]:
    """The merged cells of a level: 0 for level 1, 1 for level 2."""
    begin = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or not _continues(rows[index - 1], rows[index], column):
            if index - begin > 1:
                yield Span(first + begin, column, index - begin, 1)
            begin = index


def _continues(above: Indicator, row: Indicator, column: int) -> bool:
    """Whether the level of a row reads the same as that of the one above, and may be left out for that.

    Level 2 continues only where level 1 does; and since an empty level 2 below a level 1 that is left out would
    read as continued, level 1 is said again before it.
    """
    if row.level1 != above.level1 or (not row.level2 and above.level2):
        return False
    return column == 0 or row.level2 == above.level2
