"""The window's commands on the open book as a whole: undo, go to a project, pick indicators, next year's book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication

from core.book import Place
from core.edit import Edit, InsertRow, SetField, section_of, steps
from core.session import Change
from ui.book_dialogs import BookDialogs
from ui.document import Document
from ui.documents import Documents
from ui.workspace import Workspace


class BookCommands(QObject):
    """Changes the open book and leads through it.

    Attributes:
        document: the open book; None while there is none.
        dialogs: who is asked.

    Signals:
        document_made(Document): a new book that wants a window.
        settings_changed(RuleSettings): the user wants rules applied otherwise.
    """

    document_made = Signal(object)
    settings_changed = Signal(object)

    def __init__(self, workspace: Workspace, documents: Documents) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._documents = documents
        self.document: Document | None = None
        self.dialogs = BookDialogs(workspace)

    def finish_typing(self) -> None:
        """Let an open cell editor hand in its text, as it does when the focus goes back to its table."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._workspace:
            if isinstance(widget, QAbstractItemView):
                widget.setFocus()
                return
            widget = widget.parentWidget()

    # ── With a dialog ──

    def go_to_project(self) -> None:
        """Ask for a project and show it."""
        if self.document is not None:
            project_id = self.dialogs.project_to_go_to(self.document.session)
            if project_id is not None:
                self._workspace.show_section(project_id)
                self._workspace.sheet.setFocus()

    def pick_indicators(self) -> None:
        """Insert indicators of the library into the shown project."""
        project_id = self._workspace.current_project
        if self.document is None or project_id is None:
            return
        session = self.document.session
        edit = self.dialogs.picked_indicators(session, project_id)
        if edit is not None:
            session.apply(edit, self.tr("挑选指标"))
            self._show_step(next(steps(edit)))

    def make_next_year(self) -> None:
        """Make next year's book of this one, as a new book."""
        if self.document is None:
            return
        self.finish_typing()
        rollover = self.dialogs.next_year(self.document.session)
        if rollover is not None:
            name = rollover.renamed(Path(self.document.title).stem)
            label = self.tr("年度结转")
            copy = self._documents.changed_copy(self.document, rollover.edit, label, name)
            self.document_made.emit(copy)

    def make_report(self) -> None:
        """Write a review report on the open book or on files."""
        self.finish_typing()
        self.dialogs.report(self.document, self._documents.settings)

    def change_settings(self) -> None:
        """Let the user set how rules are applied."""
        self.finish_typing()
        settings = self.dialogs.rule_settings(self.document.session.book if self.document else None)
        if settings is not None:
            self.settings_changed.emit(settings)

    # ── Undo and redo ──

    def undo(self) -> None:
        if self.document is not None:
            self.finish_typing()
            self._travel(self.document.session.undo)

    def redo(self) -> None:
        if self.document is not None:
            self.finish_typing()
            self._travel(self.document.session.redo)

    def _travel(self, move: Callable[[], None]) -> None:
        """Undo or redo, then show where something changed."""
        changes: list[Change] = []
        if self.document is not None:
            end = self.document.session.subscribe(changes.append)
            move()
            end()
        for change in changes:
            for step in list(steps(change.edit))[-1:]:
                self._show_step(step)

    def _show_step(self, step: Edit) -> None:
        """Lead to where a single change was made; the keyboard stays in the details if it is there."""
        if self.document is None or section_of(step) not in self.document.session.book:
            return
        details = self._workspace.detail_pane
        was_in_details = details.isAncestorOf(QApplication.focusWidget() or self._workspace)
        match step:
            case SetField(place):
                self._workspace.go_to(place)
            case InsertRow(section, _, row):
                self._workspace.go_to(Place(section, row.id, "level3"))
            case _:
                self._workspace.show_section(section_of(step))
        if was_in_details:
            details.setFocus()
