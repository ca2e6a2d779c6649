"""The flows of the file menu: new, open, save, save as, and the question before closing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from core.authoring import new_project
from core.book import Book
from core.decisions import NO_DECISIONS
from core.decisions.side_file import SideFileError
from core.edit import Edit
from core.formats import (
    FileError,
    Layout,
    LoadError,
    LossyError,
    PlainForm,
    SaveError,
    WorkbookKind,
    load,
    own_form,
    read_decisions,
    save,
)
from core.garbage import set_aside
from core.progress import Cancelled, Progress
from core.rules.settings import DEFAULTS, RuleSettings
from core.scheme import detect
from core.session import Session
from ui.dialogs import CloseChoice, Dialogs, Target
from ui.recent_files import RecentFiles


@dataclass(slots=True)
class Document:
    """An open book and the file it came from.

    `path` is None for a book that no file holds yet: a new one, or one made from a sample. `layout` is the form in
    which it is saved again; None: the plain form.
    """

    session: Session
    name: str
    path: Path | None = None
    layout: Layout | None = None

    @property
    def title(self) -> str:
        return self.path.name if self.path else self.name

    @property
    def form(self) -> PlainForm:
        """The form in which the book would be saved now."""
        return own_form(self.layout) or WorkbookKind.FORM


class Documents(QObject):
    """Makes, loads and saves documents for one window; says what went wrong.

    No flow harms an open document: loading makes another one, and a save that fails leaves file and book as they were.

    Attributes:
        dialogs: who is asked.
        settings: how rules are applied to books from now on.
    """

    def __init__(self, dialogs: Dialogs, recent: RecentFiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialogs = dialogs
        self.settings = DEFAULTS
        self._recent = recent

    def new(self) -> Document:
        """A book with one empty project."""
        book = Book()
        new_project(
            book, detect(book), money_unit=self.settings.money_unit, checkpoints=self.settings.new_plan
        ).apply(book)
        return Document(Session(book, settings=self.settings), self.tr("新文件"))

    def choose_and_open(self) -> Document | None:
        """Ask for a file and load it; None when the user cancels or the file cannot be read."""
        path = self.dialogs.file_to_open(self._folder())
        return self.open(path) if path is not None else None

    def open(self, path: Path) -> Document | None:
        """Load a file; None, after a message, when it cannot be read as a book."""
        document = self._load(path)
        if document is None:
            return None
        document.path = path.absolute()
        self._recent.add(path)
        return document

    def open_sample(self, path: Path) -> Document | None:
        """Load a bundled sample as a new book, so that the sample itself stays as it is."""
        return self._load(path)

    def changed_copy(self, document: Document, edit: Edit, label: str, name: str) -> Document | None:
        """A book of no file yet that differs from the document's by this edit, in the same form; None when the
        user stops it."""
        original = document.session

        def copy(progress: Progress) -> Document:
            session = Session(original.book.copy(), original.scheme, progress, settings=self.settings)
            return Document(session, name, layout=document.layout)

        try:
            copied = self.dialogs.working(self.tr("正在复制 {0} …").format(document.title), copy)
        except Cancelled:
            return None
        copied.session.apply(edit, label)
        return copied

    def save(self, document: Document) -> bool:
        """Save to the document's own file, ask for one where it has none. Whether the book is saved now."""
        if document.path is None:
            return self.save_as(document)
        return self._save(document, document.path, None)

    def save_as(self, document: Document) -> bool:
        """Ask for a file and a format and save there. Whether the book is saved now."""
        folder, name = (
            (document.path.parent, document.path.stem) if document.path else (self._folder(), document.name)
        )
        suffix = document.path.suffix if document.path and own_form(document.layout) else document.form.suffix
        target = self.dialogs.target_to_save(Target(folder / f"{name}{suffix}", document.form))
        return target is not None and self._save(document, *target)

    def may_close(self, document: Document) -> bool:
        """Whether the document can be let go: unchanged, or the user has saved or given up the changes."""
        if not document.session.modified:
            return True
        match self.dialogs.unsaved_changes(document.title):
            case CloseChoice.SAVE:
                return self.save(document)
            case CloseChoice.DISCARD:
                return True
            case CloseChoice.CANCEL:
                return False

    def _load(self, path: Path) -> Document | None:
        read = partial(_read, path, self.settings)
        try:
            document, problem = self.dialogs.working(self.tr("正在打开 {0} …").format(path.name), read)
        except LoadError as error:
            self._recent.remove(path)
            self._report(self.tr("无法打开文件"), error)
            return None
        except Cancelled:
            return None  # as the user wished; whatever was open still is
        if problem:
            self.dialogs.error(self.tr("已核实的问题没有读入"), problem)
        return document

    def _save(
        self, document: Document, path: Path, form: PlainForm | None, *, accepts_losses: bool = False
    ) -> bool:
        def write(progress: Progress) -> Layout:
            book, decisions = document.session.book, document.session.decisions
            return save(
                book,
                path,
                document.layout,
                form,
                decisions=decisions,
                accepts_losses=accepts_losses,
                progress=progress,
            )

        try:
            document.layout = self.dialogs.working(self.tr("正在保存 {0} …").format(path.name), write)
        except Cancelled:
            return False
        except LossyError as error:
            if not self.dialogs.accepts_losses(error.message):
                return False
            return self._save(document, path, form, accepts_losses=True)
        except SaveError as error:
            self._report(self.tr("没有保存"), error)
            return False
        document.path = path.absolute()
        document.session.mark_saved()
        self._recent.add(path)
        return True

    def _report(self, summary: str, error: FileError) -> None:
        self.dialogs.error(summary, f"{error.message}\n\n{error.path}")

    def _folder(self) -> Path:
        """Where the file dialogs begin: beside the latest file, else in the user's documents."""
        for path in self._recent.paths:
            if path.parent.is_dir():
                return path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _read(path: Path, settings: RuleSettings, progress: Progress) -> tuple[Document, str]:
    """Load a book and check it; with it why the decisions beside it were not read, "" where they were.

    Raises LoadError, and what `progress` raises.
    """
    book, layout = load(path, progress)
    decisions, problem = NO_DECISIONS, ""
    try:
        decisions = read_decisions(path, layout)
    except SideFileError as error:
        problem = str(error)
    session = Session(book, progress=progress, settings=settings, decisions=decisions)
    document = Document(session, path.stem, layout=layout)
    set_aside()
    return document, problem
