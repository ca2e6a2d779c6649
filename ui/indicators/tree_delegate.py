"""Cells of the indicator tree: groups stand out from rows, and a combo offers the names of a level."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QTreeView, QWidget

from ui import theme
from ui.indicators.indicator_model import IndicatorModel, Level
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.cell_editors import LevelEditor
from ui.sheet.cell_model import Index, StyleOption


class TreeDelegate(CellDelegate):
    """The delegate of a tree over this model."""

    def __init__(self, tree: QTreeView, model: IndicatorModel) -> None:
        super().__init__(tree)
        self._tree = tree
        self._model = model

    def empty_ground(self, option: StyleOption, index: Index) -> QColor:
        if self._model.level_of(index) is not Level.ROW:
            return group_ground(option.palette)
        return super().empty_ground(option, index)

    def shown_text(self, index: Index) -> str:
        text = super().shown_text(index)
        if not text and self._model.level_of(index) is not Level.ROW and index.column() == 0:
            return self.tr("（未填）")
        return text

    def font(self, option: StyleOption, index: Index) -> QFont:
        font = super().font(option, index)
        font.setBold(self._model.level_of(index) is Level.LEVEL1)
        return font

    def text_width(self, option: StyleOption, index: Index) -> float:
        indentation = self._tree.indentation() * self._model.level_of(index) if index.column() == 0 else 0
        return super().text_width(option, index) - indentation

    def createEditor(self, parent: QWidget, option: StyleOption, index: Index) -> QWidget:
        if self._model.level_of(index) is Level.ROW:
            return super().createEditor(parent, option, index)
        return LevelEditor(self._names_for(index), parent)

    def _names_for(self, index: Index) -> tuple[str, ...]:
        """The scheme's names for a level-1 or a level-2 node."""
        session = self._model.session
        if session is None:
            return ()
        if self._model.level_of(index) is Level.LEVEL1:
            return session.scheme.level1_names
        return session.scheme.level2_names(self._model.level1_of(index))


def group_ground(palette: QPalette) -> QColor:
    """The ground of level-1 and level-2 nodes."""
    return theme.mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.05)
