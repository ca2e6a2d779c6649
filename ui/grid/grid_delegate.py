"""Cells of the grid: one line each, quiet where they only tell the project, with names to choose for levels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from core.all_indicators.line import Column
from ui import theme
from ui.grid.column_titles import column_title
from ui.grid.grid_model import GridModel
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.cell_editors import LevelEditor
from ui.sheet.cell_model import Index, StyleOption


class GridDelegate(CellDelegate):
    """The delegate of a table over this model."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__(view)
        self._model = model
        self.wraps = False

    def empty_ground(self, option: StyleOption, index: Index) -> QColor:
        ground = super().empty_ground(option, index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            return ground
        return theme.mixed(option.palette.color(QPalette.ColorRole.Text), ground, 0.04)

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
