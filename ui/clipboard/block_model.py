"""The block of a paste plan as a table: what is not pasted is muted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from core.clipboard.pasting import PastePlan
from ui import theme

Index = QModelIndex | QPersistentModelIndex


class BlockModel(QAbstractTableModel):
    """Rows and columns are numbered as the problems of the plan count them."""

    def __init__(self, plan: PastePlan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan

    def set_plan(self, plan: PastePlan) -> None:
        """Show another plan, in place where its block is the same."""
        if plan.block == self._plan.block:
            self._plan = plan
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.ForegroundRole])
            return
        self.beginResetModel()
        self._plan = plan
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._plan.block.height

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._plan.block.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        text = self._plan.block.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(text.split("\n"))
            case Qt.ItemDataRole.ToolTipRole:
                return theme.as_tool_tip(*text.split("\n")) if text else None
            case Qt.ItemDataRole.ForegroundRole if not self._plan.is_pasted(index.row(), index.column()):
                return theme.muted_text(QGuiApplication.palette())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.tr("第 {0} 列").format(section + 1)
        return str(section + 1)
