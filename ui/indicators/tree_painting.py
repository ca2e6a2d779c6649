"""Paints the lines of the indicator tree, each at once.

Left to itself, a tree asks for a dozen things about each cell through Qt, which takes longer than painting the cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QLine, QModelIndex, QPointF, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView

from ui.indicators.indicator_model import IndicatorModel, Level, Line
from ui.indicators.tree_delegate import TreeDelegate
from ui.sheet.cell_ink import CellInk
from ui.sheet.cell_model import Index, StyleOption

_State = QStyle.StateFlag
_FOLDED = _State.State_Item | _State.State_Enabled | _State.State_Children
_OPEN = _FOLDED | _State.State_Open


class _Shown(NamedTuple):
    """A column that is shown; left edge and width in pixels."""

    column: int
    left: int
    width: int


class _Frame(NamedTuple):
    """What holds for all lines of one paint event.

    `selected`: by the id of the node above them, the first and the last of some lines, and the first and the last
    column; `current`: line and column of the current cell; `titles`: by the id of a title, how many lines stand above
    it; None where every line has the same ground.
    """

    columns: Sequence[_Shown]
    selected: dict[int, list[tuple[int, int, int, int]]]
    current: tuple[int, int]
    titles: dict[int, int] | None

    def is_striped(self, line: Line, row: int) -> bool:
        """Whether a row stands out from its neighbours: every second line does."""
        if self.titles is None or line.level is not Level.ROW:
            return False
        return (self.titles[line.parent_id] + row) % 2 == 0

    def selected_in(self, line: Line, row: int) -> list[tuple[int, int]]:
        """The first and the last column of each of a line's selected ranges."""
        ranges = self.selected.get(line.parent_id, ())
        return [(left, right) for top, bottom, left, right in ranges if top <= row <= bottom]


