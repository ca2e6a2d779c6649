"""A view of lines of cells, and where keys lead from one cell to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from core.book import Place
from ui.sheet.cell_model import Index
from ui.sheet.step import Step

_Key = Qt.Key
_VERTICAL = {_Key.Key_Down: 1, _Key.Key_Up: -1, _Key.Key_PageDown: 1, _Key.Key_PageUp: -1}
_HORIZONTAL = {_Key.Key_Right: 1, _Key.Key_Left: -1}
_ENDS = {_Key.Key_Home: 0, _Key.Key_End: -1}

Move = Callable[[QModelIndex], QModelIndex]

# Mixed in before QTreeView or QTableView, so `super()` is one of these.
if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object


class LinedView(_View):
    """Mixed into a QTreeView or a QTableView whose model is a CellModel.

    The view says what its lines are: the methods that raise NotImplementedError.
    """

    # ── What a view says about itself ──

    def line_below(self, index: QModelIndex) -> QModelIndex:
        """The first cell of the next line on screen; invalid below the last one."""
        raise NotImplementedError

    def line_above(self, index: QModelIndex) -> QModelIndex:
        """The first cell of the line before; invalid above the first one."""
        raise NotImplementedError

    def last_line(self) -> QModelIndex:
        """The first cell of the last line; invalid in an empty sheet."""
        raise NotImplementedError

    def is_row(self, index: Index) -> bool:
        """Whether the line has a cell in every column, and is not a title over others."""
        raise NotImplementedError

    def cells_between(self, one: QModelIndex, other: QModelIndex) -> QItemSelection:
        """The rectangle of cells with these opposite corners."""
        raise NotImplementedError

    def selected_lines(self) -> list[list[QModelIndex]]:
        """The selected cells of rows, line by line as they are shown, each line from left to right."""
        raise NotImplementedError

    if TYPE_CHECKING:

        def isColumnHidden(self, column: int) -> bool: ...

    # ── Cells ──

    def shown_columns(self) -> list[int]:
        """The columns that are not hidden, from left to right."""
        return [column for column in range(self.model().columnCount()) if not self.isColumnHidden(column)]

    def cell_at(self, index: Index) -> Place | None:
        """The place that a cell stands for; None for what takes no text."""
        place = self.model().cell_at(index)  # type: ignore[attr-defined]
        return place if isinstance(place, Place) else None

    def current_place(self) -> Place | None:
        """The place of the current cell; None without one."""
        current = self.currentIndex()
        return self.cell_at(current) if current.isValid() else None

    def first_line(self) -> QModelIndex:
        """The first cell of the first line; invalid in an empty sheet."""
        return self.model().index(0, 0)

    # ── Where keys lead ──

    def stepped(self, index: QModelIndex, step: Step) -> QModelIndex:
        match step:
            case Step.DOWN:
                return self._next_row(index, self.line_below)
            case Step.UP:
                return self._next_row(index, self.line_above)
            case Step.RIGHT | Step.LEFT:
                return self.cell_beside(index, 1 if step is Step.RIGHT else -1)
        onwards = step is Step.ON
        beside = self.cell_beside(index, 1 if onwards else -1)
        if beside.isValid():
            return beside
        line = self._next_row(index, self.line_below if onwards else self.line_above)
        return line.siblingAtColumn(self.shown_columns()[0 if onwards else -1])

    def moved(self, index: QModelIndex, key: Qt.Key, *, to_end: bool) -> QModelIndex:
        """Where a key leads from a cell; invalid for keys that do not move."""
        if key in _ENDS:
            return self._end_of_table(key) if to_end else self._end_of_line(index, key)
        if key in (_Key.Key_PageDown, _Key.Key_PageUp):
            return QModelIndex() if to_end else self._a_page_on(index, _VERTICAL[key])
        if key in _VERTICAL:
            move = self.vertical_move(_VERTICAL[key])
            return self._edge(index, move) if to_end else moved_or_same(index, move)
        if key in _HORIZONTAL and self.is_row(index):
            offset = _HORIZONTAL[key]
            move = lambda cell: self.cell_beside(cell, offset)  # noqa: E731
            return self._edge(index, move) if to_end else moved_or_same(index, move)
        return QModelIndex()

    def vertical_move(self, direction: int) -> Move:
        """One line down or up; titles are stops in the first column only."""
        neighbour = self.line_below if direction > 0 else self.line_above

        def move(index: QModelIndex) -> QModelIndex:
            return self._next_row(index, neighbour) if index.column() > 0 else neighbour(index)

        return move

    def row_above(self, index: QModelIndex) -> QModelIndex:
        """The same cell of the row above; invalid above the first one."""
        return self._next_row(index, self.line_above)

    def _next_row(self, index: QModelIndex, neighbour: Move) -> QModelIndex:
        """The nearest row in one direction, in the same column; titles between are passed over."""
        found = neighbour(index)
        while found.isValid() and not self.is_row(found):
            found = neighbour(found)
        return found.siblingAtColumn(index.column())

    def cell_beside(self, index: QModelIndex, offset: int) -> QModelIndex:
        """The shown cell to the right (1) or left (-1) of a row's cell; invalid where there is none."""
        columns = self.shown_columns()
        position = columns.index(index.column()) + offset if index.column() in columns else -1
        if not self.is_row(index) or not 0 <= position < len(columns):
            return QModelIndex()
        return index.siblingAtColumn(columns[position])

    def _end_of_line(self, index: QModelIndex, key: Qt.Key) -> QModelIndex:
        return index.siblingAtColumn(self.shown_columns()[_ENDS[key]]) if self.is_row(index) else index

    def _end_of_table(self, key: Qt.Key) -> QModelIndex:
        """The first or the last row's outer cell."""
        at_top = key == _Key.Key_Home
        line = self.first_line() if at_top else self.last_line()
        if not self.is_row(line):
            line = self._next_row(line, self.line_below if at_top else self.line_above)
        return line.siblingAtColumn(self.shown_columns()[_ENDS[key]])

    def _a_page_on(self, index: QModelIndex, direction: int) -> QModelIndex:
        move = self.vertical_move(direction)
        start, page = self.visualRect(index).top(), self.viewport().height()
        found = index
        while (following := move(found)).isValid():
            if abs(self.visualRect(following).top() - start) > page:
                break
            found = following
        return found

    def _edge(self, index: QModelIndex, move: Move) -> QModelIndex:
        """Ctrl and an arrow: the last cell before a gap; from the edge of a gap, the cell beyond it."""
        following = move(index)
        seeks_gap = following.isValid() and bool(index.data()) and bool(following.data())
        found = index
        while following.isValid():
            if seeks_gap and not following.data():
                break
            found = following
            if not seeks_gap and found.data():
                break
            following = move(found)
        return found


def moved_or_same(index: QModelIndex, move: Move) -> QModelIndex:
    found = move(index)
    return found if found.isValid() else index
