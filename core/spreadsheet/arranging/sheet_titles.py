"""The names of the sheets among a file's properties, which file managers show."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.xml import EXTENDED_PROPERTIES, VARIANT_TYPES

_PAIRS = f"{{{EXTENDED_PROPERTIES}}}HeadingPairs"
_TITLES = f"{{{EXTENDED_PROPERTIES}}}TitlesOfParts"
_TEXT, _NUMBER = f"{{{VARIANT_TYPES}}}lpstr", f"{{{VARIANT_TYPES}}}i4"


def with_sheet_titles(data: bytes, before: Sequence[str], names: Sequence[str]) -> bytes:
    """The properties with these names of worksheets in place of those before.

    Properties that do not name those are left without names, which Excel puts in when it saves the file.
    """
    properties = xml.parse(data)
    pairs, titles = properties.find(_PAIRS), properties.find(_TITLES)
    if pairs is None or titles is None or not len(titles):
        return data
    number, vector = next(pairs.iter(_NUMBER), None), titles[0]
    named = [title.text or "" for title in list(vector)[: len(before)]]
    if number is not None and number.text == str(len(before)) and named == list(before):
        number.text = str(len(names))
        vector[:] = [_title(name) for name in names] + list(vector)[len(before) :]
        vector.set("size", str(len(vector)))
    else:
        properties.remove(pairs)
        properties.remove(titles)
    return xml.serialise(properties)


def _title(name: str) -> etree._Element:
    title = etree.Element(_TEXT)
    title.text = name
    return title
