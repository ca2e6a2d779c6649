"""A current cell, ranges from it, and the keys and moves of the mouse that people know from Excel and WPS.

The current cell stays where a range began; Shift and a move, or drawing with the mouse, moves the opposite corner.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView

from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.cell_model import Index
from ui.sheet.lined_view import LinedView, moved_or_same
from ui.sheet.step import Step, step_for

EditTrigger = QAbstractItemView.EditTrigger
SelectionFlag = QItemSelectionModel.SelectionFlag
_Key = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class KeyedView(LinedView):
    """Mixed into a view like LinedView, which calls `set_up_cells`."""

    # ── What a sheet does with its cells ──

    def fill_selection(self, text: str) -> None:
        """Give all selected cells the text."""
        raise NotImplementedError

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        raise NotImplementedError

    # ── Setting up ──

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
        """Enter leads down, with Shift up."""
        step = step_for(event)
        if step not in (Step.DOWN, Step.UP):
            return False
        self.step(step)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab, which Qt asks about before it becomes a key press; at the ends of the table it leaves it."""
        step, index = Step.ON if forward else Step.BACK, self.currentIndex()
        if index.isValid() and (self._is_range or self.stepped(index, step).isValid()):
            self.step(step)
            return True
        return super().focusNextPrevChild(forward)

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
        target = self.stepped(index, step)
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
            return moved_or_same(far, self.vertical_move(1))
        if position.y() < viewport.top():
            return moved_or_same(far, self.vertical_move(-1))
        return self.indexAt(position)

    # ── Looks ──

    def paintEvent(self, event: QPaintEvent) -> None:
        with self._cell_delegate.one_frame():
            super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
