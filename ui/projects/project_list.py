"""The list of the book's projects, with the commands that add, copy, delete and move them."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from core.authoring import delete_project, duplicate_project, new_project
from core.book import ItemId, Project
from core.clipboard.projects import BrokenItems, insert_projects
from core.edit import Edit, InsertProject, MoveProject
from core.session import Session
from ui import theme
from ui.clipboard.mime import mime_of_projects, projects_in
from ui.clipboard.paste_questions import PasteQuestions
from ui.projects.finding_counts_delegate import FindingCountsDelegate
from ui.projects.project_model import Column, ProjectModel, Role, total_text
from ui.projects.title_delegate import TitleDelegate
from ui.projects.unit_groups import UnitKey
from ui.session_signals import SessionSignals

_FOOTER_MARGIN = 6
_MANY = 2000
"""Projects from which on the units are folded: of so many lines nobody reads all, and a tree lays out each open one."""


class ProjectList(QWidget):
    """Shows all sections of a book; its current line is the section that the window shows.

    All units are unfolded; among very many projects only that of the current one, and those that the user unfolds.

    Attributes:
        project_actions: the commands on projects, for the menu and the toolbar.
        paste_questions: tells why something cannot be pasted.

    Signals:
        section_selected(object): the user, or a command of this list, turned to the section with this ItemId;
            None when the book has no section left.
    """

    section_selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._current: ItemId | None = None
        self._current_line = 0
        self._unfolded: set[UnitKey] = set()
        self._model = ProjectModel(self)
        self.paste_questions = PasteQuestions(self)
        self._build()
        self._create_actions()
        self._model.modelAboutToBeReset.connect(self._remember_unfolded)
        self._model.modelReset.connect(self._restore_current)
        self._model.total_changed.connect(self._show_total)
        self._model.total_changed.connect(lambda: self.view.fit_budgets(self._model.widest_budget))
        self.set_session(None)

    # ── For the window ────────────────────────────────────────────────────────────────────────────────────────

    def set_session(self, signals: SessionSignals | None) -> None:
        """Show another book, or none; turns to its first project."""
        self._signals = signals
        self._current = None
        self.filter_box.clear()
        self._unfolded.clear()
        self._model.set_session(signals)
        if signals is not None and signals.session.book.project_ids:
            self._turn_to(signals.session.book.project_ids[0])
        self._enable_actions()

    def show_section(self, section_id: ItemId | None) -> None:
        """Make the section's line the current one, without telling `section_selected`."""
        self._current = section_id
        self._mark_current()
        self._enable_actions()

    @property
    def current_section(self) -> ItemId | None:
        return self._current

    # ── The clipboard ─────────────────────────────────────────────────────────────────────────────────────────

    def copy(self) -> None:
        """Put the current project on the clipboard, with all that it holds."""
        if (session := self._session) and (project := self._current_project) is not None:
            QApplication.clipboard().setMimeData(mime_of_projects([session.book.project(project)]))

    def cut(self) -> None:
        """Put the current project on the clipboard and take it out of the book."""
        self.copy()
        self._delete()

    def paste(self) -> None:
        """Insert the projects on the clipboard, of this window or another one, below the current project."""
        session = self._session
        mime: QMimeData | None = QApplication.clipboard().mimeData()
        if session is None or mime is None:
            return
        try:
            projects = projects_in(mime, session.book) or []
        except BrokenItems as error:
            self.paste_questions.refuse(error.reason)
            return
        edit = insert_projects(session.book, projects, self._current_project)
        if edit is not None:
            self.filter_box.clear()
            self._apply(edit, self.tr("粘贴项目"))
            self._turn_to(projects[0].id)

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.filter_box = QLineEdit(self)
        self.filter_box.setPlaceholderText(self.tr("筛选项目：名称、序号、编码、单位"))
        self.filter_box.setAccessibleName(self.tr("筛选项目"))
        self.filter_box.setClearButtonEnabled(True)
        self._find_action = self.filter_box.addAction(
            theme.icon("find", self.palette()), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter_box.textChanged.connect(self._model.set_filter)
        self.filter_box.installEventFilter(self)
        self.view = _project_view(self, self._model)
        self.view.setAccessibleName(self.tr("项目"))
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().currentChanged.connect(self._follow_current)
        self.footer = QLabel(self)
        self.footer.setMargin(_FOOTER_MARGIN)
        self.footer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (self.filter_box, self.view, self.footer):
            layout.addWidget(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter box Esc clears it, Enter and ↓ lead into the list."""
        if (
            watched is self.filter_box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Escape and self.filter_box.text():
                self.filter_box.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _create_actions(self) -> None:
        self.add_action = self._action(self.tr("新建项目"), "project-new", "Ctrl+Shift+N", self._add)
        self.duplicate_action = self._action(self.tr("复制项目"), "row-duplicate", None, self._duplicate)
        self.delete_action = self._action(self.tr("删除项目"), "delete", None, self._delete)
        self.up_action = self._action(self.tr("上移项目"), "move-up", "Ctrl+Alt+Up", lambda: self._move(-1))
        self.down_action = self._action(
            self.tr("下移项目"), "move-down", "Ctrl+Alt+Down", lambda: self._move(1)
        )
        self.previous_action = self._action(
            self.tr("上一个项目"), "previous", "Ctrl+PgUp", lambda: self._step(-1)
        )
        self.next_action = self._action(self.tr("下一个项目"), "next", "Ctrl+PgDown", lambda: self._step(1))
        self.project_actions = [
            self.add_action,
            self.duplicate_action,
            self.delete_action,
            self.up_action,
            self.down_action,
            self.previous_action,
            self.next_action,
        ]

    def _action(self, text: str, icon: str, shortcut: str | None, command: object) -> QAction:
        action = QAction(text, self)
        theme.set_icon(action, icon)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(command)
        return action

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._find_action.setIcon(theme.icon("find", self.palette()))
            self.view.counts_delegate.refresh_marks(self.palette())

    # ── The current line ──────────────────────────────────────────────────────────────────────────────────────

    def _follow_current(self, current: QModelIndex) -> None:
        section_id = current.data(Role.SECTION)
        if section_id is not None and section_id != self._current:
            self._current = section_id
            self._remember_line()
            self._enable_actions()
            self.section_selected.emit(section_id)

    def _turn_to(self, section_id: ItemId | None) -> None:
        self.show_section(section_id)
        self.section_selected.emit(section_id)

    def _mark_current(self) -> None:
        if self._current is None:
            return
        line = self._model.index_of(self._current)
        if line.isValid():
            self.view.setCurrentIndex(line)
            self.view.scrollTo(line)
        else:
            self.view.clearSelection()
        self._remember_line()

    def _remember_line(self) -> None:
        if self._signals and (project := self._current_project) is not None:
            self._current_line = self._signals.session.book.position(project)

    def _remember_unfolded(self) -> None:
        if self._model.shown_projects > _MANY:
            lines = self._model.unit_lines()
            self._unfolded = {unit for unit, line in lines if self.view.isExpanded(line)}

    def _unfold(self) -> None:
        if self._model.shown_projects <= _MANY:
            self.view.expandAll()
            return
        for unit, line in self._model.unit_lines():
            if unit in self._unfolded:
                self.view.expand(line)

    def _restore_current(self) -> None:
        """After the tree was built anew: unfold it and find the section again, or the one in its place."""
        self._unfold()
        if self._signals is None or self._current is None:
            return
        if self._current in self._signals.session.book:
            self._mark_current()
        else:
            projects = self._signals.session.book.project_ids
            self._turn_to(projects[min(self._current_line, len(projects) - 1)] if projects else None)
        self._enable_actions()

    def _show_total(self) -> None:
        if self._model.is_looking:
            self.footer.setText(self.tr("正在列出项目 …"))
        else:
            self.footer.setText(total_text(self._model.total) if self._signals else "")

    # ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self) -> None:
        if session := self._session:
            settings = session.settings
            edit = new_project(
                session.book,
                session.scheme,
                self._current_project,
                money_unit=settings.money_unit,
                checkpoints=settings.new_plan,
            )
            self._insert(edit, self.tr("新建项目"))

    def _duplicate(self) -> None:
        if (session := self._session) and (project := self._current_project) is not None:
            self._insert(duplicate_project(session.book, project), self.tr("复制项目"))

    def _insert(self, edit: InsertProject, label: str) -> None:
        self.filter_box.clear()
        self._apply(edit, label)
        self._turn_to(edit.project.id)

    def _delete(self) -> None:
        if (session := self._session) and (project := self._current_project) is not None:
            self._apply(delete_project(session.book, project), self.tr("删除项目"))

    def _move(self, step: int) -> None:
        if (session := self._session) and (project := self._current_project) is not None:
            neighbour = self._model.neighbour(project, step)
            if neighbour is not None:
                label = self.tr("上移项目") if step < 0 else self.tr("下移项目")
                self._apply(MoveProject(project, session.book.position(neighbour)), label)

    def _step(self, step: int) -> None:
        """Turn to the section above or below, over the lines of units, among those that the filter shows."""
        line = self.view.currentIndex()
        while (beside := self.view.indexBelow(line) if step > 0 else self.view.indexAbove(line)).isValid():
            if beside.data(Role.SECTION) is not None:
                self.view.setCurrentIndex(beside)
                return
            if self.view.isExpanded(beside):
                line = beside
            else:
                self.view.expand(beside)  # its projects stand beside the line now
                line = beside if step > 0 else line

    def _apply(self, edit: Edit, label: str) -> None:
        if session := self._session:
            session.apply(edit, label)
            self._enable_actions()

    @property
    def _session(self) -> Session | None:
        return self._signals.session if self._signals else None

    @property
    def _current_project(self) -> ItemId | None:
        """The current section where it is a project of the book."""
        session = self._session
        if session is None or self._current is None or self._current not in session.book:
            return None
        return self._current if isinstance(session.book.section(self._current), Project) else None

    def _enable_actions(self) -> None:
        project = self._current_project
        for action in (self.add_action, self.previous_action, self.next_action):
            action.setEnabled(self._signals is not None)
        for action in (self.duplicate_action, self.delete_action):
            action.setEnabled(project is not None)
        for action, step in ((self.up_action, -1), (self.down_action, 1)):
            action.setEnabled(project is not None and self._model.neighbour(project, step) is not None)

    def _open_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("剪切"), self.cut)
        menu.addAction(self.tr("复制"), self.copy)
        menu.addAction(self.tr("粘贴"), self.paste)
        menu.addSeparator()
        menu.addActions([self.add_action, self.duplicate_action, self.delete_action])
        menu.addSeparator()
        menu.addActions([self.up_action, self.down_action])
        menu.exec(self.view.viewport().mapToGlobal(position))
        menu.deleteLater()


class _ProjectView(QTreeView):
    counts_delegate: FindingCountsDelegate
    _widest_budget = ""

    def fit_budgets(self, widest: str) -> None:
        """Give the column of budgets the room that this one needs.

        Qt would measure all lines in sight whenever one of them changes, which takes longer than the edit.
        """
        self._widest_budget = widest
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
        width = (
            self.fontMetrics().horizontalAdvance(widest) + 2 * margin + self.fontMetrics().averageCharWidth()
        )
        self.header().resizeSection(Column.BUDGET, max(width, self.header().sectionSizeHint(Column.BUDGET)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_budgets(self._widest_budget)


def _project_view(parent: QWidget, model: ProjectModel) -> _ProjectView:
    view = _ProjectView(parent)
    view.setModel(model)
    view.setItemDelegate(TitleDelegate(view, model))
    view.counts_delegate = FindingCountsDelegate(view)
    view.setItemDelegateForColumn(Column.FINDINGS, view.counts_delegate)
    view.setUniformRowHeights(True)
    view.setIndentation(14)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setAllColumnsShowFocus(True)
    header = view.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(Column.BUDGET, QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(Column.FINDINGS, QHeaderView.ResizeMode.Interactive)
    header.resizeSection(Column.FINDINGS, view.counts_delegate.column_width(view.fontMetrics()))
    return view
