"""Paints the cells of the indicator tree and opens their editors.

A cell shows its whole text, wrapped; a finding tints it and marks its corner. Enter and Tab commit an editor
and say where the current cell should go next.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
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
    QTreeView,
    QWidget,
)

from ui import theme
from ui.indicators.cell_editors import CellEditor, LevelEditor
from ui.indicators.indicator_model import IndicatorModel, Level, SeverityRole

Index = QModelIndex | QPersistentModelIndex
StyleOption = Any
"""A QStyleOptionViewItem. PySide6 6.9: its type hints leave out rect, palette, font and state."""

MARGIN_X, MARGIN_Y = 6, 4
"""Between the border of a cell and its text, in pixels."""

CORNER = 7
"""Side of the triangle that marks a finding, in pixels."""


class Step(Enum):
    """Where the current cell goes when an editor has been committed."""

    DOWN = "down"
    UP = "up"
    RIGHT = "right"
    LEFT = "left"


class CellDelegate(QStyledItemDelegate):
    """The delegate of one tree over an IndicatorModel.

    Attributes:
        overwrites: whether the next editor starts with its text selected (typing) or not (F2).

    Signals:
        stepped(Step): an editor was committed by a key that leads on to another cell.
    """

    stepped = Signal(object)

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self.overwrites = False

    # ── Painting ──

    def paint(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        painter.save()
        painter.fillRect(option.rect, self._ground(option, index))
        self._paint_text(painter, option, index)
        severity = index.data(SeverityRole)
        if severity is not None:
            _paint_corner(painter, option.rect, theme.severity_colour(severity, option.palette))
        if index == self._tree.currentIndex():
            _paint_frame(painter, option.rect, self._frame_colour(option.palette))
        painter.restore()

    def sizeHint(self, option: StyleOption, index: Index) -> QSize:
        font = self._font(option.font, index)
        width = self._tree.columnWidth(index.column()) - 2 * MARGIN_X
        if index.column() == 0:
            width -= self._indentation(index)
        text = self._shown_text(index)
        height = (
            _laid_out(text, font, width).boundingRect().height() if text else QFontMetricsF(font).height()
        )
        return QSize(width, round(height) + 2 * MARGIN_Y)

    def _ground(self, option: StyleOption, index: Index) -> QColor:
        palette = option.palette
        severity = index.data(SeverityRole)
        ground: QColor = palette.color(QPalette.ColorRole.Base)
        if self._level(index) is not Level.ROW:
            ground = group_ground(palette)
        if severity is not None:
            ground = theme.severity_tint(severity, palette)
        if option.state & QStyle.StateFlag.State_Selected and index != self._tree.currentIndex():
            ground = theme.mixed(palette.color(QPalette.ColorRole.Highlight), ground, 0.25)
        return ground

    def _frame_colour(self, palette: QPalette) -> QColor:
        """The current cell is marked strongly where keys go to it, faintly where they go elsewhere."""
        colour = palette.color(QPalette.ColorRole.Highlight)
        ground = palette.color(QPalette.ColorRole.Base)
        return colour if self._tree.hasFocus() else theme.mixed(colour, ground, 0.45)

    def _paint_text(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        text = self._shown_text(index)
        if not text:
            return
        is_placeholder = not index.data()
        colour = (
            theme.muted_text(option.palette)
            if is_placeholder
            else option.palette.color(QPalette.ColorRole.Text)
        )
        painter.setPen(colour)
        inner = option.rect.adjusted(MARGIN_X, MARGIN_Y, -MARGIN_X, -MARGIN_Y)
        painter.setClipRect(option.rect)
        _laid_out(text, self._font(option.font, index), inner.width()).draw(painter, QPointF(inner.topLeft()))
        painter.setClipping(False)

    def _shown_text(self, index: Index) -> str:
        text = index.data() or ""
        if not text and self._level(index) is not Level.ROW and index.column() == 0:
            return self.tr("（未填）")
        return text

    def _font(self, font: QFont, index: Index) -> QFont:
        font = QFont(font)
        font.setBold(self._level(index) is Level.LEVEL1)
        return font

    def _indentation(self, index: Index) -> int:
        return self._tree.indentation() * self._level(index)

    def _level(self, index: Index) -> Level:
        model = self._tree.model()
        return model.level_of(index) if isinstance(model, IndicatorModel) else Level.ROOT

    # ── Editing ──

    def createEditor(self, parent: QWidget, option: StyleOption, index: Index) -> QWidget:
        if self._level(index) is Level.ROW:
            return CellEditor(parent)
        return LevelEditor(self._names_for(index), parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor | LevelEditor) and not editor.is_modified:
            editor.start_with(index.data(Qt.ItemDataRole.EditRole), selected=self.overwrites)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if (
            isinstance(editor, CellEditor | LevelEditor)
            and editor.is_modified
            and isinstance(model, IndicatorModel)
        ):
            model.setData(index, editor.text)

    def updateEditorGeometry(self, editor: QWidget, option: StyleOption, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.set_cell(option.rect)
        else:
            editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, CellEditor | LevelEditor):
            step = step_for(event) if event.type() == QEvent.Type.KeyPress else None
            if step is not None and not watched.takes(event):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self.stepped.emit(step)
                return True
        return super().eventFilter(watched, event)

    def _names_for(self, index: Index) -> tuple[str, ...]:
        """The scheme's names for a level-1 or a level-2 node."""
        model = self._tree.model()
        if not isinstance(model, IndicatorModel) or model.session is None:
            return ()
        scheme = model.session.scheme
        if model.level_of(index) is Level.LEVEL1:
            return scheme.level1_names
        return scheme.level2_names(model.level1_of(index))


def group_ground(palette: QPalette) -> QColor:
    """The ground of level-1 and level-2 nodes."""
    return theme.mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.05)


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


def _paint_corner(painter: QPainter, cell: QRect, colour: QColor) -> None:
    right, top = cell.right(), cell.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(right - CORNER, top), QPointF(right, top), QPointF(right, top + CORNER)])
    )


def _paint_frame(painter: QPainter, cell: QRect, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRect(cell.adjusted(1, 1, -2, -2))


def step_for(event: QKeyEvent) -> Step | None:
    """Where a key leads from cell to cell; None for other keys."""
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            return Step.UP if back else Step.DOWN
        case Qt.Key.Key_Tab:
            return Step.RIGHT
        case Qt.Key.Key_Backtab:
            return Step.LEFT
    return None
