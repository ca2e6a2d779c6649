"""What somebody else has made of a file whose book is open here, and saving without losing it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from core.book import Book
from core.differences import Differences, differences
from core.file_state import FileState
from core.formats import Layout, LoadError, load
from core.open_file import state_before_reading
from core.progress import Progress, unobserved


class Theirs(NamedTuple):
    """The file as it is on disk now, and what differs in it.

    `state` is None where it could not be told.
    """

    book: Book
    layout: Layout
    found: Differences
    state: FileState | None


def read_theirs(path: Path, base: Book, mine: Book, progress: Progress = unobserved) -> Theirs | None:
    """None where the file holds no book that can be read now. Raises what `progress` raises."""
    state = state_before_reading(path)
    try:
        book, layout = load(path, progress)
    except LoadError:
        return None
    return Theirs(book, layout, differences(base, mine, book, progress), state)
