"""Reading the dialect "cells": where its tables begin, and where each cell of one stands."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from core.field_titles import HEADING_SUFFIX
from core.formats.text import labels
from core.formats.text.goals import split_goals
from core.formats.text.labels import column_field, header_field, looks_like_level1
from core.formats.text.limits import MOST_COLUMNS
from core.formats.text.plain_cells import plain_start
from core.formats.text.slots import BOOKMARK, NOWHERE, Slot, cell_text
from core.formats.text.table import (
    CheckpointSlot,
    NameLabel,
    Table,
    TableRow,
)
from core.wording import squeezed

# It begins with a character, as that is what a long text is searched through for most quickly.
_NAME_LABEL = re.compile(
    r"项(?<=[\t \u3000]项)[ \u3000]*目[ \u3000]*名[ \u3000]*称[ \u3000\t\r]*$", re.MULTILINE
)
_BEFORE_LABEL = re.compile(r"[ \u3000]*\t+[ \u3000]*")
_CELL_START = re.compile(r"[ \u3000\xa0]*\t+")
_FEWEST_COLUMNS = 4
_LONGEST_HEADING = 4


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text_start: int
    """Where the cell's text begins; equal to `start` for a line that is no cell."""

    @property
    def is_cell(self) -> bool:
        return self.text_start > self.start


@dataclass(slots=True)
class _Cell:
    """A cell line with the lines of plain text that follow it."""

    line: _Line
    after_blank: bool
    tail: list[_Line] = field(default_factory=list)
    tail_touches: int = 0
    """How many lines of the tail follow without a blank line in between."""
    stop: int = 0
    """Where the lines taken as this cell's text end."""

    def slot(self, source: str) -> Slot:
        return Slot(self.line.text_start, self.stop)


def find_labels(source: str) -> Iterator[NameLabel]:
    """The labels 项目名称 that stand alone in their cells."""
    for found in _NAME_LABEL.finditer(source):
        start = source.rfind("\n", 0, found.start()) + 1
        if _BEFORE_LABEL.fullmatch(source, start, found.start()):
            yield NameLabel(start, found.end())


def find_tables(source: str, name_labels: Iterable[NameLabel]) -> Iterator[int]:
    """Where each table begins: its heading, or its first line where it has none."""
    floor = 0
    for label in name_labels:
        start = plain_start(source, floor, label.start)
        if start is None:
            start = _table_start(source, label.start, floor)
        if start is not None:
            yield start
            floor = min(label.end + 1, len(source))


def read_table(source: str, start: int, end: int) -> Table:
    """Map the table that `source[start:end]` holds."""
    return _TableReader(source, start, end).read()


def _lines(source: str, start: int, end: int) -> Iterator[_Line]:
    while start < end:
        stop = source.find("\n", start, end)
        stop = end if stop < 0 else stop
        mark = _CELL_START.match(source, start, stop)
        is_cell = mark is not None and (source[start] == "\t" or not source[start:stop].isspace())
        yield _Line(start, stop, mark.end() if mark is not None and is_cell else start)
        start = stop + 1


def _lines_above(source: str, position: int, floor: int) -> Iterator[_Line]:
    """The lines before the one that starts at `position`, nearest first."""
    while position > floor:
        start = source.rfind("\n", floor, position - 1) + 1 or floor
        yield next(_lines(source, start, position))
        position = start


def _table_start(source: str, name_label: int, floor: int) -> int | None:
    """Where the table begins whose label 项目名称 stands at `name_label`; None when that is no such label.

    Above the label may stand, from below: the project code with its label, the money unit, the unit, a heading.
    """
    filled = (line for line in _lines_above(source, name_label, floor) if _line_text(source, line))
    above = list(islice(filled, 4))
    top = name_label
    for count in (1, 2):
        if len(above) >= count and header_field(_line_text(source, above[count - 1])) == "code":
            top, above = above[count - 1].start, above[count:]
            break
    has_money_unit = bool(above) and labels.match_money_unit(_line_text(source, above[0])) is not None
    if has_money_unit:
        top = above.pop(0).start
    has_unit = bool(above) and _is_unit_line(source, above[0], floor, top if has_money_unit else None)
    if has_unit:
        top = above[0].start
    if not (has_money_unit or has_unit or _followed_by_budget(source, name_label)):
        return None
    return _heading_start(source, top, floor)


def _is_unit_line(source: str, line: _Line, floor: int, money_unit: int | None) -> bool:
    """Whether the cell names a unit: by its code, or as the only cell right above the money unit's."""
    if not line.is_cell:
        return False
    if labels.match_unit(_line_text(source, line)):
        return True
    nearest = next(_lines_above(source, line.start, floor), None)
    return line.end + 1 == money_unit and (nearest is None or not nearest.is_cell)


