"""The file of an open book: held against others, and known as it was when the book was read from it or saved to it."""

from __future__ import annotations

from pathlib import Path

from core.book import Book
from core.file_state import FileState, has_changed, state_of
from core.locks import Held, take


class OpenFile:
    """One file for as long as its book is open.

    Attributes:
        path: where it is.
        state: what it was when the book was read from it or saved to it; None where that could not be told.
        base: the book as the file says it, with the ids of the open book.
    """

    def __init__(self, path: Path, held: Held | None, state: FileState | None, base: Book) -> None:
        """`held` is None where somebody else holds the file."""
        self.path = path
        self.state = state
        self.base = base
        self._held = held

    @classmethod
    def saved(cls, path: Path, book: Book, before: OpenFile | None) -> OpenFile:
        """The file that the book has just been saved to; the one `before`, if it is another one, is let go."""
        if before is not None and before._held is not None and before._held.is_of(path):
            held: Held | None = before._held
        else:
            taken = take(path)
            held = taken if isinstance(taken, Held) else None
            if before is not None:
                before.release()
        return cls(path, held, state_before_reading(path), book.copy())

    def has_changed(self) -> bool:
        """Whether somebody else has changed the file since; false where that cannot be told, as saving will say why.

        Reads the file.
        """
        return not is_still(self.path, self.state)

    def release(self) -> None:
        """Let others have the file."""
        if self._held is not None:
            self._held.release()


def is_still(path: Path, state: FileState | None) -> bool:
    """Whether the file holds what it held then; also where that cannot be told, as saving will say why.

    Reads the file.
    """
    if state is None:
        return True
    try:
        return not has_changed(path, state)
    except OSError:
        return True


def state_before_reading(path: Path) -> FileState | None:
    """None where it cannot be told; whoever reads the file then says why."""
    try:
        return state_of(path)
    except OSError:
        return None
