"""The indicator tree as lines: rows of cells under the titles of their groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QWidget

from ui.indicators.indicator_model import IndicatorModel, Level
from ui.indicators.tree_columns import TreeColumns
from ui.indicators.tree_delegate import TreeDelegate
from ui.sheet.cell_model import Index, StyleOption
from ui.sheet.sheet import Sheet


class TreeSheet(Sheet, QTreeView):
    """A sheet over an IndicatorModel.

    Attributes:
        indicators: its model.
        columns: how wide the columns are and which are shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indicators = IndicatorModel(self)
        self.setModel(self.indicators)
        self.set_up_cells(TreeDelegate(self, self.indicators))
        self.columns = TreeColumns(self.header(), self.cell_delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self._fit_to_font()
        self.columns.dealt_out.connect(self.scheduleDelayedItemsLayout)
        self.columns.title_clicked.connect(lambda column: self.select_columns_between(column, column))

    def line_below(self, index: QModelIndex) -> QModelIndex:
        return self.indexBelow(index.siblingAtColumn(0))

    def line_above(self, index: QModelIndex) -> QModelIndex:
        return self.indexAbove(index.siblingAtColumn(0))

    def last_line(self) -> QModelIndex:
        last = self.indicators.index(self.indicators.rowCount() - 1, 0)
        while self.isExpanded(last) and self.indicators.rowCount(last):
            last = self.indicators.index(self.indicators.rowCount(last) - 1, 0, last)
        return last

    def is_row(self, index: Index) -> bool:
        return self.indicators.level_of(index) is Level.ROW

    def cells_between(self, one: QModelIndex, other: QModelIndex) -> QItemSelection:
        """Groups count only where both corners are groups; else a range over a group would hold all its rows."""
        selection = QItemSelection()
        has_groups = not (self.is_row(one) or self.is_row(other))
        left, right = sorted((one.column(), other.column()))
        for line in self._lines_between(one, other):
            if self.is_row(line):
                selection.select(line.siblingAtColumn(left), line.siblingAtColumn(right))
            elif has_groups:
                selection.select(line, line)
        return selection

    def selected_lines(self) -> list[list[QModelIndex]]:
        by_line: dict[int, list[QModelIndex]] = defaultdict(list)
        for index in self.selectedIndexes():
            if self.is_row(index):
                by_line[index.internalId()].append(index)
        lines = (by_line.get(line.internalId()) for line in self.lines_from(self.first_line()))
        return [sorted(line, key=QModelIndex.column) for line in lines if line]

    def _lines_between(self, one: QModelIndex, other: QModelIndex) -> list[QModelIndex]:
        first, last = one.siblingAtColumn(0), other.siblingAtColumn(0)
        if self.visualRect(first).top() > self.visualRect(last).top():
            first, last = last, first
        lines = []
        for line in self.lines_from(first):
            lines.append(line)
            if line == last:
                break
        return lines

    def lines_from(self, line: QModelIndex) -> Iterator[QModelIndex]:
        """The line and all that are shown below it."""
        while line.isValid():
            yield line
            line = self.indexBelow(line)

    def first_cell(self) -> QModelIndex:
        """The first row's name; invalid in an empty table."""
        return next((line for line in self.lines_from(self.first_line()) if self.is_row(line)), QModelIndex())

    # ── Looks ──

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_to_font()
            self.columns.deal_out()

    def _fit_to_font(self) -> None:
        self.setIndentation(round(self.fontMetrics().height() * 0.95))

    def drawRow(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        ink, is_row = self.cell_delegate.ink(option), self.is_row(index)
        if not is_row:
            painter.fillRect(option.rect, ink.group)
        super().drawRow(painter, option, index)
        painter.save()
        painter.setPen(ink.lines)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        for column in range(self.indicators.columnCount() if is_row else 0):
            right = self.columnViewportPosition(column) + self.columnWidth(column) - 1
            painter.drawLine(right, option.rect.top(), right, option.rect.bottom())
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        # What is selected are cells; the space before the first one belongs to none.
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        ink = self.cell_delegate.ink(option)
        painter.fillRect(rect, ink.base if self.is_row(index) else ink.group)
        super().drawBranches(painter, rect, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_shown = QRect(QPoint(), event.oldSize()).intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        self.columns.deal_out()
        if was_shown:  # a page that makes room for something else must not push the cell out of sight
            self.scrollTo(self.currentIndex())
