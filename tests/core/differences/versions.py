"""Versions of a book for tests: one that is edited here, one that somebody else edits and that is read anew."""

from __future__ import annotations

import itertools
from collections.abc import Hashable
from dataclasses import replace

from hypothesis import strategies as st

from core.book import Book, ItemId, Section
from core.differences.matching import content
from core.edit import Edit
from tests.core.random_edits import a_book, edits


def read_anew(book: Book) -> Book:
    """The same book as another reading of its file gives it: with ids counted anew."""
    counter = itertools.count(5001)

    def numbered(section: Section) -> Section:
        rows = [row._replace(id=ItemId(next(counter))) for row in section.rows]
        return replace(section, id=ItemId(next(counter))).with_rows(rows)

    projects = [replace(one, id=ItemId(0)) for one in book.projects]
    front = numbered(book.front) if book.front else None
    department = numbered(book.department) if book.department else None
    return Book([numbered(one) for one in projects], front, department)  # type: ignore[arg-type, list-item]


def says(book: Book) -> list[Hashable]:
    """What a book says, whatever its ids."""
    return [content(section) for section in book.sections]


@st.composite
def edited(draw: st.DrawFn, book: Book, most: int = 4) -> Book:
    """A copy of the book after some edits of any kind."""
    copy = book.copy()
    for _ in range(draw(st.integers(0, most))):
        edit: Edit = draw(edits(copy))
        edit.apply(copy)
    return copy


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Book, Book, Book]:
    """A book as it was opened, as it was edited here, and as somebody else saved it."""
    base = a_book()
    return base, draw(edited(base)), read_anew(draw(edited(base)))
