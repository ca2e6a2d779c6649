"""Where in the cells of a book the hits are, for the views that paint them."""

from __future__ import annotations

from collections.abc import Mapping

from core.book import Book, ItemId, Place, Section
from core.search import Query, Span, hits_in

_MOST_SECTIONS = 200
"""Views show few sections at a time; those they leave are forgotten."""


class HitMarks:
    """Answers for any place at once, however far the search of the book has come."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._known: dict[ItemId, tuple[Section, Mapping[Place, tuple[Span, ...]]]] = {}

    def spans_at(self, book: Book, place: Place) -> tuple[Span, ...]:
        """The hits in the text at a place; a section that has not changed since is not searched again."""
        if place.section not in book:
            return ()
        section = book.section(place.section)
        known, marks = self._known.get(place.section, (None, {}))
        if known is not section:
            marks = {hit.place: hit.spans for hit in hits_in(section, self._query)}
            if len(self._known) >= _MOST_SECTIONS:
                self._known.clear()
            self._known[place.section] = (section, marks)
        return marks.get(place, ())
