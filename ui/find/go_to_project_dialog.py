"""The dialog 转到项目: type a number, a code, a piece of the name or its pinyin initials, and go there."""

from __future__ import annotations

import threading
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.book import Book, ItemId
from core.pinyin import load_readings
from core.project_lookup import Entry, ProjectLookup
from ui.find.list_table import ListTable
from ui.find.marked_lines import Role
from ui.theme import as_tool_tip

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LIST_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class GoToProjectDialog(QDialog):
    """One line to type in, and the projects that fit below it, the best first.

    Attributes:
        chosen: the project to go to, once the dialog was accepted.
    """

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("转到项目"))
        # Loaded while the dialog opens, so that the first letter typed need not wait for it.
        threading.Thread(target=load_readings, daemon=True).start()
        self.chosen: ItemId | None = None
        self._lookup = ProjectLookup(book)
        self._model = _FoundModel(self._lookup, self)
        self._build(book)
        self._look_up("")

    def accept(self) -> None:
        line = self.table.currentIndex()
        if line.isValid():
            self.chosen = self._model.entry_at(line.row()).project
            super().accept()

    def _build(self, book: Book) -> None:
        self.line = _Line(self)
        self.line.setPlaceholderText(self.tr("序号、编码、名称或拼音首字母"))
        self.line.setAccessibleName(self.tr("要转到的项目"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._look_up)
        self.table = _FoundTable(self._model, self)
        self.table.setColumnHidden(_Column.CODE, not any(project.code for project in book.projects))
        self.table.activated.connect(self.accept)
        self.line.list_below = self.table
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.go_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.go_button.setText(self.tr("转到(&G)"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("取消"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.line, self.table, self.count, buttons):
            layout.addWidget(widget)
        em = self.fontMetrics().height()
        self.resize(em * 44, em * 26)

    def _look_up(self, typed: str) -> None:
        found = self._lookup.find(typed)
        self._model.show(found, typed)
        if found:
            self.table.selectRow(0)
        self.go_button.setEnabled(bool(found))
        self.count.setText(self._count_text(len(found), typed))

    def _count_text(self, count: int, typed: str) -> str:
        if count:
            return self.tr("{0} 个项目").format(count)
        if typed.strip():
            return self.tr("没有这样的项目。请换一个序号、编码、名称中的几个字或拼音首字母。")
        return self.tr("文件里还没有项目。")


class _Line(QLineEdit):
    """Hands the keys that move in a list on to the list below it."""

    list_below: QWidget

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIST_KEYS:
            self.list_below.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class _Column(IntEnum):
    NUMBER = 0
    NAME = 1
    UNIT = 2
    CODE = 3


_FIELDS = {"number": _Column.NUMBER, "name": _Column.NAME, "unit_code": _Column.UNIT, "code": _Column.CODE}
"""The column that begins with the text of the field."""


class _FoundModel(QAbstractTableModel):
    """The projects that were found; what is emphasised is found out for the lines that are shown."""

    def __init__(self, lookup: ProjectLookup, parent: QObject) -> None:
        super().__init__(parent)
        self._lookup = lookup
        self._typed = ""
        self._entries: list[Entry] = []

    def show(self, entries: list[Entry], typed: str) -> None:
        self.beginResetModel()
        self._entries, self._typed = entries, typed
        self.endResetModel()

    def entry_at(self, row: int) -> Entry:
        return self._entries[row]

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_Column)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(entry, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return as_tool_tip(self._text(entry, index.column()))
            case Role.SPANS:
                emphasis = self._lookup.emphasis(entry, self._typed)
                return emphasis.spans if emphasis and _FIELDS[emphasis.field] == index.column() else ()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("序号"), self.tr("项目名称"), self.tr("单位"), self.tr("项目编码"))[section]
        return None

    def _text(self, entry: Entry, column: int) -> str:
        match column:
            case _Column.NUMBER:
                return entry.number
            case _Column.NAME:
                return entry.name or self.tr("（未命名项目）")
            case _Column.UNIT:
                return f"{entry.unit_code} {entry.unit_name}".strip()
            case _:
                return entry.code


class _FoundTable(ListTable):
    def __init__(self, model: _FoundModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setAccessibleName(self.tr("找到的项目"))
        self.horizontalHeader().setSectionResizeMode(_Column.NAME, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the names the most of the width."""
        super().resizeEvent(event)
        em = self.fontMetrics().height()
        width = self.viewport().width()
        self.setColumnWidth(_Column.NUMBER, em * 3)
        self.setColumnWidth(_Column.UNIT, min(em * 14, width // 3))
        self.setColumnWidth(_Column.CODE, min(em * 13, width // 4))
