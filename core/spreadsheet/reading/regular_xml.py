"""Sheets and strings in the one spelling that nearly all programs write, so that their XML can be searched as text.

In regular XML nothing has a prefix, and there are no comments; every cell is `<c r="A1">`, every string `<si>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.address import cell_at, column_name
from core.spreadsheet.refusal import damaged

_MOST_DIGITS = 7
"""Of the number of a row."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROWS, _CELLS, _MERGES, _VALUE, _FORMULA, _INLINE = (
    "/".join(f"{{{xml.MAIN}}}{name}" for name in path.split("/"))
    for path in ("sheetData/row", "c", "mergeCells/mergeCell", "v", "f", "is")
)
_STRING, _RUN, _TEXT = (f"{{{xml.MAIN}}}{name}" for name in ("si", "r", "t"))


class IrregularXml(Exception):
    """Something is spelled in a way that cannot be searched as text."""


def regular_sheet(data: bytes) -> bytes:
    """A sheet rewritten, with nothing but its cells, hidden rows and merges. Raises NotAWorkbook."""
    return "".join(_sheet(xml.parse(data))).encode()


def regular_strings(data: bytes) -> bytes:
    """The strings that cells share, rewritten. Raises NotAWorkbook."""
    return "".join(map(_string, xml.parse(data).iter(_STRING))).encode()


def _sheet(sheet: etree._Element) -> Iterator[str]:
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
    """One formula, one value, one string at most, in this order."""
    parts = {child.tag: child for child in cell}
    if (formula := parts.get(_FORMULA)) is not None:
        yield f"<f{_attributes(formula, 't', 'si')}>{_escaped(formula.text or '')}</f>"
    if (value := parts.get(_VALUE)) is not None:
        yield f"<v>{_escaped(value.text or '')}</v>"
    if (inline := parts.get(_INLINE)) is not None:
        yield f"<is>{_text(inline)}</is>"


def _string(string: etree._Element) -> str:
    return f"<si>{_text(string)}</si>"


def _text(string: etree._Element) -> str:
    runs = [_run(text) for text in string.iter(_TEXT) if _is_shown(text, string)]
    return f'<t xml:space="preserve">{_escaped("".join(runs))}</t>'


def _is_shown(text: etree._Element, string: etree._Element) -> bool:
    """Whether this is the text of a string or of one of its runs, and not how that is pronounced."""
    parent = text.getparent()
    return parent is string or (parent is not None and parent.tag == _RUN)


def _run(element: etree._Element) -> str:
    text = str(element.xpath("string()"))  # without comments
    return text if element.get(_SPACE) == "preserve" else text.strip()


def _attributes(element: etree._Element, *names: str) -> str:
    return "".join([f' {name}="{escape(element.get(name, ""))}"' for name in names if name in element.attrib])


def _escaped(text: str) -> str:
    return escape(text, quote=False)


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
