"""Paints the lines of the grid that are in sight, row by row.

Left to itself, a table asks for a dozen things about each cell through Qt, which takes longer than painting the cell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QItemSelectionRange, QLine, QRect
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from core.all_indicators.line import Column
from ui.grid.grid_delegate import GridDelegate
from ui.grid.grid_model import GridModel
from ui.sheet.cell_model import StyleOption

Feature = QStyleOptionViewItem.ViewItemFeature

_LINE = 1
"""Pixels between cells."""

_SELECTED = QStyle.StateFlag.State_Selected


class _Shown(NamedTuple):
    """A column in sight, and where it is: in pixels, with the line at its right."""

    section: int
    column: Column
    left: int
    width: int


class GridPainting:
    """Paints what a table with a GridDelegate would.

    A cell with more on it than its text is left to the delegate: the current one, one with a finding or with marks.
    """

    def __init__(self, view: QTableView, model: GridModel, delegate: GridDelegate) -> None:
        self._view, self._model, self._delegate = view, model, delegate

    def paint(self, area: QRect) -> None:
        """Paint this part of the viewport."""
        rows, columns = self._rows_in(area), list(self._columns_in(area))
        if not rows or not columns:
            return
        painter = QPainter(self._view.viewport())
        option = self._option()
        selected = self._view.selectionModel().selection().toList()
        for row in rows:
            parts = [part for part in selected if part.top() <= row <= part.bottom()]
            self._paint_row(painter, option, row, columns, parts)
        self._paint_lines(painter, option, area, rows, columns)
        painter.end()

    def _rows_in(self, area: QRect) -> range:
        first, last = self._view.rowAt(area.top()), self._view.rowAt(area.bottom())
        return range(first, last + 1 if last >= 0 else self._model.rowCount()) if first >= 0 else range(0)

    def _columns_in(self, area: QRect) -> Iterator[_Shown]:
        for section, column in enumerate(self._model.columns):
            left, width = self._view.columnViewportPosition(section), self._view.columnWidth(section)
            if width and left <= area.right() and left + width > area.left():
                yield _Shown(section, column, left, width)

    def _option(self) -> StyleOption:
        """With what a table calls its delegate."""
        option: StyleOption = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        if self._view.isEnabled():
            palette = QPalette(option.palette)
            palette.setCurrentColorGroup(QPalette.ColorGroup.Normal)
            option.palette = palette
        return option

    # ── Cells ──

    def _paint_row(
        self,
        painter: QPainter,
        option: StyleOption,
        row: int,
        columns: Sequence[_Shown],
        selected: Sequence[QItemSelectionRange],
    ) -> None:
        """`selected` are the parts of the selection that reach into this row."""
        is_striped = self._view.alternatingRowColors() and bool(row & 1)
        option.features = Feature.Alternate if is_striped else Feature.None_
        ink, marks = self._delegate.ink(option), self._delegate.marks
        quiet, ground = (ink.quiet_alternate, ink.alternate) if is_striped else (ink.quiet, ink.base)
        painter.setPen(ink.text)
        painter.setFont(ink.font)
        top, height = self._view.rowViewportPosition(row), self._view.rowHeight(row) - _LINE
        # On a whole pixel, or the strokes are blurred.
        baseline = top + math.ceil((height - ink.line_height) / 2 + ink.ascent)
        current = self._view.currentIndex()
        current_section = current.column() if current.row() == row else -1
        for section, column, left, width in columns:
            cell = self._model.cell(row, column)
            is_selected = any(part.left() <= section <= part.right() for part in selected)
            is_marked = marks is not None and cell.takes_text and bool(marks.spans_at(cell.place))
            if cell.has_findings or is_marked or section == current_section:
                option.rect = QRect(left, top, width - _LINE, height)
                option.state = option.state | _SELECTED if is_selected else option.state & ~_SELECTED
                self._delegate.paint(painter, option, self._model.index(row, section))
                continue
            colour = ground if cell.takes_text else quiet
            painter.fillRect(
                left, top, width - _LINE, height, ink.selected(colour) if is_selected else colour
            )
            if cell.text:
                line = ink.fitting(cell.text.replace("\n", " "), width - _LINE - 2 * ink.margin)
                painter.drawText(left + ink.margin, baseline, line)

    # ── The lines between them ──

    def _paint_lines(
        self, painter: QPainter, option: StyleOption, area: QRect, rows: range, columns: Sequence[_Shown]
    ) -> None:
        style, view = self._view.style(), self._view
        colour = style.styleHint(QStyle.StyleHint.SH_Table_GridLineColor, option, view) & 0xFFFFFFFF
        painter.setPen(QPen(QColor.fromRgba(colour), _LINE))
        below = [view.rowViewportPosition(row) + view.rowHeight(row) - _LINE for row in rows]
        beside = [shown.left + shown.width - _LINE for shown in columns]
        right, bottom = min(area.right(), beside[-1]), min(area.bottom(), below[-1])
        painter.drawLines([QLine(area.left(), y, right, y) for y in below])
        painter.drawLines([QLine(x, area.top(), x, bottom) for x in beside])
