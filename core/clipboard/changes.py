"""Where a block is pasted, and what pasting it would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from core.book import ItemId, Place
from core.clipboard.columns import Columns, Reading
from core.edit import InsertRow, SetField
from core.excerpt import excerpt
from core.scheme import Category

NO_ID = ItemId(0)
"""What a new row has for an id until it is pasted."""

MOST_NAMED = 5
"""So many columns, or runs of rows, are named before the rest is only counted."""
_LONGEST_SAMPLE = 12


class PasteTarget(NamedTuple):
    """The place that the user pastes at."""

    cells: Sequence[Sequence[Place | None]]
    """The cells from the current one on, to the right and downwards, as the user sees them; None for a cell that
    takes no text. Rows of nothing else (titles of groups) are passed over."""
    selected: tuple[int, int]
    """Rows and columns of the selected range; (1, 1) for one cell."""
    project: ItemId | None
    """Where new rows go; None where they cannot, as in the list of all indicators."""
    category: Category | None
    """What new rows without levels belong to."""
    after: ItemId | None
    """New rows of its category go below this row."""


class Changes(NamedTuple):
    """What pasting would do. The rows of the insertions have NO_ID yet.

    `overwritten` counts the settings that replace another text; `rows` are the rows of the block of which
    anything is pasted; `problems` say what would be lost.
    """

    settings: Sequence[SetField] = ()
    overwritten: int = 0
    insertions: Sequence[InsertRow] = ()
    rows: Collection[int] = ()
    problems: Sequence[str] = ()


def lost_columns(reading: Reading, columns: Columns, rows: Sequence[int]) -> list[str]:
    """A sentence for each column that holds texts on these rows and is not pasted."""
    lost = [
        column
        for column, field in enumerate(columns)
        if field is None
        and column not in reading.spare
        and any(reading.block.rows[row][column] for row in rows)
    ]
    named = [f"{_column_name(reading, column, rows)}不会粘贴。" for column in lost[:MOST_NAMED]]
    return named + [f"另有 {len(lost) - MOST_NAMED} 列不会粘贴。"] * (len(lost) > MOST_NAMED)


def other_rows(reading: Reading, read: Iterable[int]) -> list[str]:
    """A sentence for the rows that hold texts but are not read, if there are any."""
    samples: dict[int, str] = {}
    for row in sorted({*range(reading.block.height)} - reading.title_rows - {*read}):
        texts = enumerate(reading.block.rows[row])
        if text := next((text for column, text in texts if text and column not in reading.spare), ""):
            samples[row] = text
    if not samples:
        return []
    return [f"{row_names(samples)}（{quoted(next(iter(samples.values())))}等）不是指标，不会粘贴。"]


def row_names(rows: Iterable[int]) -> str:
    """`第 3、7–9 行`, for rows that count from 0."""
    runs: list[str] = []
    for _, numbered in groupby(enumerate(sorted(rows)), lambda pair: pair[1] - pair[0]):
        run = [row + 1 for _, row in numbered]
        runs.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}")
    return f"第 {'、'.join(runs[:MOST_NAMED])} 行" + ("等" if len(runs) > MOST_NAMED else "")


def quoted(text: str) -> str:
    """The beginning of a text in one line and in quotation marks."""
    return f"“{excerpt(text, _LONGEST_SAMPLE)}”"


def _column_name(reading: Reading, column: int, rows: Sequence[int]) -> str:
    """`“权重”一列`, `第 6 列（“10”等）`."""
    texts = reading.block.column(column)
    if title := next((texts[row] for row in sorted(reading.title_rows) if texts[row]), ""):
        return f"{quoted(title)}一列"
    return f"第 {column + 1} 列（{quoted(next(texts[row] for row in rows if texts[row]))}等）"
