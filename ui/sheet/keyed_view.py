"""A current cell, ranges from it, and the keys and moves of the mouse that people know from Excel and WPS.

The current cell stays where a range began; Shift and a move, or drawing with the mouse, moves the opposite corner.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from core.book import Place
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.cell_model import Index
from ui.sheet.step import Step, step_for

EditTrigger = QAbstractItemView.EditTrigger
SelectionFlag = QItemSelectionModel.SelectionFlag
_Key = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier

_VERTICAL = {_Key.Key_Down: 1, _Key.Key_Up: -1, _Key.Key_PageDown: 1, _Key.Key_PageUp: -1}
_HORIZONTAL = {_Key.Key_Right: 1, _Key.Key_Left: -1}
_ENDS = {_Key.Key_Home: 0, _Key.Key_End: -1}

Move = Callable[[QModelIndex], QModelIndex]

# Mixed in before QTreeView or QTableView, so `super()` is one of these.
if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object


class KeyedView(_View):
    """Mixed into a QTreeView or a QTableView whose model is a CellModel.

    The view says what its lines are (the methods that raise NotImplementedError) and calls `set_up_cells`.
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

    def fill_selection(self, text: str) -> None:
        """Give all selected cells the text."""
        raise NotImplementedError

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        raise NotImplementedError

    # ── Setting up ──

    if TYPE_CHECKING:

        def isColumnHidden(self, column: int) -> bool: ...

    def set_up_cells(self, delegate: CellDelegate) -> None:
        """Make this delegate paint and edit the cells, and the keys work."""
        self._cell_delegate = delegate
        self._far_corner = QPersistentModelIndex()
        self._column_before_tab: int | None = None
        self._draws_range = False
        self.setItemDelegate(delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            EditTrigger.AnyKeyPressed | EditTrigger.EditKeyPressed | EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        delegate.stepped.connect(self.step)
        delegate.fill_requested.connect(self.fill_selection)

    @property
    def cell_delegate(self) -> CellDelegate:
        return self._cell_delegate

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

    # ── Ranges ──

    def setCurrentIndex(self, index: Index) -> None:
        """Make one cell current and the only selected one.

        Qt's own looks at the keyboard and would add to the selection while Ctrl or Shift is held for a command.
        """
        self.selectionModel().setCurrentIndex(
            index, SelectionFlag.ClearAndSelect if index.isValid() else SelectionFlag.Clear
        )

    def extend_to(self, index: QModelIndex) -> None:
        """Select from the current cell to this one."""
        self.selectionModel().select(
            self.cells_between(self.currentIndex(), index), SelectionFlag.ClearAndSelect
        )
        self._far_corner = QPersistentModelIndex(index)
        self.scrollTo(index)

    def select_all(self) -> None:
        """Select every cell; the current one stays."""
        columns = self.shown_columns()
        first, last = self.first_line(), self.last_line()
        if first.isValid():
            self._select(first.siblingAtColumn(columns[0]), last.siblingAtColumn(columns[-1]))

    def select_rows(self) -> None:
        """Select the whole rows of the selected cells."""
        columns = self.shown_columns()
        one, other = self.currentIndex(), self.far_corner
        self._select(one.siblingAtColumn(columns[0]), other.siblingAtColumn(columns[-1]))

    def select_columns(self) -> None:
        """Select the whole columns of the selected cells."""
        self.select_columns_between(self.currentIndex().column(), self.far_corner.column())

    def select_columns_between(self, one: int, other: int) -> None:
        """Select all cells of these columns and those between."""
        first, last = self.first_line(), self.last_line()
        if first.isValid():
            self._select(first.siblingAtColumn(one), last.siblingAtColumn(other))

    @property
    def far_corner(self) -> QModelIndex:
        """The corner of the range opposite to the current cell."""
        far = self._far_corner
        return (
            self.model().index(far.row(), far.column(), far.parent())
            if far.isValid()
            else self.currentIndex()
        )

    def _select(self, one: QModelIndex, other: QModelIndex) -> None:
        self.selectionModel().select(self.cells_between(one, other), SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        self._far_corner = QPersistentModelIndex()
        self._column_before_tab = None
        super().currentChanged(current, previous)

    # ── Keys ──

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        if not index.isValid() or event.modifiers() & _ALT:
            return False
        return (
            self._takes_step(index, event)
            or self._takes_move(index, event)
            or self._takes_selecting(event)
            or self._takes_typing(index, event)
        )

    def _takes_step(self, index: QModelIndex, event: QKeyEvent) -> bool:
        """Enter and Tab; at the ends of the table Tab leaves it."""
        step = step_for(event)
        if step is None:
            return False
        if step in (Step.ON, Step.BACK) and not self._stepped(index, step).isValid():
            return self._is_range
        self.step(step)
        return True

    def _takes_move(self, index: QModelIndex, event: QKeyEvent) -> bool:
        """Arrows, Home, End, PgUp and PgDn, with Shift for ranges and Ctrl for the ends."""
        extends = bool(event.modifiers() & _SHIFT)
        origin = self.far_corner if extends else index
        target = self.moved(origin, _Key(event.key()), to_end=bool(event.modifiers() & _CONTROL))
        if not target.isValid():
            return False
        if extends:
            self.extend_to(target)
        else:
            self.setCurrentIndex(target)
        return True

    def _takes_selecting(self, event: QKeyEvent) -> bool:
        control, shift = event.modifiers() & _CONTROL, event.modifiers() & _SHIFT
        if event.key() == _Key.Key_A and control and not shift:
            self.select_all()
        elif event.key() == _Key.Key_Space and control and not shift:
            self.select_columns()
        elif event.key() == _Key.Key_Space and shift and not control:
            self.select_rows()
        else:
            return False
        return True

    def _takes_typing(self, index: QModelIndex, event: QKeyEvent) -> bool:
        """A letter opens the cell and is its first one; Backspace opens it empty, Delete empties the range."""
        if event.modifiers() & _CONTROL:
            return False
        if event.key() == _Key.Key_Delete:
            self.clear_cells()
            return True
        is_text = bool(event.text()) and event.text().isprintable()
        if (is_text or event.key() == _Key.Key_Backspace) and self.is_row(index):
            # By hand, because QTreeView would take signs such as + and - for itself.
            self.edit(index, EditTrigger.AnyKeyPressed, event)
            return True
        return False

    def edit(  # type: ignore[override]
        self, index: Index, trigger: EditTrigger | None = None, event: QEvent | None = None
    ) -> bool | None:
        if trigger is None:
            return super().edit(index)  # calls back with all triggers
        self._cell_delegate.overwrites = trigger == EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)  # type: ignore[arg-type]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        is_opening = self.state() != QAbstractItemView.State.EditingState
        super().inputMethodEvent(event)
        editor = self.indexWidget(self.currentIndex())
        if is_opening and editor is not None:
            # Qt 6.9: the editor opens without the text that opened it.
            QCoreApplication.sendEvent(editor, event)

    # ── Where keys lead ──

    def step(self, step: Step) -> None:
        """Make the next cell in this direction current; within a range go round in it."""
        index, origin = self.currentIndex(), self._column_before_tab
        if self._is_range and step in (Step.DOWN, Step.UP, Step.ON, Step.BACK):
            self.step_in_range(index, step)
            return
        if step in (Step.DOWN, Step.UP) and origin is not None:
            index = index.siblingAtColumn(origin)
        target = self._stepped(index, step)
        if target.isValid():
            self.setCurrentIndex(target)
        if step in (Step.ON, Step.BACK):
            self._column_before_tab = index.column() if origin is None else origin

    @property
    def _is_range(self) -> bool:
        """Whether more than one cell is selected, the current one among them."""
        selection = self.selectionModel().selection()
        is_one = selection.count() == 1 and selection.first().width() == selection.first().height() == 1
        return not is_one and self.selectionModel().isSelected(self.currentIndex())

    def step_in_range(self, index: QModelIndex, step: Step) -> None:
        """Make the next cell of the selection current; after the last one the first."""
        lines = self.selected_lines()
        if step in (Step.DOWN, Step.UP):
            columns = sorted({cell.column() for line in lines for cell in line})
            cells = [cell for column in columns for line in lines for cell in line if cell.column() == column]
        else:
            cells = [cell for line in lines for cell in line]
        offset = 1 if step in (Step.DOWN, Step.ON) else -1
        if index in cells:
            target = cells[(cells.index(index) + offset) % len(cells)]
            self.selectionModel().setCurrentIndex(target, SelectionFlag.NoUpdate)
            self.scrollTo(target)

    def _stepped(self, index: QModelIndex, step: Step) -> QModelIndex:
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
            move = self._vertical_move(_VERTICAL[key])
            return self._edge(index, move) if to_end else _moved_or_same(index, move)
        if key in _HORIZONTAL and self.is_row(index):
            offset = _HORIZONTAL[key]
            move = lambda cell: self.cell_beside(cell, offset)  # noqa: E731
            return self._edge(index, move) if to_end else _moved_or_same(index, move)
        return QModelIndex()

    def _vertical_move(self, direction: int) -> Move:
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
        move = self._vertical_move(direction)
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

    # ── The mouse ──

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._draws_range = is_left and index.isValid() and not event.modifiers() & (_CONTROL | _SHIFT)
        if is_left and index.isValid() and event.modifiers() & _SHIFT:
            self.extend_to(index)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not (self._draws_range and event.buttons() & Qt.MouseButton.LeftButton):
            super().mouseMoveEvent(event)
            return
        index = self._cell_under(event.position().toPoint())
        if index.isValid() and index != self.far_corner:
            self.extend_to(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._draws_range = False
        super().mouseReleaseEvent(event)

    def _cell_under(self, position: QPoint) -> QModelIndex:
        """The cell at a point of the viewport; for a point above or below, one line beyond the range."""
        far, viewport = self.far_corner, self.viewport().rect()
        if position.y() > viewport.bottom():
            return _moved_or_same(far, self._vertical_move(1))
        if position.y() < viewport.top():
            return _moved_or_same(far, self._vertical_move(-1))
        return self.indexAt(position)

    # ── Looks ──

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _moved_or_same(index: QModelIndex, move: Move) -> QModelIndex:
    found = move(index)
    return found if found.isValid() else index
