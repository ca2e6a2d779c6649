"""Books that are open with a journal, and programs that end in the middle of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.book import Book, ItemId, Place
from core.decisions import Decisions
from core.edit import SetField
from core.formats import Layout, load, read_decisions, save
from core.journal import Journal, Origin, Recovery, Restored, recoveries
from core.journal.lines import Lines, read_lines
from core.journal.removal import JOURNAL
from core.locks.processes import this_process
from core.session import Session
from tests.samples import SAMPLES


class OpenBook:
    """A book as the window has it open, with its journal.

    Attributes:
        failures: what the journal told.
    """

    def __init__(
        self, journals: Path, session: Session, path: Path | None = None, layout: Layout | None = None
    ) -> None:
        self.session = session
        self.path = path
        self.layout = layout
        self.failures: list[OSError] = []
        origin = Origin(path.name if path else "新文件", path, layout)
        self.journal = Journal(journals, session, origin, self.failures.append)

    @property
    def first(self) -> ItemId:
        return self.session.book.project_ids[0]

    def name(self, text: str, project: ItemId | None = None) -> None:
        """Type another name of a project, the first one if none is given."""
        self.session.apply(SetField(Place(project or self.first, None, "name"), text), "改名称")

    def save(self) -> None:
        assert self.path
        decisions = self.session.decisions
        self.layout = save(self.session.book, self.path, self.layout, decisions=decisions)
        self.session.mark_saved()

    def die(self) -> None:
        """The program ends without a word; nobody has its files open any more."""
        self.journal._has_ended.set()
        self.journal._has_lines.set()
        self.journal._close()

    def begin_anew(self) -> None:
        assert self.path
        self.journal.begin_anew(Origin(self.path.name, self.path, self.layout))

    @property
    def file(self) -> Path:
        """The only journal there is in the folder."""
        (file,) = self.journal.folder.glob(f"*{JOURNAL}")
        return file

    @property
    def lines(self) -> Lines:
        return read_lines(self.file.read_bytes())

    @property
    def state(self) -> tuple[list[object], Decisions]:
        return list(self.session.book.sections), self.session.decisions


def opened(path: Path, journals: Path) -> OpenBook:
    book, layout = load(path)
    session = Session(book, decisions=read_decisions(path, layout))
    return OpenBook(journals, session, path, layout)


def text_book(folder: Path) -> Path:
    return Path(shutil.copy(SAMPLES[0], folder / "某局2026年.txt"))


def workbook(folder: Path) -> Path:
    path = folder / "某局2026年.xlsx"
    save(load(SAMPLES[1]).book, path)
    return path


def new_book(journals: Path, book: Book) -> OpenBook:
    return OpenBook(journals, Session(book))


def write_as_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, journals are written by a process that is gone."""
    gone = this_process()._replace(started="1", boot="")
    monkeypatch.setattr("core.journal.journal.this_process", lambda: gone)


def only_recovery(journals: Path) -> Recovery:
    (recovery,) = recoveries(journals)
    return recovery


def same(restored: Restored, book: OpenBook) -> bool:
    """Whether what was restored is what was open."""
    sections, decisions = book.state
    return list(restored.book.sections) == sections and all(
        frozenset(one) == frozenset(other) for one, other in zip(restored.decisions, decisions, strict=True)
    )
