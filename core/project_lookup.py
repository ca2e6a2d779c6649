"""Finds projects by what a user types: number, code, name, pinyin initials of the name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from core.book import Book, ItemId, Project
from core.pinyin import SpelledTexts
from core.search.span import Span
from core.search.width import half_width
from core.wording import squeezed


class Entry(NamedTuple):
    """What a project is found by.

    `number` is its heading's number or, without one, its place in the book; `name` stands in one line, and `plain` is
    the name in half width and lower case, character by character.
    """

    project: ItemId
    number: str
    unit_code: str
    unit_name: str
    code: str
    name: str
    plain: str


class Emphasis(NamedTuple):
    """Where an entry holds what was typed."""

    field: str
    spans: tuple[Span, ...]


class _Way(IntEnum):
    """How an entry fits what was typed, best first."""

    NUMBER = 0
    UNIT_CODE = 1
    CODE = 2
    NAME = 3
    INITIALS = 4
    APART = 5
    """The name's characters, or their initials, follow one another with others between."""


class ProjectLookup:
    """The projects of a book as they are when this is made."""

    def __init__(self, book: Book) -> None:
        self._entries = [_entry(project, place) for place, project in enumerate(book.projects, start=1)]

    def find(self, typed: str) -> list[Entry]:
        """The projects that fit, best first, in document order where they fit equally well; all for nothing typed.

        Best is the very number, then a code that begins so, a name that holds it, one whose pinyin initials hold it,
        and last a name that holds its characters or initials apart.
        """
        if not typed.strip():
            return list(self._entries)
        fits = self._fits(typed)
        ranked: list[list[Entry]] = [[] for _ in _Way]
        for entry in self._entries:
            if (way := fits.way(entry)) is not None:
                ranked[way].append(entry)
        return [entry for rank in ranked for entry in rank]

    def emphasis(self, entry: Entry, typed: str) -> Emphasis | None:
        """Where an entry that was found holds what was typed; None for nothing typed."""
        return self._fits(typed).emphasis(entry) if typed.strip() else None

    def _fits(self, typed: str) -> _Fits:
        may_be_initials = half_width(typed).isascii()
        return _Fits(typed, self._spelled_names if may_be_initials else None)

    @cached_property
    def _spelled_names(self) -> SpelledTexts:
        """Made when initials may be meant: whoever types Chinese does not wait for them."""
        return SpelledTexts(entry.name for entry in self._entries)


class _Fits:
    """How entries fit one typed text. `spelled_names` is None for a text that cannot be initials."""

    def __init__(self, typed: str, spelled_names: SpelledTexts | None) -> None:
        self._typed = _plain(typed).strip()
        self._names = spelled_names
        characters = squeezed(self._typed)
        self._initials = spelled_names.neighbours(characters) if spelled_names else None
        self._apart = spelled_names.apart(characters) if spelled_names else _apart(characters)

    def way(self, entry: Entry) -> _Way | None:
        """Asked for every project at every key, so it does no more than it must."""
        typed = self._typed
        if entry.number == typed:
            return _Way.NUMBER
        if entry.unit_code.startswith(typed):
            return _Way.UNIT_CODE
        if entry.code.lower().startswith(typed):
            return _Way.CODE
        if typed in entry.plain:
            return _Way.NAME
        if self._find_initials(entry):
            return _Way.INITIALS
        return _Way.APART if self._find_apart(entry) else None

    def emphasis(self, entry: Entry) -> Emphasis | None:
        match self.way(entry):
            case _Way.NUMBER:
                return Emphasis("number", (Span(0, len(entry.number)),))
            case _Way.UNIT_CODE:
                return Emphasis("unit_code", (Span(0, len(self._typed)),))
            case _Way.CODE:
                return Emphasis("code", (Span(0, len(self._typed)),))
            case _Way.NAME:
                start = entry.plain.find(self._typed)
                return Emphasis("name", (Span(start, start + len(self._typed)),))
            case _Way.INITIALS:
                found = self._find_initials(entry)
                return Emphasis("name", _spans(found.regs[:1] if found else ()))
            case _Way.APART:
                apart = self._find_apart(entry)
                return Emphasis("name", _spans(apart.regs[1:] if apart else ()))
        return None

    def _find_initials(self, entry: Entry) -> re.Match[str] | None:
        if self._names is None or self._initials is None:
            return None
        return self._initials.search(self._names.spelled[entry.name])

    def _find_apart(self, entry: Entry) -> re.Match[str] | None:
        return self._apart.match(self._names.spelled[entry.name] if self._names else entry.plain)


def _entry(project: Project, place: int) -> Entry:
    name = " ".join(project.name.split())
    number = str(place if project.number is None else project.number)
    return Entry(
        project.id, number, project.unit_code, project.unit_name, project.code or "", name, _plain(name)
    )


def _plain(text: str) -> str:
    """The text in half width and lower case, character by character."""
    half = half_width(text)
    lower = half.lower()
    return lower if len(lower) == len(half) else half


def _apart(characters: str) -> re.Pattern[str]:
    """Matches texts in which the characters follow one another at any distance; a group for each."""
    escaped = map(re.escape, characters)
    return re.compile("".join(f"[^{one}]*+({one})" for one in escaped))


def _spans(places: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in places)
