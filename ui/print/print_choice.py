"""What the user wants printed, how, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from core.book import Book, ItemId
from core.paper.paper import Paper


class PrintSource(NamedTuple):
    """What there is to print: a book, the section that is shown, the projects selected in the list, the book's file."""

    book: Book
    current: ItemId | None = None
    selected: Sequence[ItemId] = ()
    path: Path | None = None


class Purpose(Enum):
    """Where the pages go."""

    PRINT = auto()
    PREVIEW = auto()
    PDF = auto()


class PrintChoice(NamedTuple):
    """`section_ids` None: the whole book. `pages` as typed, see `core.paper.page_range`."""

    section_ids: tuple[ItemId, ...] | None
    paper: Paper
    pages: str
    purpose: Purpose
