"""The table of entries under the keyboard: space ticks all selected lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.library.entries_model import Column, EntriesModel

_VALUE_WIDTH, _NAME_WIDTH, _CATEGORY_WIDTH = 9, 12, 9
"""Widths of columns at first, in line heights; the description has the rest."""


class EntriesView(QTableView):
    """Shows an EntriesModel; a double click ticks, too."""

    def __init__(self, model: EntriesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.doubleClicked.connect(self._on_double_click)
        self._set_widths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._model.toggle({index.row() for index in self.selectionModel().selectedRows()})
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._model.palette = self.palette()

    def go_to_first(self) -> None:
        """Make the first line current, if there is one."""
        self.setCurrentIndex(self._model.index(0, Column.NAME))
        self.scrollToTop()

    def _set_widths(self) -> None:
        em = self.fontMetrics().height()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(round(em * 1.6))
        self.setColumnWidth(Column.CATEGORY, em * _CATEGORY_WIDTH)
        self.setColumnWidth(Column.NAME, em * _NAME_WIDTH)
        self.setColumnWidth(Column.VALUE, em * _VALUE_WIDTH)

    def _on_double_click(self, index: QModelIndex) -> None:
        # The tick itself has taken both clicks already.
        if index.column() != Column.CATEGORY:
            self._model.toggle([index.row()])
