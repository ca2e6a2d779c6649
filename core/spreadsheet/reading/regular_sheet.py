"""Sheets' XML in the one spelling that nearly all programs write, so that it can be searched as text.

In regular XML every cell is `<c r="A1">`, with an `s`, a `t` and little else; nothing has a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.address import cell_at, column_name
from core.spreadsheet.reading.extent import check_extent, check_values
from core.spreadsheet.refusal import damaged

_NOT_NEAR = re.compile(
    rb'<c(?! r="[A-Z](?:[1-9][0-9]{0,4}|[12][0-9]{5})"(?: [st]="[0-9A-Za-z]{1,20}"){0,2}/?>|[A-Za-z])'
)
"""A cell that is not regular, or outside of A1:Z299999, which are not too many."""
_ODD_CELL = re.compile(
    rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: (?:[st]|[cv]m|ph)="[0-9A-Za-z]{0,20}"){0,5}\s?/?>|[A-Za-z])'
)
_PREFIXED = re.compile(rb":c[\s/>]")

_MOST_DIGITS = 7
"""Of the number of a row."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROWS, _CELLS, _MERGES, _VALUE, _FORMULA, _INLINE = (
    "/".join(f"{{{xml.MAIN}}}{name}" for name in path.split("/"))
    for path in ("sheetData/row", "c", "mergeCells/mergeCell", "v", "f", "is")
)
_RUN, _TEXT = f"{{{xml.MAIN}}}r", f"{{{xml.MAIN}}}t"


def regular(name: str, data: bytes) -> bytes:
    """The sheet in regular XML, if need be with nothing but its cells, hidden rows and merges.

    Its cells lie in a rectangle that fits into memory. Raises SheetTooLarge, NotAWorkbook.
    """
    data = xml.checked(data)
    check_values(name, data)
    is_near = not _NOT_NEAR.search(data)
    if _has_prefixes(data) or (not is_near and _ODD_CELL.search(data)):
        data, is_near = "".join(_rewritten(xml.parse(data))).encode(), False
    if not is_near:
        check_extent(name, data)
    return data


def _has_prefixes(data: bytes) -> bool:
    return b":c" in data and _PREFIXED.search(data) is not None


def _rewritten(sheet: etree._Element) -> Iterator[str]:
    yield f'<worksheet xmlns="{xml.MAIN}"><sheetData>'
    row_number = 0
    for row in sheet.iterfind(_ROWS):
        row_number = _number(row.get("r"), row_number + 1)
        yield f'<row r="{row_number}"{_attributes(row, "hidden")}>'
        column = 0
        for cell in row.iterfind(_CELLS):
            place = (row_number, column + 1) if (name := cell.get("r")) is None else _place(name)
            column = place[1]
            yield f'<c r="{column_name(column)}{place[0]}"{_attributes(cell, "s", "t")}>'
            yield from _content(cell)
            yield "</c>"
        yield "</row>"
    yield "</sheetData>"
    yield from (f"<mergeCell{_attributes(merge, 'ref')}/>" for merge in sheet.iterfind(_MERGES))
    yield "</worksheet>"


def _content(cell: etree._Element) -> Iterator[str]:
    for child in cell:
        if child.tag == _FORMULA:
            yield f"<f{_attributes(child, 't', 'si')}>{escape(child.text or '', quote=False)}</f>"
        elif child.tag == _VALUE:
            yield f"<v>{escape(child.text or '', quote=False)}</v>"
        elif child.tag == _INLINE:
            runs = [text for text in child.iter(_TEXT) if _is_shown(text)]
            yield f'<is><t xml:space="preserve">{escape("".join(map(_run_text, runs)), quote=False)}</t></is>'


def _is_shown(text: etree._Element) -> bool:
    """Whether this is the text of a cell or of one of its runs, and not how that is pronounced."""
    parent = text.getparent()
    return parent is not None and parent.tag in (_INLINE, _RUN)


def _run_text(element: etree._Element) -> str:
    text = element.text or ""
    return text if element.get(_SPACE) == "preserve" else text.strip()


def _attributes(element: etree._Element, *names: str) -> str:
    return "".join([f' {name}="{escape(element.get(name, ""))}"' for name in names if name in element.attrib])


def _place(name: str) -> tuple[int, int]:
    try:
        return cell_at(name)
    except ValueError as error:
        raise damaged() from error


def _number(digits: str | None, following: int) -> int:
    if digits is None:
        return following
    if not digits.isascii() or not digits.isdigit() or len(digits) > _MOST_DIGITS:
        raise damaged()
    return int(digits)
