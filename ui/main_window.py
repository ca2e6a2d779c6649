"""The window of one book: project list, page of the shown section, findings, and the commands around them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
)

from core.garbage import take_back
from core.rules.settings import RuleSettings
from core.scheme import schemes
from ui import theme
from ui.background import watched
from ui.book_commands import BookCommands
from ui.book_dialogs import office_library
from ui.dialogs import Dialogs
from ui.documents import Document, Documents
from ui.edit_actions import EditActions
from ui.file_drop import FileDrop
from ui.help.help_commands import HelpCommands
from ui.print.print_choice import PrintSource
from ui.print.print_commands import PrintCommands
from ui.recent_files import RecentFiles
from ui.selection_summary import SelectionSummary
from ui.session_signals import SessionSignals
from ui.sheet.cell_completion import CellCompletion
from ui.sheet.value_editing import edit_value
from ui.status_bar import StatusBar
from ui.theme import Appearance
from ui.welcome_page import SAMPLES, WelcomePage, sample_files
from ui.window_actions import WindowActions
from ui.window_view import WindowView
from ui.workspace import Workspace
from ui.zoom import ZoomButton

PROGRAM_NAME = "绩目"
_MESSAGE_MILLISECONDS = 5000


class MainWindow(QMainWindow):
    """Shows one document or, without one, the welcome page.

    Attributes:
        document: the open book with its file; None on the welcome page.
        commands, edit_actions: the window's own actions.
        workspace: the panels of the book.
        documents: makes, loads and saves books.
        book_commands: changes the open book and leads through it.

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

    def __init__(self, settings: QSettings, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self._settings = settings
        self.document: Document | None = None
        self._signals: SessionSignals | None = None
        self._recent = RecentFiles(settings, self)
        self.documents = Documents(dialogs or Dialogs(self), self._recent, self)
        self._completion = CellCompletion(office_library, self)
        self._build_panels()
        self.book_commands = BookCommands(self.workspace, self.documents)
        self.book_commands.document_made.connect(self.take)
        self.book_commands.settings_changed.connect(self.settings_changed)
        self.commands = WindowActions(self)
        self.edit_actions = EditActions(self)
        self.print_commands = PrintCommands(self, self._print_source)
        self._view = WindowView(self.commands, self.workspace, settings)
        self.help_commands = HelpCommands(self)
        self._connect_file_actions()
        self._connect_other_actions()
        self._build_menus()
        self._build_context_menus()
        self._build_status_bar()
        self._file_drop = FileDrop(self)
        self._file_drop.file_dropped.connect(self.open_path)
        self._restore_geometry()
        self.set_document(None)

    # ── The document ──────────────────────────────────────────────────────────────────────────────────────────

    def set_document(self, document: Document | None) -> None:
        """Show a document in place of the present one, which is let go without a question."""
        old = self._signals
        self.document = document
        self.book_commands.document = document
        self._signals = SessionSignals(document.session, self) if document else None
        self._completion.set_session(self._signals)
        self.workspace.set_session(self._signals)
        self.status_bar.set_document(document, self._signals)
        if old is not None:
            old.close()
            old.deleteLater()
            take_back()
        if document is not None and self._signals is not None:
            document.session.watch = partial(watched, self)
            self._signals.changed.connect(self._show_history)
        self._pages.setCurrentWidget(self.workspace if document else self.welcome_page)
        self._show_scheme()
        self._show_history()
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

    def open_path(self, path: Path) -> None:
        """Open a file, a bundled sample as a new book; a message says why when that fails."""
        is_sample = path.absolute().parent == SAMPLES
        self.take(self.documents.open_sample(path) if is_sample else self.documents.open(path))

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
        self._show_history()
        self._show_file()
        return saved

    def close_document(self) -> None:
        """Go back to the welcome page, after the question about unsaved changes."""
        if self._may_close():
            self.set_document(None)

    def _may_close(self) -> bool:
        self.book_commands.finish_typing()
        may_close = self.document is None or self.documents.may_close(self.document)
        self._show_history()
        self._show_file()
        return may_close

    def apply_settings(self, settings: RuleSettings) -> None:
        """Judge the open book, and those that are opened later, by these settings."""
        self.documents.settings = settings
        if self.document is not None and self.document.session.settings != settings:
            self.document.session.settings = settings

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build_panels(self) -> None:
        self.workspace = Workspace(self)
        self.welcome_page = WelcomePage(self._recent, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.welcome_page)
        self._pages.addWidget(self.workspace)
        self.setCentralWidget(self._pages)
        self.status_bar = StatusBar(self)
        self.setStatusBar(self.status_bar)
        for sheet in (self.workspace.tree, self.workspace.grid_page.view):
            sheet.cell_delegate.prepare = self._completion.prepare
        self.workspace.section_shown.connect(lambda: self._file_drop.watch_children())
        self.welcome_page.new_requested.connect(lambda: self.take(self.documents.new()))
        self.welcome_page.open_requested.connect(lambda: self.take(self.documents.choose_and_open()))
        self.welcome_page.file_requested.connect(self.open_path)
        self.welcome_page.sample_requested.connect(self.open_path)

    def _connect_file_actions(self) -> None:
        commands = self.commands
        commands.new.triggered.connect(lambda: self.take(self.documents.new()))
        commands.open.triggered.connect(lambda: self.take(self.documents.choose_and_open()))
        commands.save.triggered.connect(self.save)
        commands.save_as.triggered.connect(self.save_as)
        commands.print.triggered.connect(self.print_commands.print)
        commands.preview.triggered.connect(self.print_commands.preview)
        commands.save_pdf.triggered.connect(self.print_commands.save_pdf)
        commands.close.triggered.connect(self._close_book_or_window)
        commands.quit.triggered.connect(QApplication.closeAllWindows)
        commands.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        for path in sample_files():
            commands.samples_menu.addAction(theme.as_label(path.stem), lambda path=path: self.open_path(path))

    def _connect_other_actions(self) -> None:
        commands = self.commands
        on_book = self.book_commands
        commands.undo.triggered.connect(on_book.undo)
        commands.redo.triggered.connect(on_book.redo)
        commands.next_year.triggered.connect(on_book.make_next_year)
        commands.find.triggered.connect(lambda: self.workspace.find_panel.open_to_find())
        commands.replace.triggered.connect(lambda: self.workspace.find_panel.open_to_replace())
        commands.go_to_project.triggered.connect(on_book.go_to_project)
        commands.pick_indicators.triggered.connect(on_book.pick_indicators)
        commands.edit_value.triggered.connect(lambda: edit_value(self.workspace.sheet))
        commands.rule_settings.triggered.connect(on_book.change_settings)
        commands.report.triggered.connect(on_book.make_report)
        commands.schemes.triggered.connect(lambda action: self._judge_by(action.data()))
        commands.appearances.triggered.connect(
            lambda action: self.appearance_chosen.emit(Appearance(action.data()))
        )
        commands.manual.triggered.connect(self.help_commands.show_manual)
        commands.keyboard.triggered.connect(self.help_commands.show_keyboard)
        commands.about.triggered.connect(self.help_commands.show_about)
        commands.about_qt.triggered.connect(QApplication.aboutQt)

    def _print_source(self) -> PrintSource | None:
        """What there is to print, with what is typed by now."""
        if self.document is None:
            return None
        self.book_commands.finish_typing()
        section = self.workspace.project_list.current_section
        selected = [section] if section is not None else []
        return PrintSource(self.document.session.book, section, selected, self.document.path)

    def _build_menus(self) -> None:
        indicator = self.workspace.section_page.indicator_actions.all
        self.commands.build_menus(
            self.edit_actions,
            self.workspace.find_panel.find_actions,
            self.workspace.project_list.project_actions,
            indicator,
            self.workspace.findings_panel.finding_actions,
        )
        self.commands.build_toolbar(self.edit_actions, indicator[:5])

    def _build_context_menus(self) -> None:
        """What the right button offers in tables, before the commands of their own."""
        edit, commands = self.edit_actions, self.commands
        for sheet in (self.workspace.tree, self.workspace.grid_page.view):
            line = QAction(self)
            line.setSeparator(True)
            offered = [edit.cut, edit.copy, edit.paste, edit.clear, commands.edit_value, line]
            sheet.insertActions(sheet.actions()[0], offered)
            sheet.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _build_status_bar(self) -> None:
        self.selection_summary = SelectionSummary(self)
        self.status_bar.addWidget(self.selection_summary, 1)
        self.status_bar.addPermanentWidget(ZoomButton(self._view.zoom, self))
        self.workspace.selection_changed.connect(self._summarise_selection)

    def _summarise_selection(self) -> None:
        sheet = self.workspace.sheet
        self.selection_summary.show_cells(sheet.selected_texts(), sheet.selected_row_count())

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

    def _close_book_or_window(self) -> None:
        if self.document is not None:
            self.close_document()
        else:
            self.close()

    def _judge_by(self, key: str) -> None:
        if self._signals is not None:
            self._signals.session.scheme = schemes()[key]
            self._show_scheme()  # the user may have stopped it

    def _show_scheme(self) -> None:
        choices = self.commands.schemes
        choices.setEnabled(self._signals is not None)
        for action in choices.actions():
            action.setChecked(self._signals is not None and action.data() == self._signals.session.scheme.key)

    def _show_history(self) -> None:
        """What undo and redo would do, and whether the book is changed."""
        session = self._signals.session if self._signals else None
        undo, redo = (session.undo_label, session.redo_label) if session else (None, None)
        for action, name, label in (
            (self.commands.undo, self.tr("撤销(&U)"), undo),
            (self.commands.redo, self.tr("重做(&R)"), redo),
        ):
            action.setEnabled(label is not None)
            action.setText(f"{name} {theme.as_label(label)}" if label else name)
        self.setWindowModified(session is not None and session.modified)

    def _show_file(self) -> None:
        """The document's file in the title and the status bar."""
        for action in self.commands.of_book:
            action.setEnabled(self.document is not None)
        title = f"{self.document.title}[*] — {PROGRAM_NAME}" if self.document else PROGRAM_NAME
        self.setWindowTitle(title)
        self.status_bar.refresh()

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            theme.refresh_icons(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._view.save(self._settings)
        self.help_commands.close()
        event.accept()
        self.closed.emit()

    def _restore_geometry(self) -> None:
        em = self.fontMetrics().height()
        self.resize(QSize(em * 84, em * 52).boundedTo(self.screen().availableSize()))
        if state := self._settings.value("window/geometry"):
            self.restoreGeometry(state)
        self._view.restore(self._settings)