class TreePainting:
    """Paints what a tree with a TreeDelegate would, and lines between the cells.

    A cell with more on it than its text is left to the delegate: the current one, one with a finding or with marks.
    """

    def __init__(self, tree: QTreeView, model: IndicatorModel, delegate: TreeDelegate) -> None:
        self._tree, self._model, self._delegate = tree, model, delegate
        self._frame = _Frame((), {}, (0, 0), None)
        self._borders: list[QLine] = []

    def begin(self, columns: Sequence[int]) -> None:
        """Look up what holds for all lines; before each paint event. `columns` are those that are shown."""
        tree, current = self._tree, self._tree.currentIndex()
        self._frame = _Frame(
            [_Shown(one, tree.columnViewportPosition(one), tree.columnWidth(one)) for one in columns],
            _ranges_by_parent(tree.selectionModel().selection()),
            (current.internalId(), current.column()) if current.isValid() else (0, 0),
            self._numbers_of_titles() if tree.alternatingRowColors() else None,
        )
        self._borders = []

    def paint_line(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        """Paint a line of the tree into the option's rectangle."""
        line, place = self._model.line(index), QRect(option.rect)
        painter.save()
        painter.setPen(self._delegate.ink(option).text)
        if line.level is Level.ROW:
            self._paint_row(painter, option, index, line, place)
        else:
            self._paint_title(painter, option, index, line, place)
        painter.restore()
        self._add_borders(line, place)

    def end(self) -> None:
        """Paint the lines between the cells; after each paint event. One by one they would take as long as the cells."""
        painter = QPainter(self._tree.viewport())
        painter.setPen(self._delegate.ink(self._option()).lines)
        painter.drawLines(self._borders)
        painter.end()

    def _add_borders(self, line: Line, place: QRect) -> None:
        top, bottom = place.top(), place.bottom()
        self._borders.append(QLine(place.left(), bottom, place.right(), bottom))
        for _, left, width in self._frame.columns if line.level is Level.ROW else ():
            end = left + width - 1
            self._borders.append(QLine(end, top, end, bottom))

    # ── Cells ──

    def _paint_row(
        self, painter: QPainter, option: StyleOption, index: Index, line: Line, place: QRect
    ) -> None:
        ink, indentation = self._delegate.ink(option), self._tree.indentation() * line.level
        ground = ink.base
        if self._frame.is_striped(line, index.row()):
            option = QStyleOptionViewItem(option)
            option.features |= QStyleOptionViewItem.ViewItemFeature.Alternate
            ground = ink.alternate
        selected = self._frame.selected_in(line, index.row())
        top, height = place.top(), place.height()
        for column, left, width in self._frame.columns:
            if column == 0:
                # What is selected are cells; the space before the first one belongs to none.
                painter.fillRect(left, top, indentation, height, ink.base)
                left, width = left + indentation, width - indentation
            is_selected = any(first <= column <= last for first, last in selected)
            cell = QRect(left, top, width, height)
            if self._is_plain(line, column) and not self._has_marks(line, column):
                painter.fillRect(cell, ink.selected(ground) if is_selected else ground)
                self._paint_text(painter, ink, cell, line.texts[column])
            else:
                self._paint_by_delegate(painter, option, index, column, cell, is_selected=is_selected)

    def _paint_title(
        self, painter: QPainter, option: StyleOption, index: Index, line: Line, place: QRect
    ) -> None:
        ink, indentation = self._delegate.ink(option), self._tree.indentation() * line.level
        painter.fillRect(place, ink.group)
        (_, left, width), *others = self._frame.columns
        self._paint_branch(painter, option, index, QRect(left, place.top(), indentation, place.height()))
        cell = QRect(left + indentation, place.top(), width - indentation, place.height())
        selected = self._frame.selected_in(line, index.row())
        if self._is_plain(line, 0) and line.texts[0] and not selected:
            self._paint_text(painter, ink, cell, line.texts[0], is_bold=line.level is Level.LEVEL1)
        else:
            is_selected = any(first == 0 for first, _ in selected)
            self._paint_by_delegate(painter, option, index, 0, cell, is_selected=is_selected)
        for column, left, width in others:  # a title has no other cells, but one may be the current one
            if self._frame.current == (line.id, column):
                cell = QRect(left, place.top(), width, place.height())
                self._paint_by_delegate(painter, option, index, column, cell, is_selected=False)

    def _paint_branch(self, painter: QPainter, option: StyleOption, index: Index, place: QRect) -> None:
        """Paint the arrow by which a group is folded, at the right end of the place. Qt's own paints the places of the
        groups above it, too, where this style has nothing."""
        branch: StyleOption = QStyleOptionViewItem(option)
        branch.rect = place.adjusted(place.width() - self._tree.indentation(), 0, 0, 0)
        branch.state = _OPEN if self._tree.isExpanded(index) else _FOLDED
        self._tree.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorBranch, branch, painter, self._tree
        )

    def _is_plain(self, line: Line, column: int) -> bool:
        """Whether the cell is not the current one, and has no findings."""
        return line.severities[column] is None and self._frame.current != (line.id, column)

    def _has_marks(self, line: Line, column: int) -> bool:
        marks = self._delegate.marks
        return marks is not None and bool(marks.spans_at(line.place(column)))

    def _paint_text(
        self, painter: QPainter, ink: CellInk, cell: QRect, text: str, *, is_bold: bool = False
    ) -> None:
        if not text:
            return
        room = cell.width() - 2 * ink.margin
        layout, width, height = ink.laid_out(text, room, is_bold=is_bold)
        corner = QPointF(cell.left() + ink.margin, cell.top() + ink.padding)
        fits = width <= room and height <= cell.height() - 2 * ink.padding
        if not fits:
            painter.save()
            painter.setClipRect(cell)
        layout.draw(painter, corner)
        if not fits:
            painter.restore()

    def _paint_by_delegate(
        self,
        painter: QPainter,
        option: StyleOption,
        index: Index,
        column: int,
        cell: QRect,
        *,
        is_selected: bool,
    ) -> None:
        beside = self._model.sibling(index.row(), column, index)
        self._delegate.paint_cell(painter, option, beside, cell, is_selected=is_selected)

    def _option(self) -> StyleOption:
        option: StyleOption = QStyleOptionViewItem()
        self._tree.initViewItemOption(option)
        return option

    # ── Which line is which ──

    def _numbers_of_titles(self) -> dict[int, int]:
        """How many lines are shown above each title."""
        titles: dict[int, int] = {}
        above = 0
        for group in self._titles_below(QModelIndex()):
            titles[group.internalId()] = above
            above += 1
            for title in self._titles_below(group) if self._tree.isExpanded(group) else ():
                titles[title.internalId()] = above
                above += 1 + (self._model.rowCount(title) if self._tree.isExpanded(title) else 0)
        return titles

    def _titles_below(self, index: QModelIndex) -> Iterator[QModelIndex]:
        return (self._model.index(row, 0, index) for row in range(self._model.rowCount(index)))


def _ranges_by_parent(selection: QItemSelection) -> dict[int, list[tuple[int, int, int, int]]]:
    ranges: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for one in selection.toList():
        ranges[one.parent().internalId()].append((one.top(), one.bottom(), one.left(), one.right()))
    return ranges
