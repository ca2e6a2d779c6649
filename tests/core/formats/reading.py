"""Short ways for tests to read texts and to look at what came out."""

import json
from typing import Any

from core.book import Book
from core.formats.encoding import Encoding
from core.formats.json_book import write_json
from core.formats.text.layout import TextLayout, read_text


def book_of(source: str) -> Book:
    return read_text(source, Encoding())[0]


def layout_of(source: str) -> TextLayout:
    return read_text(source, Encoding())[1]


def projects_json(book: Book) -> list[dict[str, Any]]:
    """The book's projects as programs see them."""
    projects: list[dict[str, Any]] = json.loads(write_json(book).source)["projects"]
    return projects
