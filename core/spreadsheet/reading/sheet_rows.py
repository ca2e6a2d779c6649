"""The texts of sheets in rows, found by searching their XML: nothing is made for a cell but its place in a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from core.spreadsheet import xml
from core.spreadsheet.address import LAST_COLUMN, LAST_ROW, column_number
from core.spreadsheet.reading.cell_texts import CellTexts
from core.spreadsheet.reading.regular_xml import IrregularXml, regular_sheet
from core.spreadsheet.refusal import NotAWorkbook, damaged, unsafe

_BETWEEN_ROWS = rb"(?:\s|</?sheetData[^<>]*+>|<row\s[^<>]*+(?<=/)>)*+"
_ROW = re.compile(_BETWEEN_ROWS + rb'<row (?:r="|[^<>]*? r=")([1-9][0-9]{0,6})"[^<>]*(?<!/)>')
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"'
    rb"([^<>/]*(?:/|>(?:<v>[^<]*+(?=</v></c>)|(?:[^<]++|<(?!/?c\b))*+(?=</c>))))"
)
"""What follows the cell's name is what `CellTexts` makes a text of."""
_END_OF_ROW, _END_OF_ROWS, _BEGIN_OF_CELL, _END_OF_CELL = b"</row>", b"</sheetData>", b"<c", b"</c>"
_PREFIXED = re.compile(rb":c[\s/>]")
# No tag is searched beyond the next one, or a text full of beginnings of tags would take for ever.
_HIDDEN_ROW = re.compile(rb"""<row\s(?=[^<>]*\bhidden=["'](?:1|true)["'])[^<>]*?\br=["']([0-9]{1,7})["']""")
_PORTION = 1 << 20
"""In bytes of XML: some 20,000 cells, the work of a few hundredths of a second."""

_MOST_VALUES = 3_000_000
"""A hundred thousand indicators are some 1.3 million."""
_MOST_CELLS = 8_000_000
"""Empty ones too, of one sheet."""
_MOST_CELLS_TOGETHER = 12_000_000
_MOST_TEXT = 128 * 1024 * 1024
"""In characters. A long string that many cells share would become any amount of text."""


class SheetTooLarge(NotAWorkbook):
    """The cells of a sheet are too many, or lie too far apart, to be read into memory."""

    def __init__(self, sheet: str, extent: str) -> None:
        super().__init__(
            f"工作表“{sheet}”太大{extent}，请用 Excel 或 WPS 打开，删除目标表以外的多余行列后再保存"
        )


class ReadSheet(NamedTuple):
    """The texts from A1 on, in rows of equal length; `after` is the regular XML that follows the cells.

    `hidden_rows` count from 1.
    """

    rows: list[list[str]]
    hidden_rows: frozenset[int]
    after: bytes


class RowReader:
    """Reads the sheets of one workbook, which together may hold so much and no more."""

    def __init__(self, texts: CellTexts) -> None:
        self._texts = texts
        self._places = _Places()
        self._values = self._cells = self._characters = 0

    def read(self, name: str, data: bytes, tell: Callable[[int], None]) -> ReadSheet:
        """`tell` is told how many bytes are done. Raises SheetTooLarge, NotAWorkbook, and what `tell` raises."""
        data = xml.checked(data)
        try:
            try:
                return self._read(name, data, tell)
            except IrregularXml:
                return self._read(name, regular_sheet(data), tell)
        except (IrregularXml, UnicodeDecodeError) as error:
            raise damaged() from error

    def _read(self, name: str, data: bytes, tell: Callable[[int], None]) -> ReadSheet:
        """Raises IrregularXml and UnicodeDecodeError, too."""
        first, last = _place_of_rows(data)
        portions = [*_portions(data, first, last)]
        values = self._values + sum(data.count(_END_OF_CELL, *portion) for portion in portions)
        if values > _MOST_VALUES:
            raise unsafe(f"里有内容的单元格一共超过 {_MOST_VALUES // 10_000} 万个")
        self._texts.turn_to(data)
        sheet = _Sheet(name)
        characters = self._characters
        hidden_rows: list[bytes] = []
        for start, end in portions:
            rows = data[start:end]
            characters += self._put(rows, sheet)
            if characters - self._texts.in_shared_formulas > _MOST_TEXT:
                raise unsafe("里有大得不正常的文字")
            if b"hidden=" in rows:
                hidden_rows += _HIDDEN_ROW.findall(rows)
            tell(end)
        self._cells += len(sheet.rows) * sheet.width
        if self._cells > _MOST_CELLS_TOGETHER:
            raise unsafe(f"里的工作表一共有超过 {_MOST_CELLS_TOGETHER // 10_000} 万个单元格")
        self._values = values
        self._characters = characters - self._texts.in_shared_formulas
        return ReadSheet(sheet.even_rows(), frozenset(map(int, hidden_rows)), data[last:])

    def _put(self, rows: bytes, sheet: _Sheet) -> int:
        """Put the texts of some rows into the sheet, and say how many characters they have."""
        if _is_irregular(rows):
            raise IrregularXml
        count = characters = 0
        *closed, rest = rows.split(_END_OF_ROW)
        for row in closed:
            opening = _ROW.match(row)
            if opening is None:
                raise IrregularXml
            if cells := _CELL.findall(row, opening.end()):
                count += len(cells)
                letters, contents = zip(*cells, strict=True)
                texts = [*map(self._texts.__getitem__, contents)]
                characters += sum(map(len, texts))
                sheet.put(int(opening[1]), self._places[letters], texts)
            elif row.find(b"<", opening.end()) >= 0:
                raise IrregularXml
        if count != rows.count(_BEGIN_OF_CELL) or not re.fullmatch(_BETWEEN_ROWS, rest):
            raise IrregularXml
        return characters


