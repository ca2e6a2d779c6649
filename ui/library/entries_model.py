"""Entries of the library as a table in which the wanted ones are ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette

from core.book import Project
from core.library import Entry, category_in, has_indicator, value_for
from core.scheme import Scheme
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Column(IntEnum):
    CATEGORY = 0
    NAME = 1
    DESCRIPTION = 2
    VALUE = 3


class EntriesModel(QAbstractTableModel):
    """Shows some of the entries; what is ticked stays so while others are shown.

    Attributes:
        palette: its colours show what the project has already.

    Signals:
        ticked_changed(): other entries are ticked than before.
    """

    ticked_changed = Signal()

    def __init__(
        self, project: Project, scheme: Scheme, year: int | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._scheme = scheme
        self._year = year
        self._entries: Sequence[Entry] = ()
        self._ticked: set[Entry] = set()
        self._again = False
        self.palette = QPalette()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        return self._entries[index.row()] if index.isValid() else None

    @property
    def ticked(self) -> Collection[Entry]:
        return self._ticked

    def allow_again(self, again: bool) -> None:
        """Let the user tick what the project has already, or untick all of that."""
        self._again = again
        if not again:
            self._ticked = {entry for entry in self._ticked if self.may_take(entry)}
        self._tell_all()

    def may_take(self, entry: Entry) -> bool:
        return self._again or not self._is_there(entry)

    def toggle(self, rows: Collection[int]) -> None:
        """Tick these lines, or untick them where all of them are ticked."""
        entries = {self._entries[row] for row in rows if self.may_take(self._entries[row])}
        self._ticked = self._ticked - entries if entries <= self._ticked else self._ticked | entries
        self._tell_all()

    def value_of(self, entry: Entry) -> str:
        """What the project's row would say under 指标值."""
        return value_for(entry, self._project, self._year)

    def category_of(self, entry: Entry) -> tuple[str, str]:
        """Where the project's row would stand."""
        return category_in(self._scheme, entry)

    # ── The model as Qt asks for it ──

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return (self.tr("类别"), self.tr("三级指标"), self.tr("绩效指标描述"), self.tr("指标值"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entry(index)
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        takes_tick = index.column() == Column.CATEGORY and self.may_take(entry)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if takes_tick else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            return None
        match role:
            case _Role.DisplayRole:
                return self._text(entry, Column(index.column()))
            case _Role.ToolTipRole:
                return theme.as_tool_tip(self._text(entry, Column(index.column())))
            case _Role.CheckStateRole if index.column() == Column.CATEGORY and self.may_take(entry):
                return Qt.CheckState.Checked if entry in self._ticked else Qt.CheckState.Unchecked
            case _Role.ForegroundRole if not self.may_take(entry):
                return theme.muted_text(self.palette)
        return None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole or not index.isValid():
            return False
        self.toggle([index.row()])
        return True

    def _text(self, entry: Entry, column: Column) -> str:
        match column:
            case Column.CATEGORY:
                return self.category_of(entry)[1]
            case Column.NAME:
                return self.tr("{0}（已有）").format(entry.name) if self._is_there(entry) else entry.name
            case Column.DESCRIPTION:
                return entry.description
            case Column.VALUE:
                return self.value_of(entry)

    def _is_there(self, entry: Entry) -> bool:
        return has_indicator(self._project, entry)

    def _tell_all(self) -> None:
        if self._entries:
            last = self.index(len(self._entries) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked_changed.emit()
