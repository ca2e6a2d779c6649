"""Reading the dialect "rows": where its tables begin, and where each cell of one stands."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile, islice, zip_longest

from core.field_titles import HEADING_SUFFIX
from core.formats.text import labels
from core.formats.text.goals import split_goals
from core.formats.text.labels import column_field, header_field, is_label_fragment, looks_like_level1
from core.formats.text.limits import MOST_COLUMNS
from core.formats.text.plain_rows import plain_start
from core.formats.text.slots import Slot, cell_text
from core.formats.text.table import (
    CheckpointSlot,
    NameLabel,
    Table,
    TableRow,
)
from core.wording import squeezed

# It begins with a character, as that is what a long text is searched through for most quickly.
_NAME_LABEL = re.compile(
    r"项(?<![^\n]项)[ \u3000]*目[ \u3000]*"
    r"(?:(?:编[ \u3000]*码|代[ \u3000]*码)[ \u3000]*\t[^\t\n]*\t[ \u3000]*项[ \u3000]*目[ \u3000]*)?"
    r"名[ \u3000]*称[ \u3000]*\t"
)
_CODE_LINE = re.compile(r"项\s*目\s*(?:编\s*码|代\s*码)\s*\t")
_LONGEST_HEADING = 4
_FARTHEST_HEADING = 200
"""In lines, most of them blank, from the heading to the label 项目名称."""


@dataclass(slots=True)
class _Row:
    """A table row: the lines from `start` to `end`, cut at the tabs into `cells`."""

    start: int
    end: int
    cells: list[Slot]
    filled: list[int]
    """The places of the cells that have a text: kept, for one may go on over any number of lines."""
    after_blank: bool


def find_labels(source: str) -> Iterator[NameLabel]:
    """The labels 项目名称 that begin a row, or stand in it behind the code."""
    for found in _NAME_LABEL.finditer(source):
        yield NameLabel(*found.span())


def find_tables(source: str, name_labels: Iterable[NameLabel]) -> Iterator[int]:
    """Where each table begins: its heading, or its first line where it has none."""
    floor = 0
    for label in name_labels:
        start = plain_start(source, floor, label.start)
        yield _table_start(source, label.start, floor) if start is None else start
        floor = source.find("\n", label.end) + 1 or len(source)


def read_table(source: str, start: int, end: int) -> Table:
    """Map the table that `source[start:end]` holds."""
    return _TableReader(source, start, end).read()


def _lines_above(source: str, position: int, floor: int) -> Iterator[tuple[int, str]]:
    """Start and text of the lines before the one that starts at `position`, nearest first."""
    while position > floor:
        start = source.rfind("\n", floor, position - 1) + 1 or floor
        yield start, source[start : position - 1]
        position = start


def _table_start(source: str, name_label: int, floor: int) -> int:
    """Where the table begins whose label 项目名称 stands at `name_label`: its heading, or the first line it has."""
    top = name_label
    above = list(islice(_above_up_to_a_row(source, name_label, floor), _FARTHEST_HEADING))
    while above and (not above[0][1].strip() or _opens_table(above[0][1])):
        start, line = above.pop(0)
        top = start if line.strip() else top
    if _is_unit_without_code([line for _, line in above]):
        top = above.pop(0)[0]
        above = list(dropwhile(lambda entry: not entry[1].strip(), above))
    heading: int | None = None
    for count, (start, line) in enumerate(above):
        if not line.strip() or count == _LONGEST_HEADING:
            break
        if labels.match_heading(line).group(1) is not None:
            return start
        if heading is None or not squeezed(line).endswith(HEADING_SUFFIX):
            heading = start
    return top if heading is None else heading


def _is_unit_without_code(above: list[str]) -> bool:
    """Whether the nearest line stands alone under a heading, where a unit stands."""
    if len(above) < 3 or _is_heading(above[0]) or above[1].strip():
        return False
    further = next((line for line in above[1:] if line.strip()), "")
    return _is_heading(further)


def _is_heading(line: str) -> bool:
    has_number = labels.match_heading(line).group(1) is not None
    return has_number or squeezed(line).endswith(HEADING_SUFFIX)


def _above_up_to_a_row(source: str, position: int, floor: int) -> Iterator[tuple[int, str]]:
    for start, line in _lines_above(source, position, floor):
        if "\t" in line.strip(" \u3000") and line.strip() and not _CODE_LINE.match(line):
            return
        yield start, line


def _opens_table(line: str) -> bool:
    return bool(_match_unit(line) or labels.match_money_unit(line) or _CODE_LINE.match(line))


def _match_unit(line: str) -> re.Match[str] | None:
    """The line as unit code and name; None for a heading, which may begin with six digits as well."""
    return None if squeezed(line).endswith(HEADING_SUFFIX) else labels.match_unit(line)


class _TableReader:
    """Reads one table: header cells by their labels, then rows by the fields of the column titles."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self._source = source
        self._table = Table(start, end)
        self._width = 0

    def read(self) -> Table:
        body = self._read_opening()
        titles = None
        end = body
        for row in self._rows(body):
            end = row.end
            if titles is None and self._is_column_titles(row):
                titles = row
                self._read_column_titles(row)
            elif titles is None:
                self._read_header_row(row)
            else:
                self._read_indicator_row(row)
        self._find_rows_area(titles, end)
        self._open_missing(body, titles.start if titles else self._table.rows_area.start)
        return self._table

    # -- the lines before the first row -------------------------------------------------------------------

    def _read_opening(self) -> int:
        """Read heading, unit and money unit; return where the rows begin."""
        source, table = self._source, self._table
        at, heading = table.start, [table.start, table.start]
        while at < table.end:
            stop = self._line_end(at)
            line = source[at:stop]
            if header_field(line.split("\t")[0]) is not None and "\t" in line:
                break
            if "unit_code" not in table.fields and (unit := _match_unit(line)):
                table.fields["unit_code"] = Slot(at + unit.start(1), at + unit.end(1))
                table.fields["unit_name"] = Slot(at + unit.start(2), at + unit.end(2))
            elif money_unit := labels.match_money_unit(line):
                table.fields["money_unit"] = Slot(at + money_unit.start(1), at + money_unit.end(1))
            elif cell_text(line):
                if "unit_code" in table.fields or "money_unit" in table.fields:
                    table.unknown.append(Slot(at, stop))
                elif heading[1] > heading[0] and at - heading[1] > 1:  # a paragraph of its own: the unit
                    table.fields["unit_code"] = Slot(at, at, trail=" ")
                    table.fields["unit_name"] = Slot(at, stop)
                else:
                    heading[1] = stop
            at = min(stop + 1, table.end)
        self._read_heading(*heading)
        return at

    def _read_heading(self, start: int, end: int) -> None:
        if start == end:
            return
        fields, match = self._table.fields, labels.match_heading(self._source[start:end])
        title = start + match.end()
        if match.group(1):
            fields["number"] = Slot(start + match.start(1), start + match.end(1))
        else:
            fields["number"] = Slot(title, title, trail=". ")
        fields["title"] = Slot(title, title + len(self._source[title:end].rstrip()))

    # -- rows ----------------------------------------------------------------------------------------------

    def _line_end(self, start: int) -> int:
        stop = self._source.find("\n", start, self._table.end)
        return self._table.end if stop < 0 else stop

    def _rows(self, body: int) -> Iterator[_Row]:
        """The rows, each with the lines that continue a cell of it; lines of no row are kept as unknown.

        A row is given out before the next line is judged, for the column titles tell how wide a row is.
        """
        pending: _Row | None = None
        at, after_blank = body, False
        while at < self._table.end:
            stop = self._line_end(at)
            line = self._source[at:stop]
            if not line.strip(" \u3000\r"):
                after_blank = True
            elif pending is not None and self._continues(pending, line, after_blank):
                self._join(pending, at, stop)
            elif "\t" not in line:
                if not is_label_fragment(line):
                    self._table.unknown.append(Slot(at, stop))
            else:
                if pending is not None:
                    yield pending
                cells = _cut(self._source, at, stop)
                pending = _Row(at, min(stop + 1, self._table.end), cells, self._filled(cells), after_blank)
                after_blank = False
            at = stop + 1
        if pending is not None:
            yield pending

    def _continues(self, row: _Row, line: str, after_blank: bool) -> bool:
        """Whether the line goes on with a cell of the row above: wrapped text, not a row of its own."""
        first = line.split("\t")[0]
        if after_blank or not first.strip() or labels.is_page_number(line):
            return False
        if header_field(first) or looks_like_level1(first) or is_label_fragment(first):
            return False
        count = line.rstrip("\t \r").count("\t") + 1
        has_room = len(row.filled) + count - 1 <= self._width
        is_row_itself = count >= max(3, self._width - 1)
        is_open = len(row.cells) < self._width or not self._width or count == 1
        return is_open and (has_room or not is_row_itself)

    def _join(self, row: _Row, start: int, stop: int) -> None:
        more = _cut(self._source, start, stop)
        last = row.filled[-1] if row.filled else len(row.cells) - 1
        joined = Slot(row.cells[last].start, more[0].end)
        row.filled += [last + place for place in self._filled(more) if place or not row.filled]
        row.cells[last:] = [joined, *more[1:]]
        row.end = min(stop + 1, self._table.end)

    def _text(self, slot: Slot) -> str:
        return slot.text(self._source)

    def _filled(self, cells: list[Slot]) -> list[int]:
        return [place for place, cell in enumerate(cells) if self._text(cell)]

    # -- header --------------------------------------------------------------------------------------------

    def _is_column_titles(self, row: _Row) -> bool:
        return sum(column_field(self._text(cell)) is not None for cell in row.cells) >= 3

    def _read_header_row(self, row: _Row) -> None:
        first = header_field(self._text(row.cells[0]))
        if first is None and not any(header_field(self._text(cell)) for cell in row.cells):
            self._read_unlabelled_row(row)
        elif first == "goals":
            self._read_goals(row)
        elif first == "spending_plan":
            self._table.plan_area = Slot(row.start, row.end)
            self._plan_labels = [cell for cell in row.cells[1:] if self._text(cell)]
        else:
            self._read_labelled_cells(row)

    _plan_labels: list[Slot] | None = None

    def _read_unlabelled_row(self, row: _Row) -> None:
        """The row below the budget is the purpose, the one below the checkpoints their percentages."""
        texts = [cell for cell in row.cells if self._text(cell)]
        if self._plan_labels is not None and not self._table.plan:
            cells = row.cells[1:]
            for index, label in enumerate(self._plan_labels):
                end = cells[-1].end if cells else row.cells[0].end
                percent = cells[index] if index < len(cells) else Slot(end, end, lead="\t")
                self._table.plan.append(CheckpointSlot(label, percent))
            self._table.plan_area = Slot(self._table.plan_area.start, row.end)
        elif "purpose" not in self._table.fields and len(row.cells) > 1 and not self._text(row.cells[0]):
            self._table.fields["purpose"] = row.cells[1]
            self._table.unknown += texts[1:] if texts and texts[0] == row.cells[1] else texts
        else:
            self._table.unknown += texts

    def _read_labelled_cells(self, row: _Row) -> None:
        cells = deque(row.cells)
        while cells:
            label = cells.popleft()
            text = self._text(label)
            name = header_field(text)
            if name == "budget_block":
                continue
            if name is None:
                if text and not is_label_fragment(text):
                    self._table.unknown.append(label)
            elif cells:
                self._table.fields[name] = cells.popleft()
            elif name == "other_funds":
                self._table.fields[name] = Slot(label.end, label.end, lead="\t")
                self._table.missing.add(name)

    def _read_goals(self, row: _Row) -> None:
        end = row.cells[0].end
        area = row.cells[1] if len(row.cells) > 1 else Slot(end, end, lead="\t")
        self._table.goals_area = area
        self._table.goals = split_goals(self._source, area.start, area.end, line_starts_only=False)
        self._table.unknown += [cell for cell in row.cells[2:] if self._text(cell)]

    # -- indicators ----------------------------------------------------------------------------------------

    def _read_column_titles(self, row: _Row) -> None:
        names = [column_field(self._text(cell)) for cell in row.cells[:MOST_COLUMNS]]
        self._table.titles_area = Slot(row.start, row.end)
        self._table.columns = tuple(name or f"column {index}" for index, name in enumerate(names))
        self._width = max((index for index, name in enumerate(names) if name), default=0) + 1
        self._table.unknown += [
            cell for cell, name in zip_longest(row.cells, names) if name is None and self._text(cell)
        ]

    def _read_indicator_row(self, row: _Row) -> None:
        columns = self._table.columns
        slots: dict[str, Slot] = {}
        last = row.cells[-1]
        for index, name in enumerate(columns):
            if name not in labels.ROW_FIELDS:
                continue
            lead = "\t" * (index - len(row.cells) + 1)
            slots[name] = row.cells[index] if index < len(row.cells) else Slot(last.end, last.end, lead=lead)
        taken = {id(slot) for slot in slots.values()}
        strays = [cell for cell in row.cells if id(cell) not in taken and self._text(cell)]
        if "value" in slots and not self._text(slots["value"]) and len(strays) == 1:
            slots["value"] = strays.pop()
        self._table.unknown += strays
        self._table.rows.append(TableRow(row.start, row.end, slots))

    def _find_rows_area(self, titles: _Row | None, body_end: int) -> None:
        rows = self._table.rows
        if rows:
            self._table.rows_area = Slot(rows[0].start, rows[-1].end)
            return
        at = titles.end if titles else body_end
        self._table.rows_area = Slot(at, at, lead="" if self._source[at - 1 : at] == "\n" else "\n")

    # -- what the table does not have ----------------------------------------------------------------------

    def _open_missing(self, body: int, titles_at: int) -> None:
        """Say where each part would stand that the table does not have."""
        goals_at = self._table.goals_area.start
        goals_line = self._source.rfind("\n", 0, goals_at) + 1 if goals_at else titles_at
        openings = {
            "number": Slot(self._table.start, self._table.start, trail=". "),
            "title": Slot(self._table.start, self._table.start, trail="\n\n"),
            "unit_code": Slot(body, body, trail=" "),
            "unit_name": Slot(body, body, trail="\n\n"),
            "money_unit": Slot(body, body, lead="单位：", trail="\n\n"),
            "code": Slot(body, body, lead="项目编码\t", trail="\t\t\t\t\n"),
            "name": Slot(body, body, lead="项目名称\t", trail="\t\t\t\t\n"),
            "budget": Slot(goals_line, goals_line, lead="预算数\t", trail="\n"),
            "fiscal_funds": Slot(goals_line, goals_line, lead="其中：财政资金\t", trail="\n"),
            "other_funds": Slot(goals_line, goals_line, lead="其他资金\t", trail="\n"),
            "purpose": Slot(goals_line, goals_line, lead="\t", trail="\t\t\t\t\n"),
        }
        self._table.open_missing(openings)
        if not self._table.plan:
            self._table.plan_area = Slot(goals_line, goals_line)
        if not goals_at:
            self._table.goals_area = Slot(titles_at, titles_at, lead="绩效目标\t", trail="\t\t\t\t\n")


def _cut(source: str, start: int, stop: int) -> list[Slot]:
    """The cells of a line, parted by tabs."""
    cells: list[Slot] = []
    while True:
        tab = source.find("\t", start, stop)
        if tab < 0:
            cells.append(Slot(start, stop))
            return cells
        cells.append(Slot(start, tab))
        start = tab + 1
