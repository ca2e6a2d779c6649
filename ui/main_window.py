"""The window of one book: project list, page of the shown section, findings, and the commands around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from core.book import ItemId, Place
from core.edit import InsertRow, SetField, section_of, steps
from core.scheme import schemes
from core.session import Change
from ui import theme
from ui.dialogs import Dialogs
from ui.documents import Document, Documents
from ui.file_drop import FileDrop
from ui.findings.findings_panel import FindingsPanel
from ui.panel_focus import focus_next
from ui.projects.project_list import ProjectList
from ui.recent_files import RecentFiles
from ui.section.section_page import SectionPage
from ui.session_signals import SessionSignals
from ui.status_bar import StatusBar
from ui.theme import Appearance
from ui.welcome_page import SAMPLES, WelcomePage, sample_files
from ui.window_actions import WindowActions

PROGRAM_NAME = "绩目"
_MESSAGE_MILLISECONDS = 5000


class MainWindow(QMainWindow):
    """Shows one document or, without one, the welcome page.

    Attributes:
        document: the open book with its file; None on the welcome page.
        commands: the window's own actions.

    Signals:
        document_for_another_window(Document): the user opened or made a book while this window has one already.
        appearance_chosen(Appearance): for the whole program.
        closed(): the window is gone for good.
    """

    document_for_another_window = Signal(object)
    appearance_chosen = Signal(object)
    closed = Signal()

    def __init__(self, settings: QSettings, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self._settings = settings
        self.document: Document | None = None
        self._signals: SessionSignals | None = None
        self._recent = RecentFiles(settings, self)
        self.documents = Documents(dialogs or Dialogs(self), self._recent, self)
        self._build_panels()
        self.commands = WindowActions(self)
        self._connect_file_actions()
        self._connect_other_actions()
        self._build_menus()
        self._file_drop = FileDrop(self)
        self._file_drop.file_dropped.connect(self.open_path)
        self._restore_geometry()
        self.set_document(None)

    # ── The document ──────────────────────────────────────────────────────────────────────────────────────────

    def set_document(self, document: Document | None) -> None:
        """Show a document in place of the present one, which is let go without a question."""
        old = self._signals
        self.document = document
        self._signals = SessionSignals(document.session, self) if document else None
        for panel in (self.section_page, self.findings_panel, self.project_list):
            panel.set_session(self._signals)
        self.status_bar.set_document(document, self._signals)
        if old is not None:
            old.close()
            old.deleteLater()
        if self._signals is not None:
            self._signals.changed.connect(self._show_history)
        self._pages.setCurrentWidget(self._workspace if document else self.welcome_page)
        self._show_scheme()
        self._show_history()
        self._show_file()
        if document:
            self.project_list.view.setFocus()

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
        self._finish_typing()
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
        self._finish_typing()
        may_close = self.document is None or self.documents.may_close(self.document)
        self._show_history()
        self._show_file()
        return may_close

    def _finish_typing(self) -> None:
        """Let an open cell editor hand in its text, as it does when the focus goes back to its table."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self:
            if isinstance(widget, QAbstractItemView):
                widget.setFocus()
                return
            widget = widget.parentWidget()

    # ── Sections and places ───────────────────────────────────────────────────────────────────────────────────

    def show_section(self, section_id: ItemId | None) -> None:
        """Show a section in all panels; None: the book has none."""
        self.project_list.show_section(section_id)
        self._show_in_page(section_id)

    def go_to(self, place: Place) -> None:
        """Show the place's section and put the focus on the place."""
        if self._signals is None or place.section not in self._signals.session.book:
            return
        if self.project_list.current_section != place.section:
            self.show_section(place.section)
        self.section_page.go_to(place)

    def _show_in_page(self, section_id: ItemId | None) -> None:
        self.section_page.show_section(section_id)
        self.findings_panel.show_section(section_id)
        self._file_drop.watch_children()

    # ── Undo and redo ─────────────────────────────────────────────────────────────────────────────────────────

    def undo(self) -> None:
        if self.document is not None:
            self._finish_typing()
            self._travel(self.document.session.undo)

    def redo(self) -> None:
        if self.document is not None:
            self._finish_typing()
            self._travel(self.document.session.redo)

    def _travel(self, move: Callable[[], None]) -> None:
        """Undo or redo, then show where something changed."""
        changes: list[Change] = []
        if self._signals is not None:
            self._signals.changed.connect(changes.append)
            move()
            self._signals.changed.disconnect(changes.append)
        if changes:
            self._show_change(changes[-1])

    def _show_change(self, change: Change) -> None:
        book = self._signals.session.book if self._signals else None
        last = next(reversed(list(steps(change.edit))), None)
        if book is None or last is None or section_of(last) not in book:
            return
        match last:
            case SetField(place):
                self.go_to(place)
            case InsertRow(section, _, row):
                self.go_to(Place(section, row.id))
            case _:
                self.show_section(section_of(last))

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build_panels(self) -> None:
        self.project_list = ProjectList(self)
        self.section_page = SectionPage(self)
        self.findings_panel = FindingsPanel(self)
        self.welcome_page = WelcomePage(self._recent, self)
        self._upper = _splitter(Qt.Orientation.Horizontal, self.project_list, self.section_page)
        self._upper.setStretchFactor(1, 1)
        self._workspace = _splitter(Qt.Orientation.Vertical, self._upper, self.findings_panel)
        self._workspace.setStretchFactor(0, 1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.welcome_page)
        self._pages.addWidget(self._workspace)
        self.setCentralWidget(self._pages)
        self.status_bar = StatusBar(self)
        self.setStatusBar(self.status_bar)
        self.project_list.section_selected.connect(self._show_in_page)
        self.findings_panel.place_activated.connect(self.go_to)
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
        commands.close.triggered.connect(self._close_book_or_window)
        commands.quit.triggered.connect(QApplication.closeAllWindows)
        commands.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        for path in sample_files():
            commands.samples_menu.addAction(theme.as_label(path.stem), lambda path=path: self.open_path(path))

    def _connect_other_actions(self) -> None:
        commands = self.commands
        commands.undo.triggered.connect(self.undo)
        commands.redo.triggered.connect(self.redo)
        commands.find_project.triggered.connect(self._focus_project_filter)
        commands.next_panel.triggered.connect(lambda: self._focus_panel(1))
        commands.previous_panel.triggered.connect(lambda: self._focus_panel(-1))
        commands.show_projects.toggled.connect(self.project_list.setVisible)
        commands.show_findings.toggled.connect(self.findings_panel.setVisible)
        commands.schemes.triggered.connect(lambda action: self._judge_by(action.data()))
        commands.appearances.triggered.connect(
            lambda action: self.appearance_chosen.emit(Appearance(action.data()))
        )
        commands.about.triggered.connect(self._about)
        commands.about_qt.triggered.connect(QApplication.aboutQt)

    def _build_menus(self) -> None:
        indicator = self.section_page.indicator_actions
        self.commands.build_menus(
            self.project_list.project_actions, indicator, self.findings_panel.finding_actions
        )
        self.commands.build_toolbar(indicator[:5])

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

    def _focus_project_filter(self) -> None:
        self.commands.show_projects.setChecked(True)
        self.project_list.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.project_list.filter_box.selectAll()

    def _focus_panel(self, step: int) -> None:
        page = self.section_page
        of_project = (page.project_page.header_form, page.project_page.tree)
        panels = (self.project_list.view, *of_project, page.department_page, page.front_page)
        focus_next((*panels, self.findings_panel.table), step)

    def _judge_by(self, key: str) -> None:
        if self._signals is not None:
            self._signals.judge_by(schemes()[key])

    def _about(self) -> None:
        lines = (
            self.tr("<b>绩目</b> {0}").format(QApplication.applicationVersion()),
            self.tr("绩效目标表的编制与审核，离线使用。"),
            self.tr("界面使用 Qt（LGPL v3）。"),
        )
        QMessageBox.about(self, self.tr("关于绩目"), "<br>".join(lines))

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
        for action in (self.commands.save, self.commands.save_as):
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
        self._settings.setValue("window/columns", self._upper.saveState())
        self._settings.setValue("window/rows", self._workspace.saveState())
        event.accept()
        self.closed.emit()

    def _restore_geometry(self) -> None:
        em = self.fontMetrics().height()
        self.resize(QSize(em * 84, em * 52).boundedTo(self.screen().availableSize()))
        self._upper.setSizes([em * 22, em * 62])
        self._workspace.setSizes([em * 39, em * 10])
        for key, restore in (
            ("window/geometry", self.restoreGeometry),
            ("window/columns", self._upper.restoreState),
            ("window/rows", self._workspace.restoreState),
        ):
            if state := self._settings.value(key):
                restore(state)


def _splitter(orientation: Qt.Orientation, first: QWidget, second: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setChildrenCollapsible(False)
    return splitter
