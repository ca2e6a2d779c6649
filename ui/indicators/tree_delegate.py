"""Cells of the indicator tree: groups stand out from rows, and a combo offers the names of a level."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeView, QWidget

from core.book import Place
from core.rules.finding import Severity
from ui.indicators.indicator_model import IndicatorModel, Level
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.cell_editors import LevelEditor
from ui.sheet.cell_ink import CellInk
from ui.sheet.cell_model import Index, StyleOption


class TreeDelegate(CellDelegate):
    """The delegate of a tree over this model."""

    def __init__(self, tree: QTreeView, model: IndicatorModel) -> None:
        super().__init__(tree)
        self._tree = tree
        self._model = model

    def empty_ground(self, ink: CellInk, option: StyleOption, index: Index) -> QColor:
        if self._model.level_of(index) is not Level.ROW:
            return ink.group
        return super().empty_ground(ink, option, index)

    # What follows asks the model itself: through Qt, each answer takes as long as painting half a cell.

    def severity(self, index: Index) -> Severity | None:
        return self._model.severity(index)

    def shown_text(self, index: Index) -> str:
        text = self._model.text(index)
        if not text and self._model.level_of(index) is not Level.ROW and index.column() == 0:
            return self.tr("（未填）")
        return text

    def is_placeholder(self, index: Index) -> bool:
        return not self._model.text(index)

    def place(self, index: Index) -> Place | None:
        return self._model.cell_at(index)

    def is_bold(self, index: Index) -> bool:
        return self._model.level_of(index) is Level.LEVEL1

    def text_width(self, ink: CellInk, index: Index) -> float:
        indentation = self._tree.indentation() * self._model.level_of(index) if index.column() == 0 else 0
        return super().text_width(ink, index) - indentation

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
