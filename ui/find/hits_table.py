"""The list of hits below the find bar."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.find.hits_model import Column, HitsModel
from ui.find.list_table import ListTable

_ROWS_SHOWN = 6
_LEAST_ROWS = 2


class HitsTable(ListTable):
    """A line per hit; a click or Enter leads to the place."""

    def __init__(self, model: HitsModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setAccessibleName(self.tr("查找结果"))
        self.horizontalHeader().setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height_of(_ROWS_SHOWN))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height_of(_LEAST_ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of the width to the texts."""
        super().resizeEvent(event)
        share = min(self.fontMetrics().height() * 15, self.viewport().width() // 4)
        self.setColumnWidth(Column.SECTION, share)
        self.setColumnWidth(Column.PLACE, share)

    def _height_of(self, rows: int) -> int:
        return self.horizontalHeader().sizeHint().height() + rows * self.row_height + 2 * self.frameWidth()
