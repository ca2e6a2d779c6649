"""The list of a column's values in its filter: a box to tick and the number of lines for each."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStyle, QTableView, QWidget

from core.all_indicators.value_choice import ValueChoice
from ui import theme
from ui.grid.filter_titles import value_title
from ui.sheet.cell_model import Index

_NOWHERE = QModelIndex()
_VALUE, _COUNT = range(2)


class ValueModel(QAbstractTableModel):
    """The listed values of a choice.

    Signals:
        chosen_changed(): other values are chosen now.
    """

    chosen_changed = Signal()

    def __init__(self, choice: ValueChoice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice

    @property
    def longest_count(self) -> str:
        """What takes the most room in the column of counts."""
        return f"{max(self._choice.counts.values(), default=0):,}"

    def search(self, words: str) -> None:
        self.beginResetModel()
        self._choice.search(words)
        self.endResetModel()
        self.chosen_changed.emit()

    def choose_all(self, chosen: bool) -> None:
        self._choice.choose_all(chosen)
        self.dataChanged.emit(self.index(0, _VALUE), self.index(self.rowCount() - 1, _VALUE))
        self.chosen_changed.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._choice.listed)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _VALUE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        value = self._choice.listed[index.row()]
        match role, index.column():
            case Qt.ItemDataRole.DisplayRole, 0:
                return value_title(value)
            case Qt.ItemDataRole.DisplayRole, 1:
                return f"{self._choice.counts[value]:,}"
            case Qt.ItemDataRole.CheckStateRole, 0:
                return Qt.CheckState.Checked if self._choice.is_chosen(value) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole, 0:
                return theme.as_tool_tip(value) or None
            case Qt.ItemDataRole.TextAlignmentRole, 1:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self._choice.choose(self._choice.listed[index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        self.dataChanged.emit(index, index)
        self.chosen_changed.emit()
        return True


class ValueList(QTableView):
    """Shows the values; a click on a line or Space ticks it."""

    def __init__(self, model: ValueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("列中的值"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(_VALUE, QHeaderView.ResizeMode.Stretch)
        # Not by contents, for which Qt measures the count of every value.
        self.horizontalHeader().setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().resizeSection(_COUNT, self._width_of(model.longest_count))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.5))

    def _width_of(self, count: str) -> int:
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1
        return self.fontMetrics().horizontalAdvance(count) + 4 * margin + 1
