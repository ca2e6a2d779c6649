"""Where a book holds what the user looks for.

Each search raises BadPattern where a regular expression takes too long.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from core.book import Book, Place, Row, Section, Value
from core.progress import Progress, unobserved
from core.search.field_text import field_text
from core.search.parts import fields_of
from core.search.query import Query
from core.search.span import Span

_ROWS_PER_BATCH = 100


class Hit(NamedTuple):
    """A field that holds what is looked for: `spans` say where in its `text`, of which they are never all empty.

    The goals of a project are one field, and so one hit; so are the percentages of its spending plan.
    """

    place: Place
    spans: tuple[Span, ...]
    text: str


def hits(book: Book, query: Query, progress: Progress = unobserved) -> Iterator[Hit]:
    """All hits of a book in document order. `progress` counts sections, and what it raises ends the search."""
    sections = list(book.sections)
    for done, section in enumerate(sections):
        progress(done, len(sections))
        yield from hits_in(section, query)


def hits_in(section: Section, query: Query) -> Iterator[Hit]:
    """The hits of one section: its own fields first, then its rows in document order."""
    return chain.from_iterable(batches(section, query))


def batches(section: Section, query: Query) -> Iterator[list[Hit]]:
    """The same hits batch by batch, even empty ones: between two of them, who searches may do something else."""
    yield list(_own_hits(section, query))
    rows = section.rows
    for start in range(0, len(rows), _ROWS_PER_BATCH):
        yield list(_hits_in_rows(section, rows[start : start + _ROWS_PER_BATCH], query))


def hit_at(book: Book, place: Place, query: Query) -> Hit | None:
    """The hit at one place; None where there is none. Raises LookupError when the book has no such place."""
    return _hit(place, value_at(book, place), query)


def value_at(book: Book, place: Place) -> Value:
    """What the field at a place holds. Raises LookupError when the book has no such place."""
    section_id, row_id, field = place
    section = book.section(section_id)
    owner = section if row_id is None else section.row(row_id)
    if field is None:
        raise LookupError(f"{place} is no field")
    value: Value = getattr(owner, field)
    return value


def _hit(place: Place, value: Value, query: Query) -> Hit | None:
    if isinstance(value, str) and not query.may_hold(value):
        return None
    text, pieces = field_text(value)
    spans = tuple(
        span.moved(piece.start) for piece in pieces for span in query.spans(text[piece.start : piece.end])
    )
    return Hit(place, spans, text) if spans else None


def _own_hits(section: Section, query: Query) -> Iterator[Hit]:
    for field in fields_of(type(section), query.parts):
        if (hit := _hit(Place(section.id, field=field), getattr(section, field), query)) is not None:
            yield hit


def _hits_in_rows(section: Section, rows: tuple[Row, ...], query: Query) -> Iterator[Hit]:
    fields = fields_of(type(rows[0]), query.parts)
    may_hold = query.may_hold
    for row in rows:
        for field in fields:
            text = getattr(row, field)
            if text and may_hold(text) and (spans := query.spans(text)):
                yield Hit(Place(section.id, row.id, field), spans, text)
