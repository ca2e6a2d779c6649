"""The list of the files that a report is to be about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from core.report.review import distinct_names
from ui import theme
from ui.document import Document
from ui.report.report_job import Source, path_of


class SourceList(QListWidget):
    """Each file once, in the order in which they were added. Delete takes the selected ones off.

    Signals:
        changed()
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: list[Source] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)

    @property
    def sources(self) -> Sequence[Source]:
        return self._sources

    def add(self, sources: Iterable[Source]) -> None:
        """Add those that are not there yet."""
        known = {path_of(source).absolute() for source in self._sources}
        for source in sources:
            path = path_of(source).absolute()
            if path not in known:
                known.add(path)
                self._sources.append(source)
        self._show()

    def remove_selected(self) -> None:
        """Take the selected files off the list; the files themselves stay."""
        rows = {self.row(item) for item in self.selectedItems()}
        self._sources = [source for row, source in enumerate(self._sources) if row not in rows]
        self._show()
        if rows and self._sources:
            self.setCurrentRow(min(min(rows), len(self._sources) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_selected()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self.clear()
        names = distinct_names([path_of(source) for source in self._sources])
        for source, name in zip(self._sources, names, strict=True):
            is_open = isinstance(source, Document)
            item = QListWidgetItem(
                self.tr("{0}（当前打开的，含未保存的修改）").format(name) if is_open else name
            )
            item.setToolTip(theme.as_tool_tip(str(path_of(source))))
            self.addItem(item)
        self.changed.emit()
