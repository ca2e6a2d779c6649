"""The grid's table: its cells are worked on as those of the indicator tree, across all projects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from core.all_indicators.line import Column
from core.book import Book, Place
from core.cell_edits import Line
from core.clipboard.changes import PasteTarget
from core.progress import Progress
from ui.grid.filter_header import FilterHeader
from ui.grid.grid_columns import GridColumns
from ui.grid.grid_delegate import GridDelegate
from ui.grid.grid_model import GridModel
from ui.grid.grid_painting import GridPainting
from ui.sheet.cell_model import Index
from ui.sheet.sheet import Sheet
from ui.sheet.step import Step

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GridView(Sheet, QTableView):
    """Shows and edits the lines of a GridModel.

    Attributes:
        filter_header: the titles of the columns.
        columns: how wide they are and which are shown.

    Signals:
        place_activated(Place): the user wants to see this row in its project.
        current_changed(object): the Place that the current cell shows, or None.
        filter_requested(int): the user wants to filter or sort by this column.
    """

    place_activated = Signal(object)
    current_changed = Signal(object)
    filter_requested = Signal(int)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._row_before: Place | None = None
        self._cell_before = (0, 0)
        self._starts_at_top = False
        self._awaited: Place | None = None
        model.modelAboutToBeReset.connect(self._remember_cell)
        model.kept_position = self._kept_position
        self.setModel(model)
        self.filter_header = FilterHeader(self)
        self.setHorizontalHeader(self.filter_header)
        delegate = GridDelegate(self, model)
        self.set_up_cells(delegate)
        self._painting = GridPainting(self, model, delegate)
        self.columns = GridColumns(self, self.filter_header, model, self.cell_delegate)
        self._set_up_view()
        self.filter_header.filter_requested.connect(self.filter_requested)
        model.modelReset.connect(self._restore_cell)

    def _set_up_view(self) -> None:
        self.setAccessibleName(self.tr("全部指标"))
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_heights()

    def start_at_top(self) -> None:
        """Once the lines stand in their new order, begin with the first one."""
        self._starts_at_top = True

    def go_to(self, place: Place) -> bool:
        """As Sheet; where the lines are still being made, as soon as they are there."""
        if not self._model.is_gathering:
            return super().go_to(place)
        has_place = self._model.will_have(place)
        if has_place:
            self._awaited = place
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return has_place

    def save_state(self) -> QByteArray:
        """Widths and hidden columns, for the settings."""
        return self.columns.state()

    def restore_state(self, state: QByteArray) -> bool:
        """Take up what `save_state` gave; False for anything else."""
        return self.columns.restore(state)

    # ── Lines ──

    def line_below(self, index: QModelIndex) -> QModelIndex:
        return self._model.index(index.row() + 1, 0)

    def line_above(self, index: QModelIndex) -> QModelIndex:
        return self._model.index(index.row() - 1, 0)

    def last_line(self) -> QModelIndex:
        self._model.finish()
        return self._model.index(self._model.rowCount() - 1, 0)

    def is_row(self, index: Index) -> bool:
        return index.isValid()

    def cells_between(self, one: QModelIndex, other: QModelIndex) -> QItemSelection:
        top, bottom = sorted((one.row(), other.row()))
        left, right = sorted((one.column(), other.column()))
        return QItemSelection(self._model.index(top, left), self._model.index(bottom, right))

    def selected_lines(self) -> list[list[QModelIndex]]:
        shown, selection = self.shown_columns(), self.selectionModel().selection()
        columns: dict[int, list[int]] = {}
        for block in map(selection.at, range(selection.count())):
            inside = [column for column in shown if block.left() <= column <= block.right()]
            for row in range(block.top(), block.bottom() + 1):
                columns[row] = sorted({*columns[row], *inside}) if row in columns else inside
        index = self._model.index
        return [[index(row, column) for column in columns[row]] for row in sorted(columns)]

    def selected_texts(self) -> Iterator[str]:
        """As Sheet, but without an index for each cell."""
        for block in self.selectionModel().selection().toList():
            sections = range(block.left(), block.right() + 1)
            columns = [
                self._model.columns[section] for section in sections if not self.isColumnHidden(section)
            ]
            yield from self._model.shown_texts(range(block.top(), block.bottom() + 1), columns)

    def selected_table(self) -> list[Line]:
        return self.places_later()()

    def places_later(self) -> Callable[[], list[Line]]:
        """As Sheet, but where the selection is one block without asking for each of its cells."""
        block = self._selected_block()
        if block is None:
            table = super().selected_table()
            return lambda: table
        return lambda: list(self._model.cells(*block))

    def texts_later(self, book: Book) -> Callable[[Progress], list[list[str]]]:
        block = self._selected_block()
        return super().texts_later(book) if block is None else partial(self._model.texts, *block)

    def _selected_block(self) -> tuple[range, list[int]] | None:
        """The lines and the shown columns that are selected, where they are one block."""
        selection = self.selectionModel().selection()
        if selection.count() != 1:
            return None
        block = selection.first()
        columns = [column for column in self.shown_columns() if block.left() <= column <= block.right()]
        return range(block.top(), block.bottom() + 1), columns

    def paste_target(self, height: int) -> PasteTarget:
        """As Sheet, but without asking for each of the cells below."""
        self._model.finish()
        block = self._selected_block()
        if block is None:
            return super().paste_target(height)
        rows, columns = block
        reached = range(rows.start, min(rows.start + max(height, len(rows)), self._model.rowCount()))
        to_the_right = [column for column in self.shown_columns() if column >= columns[0]]
        size = len(rows), columns[-1] - columns[0] + 1
        return PasteTarget(self._model.cells(reached, to_the_right), size, None, None, None)

    # ── Keys and mouse ──

    def moved(self, index: QModelIndex, key: Qt.Key, *, to_end: bool) -> QModelIndex:
        if to_end and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._edge_of_column(index, 1 if key == Qt.Key.Key_Down else -1)
        return super().moved(index, key, to_end=to_end)

    def _edge_of_column(self, index: QModelIndex, direction: int) -> QModelIndex:
        """As KeyedView, but by texts instead of indexes, for there may be a hundred thousand on the way."""
        self._model.finish()
        column, found = index.column(), index.row()
        end = self._model.rowCount() if direction > 0 else -1
        rows = range(found + direction, end, direction)
        is_filled = self._model.is_filled
        seeks_gap = bool(rows) and is_filled(found, column) and is_filled(rows[0], column)
        for row in rows:
            filled = is_filled(row, column)
            if seeks_gap and not filled:
                break
            found = row
            if not seeks_gap and filled:
                break
        return self._model.index(found, column)

    def step_in_range(self, index: QModelIndex, step: Step) -> None:
        """As KeyedView, but where the range is one block by counting, however long it is."""
        selection = self.selectionModel().selection()
        if selection.count() != 1:
            super().step_in_range(index, step)
            return
        block = selection.first()
        columns = [column for column in self.shown_columns() if block.left() <= column <= block.right()]
        row, column = index.row() - block.top(), columns.index(index.column())
        offset, cells = (1 if step in (Step.DOWN, Step.ON) else -1), block.height() * len(columns)
        if step in (Step.DOWN, Step.UP):
            column, row = divmod((column * block.height() + row + offset) % cells, block.height())
        else:
            row, column = divmod((row * len(columns) + column + offset) % cells, len(columns))
        target = self._model.index(block.top() + row, columns[column])
        self.selectionModel().setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, modifiers = self.currentIndex(), event.modifiers()
        bare = modifiers & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier:
            self.filter_requested.emit(max(index.column(), 0))
        elif event.key() in _ENTER and bare and self._tells_project(index):
            self._activate(index)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._tells_project(index):
            self._activate(index)
        else:
            super().mouseDoubleClickEvent(event)

    def row_place(self, index: QModelIndex) -> Place:
        """The row that a valid index stands in."""
        return self._model.row_place(index)

    def _tells_project(self, index: QModelIndex) -> bool:
        return index.isValid() and not self._model.columns[index.column()].is_of_row

    def _activate(self, index: QModelIndex) -> None:
        self.place_activated.emit(self._model.row_place(index)._replace(field=Column.LEVEL3.value))

    # ── The current cell ──

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self._model.place_of(current))

    def _kept_position(self) -> int:
        return -1 if self._starts_at_top else self.currentIndex().row()

    def _remember_cell(self) -> None:
        index = self.currentIndex()
        keeps_row = index.isValid() and not self._starts_at_top
        self._row_before = self._model.row_place(index) if keeps_row else None
        self._cell_before = (max(index.row(), 0) if keeps_row else 0, max(index.column(), 0))
        self._starts_at_top = False

    def _restore_cell(self) -> None:
        """Go back to the cell; where its row is not shown any more, to the one that stands in its place."""
        awaited, self._awaited = self._awaited, None
        if awaited is not None and super().go_to(awaited):
            return
        row, column = self._cell_before
        found = self._model.index_of(self._row_before) if self._row_before is not None else QModelIndex()
        if not found.isValid():
            found = self._model.index(min(row, self._model.rowCount() - 1), 0)
        if found.isValid():
            self.setCurrentIndex(found.siblingAtColumn(min(column, self._model.columnCount() - 1)))
            self.scrollTo(self.currentIndex())
        else:
            self.current_changed.emit(None)

    # ── Looks ──

    def paintEvent(self, event: QPaintEvent) -> None:
        with self.cell_delegate.one_frame():
            self._painting.paint(event.rect())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_heights()
            self.columns.apply()

    def _fit_heights(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.cell_delegate.sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
