"""Reading the rows of a block as a workbook's: levels continue, values are joined, totals are no indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.book import Indicator
from core.clipboard.changes import MOST_NAMED, NO_ID, other_rows
from core.clipboard.columns import LEVELS, Columns, Reading, sheet_of
from core.formats.workbook.reading.indicator_rows import read_indicator_rows
from core.formats.workbook.reading.title_rows import Titles

TEXTS = ("level3", "description", "value", "basis")
"""The fields of a row beside its levels."""


class FoundRows(NamedTuple):
    """Indicators without ids, the rows of the block that they stand on, and what of the others would be lost."""

    rows: Sequence[int] = ()
    indicators: Sequence[Indicator] = ()
    problems: Sequence[str] = ()


def read_rows(reading: Reading, columns: Columns) -> FoundRows:
    """The indicators on the rows of a block, whose columns hold what `columns` say."""
    block = reading.block
    used = {column + 1: field for column, field in enumerate(columns) if field}
    said = [row for row in reading.rows if any(block.rows[row][column - 1] for column in used)]
    if not said:
        return FoundRows(problems=other_rows(reading, ()))
    read = read_indicator_rows(sheet_of(block), Titles(0, 0, used, {}, {}), [row + 1 for row in said])
    rows = [row - 1 for row in read.rows]
    indicators = read.indicators(range(len(rows)), lambda: NO_ID, has_basis="basis" in columns)
    own = set(_without_group_titles(reading, columns, rows, indicators))
    contradictions = [f"第 {row} 行：{text}。" for row, text in read.unknown if row - 1 in own]
    return FoundRows(
        [row for row in rows if row in own],
        [indicator for row, indicator in zip(rows, indicators, strict=True) if row in own],
        [*other_rows(reading, rows), *contradictions[:MOST_NAMED]],
    )


def _without_group_titles(
    reading: Reading, columns: Columns, rows: Sequence[int], indicators: Sequence[Indicator]
) -> Iterator[int]:
    """The rows but those that say only levels, which the next row continues."""
    level1, level2 = (columns.index(field) if field in columns else None for field in LEVELS)

    unread = [n for n, field in enumerate(columns) if field is None and n not in reading.spare]

    def says(row: int, column: int | None) -> bool:
        return column is not None and bool(reading.block.rows[row][column])

    for row, indicator, below in zip(rows, indicators, (*rows[1:], None), strict=False):
        is_empty = not any(getattr(indicator, field) for field in TEXTS)
        is_empty = is_empty and not any(says(row, column) for column in unread)
        continues = below is not None and not (
            says(below, level1) or (says(row, level2) and says(below, level2))
        )
        if not (is_empty and continues):
            yield row
