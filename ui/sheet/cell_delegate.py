"""Paints the cells of a sheet and opens their editors.

A cell shows its text; a finding tints it and marks its corner, hits of a search stand out. A key that ends the
editing commits the text and says where the current cell should go next.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QTextLayout,
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
from core.rules.finding import Severity
from ui.marked_text import Marks, mark_formats
from ui.sheet.cell_editors import CellEditor, LevelEditor
from ui.sheet.cell_ink import CellInk
from ui.sheet.cell_model import Index, SeverityRole, StyleOption
from ui.sheet.step import arrow_for, step_for

_ENDLESS = float(1 << 20)
"""A line width in pixels that no text of a cell reaches."""

_ALTERNATE = QStyleOptionViewItem.ViewItemFeature.Alternate.value
_SELECTED = QStyle.StateFlag.State_Selected.value
"""As a number: to combine the flags themselves takes as long as to paint a word."""


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
        self._ink: CellInk | None = None
        self._is_in_frame = self._is_ink_certain = False
        self._current: Index = QModelIndex()
        self.prepare: Callable[[CellEditor, Place], None] = lambda editor, place: None

    # ── Painting ──

    @contextmanager
    def one_frame(self) -> Iterator[None]:
        """While this lasts, one palette, one font and one current cell hold for all cells, as in a paint event."""
        self._is_in_frame = True
        self._current = self._view.currentIndex()
        try:
            yield
        finally:
            self._is_in_frame = self._is_ink_certain = False
            self._current = QModelIndex()

    def ink(self, option: StyleOption) -> CellInk:
        """What cells that are shown with this option are painted with."""
        if self._ink is None or not (self._is_ink_certain or self._ink.is_of(option.palette, option.font)):
            self._ink = CellInk(QPalette(option.palette), QFont(option.font))
        self._is_ink_certain = self._is_in_frame
        return self._ink

    def paint(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        is_selected = bool(option.state.value & _SELECTED)
        self.paint_cell(painter, option, index, option.rect, is_selected=is_selected)

    def paint_cell(
        self, painter: QPainter, option: StyleOption, index: Index, rect: QRect, *, is_selected: bool
    ) -> None:
        """Paint a cell into a rectangle, whatever the option says of these two."""
        ink, severity = self.ink(option), self.severity(index)
        is_current = index == (self._current if self._is_in_frame else self._view.currentIndex())
        ground = self.empty_ground(ink, option, index) if severity is None else ink.tint(severity)
        if is_selected and not is_current:
            ground = ink.selected(ground)
        painter.fillRect(rect, ground)
        if text := self.shown_text(index):
            self._paint_text(painter, ink, index, rect, text)
        if severity is not None or is_current:
            painter.save()
            if severity is not None:
                _paint_corner(painter, rect, ink.corner(severity), ink.margin)
            if is_current:
                _paint_frame(painter, rect, ink.frame(has_focus=self._view.hasFocus()))
            painter.restore()

    def sizeHint(self, option: StyleOption, index: Index) -> QSize:
        ink, text = self.ink(option), self.shown_text(index)
        if not text:
            return QSize(0, ink.empty_height + 2 * ink.padding)
        room = self.text_width(ink, index) if self.wraps else _ENDLESS
        _, width, height = ink.laid_out(text, room, is_bold=self.is_bold(index))
        return QSize(math.ceil(width) + 2 * ink.margin, round(height) + 2 * ink.padding)

    def fitting_width(self, index: Index) -> int:
        """The width in pixels in which the cell's longest line fits."""
        option = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        ink = self.ink(option)
        laid_out = ink.laid_out(self.shown_text(index), _ENDLESS, is_bold=self.is_bold(index))
        return math.ceil(laid_out.width) + 2 * ink.margin + 2

    def empty_ground(self, ink: CellInk, option: StyleOption, index: Index) -> QColor:
        """The ground of a cell without findings that is not selected."""
        return ink.alternate if is_striped(option) else ink.base

    def shown_text(self, index: Index) -> str:
        """What stands in the cell."""
        return str(index.data() or "")

    def is_placeholder(self, index: Index) -> bool:
        """Whether what stands in the cell stands there for a text that is missing."""
        return not index.data()

    def severity(self, index: Index) -> Severity | None:
        """The gravest severity that findings give the cell."""
        severity: Severity | None = index.data(SeverityRole)
        return severity

    def is_bold(self, index: Index) -> bool:
        """Whether the cell's text is bold."""
        return False

    def text_width(self, ink: CellInk, index: Index) -> float:
        """How wide the lines of the cell's text may be, in pixels."""
        return self._view.columnWidth(index.column()) - 2 * ink.margin

    def _paint_text(self, painter: QPainter, ink: CellInk, index: Index, rect: QRect, text: str) -> None:
        marks = self._marks_at(index, ink.palette, text)
        # To change the pen or the font, even to the same, takes longer than to write a word.
        colour = ink.muted if self.wraps and self.is_placeholder(index) else ink.text
        if painter.pen().color() != colour:
            painter.setPen(colour)
        if self.wraps or marks:
            self._paint_layout(painter, ink, index, rect, text, marks)
            return
        room = rect.width() - 2 * ink.margin
        if painter.font() != ink.font:
            painter.setFont(ink.font)
        # On a whole pixel, or the strokes are blurred.
        baseline = rect.top() + math.ceil((rect.height() - ink.line_height) / 2 + ink.ascent)
        line = ink.fitting(text.replace("\n", " "), room)
        painter.drawText(QPointF(rect.left() + ink.margin, baseline), line)

    def _paint_layout(
        self,
        painter: QPainter,
        ink: CellInk,
        index: Index,
        rect: QRect,
        text: str,
        marks: list[QTextLayout.FormatRange],
    ) -> None:
        """Paint the text on several lines, or with marks in it."""
        room: float = rect.width() - 2 * ink.margin
        if not self.wraps:
            text, room = text.replace("\n", " "), _ENDLESS
        layout, width, height = ink.laid_out(text, room, is_bold=self.is_bold(index))
        corner = QPointF(rect.left() + ink.margin, rect.top() + ink.padding)
        if width <= rect.width() - 2 * ink.margin and height <= rect.height() - 2 * ink.padding:
            layout.draw(painter, corner, marks)
            return
        painter.save()
        painter.setClipRect(rect)
        layout.draw(painter, corner, marks)
        painter.restore()

    def _marks_at(self, index: Index, palette: QPalette, text: str) -> list[QTextLayout.FormatRange]:
        place = self.place(index) if self.marks is not None else None
        if self.marks is None or place is None or not (spans := self.marks.spans_at(place)):
            return []
        is_current = place == self.marks.current_place
        return mark_formats(text, spans, palette, is_current=is_current)

    def place(self, index: Index) -> Place | None:
        """The place whose text the cell takes."""
        place = self._view.model().cell_at(index)  # type: ignore[attr-defined]
        return place if isinstance(place, Place) else None

    # ── Editing ──

    def createEditor(self, parent: QWidget, option: StyleOption, index: Index) -> QWidget:
        editor = CellEditor(parent, is_overwriting=self.overwrites)
        editor.setFont(option.font)
        editor.setAccessibleName(
            str(self._view.model().headerData(index.column(), Qt.Orientation.Horizontal))
        )
        if (place := self.place(index)) is not None:
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


def is_striped(option: StyleOption) -> bool:
    """Whether the line is one of those that stand out from their neighbours."""
    return bool(option.features.value & _ALTERNATE)


def _is_fill_key(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _paint_corner(painter: QPainter, cell: QRect, colour: QColor, side: int) -> None:
    right, top = cell.right(), cell.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)])
    )


def _paint_frame(painter: QPainter, cell: QRect, pen: QPen) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawRect(cell.adjusted(1, 1, -2, -2))
