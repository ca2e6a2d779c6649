"""What a cell shows, by its XML: most cells of a sheet say what others say, so each text is made but once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from math import isfinite

from core.spreadsheet import xml
from core.spreadsheet.reading.cell_formats import ShownNumbers
from core.spreadsheet.reading.regular_xml import IrregularXml
from core.spreadsheet.reading.strings import SharedStrings, rich_text
from core.spreadsheet.refusal import damaged, unsafe

_CONTENT = re.compile(
    rb"""
    (?P<attributes>[^<>]*)> \s*
    (?:<f(?P<own>\s[^<>]*?)?(?:/>|>(?P<formula>[^<]*)</f>) \s*)?
    (?P<v><v(?:\s[^<>]*?)?(?:/>|>(?P<value>[^<]*)</v>) \s*)?
    (?:<is>(?P<string>.*)</is> \s*)?
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(rb'(?<!\s)\s++([\w:.-]++)="[^"&]*+"')
_TYPE, _STYLE = re.compile(rb'\st="([^"]*)"'), re.compile(rb'\ss="([0-9]{1,9})"')
_SHARED_BY = re.compile(rb'\ssi="([0-9]+)"')
_SHARED = re.compile(rb'(?><f\s[^<>]*?\bsi="([0-9]+)")[^<>]*+>([^<]+)</f>')
_TRUTHS = {b"1": "TRUE", b"true": "TRUE", b"0": "FALSE", b"false": "FALSE"}
_MOST_WAYS = 300_000
"""Excel has no more than 65,490 styles of cells."""
_DAY_ZERO = datetime(1899, 12, 30)
_DAY = timedelta(days=1)


class CellTexts(dict[bytes, str]):
    """The texts of cells by their XML behind the name, up to a plain value or to the end.

    `<c r="A1" s="3" t="s"><v>7</v></c>` is asked for by ` s="3" t="s"><v>7`, `<c r="A1" s="3"/>` by ` s="3"/`. Asking raises NotAWorkbook, IrregularXml.
    """

    def __init__(self, strings: SharedStrings, styles: Mapping[int, ShownNumbers]) -> None:
        """`styles` are those that do not show numbers as `General` does."""
        super().__init__()
        self._strings, self._styles = strings, styles
        self._general = ShownNumbers()
        self._sheet = b""
        self._shared: dict[bytes, str] | None = None
        self._ways: dict[bytes, Callable[[bytes], str]] = {}
        self.in_shared_formulas = 0
        """Characters of the texts of this sheet's shared formulas, however often they were asked for."""

    def turn_to(self, sheet: bytes) -> None:
        """From now on shared formulas are those of this sheet, given as XML."""
        self._sheet, self._shared = sheet, None
        self.in_shared_formulas = 0

    def __missing__(self, cell: bytes) -> str:
        attributes, is_plain, value = cell.rpartition(b"><v>")
        if is_plain and b"<" not in value:
            text = self[cell] = self._way(attributes)(value) if value else ""
            return text
        if cell.endswith((b"/", b">")) and b"<" not in cell:
            self._way(cell[:-1])
            self[cell] = ""
            return ""
        match = _CONTENT.fullmatch(cell)
        if match is None:
            raise IrregularXml
        way = self._way(match["attributes"])
        if match["value"]:
            text = way(match["value"])
        elif match["string"] and b't="inlineStr"' in match["attributes"]:
            text = rich_text(match["string"].decode())
        elif match["formula"] is not None or match["own"]:
            # Texts of shared formulas are not remembered, for another sheet has others.
            return self._formula(match)
        else:
            text = ""
        self[cell] = text
        return text

    def _way(self, attributes: bytes) -> Callable[[bytes], str]:
        """What makes texts of the values of cells with these attributes. Raises IrregularXml, NotAWorkbook."""
        way = self._ways.get(attributes)
        if way is None:
            if len(self._ways) == _MOST_WAYS:
                raise unsafe("里有多得不正常的单元格样式")
            names = _ATTRIBUTE.findall(attributes)
            if len({b"r", *names}) <= len(names) or _ATTRIBUTE.sub(b"", attributes).strip():
                raise IrregularXml
            way = self._ways[attributes] = self._way_to_show(attributes)
        return way

    def _way_to_show(self, attributes: bytes) -> Callable[[bytes], str]:
        type, style = _TYPE.search(attributes), _STYLE.search(attributes)
        numbers = self._styles.get(int(style[1]) if style else 0, self._general)
        match type[1] if type else b"n":
            case b"s":
                return self._shared_string
            case b"n":
                return partial(_number, numbers)
            case b"d":
                return partial(_day, numbers)
            case b"str" | b"e":
                return _text
            case b"b":
                return _truth
            case b"inlineStr":
                return lambda value: ""
        return _nothing_known

    def _shared_string(self, value: bytes) -> str:
        try:
            return self._strings[int(value)]
        except (ValueError, IndexError) as error:
            raise damaged() from error

    def _formula(self, match: re.Match[bytes]) -> str:
        """A formula whose value nobody has computed shows itself."""
        if match["v"] and b't="str"' in match["attributes"]:
            return ""
        formula, key = match["formula"] or b"", _SHARED_BY.search(match["own"] or b"")
        if not formula and key:
            # Each text is made once, for a long one may be shared by any number of cells.
            if self._shared is None:
                self._shared = {number: _formula_text(one) for number, one in _SHARED.findall(self._sheet)}
            text = self._shared.get(key[1], "")
            self.in_shared_formulas += len(text)
            return text
        return _formula_text(formula) if formula else ""


def _formula_text(formula: bytes) -> str:
    return "=" + xml.unescaped(formula.decode())


def _text(value: bytes) -> str:
    return xml.read_text(value.decode())


def _nothing_known(value: bytes) -> str:
    """Of a kind of value that there is not."""
    raise damaged()


def _truth(value: bytes) -> str:
    if value not in _TRUTHS:
        raise damaged()
    return _TRUTHS[value]


def _number(shown: ShownNumbers, value: bytes) -> str:
    """What is no number after all shows as it is."""
    try:
        number = float(value)
    except ValueError:
        return _text(value)
    return shown[number] if isfinite(number) and b"_" not in value else _text(value)


def _day(shown: ShownNumbers, value: bytes) -> str:
    """A day that the file has as a date shows like the number that it usually has instead."""
    text = value.decode()
    for iso in (datetime.fromisoformat, _time_of_day):
        try:
            moment = iso(text)
        except ValueError:
            continue
        if moment.tzinfo is None:
            return shown[(moment - _DAY_ZERO) / _DAY]
    return _text(value)


def _time_of_day(text: str) -> datetime:
    return datetime.combine(_DAY_ZERO, time.fromisoformat(text))
