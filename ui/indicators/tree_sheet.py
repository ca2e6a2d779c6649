"""The indicator tree as lines: rows of cells under the titles of their groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QWidget

from ui.indicators.indicator_model import IndicatorModel, Level
from ui.indicators.tree_columns import TreeColumns
from ui.indicators.tree_delegate import TreeDelegate
from ui.sheet.cell_model import Index, StyleOption
from ui.sheet.sheet import Sheet


class Frame(NamedTuple):
    """What holds for all lines of one paint event.

    `columns`: number, left edge and width, in pixels, of each column that is shown; `selected`: by the id of the node
    above them, the first and the last of some lines, and the first and the last column; `titles`: by the id of a title,
    how many lines stand above it; None where every line has the same ground.
    """

    columns: list[tuple[int, int, int]]
    selected: dict[int, list[tuple[int, int, int, int]]]
    titles: dict[int, int] | None

    def is_striped(self, row: Index) -> bool:
        """Whether a row stands out from its neighbours: every second line does."""
        return self.titles is not None and (self.titles[row.parent().internalId()] + row.row()) % 2 == 0

    def selected_in(self, line: Index) -> list[tuple[int, int]]:
        """The first and the last column of each of a line's selected ranges."""
        row, ranges = line.row(), self.selected.get(line.parent().internalId(), ())
        return [(left, right) for top, bottom, left, right in ranges if top <= row <= bottom]


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
        self._frame = Frame([], {}, None)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        self.executeDelayedItemsLayout()
        places = [
            (each, self.columnViewportPosition(each), self.columnWidth(each)) for each in self.shown_columns()
        ]
        titles = self._numbers_of_titles() if self.alternatingRowColors() else None
        self._frame = Frame(places, _ranges_by_parent(self.selectionModel().selection()), titles)
        super().paintEvent(event)

    def drawRow(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        """Paint a line. Qt's own asks the model for parent and flags of each of its cells, time and again."""
        line, ink, is_row = QRect(option.rect), self.cell_delegate.ink(option), self.is_row(index)
        painter.save()
        if not is_row:
            painter.fillRect(line, ink.group)
        elif self._frame.is_striped(index):
            option = QStyleOptionViewItem(option)
            option.features |= QStyleOptionViewItem.ViewItemFeature.Alternate
        self._draw_cells(painter, option, index, line)
        painter.setPen(ink.lines)
        painter.drawLine(line.bottomLeft(), line.bottomRight())
        for _, left, width in self._frame.columns if is_row else ():
            right = left + width - 1
            painter.drawLine(right, line.top(), right, line.bottom())
        painter.restore()

    def _draw_cells(self, painter: QPainter, option: StyleOption, index: Index, line: QRect) -> None:
        level, selected = self.indicators.level_of(index), self._frame.selected_in(index)
        for column, left, width in self._frame.columns:
            cell = QRect(left, line.top(), width, line.height())
            if column == 0:
                cell.setLeft(left + self.indentation() * level)
                branch = QRect(left, line.top(), self.indentation() * level, line.height())
                if level is Level.ROW:
                    # What is selected are cells; the space before the first one belongs to none.
                    painter.fillRect(branch, self.cell_delegate.ink(option).base)
                else:
                    self.drawBranches(painter, branch, index)
            elif level is not Level.ROW:
                selected = []  # a title has no other cells
            is_selected = any(first <= column <= last for first, last in selected)
            beside = index.sibling(index.row(), column)
            self.cell_delegate.paint_cell(painter, option, beside, cell, is_selected=is_selected)

    def _numbers_of_titles(self) -> dict[int, int]:
        """How many lines are shown above each title."""
        titles: dict[int, int] = {}
        above = 0
        for group in self._titles_below(QModelIndex()):
            titles[group.internalId()] = above
            above += 1
            for title in self._titles_below(group) if self.isExpanded(group) else ():
                titles[title.internalId()] = above
                above += 1 + (self.indicators.rowCount(title) if self.isExpanded(title) else 0)
        return titles

    def _titles_below(self, index: QModelIndex) -> Iterator[QModelIndex]:
        return (self.indicators.index(row, 0, index) for row in range(self.indicators.rowCount(index)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_shown = QRect(QPoint(), event.oldSize()).intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        self.columns.deal_out()
        if was_shown:  # a page that makes room for something else must not push the cell out of sight
            self.scrollTo(self.currentIndex())


def _ranges_by_parent(selection: QItemSelection) -> dict[int, list[tuple[int, int, int, int]]]:
    ranges: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for one in selection.toList():
        ranges[one.parent().internalId()].append((one.top(), one.bottom(), one.left(), one.right()))
    return ranges
