"""The table of findings: how lines are shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.findings.finding_delegates import FixDelegate, SeverityDelegate
from ui.findings.findings_model import Column, FindingsModel


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


def findings_table(parent: QWidget, model: FindingsModel) -> FindingsTable:
    table = FindingsTable(parent)
    table.setModel(model)
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
