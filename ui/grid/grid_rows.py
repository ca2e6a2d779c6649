"""Rows that come and go in the grid of all indicators: insert one below the current, delete the selected ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from core.arrangement import as_one
from core.authoring import delete_rows, new_indicator
from core.book import ItemId, Place
from ui import theme
from ui.grid.grid_view import GridView


class GridRows(QObject):
    """The commands on rows of one grid; their keys work while the grid has the focus.

    Attributes:
        insert, delete: the actions.
    """

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.insert = self._action(self.tr("插入指标"), "row-insert", self._insert, "Ctrl++", "Ctrl+=")
        self.delete = self._action(self.tr("删除指标"), "row-delete", self._delete, "Ctrl+-")

    def _insert(self) -> None:
        """A new row below the current one, in the same project and category."""
        session, index = self._grid.session, self._grid.currentIndex()
        if session is None or not index.isValid():
            return
        project_id, row, _ = self._grid.row_place(index)
        if row is not None:
            edit = new_indicator(session.book, project_id, row)
            session.apply(edit, self.tr("插入指标"))
            self._grid.go_to(Place(project_id, edit.row.id, "level3"))

    def _delete(self) -> None:
        """Take the rows of all selected cells out of their projects, as one edit."""
        session = self._grid.session
        if session is None:
            return
        by_project: dict[ItemId, set[ItemId]] = {}
        for line in self._grid.selected_lines():
            project_id, row, _ = self._grid.row_place(line[0])
            if row is not None:
                by_project.setdefault(project_id, set()).add(row)
        edits = (delete_rows(session.book, project_id, rows) for project_id, rows in by_project.items())
        self._grid.apply(as_one(edit for edit in edits if edit is not None), self.tr("删除指标"))

    def _action(self, text: str, icon: str, run: Callable[[], None], *keys: str) -> QAction:
        action = QAction(text, self)
        theme.set_icon(action, icon)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: run())
        self._grid.addAction(action)
        return action
