"""Strings in a workbook's XML: plain ones, and rich ones without their looks and their pronunciation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.spreadsheet import xml
from core.spreadsheet.reading.regular_xml import IrregularXml, regular_strings
from core.spreadsheet.refusal import damaged, unsafe

# No element is searched beyond the next one of its kind, or a part full of beginnings would take for ever.
_STRING = re.compile(rb"<si(?:/>|>((?:[^<]++|<(?!/?si\b))*+)</si>)")
_PRONUNCIATION = re.compile(r"<rPh(?:\s[^<>]*+)?(?<!/)>(?:[^<]++|<(?!/?rPh\b))*+</rPh>")
_PREFIXED = re.compile(rb":si[\s/>]")
_PLAIN = re.compile(r'<t(\sxml:space="preserve")?>([^<]*+)</t>')
_RUN = re.compile(r"<t(\s[^<>]*?)?(?:/>|>([^<]*)</t>)")
_PRESERVED = re.compile(r"""\sxml:space=["']preserve""")
_BEGIN_OF_STRING = b"<si"
_MOST_TAGS = 12_000_000
_PORTION = 1 << 20
"""In bytes of XML: a few thousandths of a second, after which other threads have their turn."""


class SharedStrings(dict[int, str]):
    """The strings that the cells of a workbook share, by their numbers. A text is made when it is asked for.

    Asking raises NotAWorkbook, UnicodeDecodeError, and IndexError for a number above all.
    """

    def __init__(self, data: bytes) -> None:
        """`data` is the part that holds them. Raises NotAWorkbook."""
        super().__init__()
        data = xml.checked(data)
        try:
            try:
                self._strings = _strings(data)
            except IrregularXml:
                self._strings = _strings(regular_strings(data))
        except IrregularXml as error:
            raise damaged() from error

    def __missing__(self, number: int) -> str:
        text = self[number] = _text(self._strings[number].decode()) if number >= 0 else ""
        return text


def _strings(data: bytes) -> list[bytes]:
    """What the elements of the strings hold. Raises IrregularXml, NotAWorkbook."""
    strings: list[bytes] = []
    tags = 0
    for start, end in _portions(data):
        found = _STRING.findall(data, start, end)
        if len(found) != data.count(_BEGIN_OF_STRING, start, end) or _is_irregular(data[start:end]):
            raise IrregularXml
        tags += data.count(b"<", start, end)
        if tags > _MOST_TAGS:
            raise unsafe("里有大得不正常的部件")
        strings += found
    return strings


def _portions(data: bytes) -> Iterator[tuple[int, int]]:
    """Where portions of the strings begin and end."""
    start = 0
    while start < len(data):
        end = data.find(_BEGIN_OF_STRING, start + _PORTION)
        end = end if end >= 0 else len(data)
        yield start, end
        start = end


def _is_irregular(strings: bytes) -> bool:
    """Whether there are comments or prefixes. Single characters are found many times as fast."""
    return (b"!" in strings and b"<!" in strings) or (
        b":" in strings and _PREFIXED.search(strings) is not None
    )


def _text(string: str) -> str:
    """The text of a string, given by what its element holds."""
    plain = _PLAIN.fullmatch(string)
    if plain is None:
        return rich_text(string)
    preserved, text = plain.groups()
    return xml.read_text(text if preserved else text.strip())


def rich_text(string: str) -> str:
    """The text of a string, given by what its element holds. White space around runs counts only where that is said."""
    if "<rPh" in string:
        string = _PRONUNCIATION.sub("", string)
    runs = _RUN.findall(string)
    return xml.read_text("".join([run if _PRESERVED.search(said) else run.strip() for said, run in runs]))
