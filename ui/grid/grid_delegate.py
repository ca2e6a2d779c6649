"""Cells of the grid: one line each, quiet where they only tell the project, with names to choose for levels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from core.all_indicators.line import Column
from core.book import Place
from core.rules.finding import Severity
from ui import theme
from ui.grid.column_titles import column_title
from ui.grid.grid_model import GridModel
from ui.sheet.cell_delegate import CellDelegate, is_striped
from ui.sheet.cell_editors import LevelEditor
from ui.sheet.cell_ink import CellInk
from ui.sheet.cell_model import Index, StyleOption


class GridDelegate(CellDelegate):
    """The delegate of a table over this model."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__(view)
        self._model = model
        self.wraps = False

    # What follows asks the model itself: through Qt, each answer takes as long as painting half a cell.

    def empty_ground(self, ink: CellInk, option: StyleOption, index: Index) -> QColor:
        if self._model.takes_text(index):
            return super().empty_ground(ink, option, index)
        return ink.quiet_alternate if is_striped(option) else ink.quiet

    def shown_text(self, index: Index) -> str:
        return self._model.text(index) if index.isValid() else ""

    def severity(self, index: Index) -> Severity | None:
        return self._model.severity(index)

    def place(self, index: Index) -> Place | None:
        return self._model.cell_at(index)

    def createEditor(self, parent: QWidget, option: StyleOption, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        if column not in (Column.LEVEL1, Column.LEVEL2):
            return super().createEditor(parent, option, index)
        editor = LevelEditor(self._names_for(column, index), parent)
        editor.setFont(option.font)
        editor.setAccessibleName(column_title(column))
        return editor

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: StyleOption, index: Index
    ) -> bool:
        """Show the whole text where it does not fit into its cell, and what rules say about it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        tips = [str(tip) for tip in [index.data(Qt.ItemDataRole.ToolTipRole)] if tip]
        if "\n" in str(index.data()) or self.fitting_width(index) > option.rect.width():
            tips.insert(0, theme.as_tool_tip(*str(index.data()).split("\n")))
        QToolTip.showText(event.globalPos(), "<hr>".join(tips), view)
        return True

    def _names_for(self, column: Column, index: Index) -> tuple[str, ...]:
        """The scheme's names for a level."""
        if self._model.session is None:
            return ()
        scheme, row = self._model.session.scheme, self._model.line_at(index).row
        if column is Column.LEVEL1:
            return scheme.level1_names
        return scheme.level2_names(scheme.canonical(row.level1, row.level2)[0])
