"""Edits of cells as a spreadsheet names them: clear, fill, fill down, fill to the right.

A table of places is as the user sees it: line by line, from left to right; None stands for a cell that takes no
text. Each function returns the edit, or None where nothing would change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.arrangement import as_one
from core.book import Book, ItemId, Place, Row
from core.edit import Edit, SetField
from core.progress import Progress, unobserved

Line = Sequence[Place | None]


def set_texts(book: Book, wanted: Iterable[tuple[Place, str]]) -> Edit | None:
    """Give cells of rows these texts; a cell that has its text already is left alone.

    Raises LookupError for a place that is not in the book.
    """
    rows = _Rows(book)
    return as_one(SetField(place, text) for place, text in wanted if rows.text(place) != text)


def clear(book: Book, places: Iterable[Place]) -> Edit | None:
    """Empty the cells."""
    return set_texts(book, ((place, "") for place in places))


def fill(book: Book, places: Iterable[Place], text: str) -> Edit | None:
    """Give all cells the same text."""
    return set_texts(book, ((place, text) for place in places))


def fill_down(book: Book, table: Sequence[Line]) -> Edit | None:
    """Give every cell the text of the first one of its column."""
    return set_texts(book, _from_first(book, zip(*table, strict=True)))


def fill_right(book: Book, table: Sequence[Line]) -> Edit | None:
    """Give every cell the text of the first one of its line."""
    return set_texts(book, _from_first(book, table))


def texts_of(book: Book, table: Sequence[Line], progress: Progress = unobserved) -> list[list[str]]:
    """What the cells say; empty for those that take no text."""
    rows, texts = _Rows(book), []
    for done, line in enumerate(table):
        progress(done, len(table))
        texts.append([rows.text(place) if place else "" for place in line])
    return texts


def _from_first(book: Book, lines: Iterable[Line]) -> Iterable[tuple[Place, str]]:
    rows = _Rows(book)
    for line in lines:
        places = [place for place in line if place is not None]
        for place in places[1:]:
            yield place, rows.text(places[0])


class _Rows:
    """The rows of a book by id, of each section that is asked for."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_section: dict[ItemId, dict[ItemId, Row]] = {}

    def text(self, place: Place) -> str:
        rows = self._by_section.get(place.section)
        if rows is None:
            rows = {row.id: row for row in self._book.section(place.section).rows}
            self._by_section[place.section] = rows
        if place.row is None or place.field is None:
            raise LookupError(f"{place} is no cell of a row")
        return getattr(rows[place.row], place.field) or ""
