"""An open book, the file it came from, and what keeps both safe while it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.formats import Layout, PlainForm, WorkbookKind, own_form
from core.journal import Journal, Origin
from core.open_file import OpenFile
from core.session import Session


@dataclass(slots=True)
class Document:
    """An open book and its file.

    Attributes:
        path: None for a book that no file holds yet: a new one, or one made from a sample.
        layout: the form in which it is saved again; None: the plain form.
        is_read_only: whether it is saved to another file than the one it came from.
        file: the file of `path`, which nobody else changes unnoticed; None where it is not saved there.
        journal: what would bring the book back after a crash.
    """

    session: Session
    name: str
    path: Path | None = None
    layout: Layout | None = None
    is_read_only: bool = False
    file: OpenFile | None = None
    journal: Journal | None = None

    @property
    def title(self) -> str:
        title = self.path.name if self.path else self.name
        return (
            QCoreApplication.translate("Document", "{0}（只读）").format(title)
            if self.is_read_only
            else title
        )

    @property
    def form(self) -> PlainForm:
        """The form in which the book would be saved now."""
        return own_form(self.layout) or WorkbookKind.FORM

    def begin_journal(self, journals: Path, on_failure: Callable[[OSError], None]) -> None:
        """Note from now on what is done, or begin anew where that was noted already. Waits for the disk."""
        origin = Origin(self.title, None if self.is_read_only else self.path, self.layout)
        if self.journal is None:
            self.journal = Journal(journals, self.session, origin, on_failure)
        else:
            self.journal.begin_anew(origin)

    def let_go(self) -> None:
        """The book is closed, saved or given up."""
        if self.journal is not None:
            self.journal.end()
        if self.file is not None:
            self.file.release()
