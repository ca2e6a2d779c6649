"""The window of one book. It is seen at once, with the welcome page; all else comes after its first paint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from core.garbage import let_go
from ui import theme
from ui.file_drop import FileDrop
from ui.recent_files import RecentFiles
from ui.welcome_page import SAMPLES, WelcomePage, sample_files
from ui.window_frame import WindowFrame

if TYPE_CHECKING:
    from core.rules.settings import RuleSettings
    from core.session import Session
    from ui.book_commands import BookCommands
    from ui.dialogs import Dialogs
    from ui.document import Document
    from ui.documents import Documents
    from ui.edit_actions import EditActions
    from ui.help.help_commands import HelpCommands
    from ui.selection_summary import SelectionSummary
    from ui.status_bar import StatusBar
    from ui.window_actions import WindowActions
    from ui.window_parts import WindowParts
    from ui.workspace import Workspace

PROGRAM_NAME = "绩目"
_MESSAGE_MILLISECONDS = 5000


class MainWindow(QMainWindow):
    """Shows one document or, without one, the welcome page.

    Attributes:
        document: the open book with its file; None on the welcome page.
        is_complete: whether the window has its parts: the attributes below, menus and toolbar with their commands.
        commands, edit_actions, help_commands: the window's own actions.
        workspace: the panels of the book.
        documents: makes, loads and saves books.
        book_commands: changes the open book and leads through it.
        status_bar, selection_summary: what stands below.

    Signals:
        document_for_another_window(Document): the user opened or made a book while this window has one already.
        appearance_chosen(Appearance): for the whole program.
        settings_changed(RuleSettings): rules are applied otherwise from now on, to all books.
        closed(): the window is gone for good.
    """

    document_for_another_window = Signal(object)
    appearance_chosen = Signal(object)
    settings_changed = Signal(object)
    closed = Signal()

    commands: WindowActions
    edit_actions: EditActions
    help_commands: HelpCommands
    workspace: Workspace
    documents: Documents
    book_commands: BookCommands
    status_bar: StatusBar
    selection_summary: SelectionSummary

    def __init__(
        self, settings: QSettings, dialogs: Dialogs | None = None, *, is_complete: bool = True
    ) -> None:
        """Without its parts, the window waits for `complete`."""
        super().__init__()
        self._settings = settings
        self._dialogs = dialogs
        self._parts: WindowParts | None = None
        self.document: Document | None = None
        self._recent = RecentFiles(settings, self)
        self._frame = WindowFrame(self)
        self.welcome_page = WelcomePage(self._recent, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.welcome_page)
        self.setCentralWidget(self._pages)
        self._file_drop = FileDrop(self)
        self._connect_frame()
        self._restore_geometry()
        self.setWindowTitle(PROGRAM_NAME)
        if is_complete:
            self.complete()

    @property
    def is_complete(self) -> bool:
        return self._parts is not None

    def complete(self) -> None:
        """Give the window its parts. They are imported here, for the welcome page does without them."""
        if self._parts is not None:
            return
        from ui.window_parts import WindowParts

        parts = WindowParts(self, self._frame, self._settings, self._recent, self._dialogs)
        self.documents = parts.documents
        self.workspace = parts.workspace
        self.commands = parts.commands
        self.edit_actions = parts.edit_actions
        self.book_commands = parts.book_commands
        self.help_commands = parts.help_commands
        self.status_bar = parts.status_bar
        self.selection_summary = parts.selection_summary
        self._pages.addWidget(self.workspace)
        self._connect_parts(parts)
        parts.view.restore(self._settings)
        self._file_drop.watch_children()
        self._parts = parts
        self.set_document(None)

    # ── The document ──────────────────────────────────────────────────────────────────────────────────────────

    def set_document(self, document: Document | None) -> None:
        """Show a document in place of the present one, which is let go without a question."""
        parts = self._complete_parts
        if self.document is not None and self.document is not document:
            self.document.let_go()
            let_go(self.document.session)
        self.document = document
        parts.set_document(document)
        self._pages.setCurrentWidget(self.workspace if document else self.welcome_page)
        self._show_file()
        if document:
            self.workspace.project_list.view.setFocus()

    def take(self, document: Document | None) -> None:
        """Show a document here when this window has none, else ask for another window. None is ignored."""
        if document is None:
            return
        if self.document is None:
            self.set_document(document)
        else:
            self.document_for_another_window.emit(document)

    def _show_first(self, session: Session) -> None:
        """Let a user who waits for a large book see its beginning; it is read while a dialog keeps it unchanged."""
        if self.document is None:
            self._complete_parts.show_first(session)
            self._pages.setCurrentWidget(self.workspace)

    def _hide_first(self) -> None:
        if self.document is None:
            self._complete_parts.hide_first()
            self._pages.setCurrentWidget(self.welcome_page)

    def open_path(self, path: Path) -> None:
        """Open a file, a bundled sample as a new book; a message says why when that fails."""
        self.complete()
        is_sample = path.absolute().parent == SAMPLES
        self.take(self.documents.open_copy(path) if is_sample else self.documents.open(path))

    def save(self) -> bool:
        """Whether the book is saved now."""
        return self._save_with(self.documents.save)

    def save_as(self) -> bool:
        """Whether the book is saved now."""
        return self._save_with(self.documents.save_as)

    def _save_with(self, flow: Callable[[Document], bool]) -> bool:
        if self.document is None:
            return False
        self.book_commands.finish_typing()
        saved = flow(self.document)
        if saved:
            self.status_bar.showMessage(
                self.tr("已保存到 {0}").format(self.document.path), _MESSAGE_MILLISECONDS
            )
        self._complete_parts.show_history()
        self._show_file()
        return saved

    def _show_backups(self) -> None:
        """Earlier versions of the open file: to look at, to open beside it, or to take its place."""
        from ui.backups.backup_settings import remember
        from ui.backups.backups_dialog import Use, choose_version, copy_name

        document = self.document
        if document is None or document.path is None:
            return
        self.book_commands.finish_typing()
        backups = self.documents.keeping.backups
        choice = choose_version(self, backups, document.path, document.session.book)
        remember(self._settings, backups)
        if choice is None:
            return
        if choice.use is Use.OPEN:
            name = copy_name(document.path, choice.version)
            self.take(self.documents.open_copy(choice.version.path, name))
        elif self.documents.restore(document.path, choice.version):
            self.set_document(None)
            self.open_path(document.path)

    def close_document(self) -> None:
        """Go back to the welcome page, after the question about unsaved changes."""
        if self._may_close():
            self.set_document(None)

    def _may_close(self) -> bool:
        self.book_commands.finish_typing()
        may_close = self.document is None or self.documents.may_close(self.document)
        self._complete_parts.show_history()
        self._show_file()
        return may_close

    def apply_settings(self, settings: RuleSettings) -> None:
        """Judge the open book, and those that are opened later, by these settings."""
        self._complete_parts.apply_settings(settings)

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _complete_parts(self) -> WindowParts:
        self.complete()
        assert self._parts is not None
        return self._parts

    def _connect_frame(self) -> None:
        self.welcome_page.new_requested.connect(self._make_new)
        self.welcome_page.open_requested.connect(self._choose_and_open)
        self.welcome_page.file_requested.connect(self.open_path)
        self.welcome_page.sample_requested.connect(self.open_path)
        self._file_drop.file_dropped.connect(self.open_path)

    def _connect_parts(self, parts: WindowParts) -> None:
        commands = parts.commands
        commands.new.triggered.connect(self._make_new)
        commands.open.triggered.connect(self._choose_and_open)
        commands.save.triggered.connect(self.save)
        commands.save_as.triggered.connect(self.save_as)
        commands.backups.triggered.connect(self._show_backups)
        commands.close.triggered.connect(self._close_book_or_window)
        commands.quit.triggered.connect(QApplication.closeAllWindows)
        commands.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        for path in sample_files():
            commands.samples_menu.addAction(theme.as_label(path.stem), lambda path=path: self.open_path(path))
        parts.appearance_chosen.connect(self.appearance_chosen)
        parts.documents.first_read.connect(self._show_first)
        parts.documents.reading_ended.connect(self._hide_first)
        parts.book_commands.document_made.connect(self.take)
        parts.book_commands.settings_changed.connect(self.settings_changed)
        parts.workspace.section_shown.connect(lambda: self._file_drop.watch_children())

    def _fill_recent_menu(self) -> None:
        menu = self.commands.recent_menu
        menu.clear()
        for path in self._recent.paths:
            menu.addAction(
                theme.as_label(f"{path.name}  ({path.parent})"), lambda path=path: self.open_path(path)
            )
        if self._recent.paths:
            menu.addSeparator()
            menu.addAction(self.tr("清除列表"), self._recent.clear)
        else:
            menu.addAction(self.tr("还没有打开过文件")).setEnabled(False)

    # ── What follows from commands ────────────────────────────────────────────────────────────────────────────

    def _make_new(self) -> None:
        self.complete()
        self.take(self.documents.new())

    def _choose_and_open(self) -> None:
        self.complete()
        self.take(self.documents.choose_and_open())

    def _close_book_or_window(self) -> None:
        if self.document is not None:
            self.close_document()
        else:
            self.close()

    def _show_file(self) -> None:
        """The document's file in the title, the commands and the status bar."""
        title = f"{self.document.title}[*] — {PROGRAM_NAME}" if self.document else PROGRAM_NAME
        self.setWindowTitle(title)
        self._complete_parts.show_file()

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            theme.refresh_icons(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._parts is not None:
            if not self._may_close():
                event.ignore()
                return
            self._parts.view.save(self._settings)
            self.help_commands.close()
        if self.document is not None:
            self.document.let_go()
        self._settings.setValue("window/geometry", self.saveGeometry())
        event.accept()
        self.closed.emit()

    def _restore_geometry(self) -> None:
        em = self.fontMetrics().height()
        self.resize(QSize(em * 84, em * 52).boundedTo(self.screen().availableSize()))
        if state := self._settings.value("window/geometry"):
            self.restoreGeometry(state)
