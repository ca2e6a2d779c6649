"""Where a cell's text stands in the source of a file, and how it is changed without touching what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n]*\]")
_BLANKS = " \u3000\xa0"


class Slot(NamedTuple):
    """The characters `source[start:end]` of a cell.

    A cell that the file does not have is an empty slot where it would stand; `lead` and `trail` are then what
    must be written around its text.
    """

    start: int
    end: int
    lead: str = ""
    trail: str = ""

    def raw(self, source: str) -> str:
        return source[self.start : self.end]

    def text(self, source: str) -> str:
        return cell_text(source[self.start : self.end])


NOWHERE = Slot(0, 0)
"""Stands for a slot that has not been found yet."""


class Replacement(NamedTuple):
    """`source[start:end]` is to become `text`."""

    start: int
    end: int
    text: str


def cell_text(raw: str) -> str:
    """What a cell says: without bookmarks, trailing tabs and empty lines; wrapped lines stay lines."""
    if "[" in raw:
        raw = BOOKMARK.sub("", raw)
    if "\n" not in raw and "\t" not in raw and "\r" not in raw:
        return "" if raw.isspace() else raw
    lines = (_without_trailing_tabs(line.rstrip("\r")) for line in raw.split("\n"))
    return "\n".join(line for line in lines if line and not line.isspace())


def rewrite(source: str, slot: Slot, text: str) -> Replacement:
    """Give the slot's cell another text; bookmarks and trailing tabs stay."""
    raw = slot.raw(source)
    old = cell_text(raw)
    if not raw or not old:
        keep = "".join(BOOKMARK.findall(raw))
        return Replacement(slot.start, slot.end, slot.lead + keep + text + slot.trail if text else raw)
    at = raw.find(old)
    if at >= 0:
        return Replacement(slot.start + at, slot.start + at + len(old), text)
    keep = "".join(BOOKMARK.findall(raw))
    return Replacement(slot.start, slot.start + len(_without_trailing_tabs(raw)), keep + text)


def _without_trailing_tabs(text: str) -> str:
    """The text up to the first tab, with the blanks before it, of the white space that it ends with."""
    filled = text.rstrip()
    blanks, tab, _ = text[len(filled) :].partition("\t")
    return filled + blanks.rstrip(_BLANKS) if tab else text


def splice(source: str, start: int, end: int, replacements: list[Replacement]) -> str:
    """`source[start:end]` with the replacements made. Those at one position are written in their order."""
    parts: list[str] = []
    at = start
    for change in sorted(replacements, key=lambda change: (change.start, change.end)):
        parts += (source[at : change.start], change.text)
        at = change.end
    parts.append(source[at:end])
    return "".join(parts)


def lines_of(source: str, positions: Iterable[int]) -> Iterator[int]:
    """Numbers of the lines, from 1, that hold the positions, which ascend."""
    line, at = 1, 0
    for position in positions:
        line += source.count("\n", at, position)
        at = position
        yield line
