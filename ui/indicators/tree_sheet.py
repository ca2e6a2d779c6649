"""The indicator tree as lines: rows of cells under the titles of their groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTreeView, QWidget

from ui.indicators.indicator_model import IndicatorModel, Level
from ui.indicators.tree_columns import TreeColumns
from ui.indicators.tree_delegate import TreeDelegate
from ui.indicators.tree_painting import TreePainting
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
        delegate = TreeDelegate(self, self.indicators)
        self.set_up_cells(delegate)
        self._painting = TreePainting(self, self.indicators, delegate)
        self.columns = TreeColumns(self.header(), self.cell_delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self._moved: set[int] = set()
        self._changed: set[int] = set()
        self.indicators.rowsInserted.connect(self._note_moved)
        self.indicators.rowsRemoved.connect(self._note_moved)
        self.indicators.rowsMoved.connect(self._note_moved)
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
        self._painting.begin(self.shown_columns())
        super().paintEvent(event)
        self._painting.end()

    def drawRow(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        self._painting.paint_line(painter, option, index)

    def forget_moved(self) -> None:
        """What comes, goes and moves from now on is what `take_up_lines` is about."""
        self._moved, self._changed = set(), set()

    def take_up_lines(self) -> None:
        """Make room for lines that have come, gone or moved, and paint from the first title on that had them below it.

        Left to Qt, everything would be painted, and after the rest of the window had been painted once.
        """
        if not self._moved:
            self.executeDelayedItemsLayout()  # where lines only say something else, Qt paints just these
            return
        parts = self.viewport(), self.header().viewport()
        before = self.verticalOffset(), *(part.size() for part in parts)
        # Not by setUpdatesEnabled, which paints everything in the end.
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        self.executeDelayedItemsLayout()
        self.header().length()  # Qt 6.9: the header puts off fitting its columns, and would be painted for it later
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        if before == (self.verticalOffset(), *(part.size() for part in parts)):
            first = min(self._top_of(node) for node in self._moved | self._changed)
            self.viewport().update(self.viewport().rect().adjusted(0, max(first, 0), 0, 0))
        else:
            for part in parts:
                part.update()

    def _top_of(self, node: int) -> int:
        """Where a line begins, in pixels of the viewport; its very top for one that is gone."""
        line = self.indicators.index_of_node(node)
        return self.visualRect(line).top() if line.isValid() else 0

    def _note_moved(self, above: Index, first: int, last: int, to: Index | None = None) -> None:
        self._moved.update(one.internalId() if one.isValid() else 0 for one in (above, to) if one is not None)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:  # noqa: N802
        if list(roles) == [Qt.ItemDataRole.ToolTipRole]:
            return  # nothing of it is painted
        self._changed.add(first.internalId())  # Qt does not see to it while lines have moved
        super().dataChanged(first, last, roles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_shown = QRect(QPoint(), event.oldSize()).intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        self.columns.deal_out()
        if was_shown:  # a page that makes room for something else must not push the cell out of sight
            self.scrollTo(self.currentIndex())
