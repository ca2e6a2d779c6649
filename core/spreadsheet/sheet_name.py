"""Names of sheets, as Excel allows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_MOST_UNITS = 31
"""The length of a name, in UTF-16 units."""
_NAMELESS = "工作表"
_RESERVED = {"history", "历史记录"}
_WIDE = str.maketrans("[]:*?/\\", "［］：＊？／＼")
_NO_TEXT = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff\ufffe\uffff]+")


def legal_sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A name like the wanted one that Excel allows and that is none of the taken ones, whatever their case.

    Characters that no name may have become their full-width counterparts.
    """
    name = _shortened(_NO_TEXT.sub(" ", wanted).translate(_WIDE), _MOST_UNITS) or _NAMELESS
    known = _RESERVED | {_key(other) for other in taken}
    unique, number = name, 1
    while _key(unique) in known:
        number += 1
        suffix = f"({number})"
        unique = _shortened(name, _MOST_UNITS - len(suffix)) + suffix
    return unique


def is_same_sheet(one: str, other: str) -> bool:
    """Whether two names are one to Excel."""
    return one.casefold() == other.casefold()


def quoted(name: str) -> str:
    """The name as formulas have it before the mark `!`."""
    return "'" + name.replace("'", "''") + "'"


def _shortened(name: str, units: int) -> str:
    """So many UTF-16 units of the name at most, without blanks and apostrophes at its ends."""
    name = name.strip(" '")
    while len(name.encode("utf-16-le")) > 2 * units:
        name = name[:-1].rstrip(" '")
    return name


def _key(name: str) -> str:
    """Equal for names that might be one to Excel: full width or half width, upper or lower case."""
    return unicodedata.normalize("NFKC", name).casefold()
