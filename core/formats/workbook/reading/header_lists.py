"""The parts of a header that take several cells: goals, and the spending plan with its checkpoints."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from core.book import Checkpoint, Goals, SpendingPlan
from core.formats.workbook.mapping import Aspect, FieldText, GoalsMap, Template
from core.formats.workbook.reading.goal_cells import read_goals
from core.formats.workbook.reading.header_labels import Label, starts_with_any_label
from core.formats.workbook.reading.sheet import Sheet
from core.spreadsheet.address import Cell

_PERCENT = re.compile(r"\s*+\d++(?:\.\d++)?+\s*+[%％]?+\s*+")


class GoalsFound(NamedTuple):
    goals: Goals
    map: GoalsMap


class PlanFound(NamedTuple):
    plan: SpendingPlan
    cells: Mapping[Cell, Template]


def find_goals(
    sheet: Sheet,
    label: Label,
    label_cells: Collection[Cell],
    label_rows: Collection[int],
    rows: range,
    right: int,
) -> GoalsFound | None:
    """The goals beside their label, or below it where another label stands there; None where there is no place."""
    first = _first_goal(sheet, label_cells, label, rows, right)
    if first.row not in rows or first in label_cells or starts_with_any_label(sheet.text(*first)):
        return None
    last_row = label.last_row if first.column > label.column else first.row
    cells = _cells_down(sheet, label_rows, first, last_row, rows, label.column)
    found = read_goals([sheet.text(row, first.column) for row in cells])
    return GoalsFound(found.goals, GoalsMap(first.column, tuple(cells), found.counts, found.numbering))


def _first_goal(sheet: Sheet, label_cells: Collection[Cell], label: Label, rows: range, right: int) -> Cell:
    beside = Cell(label.row, label.last_column + 1)
    below = Cell(label.last_row + 1, label.column)
    filled = [Cell(label.row, column) for column, _ in sheet.filled(label.row)]
    found = next((cell for cell in filled if beside.column <= cell.column <= right), beside)
    if found in label_cells or not sheet.text(*found):
        is_below = below.row in rows and below not in label_cells and sheet.text(*below)
        return below if is_below or beside in label_cells else beside
    return found


def _cells_down(
    sheet: Sheet, label_rows: Collection[int], first: Cell, last_row: int, rows: range, label_column: int
) -> list[int]:
    """The rows of the cells from `first` to the last row, and of filled ones that follow before the next label."""
    found: list[int] = []
    row, column = first
    while row in rows:
        text = sheet.text(row, column)
        is_beyond = row > last_row
        if is_beyond and (
            row in label_rows or not text or (column != label_column and sheet.text(row, label_column))
        ):
            break
        found.append(row)
        row = sheet.extent(row, column).bottom + 1
    return found


def find_plan(sheet: Sheet, label: Label, rows: range, label_rows: Collection[int], right: int) -> PlanFound:
    """The checkpoints beside the label, each with its percentage below it or beside it."""
    row, below = label.row, label.row + 1
    columns = [
        column
        for column, _ in sheet.filled(row)
        if column > label.last_column and (column <= right or _is_only_for(sheet, column, rows, (row, below)))
    ]
    has_row_below = below in rows and (below not in label_rows or below <= label.last_row)
    pairs: list[tuple[Cell, Cell]] = []
    if not has_row_below or _alternate(sheet, row, columns):
        while row in rows and (
            row == label.row or (row not in label_rows and _alternate(sheet, row, columns))
        ):
            pairs += [(Cell(row, a), Cell(row, b)) for a, b in zip(columns[::2], columns[1::2], strict=False)]
            row += 1
    else:
        pairs = [(Cell(row, column), Cell(below, column)) for column in columns]
    cells: dict[Cell, Template] = {}
    for index, (name, percent) in enumerate(pairs):
        cells[name] = (FieldText("spending_plan", index, Aspect.LABEL),)
        cells[percent] = (FieldText("spending_plan", index, Aspect.PERCENT),)
    plan = tuple(Checkpoint(sheet.text(*name), sheet.text(*percent)) for name, percent in pairs)
    return PlanFound(plan, cells)


def _alternate(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Whether labels and percentages take turns in one row."""
    texts = [sheet.text(row, column) for column in columns]
    return (
        len(texts) > 1
        and all(map(_PERCENT.fullmatch, texts[1::2]))
        and not any(map(_PERCENT.fullmatch, texts[::2]))
    )


def _is_only_for(sheet: Sheet, column: int, rows: range, used: Sequence[int]) -> bool:
    """Whether a column beyond the table holds nothing but these rows' texts; else it is the user's own."""
    return not any(sheet.text(row, column) for row in range(rows.start, rows.stop + 1) if row not in used)
