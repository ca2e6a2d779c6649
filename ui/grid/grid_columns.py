"""The columns of the grid: how wide they are, which are shown, and how that is remembered."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTableView

from core.all_indicators.line import Column
from ui.grid.column_titles import column_title
from ui.grid.filter_header import FilterHeader
from ui.grid.grid_model import GridModel
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.columns_menu import column_actions, pop_up_columns

_USUAL_WIDTHS = {
    Column.UNIT: 8.0,
    Column.PROJECT: 12.5,
    Column.LEVEL1: 6.0,
    Column.LEVEL2: 8.0,
    Column.LEVEL3: 12.0,
    Column.DESCRIPTION: 15.0,
    Column.VALUE: 8.0,
    Column.BASIS: 7.0,
}
"""In heights of a line of text, so that columns grow with the font."""

_WIDEST_SHARE = 0.6
"""How much of the table's width a double click on a border gives one column at most."""


class GridColumns(QObject):
    """Sizes and hides the columns of one table; each is known by what it shows, not by its position."""

    def __init__(
        self, view: QTableView, header: FilterHeader, model: GridModel, delegate: CellDelegate
    ) -> None:
        super().__init__(view)
        self._view = view
        self._header = header
        self._model = model
        self._delegate = delegate
        self._widths = dict(_USUAL_WIDTHS)
        self._hidden: set[Column] = set()
        self._is_applying = False
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda position: pop_up_columns(header, position, self.actions)
        )
        header.sectionResized.connect(self._on_resized)
        header.sectionHandleDoubleClicked.connect(self.fit)
        model.modelReset.connect(self.apply)
        model.columnsInserted.connect(self.apply)

    def apply(self) -> None:
        """Give the table's columns the widths they are to have; call it when the font has changed."""
        self._is_applying = True
        self._header.setMinimumSectionSize(3 * self._em)
        for section, column in enumerate(self._model.columns):
            self._view.setColumnHidden(section, column in self._hidden)
            self._view.setColumnWidth(section, round(self._widths[column] * self._em))
        self._is_applying = False

    def fit(self, section: int) -> None:
        """Make a column as wide as the longest text on screen, within reason."""
        viewport = self._view.viewport()
        first, last = self._view.rowAt(0), self._view.rowAt(viewport.height() - 1)
        rows = range(max(first, 0), (last if last >= 0 else self._model.rowCount() - 1) + 1)
        widths = [self._delegate.fitting_width(self._model.index(row, section)) for row in rows]
        widest = max([self._header.sectionSizeHint(section), *widths])
        self._view.setColumnWidth(section, min(widest, round(viewport.width() * _WIDEST_SHARE)))

    def show_column(self, column: Column, shown: bool) -> None:
        """Show or hide a column; the last one that is shown stays."""
        hidden = self._hidden - {column} if shown else self._hidden | {column}
        if set(self._model.columns) - hidden:
            self._hidden = hidden
            self.apply()

    def actions(self, parent: QObject) -> list[QAction]:
        """A checkable action for each column."""
        titles = {column: column_title(column) for column in self._model.columns}
        return column_actions(parent, titles, self._hidden, self.show_column)

    # ── Remembering ──

    def state(self) -> QByteArray:
        """Widths and hidden columns, for the settings."""
        widths = {str(column): round(width, 2) for column, width in self._widths.items()}
        return QByteArray(json.dumps({"widths": widths, "hidden": sorted(self._hidden)}).encode())

    def restore(self, state: QByteArray) -> bool:
        """Take up what `state` gave; False for anything else, as settings may be of another version."""
        try:
            remembered: Any = json.loads(bytes(state.data()))
            widths = {Column(name): float(width) for name, width in remembered["widths"].items()}
            hidden = {Column(name) for name in remembered["hidden"]}
        except (ValueError, TypeError, KeyError, AttributeError):
            return False
        self._widths |= {column: width for column, width in widths.items() if 0 < width < 1000}
        self._hidden = hidden if set(Column) - hidden - {Column.BASIS} else set()
        self.apply()
        return True

    # ── Helpers ──

    @property
    def _em(self) -> int:
        return self._view.fontMetrics().height()

    def _on_resized(self, section: int, before: int, width: int) -> None:
        if width and not self._is_applying and section < len(self._model.columns):
            self._widths[self._model.columns[section]] = width / self._em
