"""Rows taken by the margin left of them and dropped elsewhere in a tree; a line marks where they would go."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QRubberBand

from core.book import ItemId
from ui.indicators.row_commands import RowCommands
from ui.indicators.tree_sheet import TreeSheet

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class DropSpot(NamedTuple):
    """Directly above or below a row; the mark stands at `y` of the viewport, in pixels."""

    row: ItemId
    below: bool
    y: int


class RowDrag(QObject):
    """Makes the rows of a tree go along with the mouse.

    Within a tree they move, with Ctrl they are copied; from the tree of another window they are always copied.
    """

    def __init__(self, tree: TreeSheet, commands: RowCommands) -> None:
        super().__init__(tree)
        self._tree = tree
        self._commands = commands
        self._pressed_at: QPoint | None = None
        self._mark = QRubberBand(QRubberBand.Shape.Line, tree.viewport())
        tree.setAcceptDrops(True)
        tree.viewport().setMouseTracking(True)
        tree.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in _DROPS:
            self._over(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._mark.hide()
        if not isinstance(event, QMouseEvent):
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                return self._press(event)
            case QEvent.Type.MouseMove:
                return self._move(event)
            case QEvent.Type.MouseButtonRelease:
                self._pressed_at = None
        return False

    # ── Taking rows ──

    def _press(self, event: QMouseEvent) -> bool:
        position = event.position().toPoint()
        if not self._is_margin(position):
            return False
        self._take(position, extends=bool(event.modifiers() & _SHIFT))
        self._pressed_at = position
        return True

    def _move(self, event: QMouseEvent) -> bool:
        position, start = event.position().toPoint(), self._pressed_at
        if start is None:
            on_margin = not event.buttons() and self._is_margin(position)
            self._tree.viewport().setCursor(
                Qt.CursorShape.OpenHandCursor if on_margin else Qt.CursorShape.ArrowCursor
            )
            return False
        if (position - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self._carry()
        return True

    def _carry(self) -> None:
        """Let the user carry the selected rows; returns when they are dropped or given up."""
        drag = QDrag(self._tree)
        drag.setMimeData(self._commands.carried())
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)
        self._mark.hide()

    def _take(self, position: QPoint, *, extends: bool) -> None:
        """Select a row, or all from the current one to it; rows that are selected already stay so."""
        line = self._tree.indexAt(position).siblingAtColumn(0)
        row = self._tree.indicators.row_of(line)
        if extends:
            self._tree.extend_to(line)
        elif row is not None and self._tree.holds_whole_rows and row.id in self._commands.selected_rows:
            return
        else:
            self._tree.setCurrentIndex(line)
        self._tree.select_rows()

    def _is_margin(self, position: QPoint) -> bool:
        """Whether the point lies left of a row's first cell."""
        index = self._tree.indexAt(position)
        first_cell = self._tree.visualRect(index.siblingAtColumn(0))
        return self._tree.is_row(index) and position.x() < first_cell.left()

    # ── Dropping them ──

    def _over(self, event: QDropEvent) -> None:
        """Rows come over the tree, move there, or are dropped."""
        spot = self._spot_at(event.position().toPoint())
        if spot is None or not self._commands.can_take(event.mimeData()):
            self._mark.hide()
            event.ignore()
            return
        moves = event.source() is self._tree and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        event.setDropAction(Qt.DropAction.MoveAction if moves else Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragMoveEvent):
            self._show_mark(spot)
            return
        self._mark.hide()
        if moves:
            self._commands.move_beside(spot.row, below=spot.below)
        else:
            self._commands.insert_beside(event.mimeData(), spot.row, below=spot.below)

    def _show_mark(self, spot: DropSpot) -> None:
        thickness = max(3, self._tree.fontMetrics().height() // 6)
        top = spot.y - thickness // 2
        self._mark.setGeometry(QRect(0, top, self._tree.viewport().width(), thickness))
        self._mark.show()

    def _spot_at(self, position: QPoint) -> DropSpot | None:
        """Between two rows; on a title, above the first row under it; below everything, under the last row."""
        model = self._tree.indicators
        index = self._tree.indexAt(position)
        if not index.isValid():
            rows = model.rows_below(self._tree.rootIndex())
            return self._beside(rows[-1].id, below=True) if rows else None
        row = model.row_of(index)
        if row is None:
            return self._beside(model.rows_below(index)[0].id, below=False)
        return self._beside(row.id, below=position.y() > self._tree.visualRect(index).center().y())

    def _beside(self, row: ItemId, *, below: bool) -> DropSpot:
        rect = self._tree.visualRect(self._tree.indicators.index_of_row(row))
        return DropSpot(row, below, rect.bottom() if below else rect.top())
