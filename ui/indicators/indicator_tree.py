"""The indicator tree: one project's rows, edited in place like cells of a spreadsheet.

Typing overwrites a cell, F2 or a double click edits it; Enter leads down, Tab to the right; Alt+Up and
Alt+Down move rows. Every command is an edit through the session.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QTreeView, QWidget

from core.arrangement import Direction
from core.authoring import (
    delete_rows,
    duplicate_rows,
    move_rows,
    move_rows_to,
    new_indicator,
    new_indicator_in,
)
from core.book import ItemId, Place
from core.edit import InsertRow
from core.outline import level2_groups
from core.scheme import Category, Scheme
from core.session import Change
from ui import theme
from ui.indicators.indicator_model import FIELDS, IndicatorModel, Level
from ui.indicators.tree_delegate import TreeDelegate, group_ground
from ui.session_signals import SessionSignals
from ui.sheet.cell_model import Index, StyleOption
from ui.sheet.sheet import Sheet

COLUMN_SHARES = (28, 38, 20, 14)
"""How the width is dealt out to the columns at first; the last one only where there is 依据."""


class IndicatorTree(Sheet, QTreeView):
    """Shows and edits the rows of one project of the session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._section_id: ItemId | None = None
        self._cells_before: list[Place] = []
        self._current_before: Place | None = None
        self._shares: list[float] = []
        self._dealing_out = False
        self._model = IndicatorModel(self)
        self.setModel(self._model)
        self.set_up_cells(TreeDelegate(self, self._model))
        self._set_up_view()
        self._model.rowsInserted.connect(self._show_new_rows)
        self._model.modelReset.connect(self._on_reset)
        self.header().sectionResized.connect(self._on_section_resized)

    def _set_up_view(self) -> None:
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setIndentation(18)
        self.setAccessibleName(self.tr("绩效指标"))
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(True)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setMinimumSectionSize(60)

    def set_session(self, signals: SessionSignals | None) -> None:
        if self._signals is not None:
            self._signals.changed.disconnect(self._remember_cells)
            self._signals.changed.disconnect(self._restore_cells)
        self._signals = signals
        # The model's own slot stands between these two, so rows that it takes out and puts in stay selected.
        if signals is not None:
            signals.changed.connect(self._remember_cells)
        self._model.set_session(signals)
        if signals is not None:
            signals.changed.connect(self._restore_cells)
        self.show_section(None)

    def show_section(self, section_id: ItemId | None) -> None:
        """Show the rows of this project, or nothing."""
        self._section_id = section_id
        self._model.show_project(section_id)
        self.expandAll()
        first = self._first_cell()
        if first.isValid():
            self.setCurrentIndex(first)

    def go_to(self, place: Place) -> bool:
        """Make the cell at this place current and show it; False where the tree does not show the place."""
        index = self._model.index_of(place)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # ── What is selected ──

    @property
    def project_id(self) -> ItemId | None:
        project = self._model.project
        return project.id if project else None

    @property
    def selected_rows(self) -> list[ItemId]:
        """The rows of all selected cells; those of a group where it is the group that is selected."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        valid = [index for index in indexes if index.isValid()]
        return list(dict.fromkeys(row.id for index in valid for row in self._model.rows_below(index)))

    @property
    def current_category(self) -> Category | None:
        """The category of the current row or group."""
        return self._model.category_of(self.currentIndex()) if self.currentIndex().isValid() else None

    @property
    def categories(self) -> list[Category]:
        """The categories that the project has rows in, as the tree shows them."""
        project, scheme = self._model.project, self.scheme
        return (
            [group.key for group in level2_groups(project.indicators, scheme)] if project and scheme else []
        )

    @property
    def scheme(self) -> Scheme | None:
        return self._model.session.scheme if self._model.session else None

    # ── Commands ──

    def insert_row(self) -> None:
        """A new row below the current one; at the end of the current group; the first of an empty table."""
        session = self._model.session
        if session is None or self.project_id is None:
            return
        row = self._model.row_of(self.currentIndex())
        if row is not None:
            edit = new_indicator(session.book, self.project_id, row.id)
        else:
            category = self.current_category or session.scheme.empty_rows[0]
            edit = new_indicator_in(session.book, self.project_id, category, session.scheme)
        session.apply(edit, self.tr("插入指标"))
        self._go_to_new_row(edit)

    def duplicate_rows(self) -> None:
        """A copy of the selected rows below them."""
        session = self._model.session
        if session is not None and self.project_id is not None:
            edit = duplicate_rows(session.book, self.project_id, self.selected_rows, session.scheme)
            self.apply(edit, self.tr("复制指标"))

    def delete_rows(self) -> None:
        """Take out the selected rows; the row that stands where they were becomes the current one."""
        session = self._model.session
        if session is None or self.project_id is None:
            return
        rows, column = self.selected_rows, self.currentIndex().column()
        heir = self._heir_of(set(rows))
        self.apply(delete_rows(session.book, self.project_id, rows), self.tr("删除指标"))
        if heir is not None:
            self.setCurrentIndex(self._model.index_of(Place(self.project_id, heir, FIELDS[max(column, 0)])))

    def move_rows(self, direction: Direction) -> None:
        """Move the selected rows one place up or down, from category to category."""
        session = self._model.session
        if session is None or self.project_id is None:
            return
        edit = move_rows(session.book, self.project_id, self.selected_rows, direction, session.scheme)
        self.apply(edit, self.tr("上移指标") if direction is Direction.UP else self.tr("下移指标"))
        self.scrollTo(self.currentIndex())

    def move_rows_to(self, category: Category) -> None:
        """Move the selected rows into a category."""
        session = self._model.session
        if session is None or self.project_id is None:
            return
        edit = move_rows_to(session.book, self.project_id, self.selected_rows, category, session.scheme)
        self.apply(edit, self.tr("归入{0}").format(category[1]))
        self.scrollTo(self.currentIndex())

    def _go_to_new_row(self, edit: InsertRow) -> None:
        self.go_to(Place(edit.section, edit.row.id, "level3"))

    def _heir_of(self, rows: set[ItemId]) -> ItemId | None:
        """The row that comes to stand where these were: the next one, else the last before them."""
        order = [row.id for row in self._model.rows_below(QModelIndex())]
        chosen = [position for position, row_id in enumerate(order) if row_id in rows]
        if not chosen:
            return None
        below = [row_id for row_id in order[chosen[-1] :] if row_id not in rows]
        above = [row_id for row_id in order[: chosen[-1]] if row_id not in rows]
        return below[0] if below else above[-1] if above else None

    # ── Lines ──

    def line_below(self, index: QModelIndex) -> QModelIndex:
        return self.indexBelow(index.siblingAtColumn(0))

    def line_above(self, index: QModelIndex) -> QModelIndex:
        return self.indexAbove(index.siblingAtColumn(0))

    def last_line(self) -> QModelIndex:
        last = self._model.index(self._model.rowCount() - 1, 0)
        while self.isExpanded(last) and self._model.rowCount(last):
            last = self._model.index(self._model.rowCount(last) - 1, 0, last)
        return last

    def is_row(self, index: Index) -> bool:
        return self._model.level_of(index) is Level.ROW

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
        lines = (by_line.get(line.internalId()) for line in self._lines_below(self.first_line()))
        return [sorted(line, key=QModelIndex.column) for line in lines if line]

    def _lines_between(self, one: QModelIndex, other: QModelIndex) -> list[QModelIndex]:
        first, last = one.siblingAtColumn(0), other.siblingAtColumn(0)
        if self.visualRect(first).top() > self.visualRect(last).top():
            first, last = last, first
        lines = []
        for line in self._lines_below(first):
            lines.append(line)
            if line == last:
                break
        return lines

    def _lines_below(self, line: QModelIndex) -> Iterator[QModelIndex]:
        """The line and all that are shown below it."""
        while line.isValid():
            yield line
            line = self.indexBelow(line)

    def _first_cell(self) -> QModelIndex:
        """The first row's name; invalid in an empty table."""
        return next(
            (line for line in self._lines_below(self.first_line()) if self.is_row(line)), QModelIndex()
        )

    # ── Keeping the place when rows come, go and move ──

    def _remember_cells(self, change: Change) -> None:
        self._current_before = self._model.place_of(self.currentIndex())
        places = (self._model.place_of(index) for index in self.selectedIndexes())
        self._cells_before = [place for place in places if place]

    def _restore_cells(self, change: Change) -> None:
        if self._section_id not in change.sections or self._current_before is None:
            return
        current = self._model.index_of(self._current_before)
        if not current.isValid() or current == self.currentIndex():
            return
        selection = QItemSelection()
        for index in map(self._model.index_of, self._cells_before):
            selection.select(index, index)
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _show_new_rows(self, parent: QModelIndex) -> None:
        self.expand(parent)

    # ── Looks ──

    def drawRow(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        is_row = self.is_row(index)
        if not is_row:
            painter.fillRect(option.rect, group_ground(option.palette))
        super().drawRow(painter, option, index)
        painter.save()
        painter.setPen(QPen(_grid_colour(option.palette), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        for column in range(self._model.columnCount() if is_row else 0):
            right = self.columnViewportPosition(column) + self.columnWidth(column) - 1
            painter.drawLine(right, option.rect.top(), right, option.rect.bottom())
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        # What is selected are cells; the space before the first one belongs to none.
        ground = self.palette().color(QPalette.ColorRole.Base)
        painter.fillRect(rect, ground if self.is_row(index) else group_ground(self.palette()))
        super().drawBranches(painter, rect, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal_out_width()

    def _on_reset(self) -> None:
        """Begin with the usual widths when the columns themselves have changed."""
        if len(self._shares) != self._model.columnCount():
            self._shares = list(COLUMN_SHARES[: self._model.columnCount()])
            self._deal_out_width()

    def _on_section_resized(self, section: int) -> None:
        """Keep the proportions that the user gives the columns; the last one is stretched by itself."""
        if not self._dealing_out and section < self._model.columnCount() - 1:
            self._shares = [self.columnWidth(column) for column in range(self._model.columnCount())]
        self.scheduleDelayedItemsLayout()

    def _deal_out_width(self) -> None:
        self._dealing_out = True
        for column, share in enumerate(self._shares[:-1]):
            self.setColumnWidth(column, round(self.viewport().width() * share / sum(self._shares)))
        self._dealing_out = False


def _grid_colour(palette: QPalette) -> QColor:
    return theme.mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.14)
