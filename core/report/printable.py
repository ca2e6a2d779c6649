"""Texts of tables and names of files made fit for any kind of document."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ufeff]")
# A file that says right-to-left in the middle of a cell would turn the rest of the line around.
_DIRECTIONS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MOST_LINES = 10
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def printable(text: str) -> str:
    """The text without what neither XML nor paper can hold. Lines end in a line feed, tabs become blanks."""
    if text.isprintable():
        return text
    text = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    text = _SURROGATE.sub("\ufffd", text)
    return _DIRECTIONS.sub("", _UNPRINTABLE.sub("", text))


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with its length where it has more than `most` characters or too many lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    whole = "\n".join(lines)
    if len(lines) <= _MOST_LINES and len(whole) <= most:
        return whole
    beginning = "\n".join(lines[:_MOST_LINES])[:most]
    return f"{beginning}……（共 {len(whole)} 字）"
