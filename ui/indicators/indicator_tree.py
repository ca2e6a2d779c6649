"""The indicator tree: one project's rows, edited in place like cells of a spreadsheet.

Typing overwrites a cell, F2 or a double click edits it; Enter leads down, Tab to the right; Alt+Up and
Alt+Down move rows. Every command is an edit through the session.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, Signal
from PySide6.QtWidgets import QWidget

from core.book import ItemId, Place
from core.clipboard.pasting import PastePlan, PasteTarget, plan_rows
from core.edit import SetField
from core.session import Change
from ui.clipboard.mime import indicators_in
from ui.indicators.row_commands import RowCommands
from ui.indicators.row_drag import RowDrag
from ui.indicators.tree_sheet import TreeSheet
from ui.session_signals import SessionSignals
from ui.sheet.cell_model import Index

_IN_PLACE = frozenset(("level3", "description", "value", "name", "budget", "purpose", "goals"))
"""The fields that users set all the time, and by which no row comes, goes or moves."""


class IndicatorTree(TreeSheet):
    """Shows and edits the rows of one project of the session.

    Attributes:
        commands: what can be done with its rows.

    Signals:
        current_changed(object): the Place of the current cell, None without one.
    """

    current_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._section_id: ItemId | None = None
        self._cells_before: list[Place] = []
        self._current_before: Place | None = None
        self.setAccessibleName(self.tr("绩效指标"))
        self.commands = RowCommands(self)
        self._row_drag = RowDrag(self, self.commands)
        self.indicators.rowsInserted.connect(self.expand)

    def set_session(self, signals: SessionSignals | None) -> None:
        if self._signals is not None:
            self._signals.changed.disconnect(self._remember_cells)
            self._signals.changed.disconnect(self._restore_cells)
        self._signals = signals
        # The model's own slot stands between these two, so rows that it takes out and puts in stay selected.
        if signals is not None:
            signals.changed.connect(self._remember_cells)
        self.indicators.set_session(signals)
        if signals is not None:
            signals.changed.connect(self._restore_cells)
        self.show_section(None)

    def show_section(self, section_id: ItemId | None) -> None:
        """Show the rows of this project, or nothing."""
        self._section_id = section_id
        self.indicators.show_project(section_id)
        self.expandAll()
        first = self.first_cell()
        if first.isValid():
            self.setCurrentIndex(first)

    # ── The clipboard ──

    def cut(self) -> None:
        """Whole rows go out of the table, other cells become empty."""
        takes_rows = self.holds_whole_rows
        self.copy()
        if takes_rows:
            self.commands.delete()
        else:
            self.clear_cells()

    def copied(self) -> QMimeData | None:
        """Whole rows go with their levels, and with all that this program knows of them."""
        return self.commands.carried() if self.holds_whole_rows else super().copied()

    def plan_of(self, mime: QMimeData) -> PastePlan | None:
        session = self.session
        rows = indicators_in(mime, session.book) if session is not None else None
        if session is None or not rows:
            return super().plan_of(mime)
        return plan_rows(session.book, self.paste_target(len(rows)), rows, session.scheme)

    def paste_target(self, height: int) -> PasteTarget:
        """As for any sheet, and where new rows go: into the current category, below the last selected row."""
        chosen = self.commands.selected_rows
        return (
            super()
            .paste_target(height)
            ._replace(
                project=self.commands.project_id,
                category=self.commands.current_category,
                after=chosen[-1] if chosen else None,
            )
        )

    # ── Keeping the place when rows come, go and move ──

    def _remember_cells(self, change: Change) -> None:
        self.forget_moved()
        self._current_before, self._cells_before = None, []
        if isinstance(change.edit, SetField) and change.edit.place.field in _IN_PLACE:
            return
        self._current_before = self.indicators.place_of(self.currentIndex())
        places = (self.indicators.place_of(index) for index in self.selectedIndexes())
        self._cells_before = [place for place in places if place]

    def _restore_cells(self, change: Change) -> None:
        if self._section_id not in change.sections:
            return
        with self.cell_delegate.one_frame():
            self.take_up_lines()
        if self._current_before is None:
            return
        current = self.indicators.index_of(self._current_before)
        if not current.isValid() or current == self.currentIndex():
            return
        selection = QItemSelection()
        for index in map(self.indicators.index_of, self._cells_before):
            selection.select(index, index)
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self.indicators.place_of(current) if current.isValid() else None)
