"""Where target tables that stand on their own begin and end on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.formats.text.labels import match_unit
from core.formats.workbook.reading.header_labels import is_money_line, starts_with_label
from core.formats.workbook.reading.labels import is_heading, is_no_indicator
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.title_rows import Titles, table_rows

_OPENING = ("code", "name", "unit", "unit_code", "department", "budget_block", "budget", "goals")


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table: the rows of its header, its column titles, and the rows that can hold indicators."""

    sheet: Sheet
    header: range
    titles: Titles
    rows: list[int]


def find_form_tables(sheet: Sheet, titles: Sequence[Titles]) -> list[FormTable]:
    """The tables of a sheet, from above. Titles that are printed again on the next page begin no table."""
    tables: list[FormTable] = []
    start = 1
    for index, found in enumerate(titles):
        below = table_rows(titles, index, sheet.height)
        has_next = index + 1 < len(titles)
        stop = _header_start(sheet, found, below, has_next=has_next)
        header = range(start, found.first_row)
        rows = range(below.start, stop)
        if (
            tables
            and found.says_same(tables[-1].titles)
            and _says_nothing_new(sheet, header, tables[-1].header)
        ):
            tables[-1].rows.extend(rows)
        else:
            tables.append(FormTable(sheet, header, found, [*rows]))
        start = stop
    return tables


def _header_start(sheet: Sheet, titles: Titles, rows: range, *, has_next: bool) -> int:
    """The first of the rows below the titles that belongs to the next table's header."""
    telling = sheet.header_texts
    opening = (
        row
        for row in rows
        if not telling.isdisjoint(sheet.rows[row - 1]) and _opens_header(sheet, row, titles.left)
    )
    start = next(opening, rows.stop)
    if start == rows.stop and not has_next:
        return start
    for row in reversed(range(rows.start, start)):
        filled = sheet.filled(row)
        if filled and (len(filled) > 1 or filled[0][0] > titles.left or is_no_indicator(filled[0][1])):
            break
        if filled:
            start = row
    return start


def _opens_header(sheet: Sheet, row: int, left: int) -> bool:
    """Whether the row can only belong to a header: it begins with a label, or is a heading or a unit."""
    filled = sheet.filled(row)
    if not filled:
        return False
    column, first = filled[0]
    if column <= left and (sheet.header_fields.get(first) in _OPENING or starts_with_label(first)):
        return True
    if any(is_money_line(text) for _, text in filled):
        return True
    return len(filled) == 1 and (is_heading(first) or match_unit(first) is not None)


def _says_nothing_new(sheet: Sheet, header: range, before: range) -> bool:
    texts = [text for row in header for _, text in sheet.filled(row)]
    return texts == [] or texts == [text for row in before for _, text in sheet.filled(row)]
