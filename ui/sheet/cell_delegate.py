"""Paints the cells of a sheet and opens their editors.

A cell shows its text; a finding tints it and marks its corner, hits of a search stand out. A key that ends the
editing commits the text and says where the current cell should go next.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from core.book import Place
from ui import theme
from ui.marked_text import Marks, mark_formats
from ui.sheet.cell_editors import CellEditor, LevelEditor
from ui.sheet.cell_model import Index, SeverityRole, StyleOption
from ui.sheet.step import arrow_for, step_for

_ENDLESS = float(1 << 20)
"""A line width in pixels that no text of a cell reaches."""


class CellDelegate(QStyledItemDelegate):
    """The delegate of one sheet.

    Attributes:
        overwrites: whether the next editor starts with its text selected (typing) or not (F2).
        wraps: whether a cell shows its whole text on several lines, or one line of it.
        marks: which parts of the cells' texts a search has found; None for no search.
        prepare: called with each text editor that opens and the place it edits.

    Signals:
        stepped(Step): an editor was committed by a key that leads on to another cell.
        fill_requested(str): the text is to go into all selected cells.
    """

    stepped = Signal(object)
    fill_requested = Signal(str)

    def __init__(self, view: QTreeView | QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.overwrites = False
        self.wraps = True
        self.marks: Marks | None = None
        self.prepare: Callable[[CellEditor, Place], None] = lambda editor, place: None

    # ── Painting ──

    def paint(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        painter.save()
        painter.fillRect(option.rect, self.ground(option, index))
        self._paint_text(painter, option, index)
        severity = index.data(SeverityRole)
        if severity is not None:
            colour = theme.severity_colour(severity, option.palette)
            _paint_corner(painter, option.rect, colour, self.margin(option))
        if index == self._view.currentIndex():
            _paint_frame(painter, option.rect, self._frame_colour(option.palette))
        painter.restore()

    def sizeHint(self, option: StyleOption, index: Index) -> QSize:
        font, margin = self.font(option, index), self.margin(option)
        line_height = QFontMetricsF(font).height()
        text = self.shown_text(index)
        if not text:
            return QSize(0, round(line_height) + 2 * _padding(margin))
        layout = _laid_out(text, font, self.text_width(option, index) if self.wraps else _ENDLESS)
        width = math.ceil(_natural_width(layout)) + 2 * margin
        return QSize(width, round(layout.boundingRect().height()) + 2 * _padding(margin))

    def fitting_width(self, index: Index) -> int:
        """The width in pixels in which the cell's longest line fits."""
        option = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        layout = _laid_out(self.shown_text(index), self.font(option, index), _ENDLESS)
        return math.ceil(_natural_width(layout)) + 2 * self.margin(option) + 2

    def margin(self, option: StyleOption) -> int:
        """Between the border of a cell and its text at the sides, in pixels; grows with the font."""
        return max(4, round(QFontMetricsF(option.font).height() * 0.35))

    def ground(self, option: StyleOption, index: Index) -> QColor:
        """The colour of the cell behind its text."""
        palette = option.palette
        severity = index.data(SeverityRole)
        ground = self.empty_ground(option, index)
        if severity is not None:
            ground = theme.severity_tint(severity, palette)
        if option.state & QStyle.StateFlag.State_Selected and index != self._view.currentIndex():
            ground = theme.mixed(palette.color(QPalette.ColorRole.Highlight), ground, 0.25)
        return ground

    def empty_ground(self, option: StyleOption, index: Index) -> QColor:
        """The ground of a cell without findings that is not selected."""
        striped = option.features & QStyleOptionViewItem.ViewItemFeature.Alternate
        role = QPalette.ColorRole.AlternateBase if striped else QPalette.ColorRole.Base
        ground: QColor = option.palette.color(role)
        return ground

    def shown_text(self, index: Index) -> str:
        """What stands in the cell."""
        return str(index.data() or "")

    def font(self, option: StyleOption, index: Index) -> QFont:
        return QFont(option.font)

    def text_width(self, option: StyleOption, index: Index) -> float:
        """How wide the lines of the cell's text may be, in pixels."""
        return self._view.columnWidth(index.column()) - 2 * self.margin(option)

    def _frame_colour(self, palette: QPalette) -> QColor:
        """The current cell is marked strongly where keys go to it, faintly where they go elsewhere."""
        colour = palette.color(QPalette.ColorRole.Highlight)
        ground = palette.color(QPalette.ColorRole.Base)
        return colour if self._view.hasFocus() else theme.mixed(colour, ground, 0.45)

    def _paint_text(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        text = self.shown_text(index)
        if not text:
            return
        palette = option.palette
        is_placeholder = not index.data()
        painter.setPen(
            theme.muted_text(palette) if is_placeholder else palette.color(QPalette.ColorRole.Text)
        )
        margin = self.margin(option)
        inner = option.rect.adjusted(margin, _padding(margin), -margin, -_padding(margin))
        painter.setClipRect(option.rect)
        marks = self._marks_at(index, palette)
        if self.wraps or marks:
            if not self.wraps:
                text = text.replace("\n", " ")
            layout = _laid_out(text, self.font(option, index), inner.width() if self.wraps else _ENDLESS)
            layout.draw(painter, QPointF(inner.topLeft()), marks)
        else:
            painter.setFont(self.font(option, index))
            line = painter.fontMetrics().elidedText(
                text.replace("\n", " "), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.setClipping(False)

    def _marks_at(self, index: Index, palette: QPalette) -> list[QTextLayout.FormatRange]:
        place = self._place(index) if self.marks is not None else None
        if self.marks is None or place is None:
            return []
        is_current = place == self.marks.current_place
        return mark_formats(str(index.data()), self.marks.spans_at(place), palette, is_current=is_current)

    def _place(self, index: Index) -> Place | None:
        place = self._view.model().cell_at(index)  # type: ignore[attr-defined]
        return place if isinstance(place, Place) else None

    # ── Editing ──

    def createEditor(self, parent: QWidget, option: StyleOption, index: Index) -> QWidget:
        editor = CellEditor(parent, is_overwriting=self.overwrites)
        editor.setFont(option.font)
        editor.setAccessibleName(
            str(self._view.model().headerData(index.column(), Qt.Orientation.Horizontal))
        )
        if (place := self._place(index)) is not None:
            self.prepare(editor, place)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # What the user has begun to write stays, whatever happens to the book around it.
        if isinstance(editor, CellEditor | LevelEditor) and not (editor.is_modified or editor.is_composing):
            editor.start_with(index.data(Qt.ItemDataRole.EditRole), selected=self.overwrites)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, CellEditor | LevelEditor) and editor.is_modified:
            self._view.model().setData(index, editor.text)

    def updateEditorGeometry(self, editor: QWidget, option: StyleOption, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.set_cell(option.rect)
        else:
            editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, CellEditor | LevelEditor):
            if watched.takes(event):
                return False
            if event.type() == QEvent.Type.KeyPress and self._ends_editing(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _ends_editing(self, editor: CellEditor | LevelEditor, event: QKeyEvent) -> bool:
        """Commit and lead on, or fill the selection, where the key means that."""
        step = step_for(event) or (arrow_for(event) if editor.is_overwriting else None)
        if step is not None:
            self.commitData.emit(editor)
            self._close(editor)
            self.stepped.emit(step)
        elif _is_fill_key(event) and isinstance(editor, CellEditor):
            text = editor.text
            self._close(editor)
            self.fill_requested.emit(text)
        else:
            return False
        return True

    def _close(self, editor: QWidget) -> None:
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def _is_fill_key(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _padding(margin: int) -> int:
    """Above and below the text of a cell, in pixels."""
    return max(3, round(margin * 0.65))


def _laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    """The text in lines of at most `width` pixels, broken within words where it must be."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _natural_width(layout: QTextLayout) -> float:
    """The width in pixels of the longest line's text."""
    return max((layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount())), default=0.0)


def _paint_corner(painter: QPainter, cell: QRect, colour: QColor, side: int) -> None:
    right, top = cell.right(), cell.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)])
    )


def _paint_frame(painter: QPainter, cell: QRect, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRect(cell.adjusted(1, 1, -2, -2))
