"""The versions of a file as a table, the latest first; what is in them comes as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.backups import Version
from ui import theme
from ui.backups.glimpse import Glimpse

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Column(IntEnum):
    TIME = 0
    SIZE = 1
    PROJECTS = 2
    INDICATORS = 3
    DIFFERENCES = 4


_FIGURES = (Column.SIZE, Column.PROJECTS, Column.INDICATORS)


class VersionsModel(QAbstractTableModel):
    """One line per version."""

    def __init__(self, versions: Sequence[Version], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._versions = versions
        self._glimpses: dict[int, Glimpse] = {}

    def version(self, line: int) -> Version:
        return self._versions[line]

    def glimpse(self, line: int) -> Glimpse | None:
        """None as long as the version is not read."""
        return self._glimpses.get(line)

    def set_glimpse(self, line: int, glimpse: Glimpse) -> None:
        self._glimpses[line] = glimpse
        self.dataChanged.emit(self.index(line, Column.PROJECTS), self.index(line, Column.DIFFERENCES))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._versions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if section in _FIGURES else None
        if orientation is not Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        return {
            Column.TIME: self.tr("备份时间"),
            Column.SIZE: self.tr("大小"),
            Column.PROJECTS: self.tr("项目"),
            Column.INDICATORS: self.tr("指标"),
            Column.DIFFERENCES: self.tr("与打开的文件相比"),
        }[Column(section)]

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        column = Column(index.column())
        if role == _Role.DisplayRole:
            return self._text(index.row(), column)
        if role == _Role.TextAlignmentRole and column in _FIGURES:
            return Qt.AlignmentFlag.AlignCenter
        if role == _Role.ToolTipRole and column is Column.DIFFERENCES:
            glimpse = self.glimpse(index.row())
            return theme.as_tool_tip(glimpse.problem) if glimpse and glimpse.problem else None
        return None

    def _text(self, line: int, column: Column) -> str:
        version, glimpse = self._versions[line], self.glimpse(line)
        if column is Column.TIME:
            return time_text(version.kept_at)
        if column is Column.SIZE:
            return QLocale().formattedDataSize(
                version.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
            )
        if glimpse is None:
            return self.tr("正在读取…") if column is Column.DIFFERENCES else ""
        if glimpse.problem:
            return self.tr("读不出来") if column is Column.DIFFERENCES else ""
        if column is Column.DIFFERENCES:
            return self.tr("{0} 处不同").format(len(glimpse.lines)) if glimpse.lines else self.tr("相同")
        return str(glimpse.projects if column is Column.PROJECTS else glimpse.indicators)


def time_text(time: datetime) -> str:
    """The local time to the second, as `2026-03-02 16:15:00`."""
    return time.astimezone().strftime("%Y-%m-%d %H:%M:%S")