def _line_text(source: str, line: _Line) -> str:
    return cell_text(source[line.text_start : line.end])


def _followed_by_budget(source: str, name_label: int) -> bool:
    lines = _lines(
        source, source.find("\n", name_label) + 1 or len(source), min(len(source), name_label + 2000)
    )
    cells = islice((line for line in lines if line.is_cell), 1, 4)
    names = (header_field(source[line.text_start : line.end]) for line in cells)
    return any(name in ("budget_block", "budget", "goals") for name in names)


def _heading_start(source: str, top: int, floor: int) -> int:
    """The start of the heading above `top`, which may be wrapped; `top` itself when the table has no heading."""
    above = _text_above(source, top, floor)
    for line in above.lines:
        raw = source[line.start : line.end]
        if labels.match_heading(raw).group(1) is not None or BOOKMARK.search(raw):
            return line.start
    if not above.lines:
        return top
    nearest = above.lines[0]
    has_suffix = squeezed(cell_text(source[nearest.start : nearest.end])).endswith(HEADING_SUFFIX)
    if above.stands_alone and (has_suffix or above.touches):
        return above.lines[-1].start
    return nearest.start if has_suffix else top


class _TextAbove(NamedTuple):
    """The nearest lines of plain text above a table, nearest first."""

    lines: list[_Line]
    touches: bool
    """Whether no blank line parts them from the table."""
    stands_alone: bool
    """Whether a blank line, not a cell that they could continue, stands above them."""


def _text_above(source: str, top: int, floor: int) -> _TextAbove:
    lines: list[_Line] = []
    touches = True
    for line in _lines_above(source, top, floor):
        is_blank = not cell_text(source[line.start : line.end])
        if is_blank and not lines and not line.is_cell:
            touches = False
        elif is_blank or line.is_cell or len(lines) == _LONGEST_HEADING:
            return _TextAbove(lines, touches, is_blank)
        else:
            lines.append(line)
    return _TextAbove(lines, touches, stands_alone=True)


