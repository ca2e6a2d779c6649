"""The table of findings with its filter: how lines are chosen and shown."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.book import ItemId
from core.rules import Severity
from core.wording import squeezed
from ui.findings.finding_delegates import FixDelegate, SeverityDelegate
from ui.findings.findings_model import Column, FindingsModel, Line


class FindingsFilter(QSortFilterProxyModel):
    """Keeps the findings of the chosen groups and section that hold all the words of the filter box."""

    def __init__(self, model: FindingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setSourceModel(model)
        self._groups: set[int] = set(Severity)
        self._section: ItemId | None = None
        self._words: list[str] = []

    def set_groups(self, groups: set[int]) -> None:
        """Severities, and WAIVED for the findings that do not count."""
        self._groups = groups
        self.invalidateRowsFilter()

    def set_section(self, section_id: ItemId | None) -> None:
        """None: all sections."""
        self._section = section_id
        self.invalidateRowsFilter()

    def set_words(self, text: str) -> None:
        self._words = [word.casefold() for word in text.split()]
        self.invalidateRowsFilter()

    @property
    def accepted(self) -> Iterator[Line]:
        """The lines that pass, in the order of the table. Asks no Qt, so a worker may go through them."""
        return (line for line in self._model.lines if self._accepts(line))

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return self._accepts(self._model.lines[row])

    def _accepts(self, line: Line) -> bool:
        if line.group not in self._groups or self._section not in (None, line.finding.place.section):
            return False
        if not self._words:
            return True
        text = squeezed(self._model.search_text(line)).casefold()
        return all(word in text for word in self._words)


class FindingsTable(QTableView):
    """Enter goes to the place, as a click does."""

    fix_delegate: FixDelegate
    severity_delegate: SeverityDelegate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_lines()

    def fit_lines(self) -> None:
        """Make the lines as high as the font needs."""
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a narrow table to the messages."""
        super().resizeEvent(event)
        em = self.fontMetrics().height()
        share = min(em * 15, self.viewport().width() // 5)
        for column, width in ((Column.SEVERITY, em * 5), (Column.SECTION, share), (Column.PLACE, share)):
            self.setColumnWidth(column, width)
        self.setColumnWidth(Column.FIX, em * 5)


def findings_table(parent: QWidget, lines: QSortFilterProxyModel) -> FindingsTable:
    table = FindingsTable(parent)
    table.setModel(lines)
    table.severity_delegate = SeverityDelegate(table)
    table.fix_delegate = FixDelegate(table)
    table.setItemDelegateForColumn(Column.SEVERITY, table.severity_delegate)
    table.setItemDelegateForColumn(Column.FIX, table.fix_delegate)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.fit_lines()
    table.setAccessibleName(parent.tr("问题"))
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
    return table
