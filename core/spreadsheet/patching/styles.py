"""The cell styles of a workbook, as far as they say how numbers are shown."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from core.spreadsheet.date_format import is_date_format
from core.spreadsheet.number_format import GENERAL, Number, builtin_format, number_of, shown
from core.spreadsheet.xml import MAIN, parse, serialise, whole_number

TEXT_FORMAT = "@"

_FIRST_OWN_FORMAT = 164
_BUILTIN_IDS = {builtin_format(number): number for number in (0, 1, 2, 9, 10)}
_DECIMALS = re.compile(r"\.([0#?]+)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?%?")


class Styles:
    """Reads the styles part and adds cell styles to it where a number needs them."""

    def __init__(self, xml: bytes) -> None:
        """Raises NotAWorkbook."""
        self._root = parse(xml)
        self._xml = xml
        self._has_grown = False
        self._likes: dict[tuple[int, int], int] = {}
        xfs = self._root.find(f"{{{MAIN}}}cellXfs")
        self._xfs = xfs if xfs is not None else etree.Element(f"{{{MAIN}}}cellXfs")
        self._formats = {
            whole_number(element, "numFmtId"): element.get("formatCode", GENERAL)
            for element in self._root.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
        }

    def to_bytes(self) -> bytes:
        return serialise(self._root) if self._has_grown else self._xml

    def format_of(self, style: int) -> str:
        """The number format of a cell style; `General` for one that there is not. Raises NotAWorkbook."""
        if not 0 <= style < len(self._xfs):
            return GENERAL
        number = whole_number(self._xfs[style], "numFmtId")
        return self._formats.get(number) or builtin_format(number)

    def number_for(self, text: str, style: int) -> tuple[str, int] | None:
        """The number that a cell of this style shows as the text, and the cell style that it needs for that.

        None for a text that has to be stored as one. A format may bring words along: `0.00"万元"`.
        """
        number, format = number_of(text), self.format_of(style)
        if number is None:
            core = _NUMBER.search(text)
            number = number_of(core[0]) if core and format != GENERAL else None
            return (number.value, style) if number and _shows(format, number, text) else None
        if not _shows(format, number, text):
            if not 0 <= style < len(self._xfs):
                return None
            style = self._style_like(style, self._format_id(number.format))
        return number.value, style

    def _style_like(self, style: int, format_id: int) -> int:
        """The number of a cell style that is like this one but for its number format."""
        found = self._likes.get((style, format_id))
        if found is None:
            wanted = _with_format(self._xfs[style], format_id)
            found = next(
                (index for index, known in enumerate(self._xfs) if _is_same(known, wanted, format_id)),
                len(self._xfs),
            )
            if found == len(self._xfs):
                self._xfs.append(wanted)
                self._xfs.set("count", str(len(self._xfs)))
                self._has_grown = True
            self._likes[style, format_id] = found
        return found

    def _format_id(self, format: str) -> int:
        if format in _BUILTIN_IDS:
            return _BUILTIN_IDS[format]
        for number, known in self._formats.items():
            if known == format:
                return number
        number = max([_FIRST_OWN_FORMAT - 1, *self._formats]) + 1
        self._formats[number] = format
        parent = self._root.find(f"{{{MAIN}}}numFmts")
        if parent is None:
            parent = etree.Element(f"{{{MAIN}}}numFmts")
            self._root.insert(0, parent)
        etree.SubElement(parent, f"{{{MAIN}}}numFmt", numFmtId=str(number), formatCode=format)
        parent.set("count", str(len(parent)))
        return number


def _shows(format: str, number: Number, text: str) -> bool:
    """Whether Excel shows the number as this text, with all its decimals."""
    if format == GENERAL or is_date_format(format):
        return format == number.format
    places = max((len(places) for places in _DECIMALS.findall(format)), default=0)
    core = _NUMBER.search(text)
    decimals = core[0].rstrip("%").partition(".")[2] if core else ""
    has_room = GENERAL in format or len(decimals) <= places
    return has_room and shown(float(number.value), format) == text


def _with_format(xf: etree._Element, format_id: int) -> etree._Element:
    changed = deepcopy(xf)
    changed.set("numFmtId", str(format_id))
    changed.set("applyNumberFormat", "1")
    return changed


def _is_same(known: etree._Element, wanted: etree._Element, format_id: int) -> bool:
    if known.get("numFmtId", "0") != str(format_id):
        return False
    return etree.tostring(_with_format(known, format_id), method="c14n") == etree.tostring(
        wanted, method="c14n"
    )
