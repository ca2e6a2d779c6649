"""The texts of a sheet's cells: what values look like, and what is to be seen where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import cast

from core.spreadsheet.address import Cell, column_number
from core.spreadsheet.reading.cell_formats import ShownNumbers
from core.spreadsheet.reading.cell_values import Value

# No tag is searched beyond the next one, nor twice: a comment full of beginnings of tags, or a tag full of
# attributes, would take for ever.
_CELL = rb'<c r="([A-Z]+)([0-9]+)"'
_CELL_TAG = re.compile(_CELL)
_UNSTYLED = re.compile(_CELL + rb'(?![^<>]* s=")')
_ERROR = re.compile(
    _CELL + rb'(?>[^<>]*? t="e")[^<>]*+>\s*+(?:<f[^<>]*+>(?:(?<=/>)|[^<]*+</f>))?+\s*+<v>([^<]*)</v>'
)
_FORMULA = re.compile(
    _CELL + rb"([^<>]*+)>\s*+<f([^<>]*?)(?:/>|>([^<]*+)</f>)\s*+(<v></v>\s*+|<v\s*+/>\s*+)?</c>"
)
_FORMULA_TAGS = (b"<f>", b"<f ", b"<f/>")
_SHARED_BY = re.compile(rb'\ssi="([0-9]+)"')
_SHARED = re.compile(rb'(?><f\s[^<>]*?\bsi="([0-9]+)")[^<>]*+>([^<]+)</f>')
_STYLE = re.compile(rb' s="([0-9]+)"')
_FEW_STYLES = 8
_LONGEST_TAG = 256
"""Of a cell in regular XML, in bytes."""
_DAY_ZERO = datetime(1899, 12, 30)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the XML of a sheet says of its cells beyond their values."""

    styled: list[tuple[int, int, ShownNumbers]]
    """Row and column, both from 0, of the cells whose style does not show numbers as `General` does."""
    without_value: dict[Cell, str]
    """The texts of cells that show an error or, never having been computed, have nothing but a formula."""
    has_days: bool


def marks(data: bytes, styles: Mapping[int, ShownNumbers]) -> Marks:
    """Regular XML searched for marks; `styles` are those that do not show numbers as `General` does."""
    return Marks(
        styled=list(_styled(data, styles)),
        without_value=dict(_errors(data)) | dict(_formulas(data)),
        has_days=b' t="d"' in data,
    )


def texts(values: list[list[Value]], marks: Marks) -> list[list[str]]:
    """The texts of the cells in rows of equal length, line ends as `\\n`. Takes the place of the values."""
    if marks.has_days:
        values[:] = [[_number_of_days(value) for value in row] for row in values]
    for row, column, shown in marks.styled:
        try:
            value = values[row][column]
        except IndexError:
            continue
        if value.__class__ is float:
            values[row][column] = shown[value]
    rows = _all_texts(values)
    if any("\r" in "".join(row) for row in rows):
        rows = [[text.replace("\r\n", "\n").replace("\r", "\n") for text in row] for row in rows]
    _put(rows, marks.without_value)
    return rows


def _all_texts(values: list[list[Value]]) -> list[list[str]]:
    """In place, for a million new lists would keep the collector of garbage busy."""
    numbers = ShownNumbers()
    for row in values:
        row[:] = [
            value
            if value.__class__ is str
            else numbers[value]
            if value.__class__ is float
            else str(value).upper()
            for value in row
        ]
    return cast(list[list[str]], values)


def _styled(data: bytes, styles: Mapping[int, ShownNumbers]) -> Iterator[tuple[int, int, ShownNumbers]]:
    shown = {b"%d" % style: numbers for style, numbers in styles.items()}
    if len(shown) > _FEW_STYLES:
        used = {*_STYLE.findall(data), b"0"}
        shown = {style: numbers for style, numbers in shown.items() if style in used}
    if not shown:
        return
    columns = _Columns()
    # A cell that names no style has the first one.
    for column, row in _UNSTYLED.findall(data) if b"0" in shown else ():
        yield int(row) - 1, columns[column], shown[b"0"]
    # Styles are few among the cells, and sooner found than cells with one of them.
    for match in re.finditer(rb' s="(%s)"' % b"|".join(sorted(shown)), data):
        cell = _CELL_TAG.match(data, data.rfind(b"<", max(0, match.start() - _LONGEST_TAG), match.start()))
        if cell:
            yield int(cell[2]) - 1, columns[cell[1]], shown[match[1]]


class _Columns(dict[bytes, int]):
    """Numbers of columns, from 0, by their names."""

    def __missing__(self, name: bytes) -> int:
        self[name] = number = column_number(name.decode()) - 1
        return number


def _errors(data: bytes) -> Iterator[tuple[Cell, str]]:
    if b' t="e"' in data:
        for column, row, error in _ERROR.findall(data):
            yield _cell(column, row), error.decode()


def _formulas(data: bytes) -> Iterator[tuple[Cell, str]]:
    """The formulas without a value; the text of one that others share stands for them."""
    if not any(tag in data for tag in _FORMULA_TAGS):
        return
    shared: dict[bytes, str] = {}
    for column, row, attributes, own, formula, value in _FORMULA.findall(data):
        if value and b't="str"' in attributes:
            continue
        key = _SHARED_BY.search(own)
        text = _formula_text(formula) if formula else ""
        if not formula and key:
            # Each text is made once, for a long one may be shared by any number of cells.
            shared = shared or {number: _formula_text(one) for number, one in _SHARED.findall(data)}
            text = shared.get(key[1], "")
        if text:
            yield _cell(column, row), text


def _formula_text(formula: bytes) -> str:
    return "=" + unescape(formula.decode())


def _cell(column: bytes, row: bytes) -> Cell:
    return Cell(int(row), column_number(column.decode()))


def _number_of_days(value: Value) -> Value:
    """A day that the file has as a date, as the number it usually has instead."""
    if isinstance(value, datetime):
        return (value - _DAY_ZERO) / _DAY
    if isinstance(value, date):
        return float((value - _DAY_ZERO.date()).days)
    if isinstance(value, time):
        return (datetime.combine(_DAY_ZERO, value) - _DAY_ZERO) / _DAY
    return value / _DAY if isinstance(value, timedelta) else value


def _put(rows: list[list[str]], texts: Mapping[Cell, str]) -> None:
    """Put texts in their places, in more rows and columns if need be."""
    width = len(rows[0]) if rows else 0
    height, widest = (max((cell[side] for cell in texts), default=0) for side in (0, 1))
    if widest > width:
        for row in rows:
            row += [""] * (widest - width)
        width = widest
    rows += [[""] * width for _ in range(height - len(rows))]
    for cell, text in texts.items():
        rows[cell.row - 1][cell.column - 1] = text
