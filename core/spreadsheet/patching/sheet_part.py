"""The XML of one sheet, taken apart: its rows stay bytes until they are asked for, so that large sheets are quick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from core.spreadsheet.address import LAST_COLUMN, Cell, cell_at, column_number
from core.spreadsheet.refusal import damaged
from core.spreadsheet.xml import MAIN, checked, parse, serialise

ROW, CELL = f"{{{MAIN}}}row", f"{{{MAIN}}}c"

_DIGITS = "0123456789"
_column = lru_cache(maxsize=LAST_COLUMN)(column_number)
_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^>]*>")


class RowXml(NamedTuple):
    """A row as the file has it, with the white space that follows."""

    number: int
    xml: bytes


class _Spelling:
    """What to search a sheet's XML for, by the prefix that its elements have."""

    def __init__(self, prefix: bytes) -> None:
        row, cell, formula = (re.escape(prefix) + name for name in (b"row", b"c", b"f"))
        self.row = re.compile(rb'<%s(?=\s)[^>]*?\sr="([1-9][0-9]*)"' % row)
        self.formula = re.compile(rb"<%s(?=[\s/>])" % formula)
        self.spreading_formula = re.compile(rb"<%s\s[^>]*?\bt=" % formula)
        self.name = re.compile(
            rb'(<(?:%s(?=\s)[^>]*?\sr="|%s(?=\s)[^>]*?\sr="[A-Z]+))[1-9][0-9]*' % (row, cell)
        )
        # The usual spelling is searched for first, for that is much quicker.
        self._odd = (
            re.compile(rb'<%s(?=[\s/>])(?! r="[A-Z]+[1-9])' % cell),
            re.compile(rb'<%s(?=[\s/>])(?! r="[1-9])' % row),
        )
        self._unnamed = (
            re.compile(rb'<%s(?=[\s/>])(?![^>]*\sr="[A-Z]+[1-9])' % cell),
            re.compile(rb'<%s(?=[\s/>])(?![^>]*\sr="[1-9])' % row),
        )

    def leaves_out_names(self, xml: bytes, start: int) -> bool:
        """Whether there are rows or cells that do not say their place, or not as Excel does."""
        return any(
            odd.search(xml, start) and unnamed.search(xml, start)
            for odd, unnamed in zip(self._odd, self._unnamed, strict=True)
        )


class SheetPart:
    """A sheet: `rows` from top to bottom, and `frame`, the tree of all that is not in them."""

    def __init__(self, xml: bytes) -> None:
        """Raises NotAWorkbook."""
        xml = checked(xml)
        # Comments and CDATA may hide what looks like a row.
        if b"<!" in xml:
            xml = _plain(xml)
        start = _SHEET_DATA.search(xml)
        if start is None:
            raise damaged()
        prefix = start[1]
        self._spelling = _Spelling(prefix)
        if self._spelling.leaves_out_names(xml, start.end()):
            xml = _with_names(xml)
            start = _SHEET_DATA.search(xml)
            assert start is not None
        self._open, self._close = b"<%ssheetData>" % prefix, b"</%ssheetData>" % prefix
        self._head = xml[: start.start()]
        end = start.end() if start[0].endswith(b"/>") else xml.rfind(self._close, start.end())
        if end < 0:
            raise damaged()
        self._tail = xml[end:].removeprefix(self._close)
        self.rows = self._scanned(xml[start.end() : end])
        self._lead = xml[start.end() : end - sum(len(row.xml) for row in self.rows)]
        self.frame = parse(self._head + self._empty + self._tail)
        self._frame_before = serialise(self.frame)

    def to_bytes(self) -> bytes:
        """The whole part. What stands around the rows keeps its bytes where the frame has not changed."""
        head, tail = self._head, self._tail
        if self.frame_has_changed:
            head, _, tail = serialise(self.frame).partition(self._empty)
        rows = b"".join([row.xml for row in self.rows])
        return b"".join((head, self._open, self._lead, rows, self._close, tail))

    @property
    def frame_has_changed(self) -> bool:
        return serialise(self.frame) != self._frame_before

    def elements(self, rows: Iterable[RowXml]) -> list[etree._Element]:
        """The rows as trees, in the order given."""
        texts = b"".join([row.xml for row in rows])
        root = parse(b"".join((self._head, self._open, texts, self._close, self._end)))
        return list(root.iter(ROW))

    def texts(self, elements: Sequence[etree._Element]) -> list[RowXml]:
        """The inverse of `elements`."""
        if not elements:
            return []
        root = parse(self._head + self._empty + self._end)
        data = next(root.iter(f"{{{MAIN}}}sheetData"))
        data.extend(elements)
        xml = serialise(root)
        return self._scanned(xml[xml.index(self._open) + len(self._open) : xml.rindex(self._close)])

    def moved(self, row: RowXml, number: int) -> RowXml:
        """The same row in another place."""
        if row.number == number:
            return row
        digits = str(number).encode()
        return RowXml(number, self._spelling.name.sub(lambda name: name[1] + digits, row.xml))

    def has_formula(self, row: RowXml, *, beyond_its_cell: bool = False) -> bool:
        """Whether the row has a formula; one that other cells share or that fills them, too."""
        pattern = self._spelling.spreading_formula if beyond_its_cell else self._spelling.formula
        return pattern.search(row.xml) is not None

    @property
    def _empty(self) -> bytes:
        return self._open[:-1] + b"/>"

    @property
    def _end(self) -> bytes:
        return b"</%s>" % self._close[2:-1].replace(b"sheetData", b"worksheet")

    def _scanned(self, xml: bytes) -> list[RowXml]:
        starts = [(int(match[1]), match.start()) for match in self._spelling.row.finditer(xml)]
        ends = pairwise([*(start for _, start in starts), len(xml)])
        rows = [
            RowXml(number, xml[start:end]) for (number, _), (start, end) in zip(starts, ends, strict=True)
        ]
        rows.sort(key=lambda row: row.number)
        if any(row.number == following.number for row, following in pairwise(rows)):
            raise damaged()
        return rows


Cells = dict[int, etree._Element]
"""The cells of a row by their columns."""


def cells_of(row: etree._Element) -> Cells:
    return {_column(cell.get("r", "").rstrip(_DIGITS)): cell for cell in row.iterchildren(CELL)}


def renumber(row: etree._Element, number: int) -> None:
    """Put a row in another place."""
    digits = str(number)
    row.set("r", digits)
    for cell in row.iterchildren(CELL):
        cell.set("r", cell.get("r", "").rstrip(_DIGITS) + digits)


def place_of(cell: etree._Element) -> Cell:
    return cell_at(cell.get("r", ""))


def _plain(xml: bytes) -> bytes:
    """The same without comments and CDATA."""
    root = parse(xml)
    for comment in list(root.iter(etree.Comment)):
        _drop(comment)
    return serialise(root)


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        tail, before = node.tail or "", node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(node)


def _with_names(xml: bytes) -> bytes:
    """The same with every row and cell saying its place, which is next to the one before where it is left out."""
    root = parse(xml)
    number = 0
    for row in root.iter(ROW):
        number = int(row.get("r", number + 1))
        row.set("r", str(number))
        column = 0
        for cell in row.iterchildren(CELL):
            place = cell_at(cell.get("r", "")) if cell.get("r") else Cell(number, column + 1)
            column = place.column
            cell.set("r", Cell(number, column).name)
    return serialise(root)
