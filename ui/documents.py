"""The flows of the file menu: new, open, save, save as, the question before closing, and recovery after a crash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal

from core.authoring import new_project
from core.backups import Version
from core.book import Book, Project
from core.decisions import NO_DECISIONS
from core.decisions.side_file import SideFileError
from core.differences import rebased, taken_over
from core.edit import Edit
from core.file_state import FileState
from core.formats import (
    ChangedOnDisk,
    FileError,
    Layout,
    LoadError,
    LossyError,
    PlainForm,
    SaveError,
    load,
    own_form,
    read_decisions,
    save,
)
from core.formats.disk import restore_version
from core.garbage import set_aside
from core.journal import Recovery, recoveries
from core.locks import Held, HeldByOther, office_holder, take
from core.open_file import OpenFile, is_still, state_before_reading
from core.progress import Cancelled, Progress
from core.rules.settings import DEFAULTS
from core.scheme import detect
from core.session import Session
from ui.dialogs import CloseChoice, Dialogs, RecoveryChoice, Target
from ui.document import Document
from ui.keeping import Keeping
from ui.recent_files import RecentFiles
from ui.sharing.sharing_dialogs import OpenChoice, SaveChoice
from ui.sharing.theirs import Theirs, read_theirs


class Documents(QObject):
    """Makes, loads and saves documents for one window; says what went wrong.

    No flow harms an open document: loading makes another one, and a save that fails leaves file and book as they were.

    Attributes:
        dialogs: who is asked.
        settings: how rules are applied to books from now on.
        show_open: brings the window to the front that has a file open already; whether there is one.

    Signals:
        first_read(Session): a file is being read that takes its time; this is a book of the first project in it.
        reading_ended(): the file is read, or it is not going to be.
    """

    first_read = Signal(object)
    reading_ended = Signal()
    _journal_failed = Signal(str)
    _first_found = Signal(object)

    def __init__(
        self, dialogs: Dialogs, recent: RecentFiles, keeping: Keeping, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.dialogs = dialogs
        self.keeping = keeping
        self.settings = DEFAULTS
        self.show_open: Callable[[Path], bool] = lambda path: False
        self._recent = recent
        # Queued: it comes in the middle of a change, or from another thread.
        self._journal_failed.connect(self._tell_of_journal, Qt.ConnectionType.QueuedConnection)
        self._is_reading = False
        # Queued: it comes from the thread that reads.
        self._first_found.connect(self._tell_of_first, Qt.ConnectionType.QueuedConnection)

    # ── Making and opening ──

    def new(self) -> Document:
        """A book with one empty project."""
        book = Book()
        new_project(
            book, detect(book), money_unit=self.settings.money_unit, checkpoints=self.settings.new_plan
        ).apply(book)
        return self._kept(Document(Session(book, settings=self.settings), self.tr("新文件")))

    def choose_and_open(self) -> Document | None:
        """Ask for a file and load it; None when the user cancels or the file cannot be read."""
        path = self.dialogs.file_to_open(self._folder())
        return self.open(path) if path is not None else None

    def open(self, path: Path) -> Document | None:
        """Load a file; None, after a message, when it cannot be read as a book, or is open in another window."""
        path = path.absolute()
        if self.show_open(path):
            return None
        access = self._access(path)
        if access.choice is OpenChoice.CANCEL:
            return None
        self._mend(path)
        document = self._load(path, access)
        if document is None:
            access.release()
            return None
        self._recent.add(path)
        return document

    def open_copy(self, path: Path, name: str | None = None) -> Document | None:
        """Load a file as a new book, so that the file itself stays as it is; `name` is the copy's."""
        return self._load(path, _Access(OpenChoice.COPY), name)

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
        return self._kept(copied)

    def recovered(self) -> list[Document]:
        """The books that were open when a program ended without closing them, those that the user wants back."""
        try:
            found = self.dialogs.working(
                self.tr("正在查找没有保存的修改 …"), partial(recoveries, self.keeping.journals)
            )
        except Cancelled:
            return []  # they are offered again the next time
        documents = []
        for recovery in found:
            match self.dialogs.recovery(recovery):
                case RecoveryChoice.RESTORE:
                    documents.append(self._restored(recovery))
                case RecoveryChoice.DISCARD:
                    recovery.discard()
                case RecoveryChoice.LATER:
                    recovery.leave()
        return documents

    def restore(self, path: Path, version: Version) -> bool:
        """Let the file hold an earlier version again, whatever is open of it; whether it does."""
        notes: list[str] = []
        job = partial(restore_version, path, version, self.keeping.backups, notes.append)
        try:
            self.dialogs.working(self.tr("正在还原 {0} …").format(path.name), lambda progress: job())
        except SaveError as error:
            self._report(self.tr("没有还原"), error)
            return False
        for note in notes:
            self.dialogs.error(self.tr("已还原"), note)
        return True

    # ── Saving and closing ──

    def save(self, document: Document) -> bool:
        """Save to the document's own file, ask for one where it has none. Whether the book is saved now."""
        if document.path is None or document.is_read_only:
            return self.save_as(document)
        file = document.file
        looking = self.tr("正在保存 {0} …").format(document.path.name)
        if file is not None and self.dialogs.working(looking, lambda progress: file.has_changed()):
            return self._save_over_changes(document, file)
        return self._save(document, document.path, seen=file.state if file is not None else None)

    def save_as(self, document: Document) -> bool:
        """Ask for a file and a format and save there. Whether the book is saved now."""
        folder, name = (
            (document.path.parent, document.path.stem) if document.path else (self._folder(), document.name)
        )
        suffix = document.path.suffix if document.path and own_form(document.layout) else document.form.suffix
        target = self.dialogs.target_to_save(Target(folder / f"{name}{suffix}", document.form))
        return target is not None and self._save(document, target.path, target.form)

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

    # ── How opening goes on ──

    def _access(self, path: Path) -> _Access:
        """Hold the file, or ask what to do where somebody else does."""
        taken = take(path)
        held = taken if isinstance(taken, Held) else None
        holder = taken if isinstance(taken, HeldByOther) else office_holder(path)
        access = _Access(OpenChoice.EDIT, held)
        if holder is None:
            return access
        choice = self.dialogs.sharing.open_elsewhere(path.name, holder)
        if choice is OpenChoice.EDIT:
            return access
        access.release()
        return _Access(choice)

    def _mend(self, path: Path) -> None:
        """Offer the old version of a file of which saving has written but a part when the program ended."""
        backups = self.keeping.backups
        version = backups.interrupted(path)
        if version is None:
            return
        if not self.dialogs.restores_half_written(path.name) or self.restore(path, version):
            backups.end_writing_over(path)

    def _load(self, path: Path, access: _Access, name: str | None = None) -> Document | None:
        read = partial(self._read, path, access, name or path.stem)
        try:
            self._is_reading = True
            document, problem = self.dialogs.working(self.tr("正在打开 {0} …").format(path.name), read)
        except LoadError as error:
            self._recent.remove(path)
            self._report(self.tr("无法打开文件"), error)
            return None
        except Cancelled:
            return None  # as the user wished; whatever was open still is
        finally:
            self._is_reading = False
            self.reading_ended.emit()
        if problem:
            self.dialogs.error(self.tr("已核实的问题没有读入"), problem)
        return document

    def _tell_of_first(self, session: Session) -> None:
        if self._is_reading:
            self.first_read.emit(session)

    def _read(self, path: Path, access: _Access, name: str, progress: Progress) -> tuple[Document, str]:
        """Load a book and check it; with it why the decisions beside it were not read, "" where they were.

        Raises LoadError, and what `progress` raises.
        """
        state = state_before_reading(path)
        book, layout = load(path, progress, self._show_first)
        decisions, problem = NO_DECISIONS, ""
        try:
            decisions = read_decisions(path, layout)
        except SideFileError as error:
            problem = str(error)
        session = Session(book, progress=progress, settings=self.settings, decisions=decisions)
        document = Document(session, name, layout=layout)
        if access.choice is not OpenChoice.COPY:
            document.path = path
            document.is_read_only = access.choice is OpenChoice.READ_ONLY
        if access.choice is OpenChoice.EDIT:
            document.file = OpenFile(path, access.held, state, book.copy())
        self._kept(document)
        set_aside()
        return document, problem

    def _show_first(self, project: Project) -> None:
        self._first_found.emit(Session(Book([project]), settings=self.settings))

    def _restored(self, recovery: Recovery) -> Document:
        restored = recovery.restore()
        session = Session(
            restored.book, settings=self.settings, decisions=restored.decisions, history=restored.history
        )
        document = Document(session, restored.name, layout=restored.layout)
        if restored.path is not None:
            access = self._access(restored.path)
            if access.choice is OpenChoice.EDIT:
                document.path = restored.path
                state = state_before_reading(restored.path)
                document.file = OpenFile(restored.path, access.held, state, restored.before)
        self._kept(document)
        recovery.discard()
        return document

    def _kept(self, document: Document) -> Document:
        """Begin to note what is done to it."""
        document.begin_journal(
            self.keeping.journals, lambda error: self._journal_failed.emit(error.strerror or str(error))
        )
        return document

    # ── How saving goes on ──

    def _save_over_changes(self, document: Document, file: OpenFile) -> bool:
        """Somebody else has changed the file: let the user choose what becomes of that."""
        mine = document.session.book
        look = partial(read_theirs, file.path, file.base, mine)
        try:
            theirs = self.dialogs.working(self.tr("正在比较 {0} …").format(file.path.name), look)
        except Cancelled:
            return False
        match self.dialogs.sharing.changed_on_disk(file.path.name, theirs.found if theirs else None):
            case SaveChoice.OVERWRITE:
                return self._save(document, file.path)
            case SaveChoice.ELSEWHERE:
                return self.save_as(document)
            case SaveChoice.TAKE_OVER if theirs is not None:
                return self._save_onto(document, file.path, theirs)
        return False

    def _save_onto(self, document: Document, path: Path, theirs: Theirs) -> bool:
        """Take over what the user wants of their changes, and write the book into the file as it is now."""
        session, offers = document.session, theirs.found.offers
        chosen = self.dialogs.sharing.differences(path.name, session, theirs.found) if offers else []
        if chosen is None:
            return False
        if edit := taken_over(session.book, chosen):
            session.apply(edit, self.tr("取用磁盘上的修改"))
        onto = rebased(session.book, theirs.book)
        if onto.left_out:
            self.dialogs.error(self.tr("按打开时的版式保存"), "\n".join(onto.left_out))
            return self._save(document, path, seen=theirs.state)
        return self._save(document, path, source=(onto.book, theirs.layout), seen=theirs.state)

    def _save(
        self,
        document: Document,
        path: Path,
        form: PlainForm | None = None,
        *,
        source: tuple[Book, Layout] | None = None,
        seen: FileState | None = None,
        accepts_losses: bool = False,
    ) -> bool:
        """`source` is a book that says the same, with the layout to write it in, where that is not the document's.

        What the file holds is overwritten if it is what was `seen` there; None: whatever it is.
        """
        session, notes = document.session, list[str]()
        book, layout = source or (session.book, document.layout)

        def write(progress: Progress) -> Layout:
            if document.journal is not None:
                document.journal.flush()
            return save(
                book,
                path,
                layout,
                form,
                decisions=session.decisions,
                accepts_losses=accepts_losses,
                progress=progress,
                backups=self.keeping.backups,
                tell=notes.append,
                may_replace=partial(is_still, path, seen),
            )

        try:
            written = self.dialogs.working(self.tr("正在保存 {0} …").format(path.name), write)
        except Cancelled:
            return False
        except LossyError as error:
            if not self.dialogs.accepts_losses(error.message):
                return False
            return self._save(document, path, form, source=source, seen=seen, accepts_losses=True)
        except ChangedOnDisk as error:
            if document.file is None:
                self._report(self.tr("没有保存"), error)
                return False
            return self._save_over_changes(document, document.file)
        except SaveError as error:
            self._report(self.tr("没有保存"), error)
            return False
        document.layout = written.of(session.book) if source else written
        document.path, document.is_read_only = path.absolute(), False
        session.mark_saved()
        self.dialogs.working(self.tr("正在保存 {0} …").format(path.name), partial(self._settle, document))
        self._recent.add(path)
        for note in notes:
            self.dialogs.error(self.tr("已保存"), note)
        return True

    def _settle(self, document: Document, progress: Progress) -> None:
        """The file is the book's now, and what is noted begins with it."""
        if document.path is not None:
            document.file = OpenFile.saved(document.path, document.session.book, document.file)
        self._kept(document)

    # ── Helpers ──

    def _tell_of_journal(self, reason: str) -> None:
        self.dialogs.error(
            self.tr("恢复记录写不进去"),
            self.tr("{0}。可以照常编辑和保存；但万一程序意外退出，此后没有保存的修改不能恢复。").format(
                reason
            ),
        )

    def _report(self, summary: str, error: FileError) -> None:
        self.dialogs.error(summary, f"{error.message}\n\n{error.path}")

    def _folder(self) -> Path:
        """Where the file dialogs begin: beside the latest file, else in the user's documents."""
        for path in self._recent.paths:
            if path.parent.is_dir():
                return path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


class _Access(NamedTuple):
    """How a file is opened, and what holds it meanwhile."""

    choice: OpenChoice
    held: Held | None = None

    def release(self) -> None:
        if self.held is not None:
            self.held.release()
