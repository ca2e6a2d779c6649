"""All of a window that its first paint does without: the panels of a book, the commands around them, the status bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow

from core.rules.settings import RuleSettings
from core.scheme import schemes
from core.session import Session
from ui import theme
from ui.background import take_turn, watched
from ui.book_commands import BookCommands
from ui.book_dialogs import office_library
from ui.dialogs import Dialogs
from ui.document import Document
from ui.documents import Documents
from ui.edit_actions import EditActions
from ui.freeing import free_bit_by_bit
from ui.help.help_commands import HelpCommands
from ui.keeping import keeping_of_user
from ui.print.print_choice import PrintSource
from ui.print.print_commands import PrintCommands
from ui.recent_files import RecentFiles
from ui.selection_summary import SelectionSummary
from ui.session_signals import SessionSignals
from ui.sheet.cell_completion import CellCompletion
from ui.sheet.value_editing import edit_value
from ui.status_bar import StatusBar
from ui.theme import Appearance
from ui.window_actions import WindowActions
from ui.window_frame import WindowFrame
from ui.window_view import WindowView
from ui.workspace import Workspace
from ui.zoom import ZoomButton


class WindowParts(QObject):
    """Makes the parts of one window, lets them act on each other, and shows a document in them.

    Attributes:
        documents: makes, loads and saves books.
        workspace: the panels of the book.
        commands, edit_actions: the window's own actions; what concerns files is left to the window to connect.
        book_commands: changes the open book and leads through it.
        print_commands, help_commands: what the menus of these names do.
        view: which panels are shown, and how large.
        status_bar, selection_summary: what stands below.

    Signals:
        appearance_chosen(Appearance): for the whole program.
    """

    appearance_chosen = Signal(object)

    def __init__(
        self,
        window: QMainWindow,
        frame: WindowFrame,
        settings: QSettings,
        recent: RecentFiles,
        dialogs: Dialogs | None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._signals: SessionSignals | None = None
        self._first: SessionSignals | None = None
        self._document: Document | None = None
        keeping = keeping_of_user(settings)
        self.documents = Documents(dialogs or Dialogs(window), recent, keeping, window)
        self._completion = CellCompletion(office_library, window)
        self.workspace = Workspace(window)
        for sheet in (self.workspace.tree, self.workspace.grid_page.view):
            sheet.cell_delegate.prepare = self._completion.prepare
        self.book_commands = BookCommands(self.workspace, self.documents)
        self.commands = WindowActions(window)
        self.edit_actions = EditActions(window)
        self.print_commands = PrintCommands(window, self._print_source)
        self.view = WindowView(self.commands, self.workspace, settings)
        self.help_commands = HelpCommands(window)
        self._connect_actions()
        self._build_menus(frame)
        self._build_context_menus()
        self._build_status_bar()

    # ── The document ──────────────────────────────────────────────────────────────────────────────────────────

    def set_document(self, document: Document | None) -> None:
        """Show a document, or none, in all parts."""
        old = self._signals
        self._document = document
        self.book_commands.document = document
        self._signals = SessionSignals(document.session, self._window) if document else None
        self._completion.set_session(self._signals)
        self.workspace.set_session(self._signals)
        self.status_bar.set_document(document, self._signals)
        if old is not None:
            old.close()
            old.deleteLater()
            free_bit_by_bit(self._window, list(old.session.book.sections))
        if document is not None and self._signals is not None:
            document.session.watch = partial(watched, self._window)
            self._signals.changed.connect(self.show_history)
        self._show_scheme()
        self.show_history()
        self.show_file()

    def show_first(self, session: Session) -> None:
        """Show the first project of a book that is still being read; nothing else is known of it yet."""
        take_turn()
        self.hide_first()
        self._first = SessionSignals(session, self._window)
        self.workspace.section_page.set_session(self._first)
        self.workspace.section_page.show_section(session.book.project_ids[0])

    def hide_first(self) -> None:
        """Give the page back, for the whole book or for none."""
        if self._first is None:
            return
        self.workspace.section_page.set_session(None)
        self._first.close()
        self._first.deleteLater()
        self._first = None

    def apply_settings(self, settings: RuleSettings) -> None:
        """Judge the open book, and those that are opened later, by these settings."""
        self.documents.settings = settings
        if self._document is not None and self._document.session.settings != settings:
            self._document.session.settings = settings

    def show_history(self) -> None:
        """What undo and redo would do, and whether the book is changed."""
        session = self._signals.session if self._signals else None
        undo, redo = (session.undo_label, session.redo_label) if session else (None, None)
        for action, name, label in (
            (self.commands.undo, self.tr("撤销(&U)"), undo),
            (self.commands.redo, self.tr("重做(&R)"), redo),
        ):
            action.setEnabled(label is not None)
            action.setText(f"{name} {theme.as_label(label)}" if label else name)
        self._window.setWindowModified(session is not None and session.modified)

    def show_file(self) -> None:
        """What can be done with a file, and what the status bar says of it."""
        for action in self.commands.of_book:
            action.setEnabled(self._document is not None)
        self.commands.backups.setEnabled(self._document is not None and self._document.path is not None)
        self.status_bar.refresh()

    def _judge_by(self, key: str) -> None:
        if self._signals is not None:
            self._signals.session.scheme = schemes()[key]
            self._show_scheme()  # the user may have stopped it

    def _show_scheme(self) -> None:
        choices = self.commands.schemes
        choices.setEnabled(self._signals is not None)
        for action in choices.actions():
            action.setChecked(self._signals is not None and action.data() == self._signals.session.scheme.key)

    def _print_source(self) -> PrintSource | None:
        """What there is to print, with what is typed by now."""
        if self._document is None:
            return None
        self.book_commands.finish_typing()
        section = self.workspace.project_list.current_section
        selected = [section] if section is not None else []
        return PrintSource(self._document.session.book, section, selected, self._document.path)

    # ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

    def _connect_actions(self) -> None:
        commands = self.commands
        on_book = self.book_commands
        commands.print.triggered.connect(self.print_commands.print)
        commands.preview.triggered.connect(self.print_commands.preview)
        commands.save_pdf.triggered.connect(self.print_commands.save_pdf)
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

    def _build_menus(self, frame: WindowFrame) -> None:
        indicator = self.workspace.section_page.indicator_actions.all
        self.commands.fill_menus(
            frame,
            self.edit_actions,
            self.workspace.find_panel.find_actions,
            self.workspace.project_list.project_actions,
            indicator,
            self.workspace.findings_panel.finding_actions,
        )
        self.commands.fill_toolbar(frame.toolbar, self.edit_actions, indicator[:5])

    def _build_context_menus(self) -> None:
        """What the right button offers in tables, before the commands of their own."""
        edit, commands = self.edit_actions, self.commands
        for sheet in (self.workspace.tree, self.workspace.grid_page.view):
            line = QAction(self._window)
            line.setSeparator(True)
            offered = [edit.cut, edit.copy, edit.paste, edit.clear, commands.edit_value, line]
            sheet.insertActions(sheet.actions()[0], offered)
            sheet.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _build_status_bar(self) -> None:
        self.status_bar = StatusBar(self._window)
        self._window.setStatusBar(self.status_bar)
        self.selection_summary = SelectionSummary(self._window)
        self.status_bar.addWidget(self.selection_summary, 1)
        self.status_bar.addPermanentWidget(ZoomButton(self.view.zoom, self._window))
        self.workspace.selection_changed.connect(self._summarise_selection)

    def _summarise_selection(self) -> None:
        sheet = self.workspace.sheet
        self.selection_summary.show_cells(sheet.selected_texts(), sheet.selected_row_count())