class _Columns(NamedTuple):
    """The columns, from 0, of the cells of a row; `is_whole` where none is left out and none comes twice."""

    numbers: tuple[int, ...]
    width: int
    is_whole: bool


class _Places(dict[tuple[bytes, ...], _Columns]):
    """Columns by their names, made once for all rows with the same cells."""

    def __missing__(self, letters: tuple[bytes, ...]) -> _Columns:
        numbers = tuple([column_number(name.decode()) - 1 for name in letters])
        if max(numbers) >= LAST_COLUMN:
            raise damaged()
        self[letters] = columns = _Columns(numbers, max(numbers) + 1, numbers == tuple(range(len(numbers))))
        return columns


class _Sheet:
    """The rows of a sheet, which grow with what is put into them."""

    def __init__(self, name: str) -> None:
        self.rows: list[list[str]] = []
        self.width = 0
        self._name = name

    def put(self, number: int, columns: _Columns, texts: list[str]) -> None:
        """Put texts into the row with this number, from 1.

        Raises SheetTooLarge; NotAWorkbook for a place that there is not.
        """
        row = texts
        if not columns.is_whole:
            row = [""] * columns.width
            for column, text in zip(columns.numbers, texts, strict=True):
                row[column] = text or row[column]
        while row and not row[-1]:
            del row[-1]
        if not row:
            return
        if len(row) > self.width:
            self.width = len(row)
        height = len(self.rows)
        if max(height, number) * self.width > _MOST_CELLS or number > LAST_ROW:
            self._refuse(max(height, number))
        if number == height + 1:
            self.rows.append(row)
        else:
            self._put_elsewhere(number, row)

    def even_rows(self) -> list[list[str]]:
        """The rows, all as long as the longest one."""
        for row in self.rows:
            if len(row) < self.width:
                row += [""] * (self.width - len(row))
        return self.rows

    def _put_elsewhere(self, number: int, row: list[str]) -> None:
        """Put a row below a gap, or over one that is there already."""
        self.rows += [[] for _ in range(number - len(self.rows))]
        there = self.rows[number - 1]
        there += [""] * (len(row) - len(there))
        for column, text in enumerate(row):
            there[column] = text or there[column]

    def _refuse(self, height: int) -> NoReturn:
        if height > LAST_ROW:
            raise damaged()
        raise SheetTooLarge(self._name, f"（内容一直到第 {height} 行、第 {self.width} 列）")


class Head(NamedTuple):
    """A sheet's XML, without its last rows where it `is_cut`."""

    data: bytes
    is_cut: bool


def head_of(pieces: Iterable[bytes], size: int) -> Head:
    """What comes in pieces, without the rows behind the one with which it is longer than `size` bytes.

    Raises NotAWorkbook where it is spelled so that no rows are found, or one is longer than that.
    """
    pieces = iter(pieces)
    data = b""
    for piece in pieces:
        data += piece
        if len(data) > 2 * size:
            break
    found = data.find(_END_OF_ROW, size)
    if found < 0:
        if any(pieces):
            raise damaged()
        return Head(data, False)
    end = found + len(_END_OF_ROW)
    behind = b"".join(_from(_END_OF_ROWS, chain([data[end:]], pieces)))
    if not behind:
        raise damaged()
    return Head(data[:end] + behind, not data.startswith(_END_OF_ROWS, end))


def _from(mark: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is left of the pieces where the mark begins."""
    pieces = iter(pieces)
    seen = b""
    for piece in pieces:
        seen = seen[-len(mark) :] + piece
        place = seen.find(mark)
        if place >= 0:
            yield seen[place:]
            yield from pieces


def _place_of_rows(data: bytes) -> tuple[int, int]:
    """Where the element that holds the rows begins and ends.

    Raises IrregularXml, also for what is no XML around it: within it, only cells are looked at closely.
    """
    start = data.find(b"<sheetData")
    closing = data.rfind(_END_OF_ROWS, max(start, 0))
    end = closing + len(_END_OF_ROWS) if closing >= 0 else start + len(b"<sheetData/>")
    if start < 0 or (closing < 0 and not data.startswith(b"<sheetData/>", start)):
        raise IrregularXml
    frame = data[:start] + b"<sheetData/>" + data[end:]
    if b"<!" in frame or frame.find(b"<?", start) >= 0:
        raise IrregularXml
    try:
        expat.ParserCreate("utf-8").Parse(frame, True)
    except expat.ExpatError as error:
        raise IrregularXml from error
    return start, end


def _portions(data: bytes, start: int, last: int) -> Iterator[tuple[int, int]]:
    """Where portions of the rows begin and end."""
    while start < last:
        end = data.find(_END_OF_ROW, start + _PORTION, last)
        end = end + len(_END_OF_ROW) if end >= 0 else last
        yield start, end
        start = end


def _is_irregular(rows: bytes) -> bool:
    """Whether there are comments, instructions or prefixes. Single characters are found many times as fast."""
    return (
        (b"!" in rows and b"<!" in rows)
        or (b"?" in rows and b"<?" in rows)
        or (b":" in rows and _PREFIXED.search(rows) is not None)
    )