class _TableReader:
    """Reads one table: header cells by their labels, then rows by the width of the column titles."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self._source = source
        self._table = Table(start, end)
        self._cells: list[_Cell] = []
        self._at = 0

    def read(self) -> Table:
        body = self._read_heading()
        self._collect_cells(body)
        self._read_head()
        self._read_column_titles()
        self._read_rows()
        self._open_missing(body)
        return self._table

    # -- lines ---------------------------------------------------------------------------------------------

    def _read_heading(self) -> int:
        """Read the lines before the first cell as the heading; return where the cells begin."""
        table, source = self._table, self._source
        body = next(
            (line.start for line in _lines(source, table.start, table.end) if line.is_cell), table.end
        )
        if not cell_text(source[table.start : body]):
            return body
        match = labels.match_heading(source[table.start : body])
        if match.group(1):
            table.fields["number"] = Slot(table.start + match.start(1), table.start + match.end(1))
        title = table.start + match.end()
        table.fields["title"] = Slot(title, title + len(source[title:body].rstrip()))
        if "number" not in table.fields:
            table.fields["number"] = Slot(title, title, trail=".")
        return body

    def _collect_cells(self, body: int) -> None:
        after_blank = False
        for line in _lines(self._source, body, self._table.end):
            if line.is_cell:
                self._cells.append(_Cell(line, after_blank, stop=line.end))
                after_blank = False
            elif not cell_text(self._source[line.start : line.end]):
                after_blank = True
            else:
                cell = self._cells[-1]
                cell.tail.append(line)
                cell.tail_touches += not after_blank and cell.tail_touches == len(cell.tail) - 1
                after_blank = False

    def _text(self, cell: _Cell) -> str:
        stop = cell.tail[cell.tail_touches - 1].end if cell.tail_touches else cell.line.end
        return cell_text(self._source[cell.line.text_start : stop])

    def _peek(self) -> _Cell | None:
        return self._cells[self._at] if self._at < len(self._cells) else None

    def _take(self, *, whole_tail: bool = False) -> _Cell | None:
        """The next cell, with the text lines that continue it; other text lines are kept as unknown."""
        cell = self._peek()
        if cell is None:
            return None
        self._at += 1
        count = len(cell.tail) if whole_tail else cell.tail_touches
        if count:
            cell.stop = cell.tail[count - 1].end
        self._table.unknown += [Slot(line.start, line.end) for line in cell.tail[count:]]
        return cell

    # -- header --------------------------------------------------------------------------------------------

    def _read_head(self) -> None:
        while (cell := self._peek()) is not None:
            text = self._text(cell)
            name = header_field(text)
            if name == "level1" and self._columns_follow():
                return
            self._take()
            if name is None:
                self._read_unlabelled(cell, text)
            elif name == "other_funds":
                self._read_funds_and_purpose(cell)
            elif name == "spending_plan":
                self._read_plan(cell)
            elif name == "goals":
                self._read_goals(cell)
            elif name != "budget_block" and (value := self._value_after(cell)):
                self._table.fields[name] = value

    def _columns_follow(self) -> bool:
        following = self._cells[self._at : self._at + 3]
        return sum(column_field(self._text(cell)) is not None for cell in following) >= min(2, len(following))

    def _read_unlabelled(self, cell: _Cell, text: str) -> None:
        slot, fields = cell.slot(self._source), self._table.fields
        raw = self._source[slot.start : slot.end]
        is_first = not fields.keys() & {"unit_code", "money_unit", "code", "name"}
        if money_unit := labels.match_money_unit(raw):
            fields["money_unit"] = Slot(slot.start + money_unit.start(1), slot.start + money_unit.end(1))
        elif is_first and text and (unit := labels.match_any_unit(raw)):
            fields["unit_code"] = Slot(slot.start + unit.start(1), slot.start + unit.end(1))
            fields["unit_name"] = Slot(slot.start + unit.start(2), slot.end)
        elif text:
            self._table.unknown.append(slot)

    def _value_after(self, label: _Cell) -> Slot | None:
        """The cell after a label; None, and the field stays open, when another label follows."""
        cell = self._peek()
        if cell is None or header_field(self._text(cell)) is not None:
            return None
        taken = self._take(whole_tail=True)
        return taken.slot(self._source) if taken else None

    def _cells_to_next_label(self) -> deque[_Cell]:
        cells: deque[_Cell] = deque()
        while (cell := self._peek()) is not None and header_field(self._text(cell)) is None:
            self._take(whole_tail=True)
            cells.append(cell)
        return cells

    def _read_funds_and_purpose(self, label: _Cell) -> None:
        """其他资金 may have no cell of its own; an empty cell, merged with the label on its left, precedes the purpose."""
        cells = self._cells_to_next_label()
        fields = self._table.fields
        touches = bool(cells) and not cells[0].after_blank
        if cells and (touches or len(cells) > 2):
            fields["other_funds"] = cells.popleft().slot(self._source)
        else:
            fields["other_funds"] = Slot(label.stop, label.stop, lead="\n\t")
            self._table.missing.add("other_funds")
        if len(cells) > 1 and not self._text(cells[0]):
            cells.popleft()
        if cells:
            fields["purpose"] = cells.popleft().slot(self._source)
        self._table.unknown += [cell.slot(self._source) for cell in cells if self._text(cell)]

    def _read_plan(self, label: _Cell) -> None:
        cells = self._cells_to_next_label()
        names: list[_Cell] = []
        while cells and self._text(cells[0]):
            names.append(cells.popleft())
        if cells:
            cells.popleft()
        for name in names:
            percent = cells.popleft().slot(self._source) if cells else Slot(name.stop, name.stop)
            self._table.plan.append(CheckpointSlot(name.slot(self._source), percent))
        stop = max((slot.end for pair in self._table.plan for slot in pair), default=label.stop)
        self._table.plan_area = Slot(label.line.start, min(stop + 1, self._table.end))

    def _read_goals(self, label: _Cell) -> None:
        start: int | None = None
        stop = label.stop
        while (cell := self._peek()) is not None and not (
            header_field(self._text(cell)) == "level1" and self._columns_follow()
        ):
            self._take(whole_tail=True)
            start = cell.line.text_start if start is None else start
            stop = cell.stop
        area = Slot(label.stop, label.stop, lead="\n\t") if start is None else Slot(start, stop)
        self._table.goals_area = area
        self._table.goals = split_goals(self._source, area.start, area.end, line_starts_only=True)

    # -- rows ----------------------------------------------------------------------------------------------

    def _read_column_titles(self) -> None:
        columns: list[str] = []
        first = self._peek()
        while (cell := self._peek()) is not None:
            text = self._text(cell)
            name = column_field(text)
            if name is None and (not columns or cell.after_blank or not text or looks_like_level1(text)):
                break
            if name in columns or len(columns) == MOST_COLUMNS:
                break
            self._take()
            columns.append(name or f"column {len(columns)}")
            if name is None:
                self._table.unknown.append(cell.slot(self._source))
        self._table.columns = tuple(columns)
        if first is not None and columns:
            stop = self._cells[self._at - 1].stop
            self._table.titles_area = Slot(first.line.start, min(stop + 1, self._table.end))

    def _read_rows(self) -> None:
        width = len(self._table.columns)
        cells = self._cells[self._at :]
        start = self._cells[self._at - 1].stop + 1 if self._at else self._table.end
        for row in _cut_rows(cells, width, self._text) if width >= _FEWEST_COLUMNS else []:
            for index, cell in enumerate(row):
                self._take(whole_tail=index < len(row) - 1)
                has_field = index < width and self._table.columns[index] in labels.ROW_FIELDS
                if not has_field and self._text(cell):
                    self._table.unknown.append(cell.slot(self._source))
            self._table.rows.append(self._row(row))
        self._table.unknown += [
            cell.slot(self._source) for cell in self._cells[self._at :] if self._text(cell)
        ]
        self._table.rows_area = self._rows_area(start)

    def _row(self, cells: list[_Cell]) -> TableRow:
        slots = {
            name: cell.slot(self._source)
            for name, cell in zip(self._table.columns, cells, strict=False)
            if name in labels.ROW_FIELDS
        }
        last = cells[-1].stop
        for name in self._table.columns[len(cells) :]:
            if name in labels.ROW_FIELDS:
                slots[name] = Slot(last, last, lead="\n\t")
        return TableRow(cells[0].line.start, min(last + 1, self._table.end), slots)

    def _rows_area(self, start: int) -> Slot:
        if self._table.rows:
            return Slot(self._table.rows[0].start, self._table.rows[-1].end)
        at = min(start, self._table.end)
        if not self._table.columns:
            return Slot(at, at)
        lead = "" if self._source[at - 1 : at] == "\n" else "\n"
        return Slot(at, at, lead=lead + "\n")

    # -- what the table does not have ----------------------------------------------------------------------

    def _open_missing(self, body: int) -> None:
        """Say where each part would stand that the table does not have."""
        name_at = next(
            (cell.line.start for cell in self._cells if header_field(self._text(cell)) in ("code", "name")),
            body,
        )
        goals_at = next(
            (cell.line.start for cell in self._cells if header_field(self._text(cell)) == "goals"), name_at
        )
        openings = {
            "number": Slot(self._table.start, self._table.start, trail="."),
            "title": Slot(self._table.start, self._table.start, trail="\n"),
            "unit_code": Slot(body, body, lead="\t"),
            "unit_name": Slot(body, body, trail="\n"),
            "money_unit": Slot(name_at, name_at, lead="\t单位：", trail="\n"),
            "code": Slot(name_at, name_at, lead="\t项目编码\n\t", trail="\n"),
            "name": Slot(name_at, name_at, lead="\t项目名称\n\t", trail="\n"),
            "budget": Slot(goals_at, goals_at, lead="\t预算数\n\t", trail="\n"),
            "fiscal_funds": Slot(goals_at, goals_at, lead="\t其中：财政    资金\n\t", trail="\n"),
            "other_funds": Slot(goals_at, goals_at, lead="\t其他资金\n\t", trail="\n"),
            "purpose": Slot(goals_at, goals_at, lead="\t\n\t", trail="\n\n"),
        }
        self._table.open_missing(openings)
        if not self._table.plan:
            self._table.plan_area = Slot(goals_at, goals_at, trail="\n")
        if self._table.goals_area == NOWHERE:
            at = self._table.rows_area.start
            self._table.goals_area = Slot(at, at, lead="\t绩效目标\n\t", trail="\n")


def _cut_rows(cells: list[_Cell], width: int, text: Callable[[_Cell], str]) -> Iterator[list[_Cell]]:
    """Cut the cells into rows by the width; blank lines count only where the numbers do not come out even.

    Then a row is given up as short (or a superfluous cell left with the row before it) where whole rows begin again.
    """
    if len(cells) % width == 0:
        yield from (cells[at : at + width] for at in range(0, len(cells), width))
        return
    row: list[_Cell] = []
    for index, cell in enumerate(cells):
        is_whole_row_next = cell.after_blank and _begins_whole_row(cells, index, width, text)
        is_superfluous = len(row) == width and not cell.after_blank and not is_whole_row_next
        if row and (is_whole_row_next or (len(row) >= width and not is_superfluous)):
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _begins_whole_row(cells: list[_Cell], index: int, width: int, text: Callable[[_Cell], str]) -> bool:
    """Whether a row of just the right width, between blank lines, begins at `index`."""
    following = cells[index + 1 : index + width + 1]
    breaks = [cell.after_blank for cell in following]
    is_alone = not any(breaks[: width - 1]) and (len(following) < width or breaks[width - 1])
    first = text(cells[index])
    return len(following) >= width - 1 and is_alone and (not first or looks_like_level1(first))
