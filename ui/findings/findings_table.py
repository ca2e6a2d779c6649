"""The table of findings: how lines are shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.findings.finding_delegates import FixDelegate, SeverityDelegate
from ui.findings.findings_model import Column, FindingsModel
from ui.mark_delegate import AnyIndex


class FindingsTable(QTableView):
    """Enter goes to the place, as a click does."""

    fix_delegate: FixDelegate
    severity_delegate: SeverityDelegate

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first_moved: int | None = None
        self._changed: set[int] = set()

    def take_up_lines(self) -> None:
        """Make room for lines that came or went, and paint from there on.

        Left to Qt, everything would be painted, and after the rest of the window had been painted once.
        """
        if self._first_moved is None:
            return
        viewport, offset = self.viewport(), self.verticalHeader().offset()
        # Not by setUpdatesEnabled, which paints everything in the end.
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        self.executeDelayedItemsLayout()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        moved = self._first_moved if self.verticalHeader().offset() == offset else 0
        for line in self._changed:
            viewport.update(0, self.rowViewportPosition(line), viewport.width(), self.rowHeight(line))
        top = self.rowViewportPosition(moved - 1) + self.rowHeight(moved - 1) if moved else 0
        viewport.update(viewport.rect().adjusted(0, top, 0, 0))
        self._first_moved, self._changed = None, set()

    def note_moved(self, parent: AnyIndex, first: int, last: int) -> None:
        """Remember that these lines have come or gone, and so those below them have moved."""
        self._first_moved = first if self._first_moved is None else min(self._first_moved, first)

    def note_changed(self, first: AnyIndex, last: AnyIndex) -> None:
        """Remember that these lines say something else: while others have moved, Qt does not see to them."""
        if self._first_moved is not None:
            self._changed.update(range(first.row(), last.row() + 1))

    def reset(self) -> None:
        super().reset()
        self._first_moved = 0

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
    for signal in (model.rowsInserted, model.rowsRemoved):
        signal.connect(table.note_moved)
    model.dataChanged.connect(table.note_changed)
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
