"""The columns of the indicator tree: how wide they are, which are shown, and how that is remembered."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView

from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.columns_menu import column_actions, pop_up_columns

_USUAL_SHARES = (28, 38, 20, 14)
"""How the width is dealt out to the columns at first; the last one only where there is 依据."""

_WIDEST_SHARE = 0.6
"""How much of the width a double click on a border gives one column at most."""


class TreeColumns(QObject):
    """Deals the width of the table out to its columns, and again whenever the table becomes wider or narrower.

    Tables with and without 依据 are remembered apart.

    Signals:
        dealt_out(): columns have other widths.
        title_clicked(int): the user clicked the title of a column.
    """

    dealt_out = Signal()
    title_clicked = Signal(int)

    def __init__(self, header: QHeaderView, delegate: CellDelegate) -> None:
        super().__init__(header)
        self._header = header
        self._delegate = delegate
        self._shares: dict[int, list[float]] = {}
        self._hidden: set[int] = set()
        self._dealing_out = False
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda position: pop_up_columns(header, position, self.actions)
        )
        header.sectionResized.connect(self._on_resized)
        header.sectionClicked.connect(self.title_clicked)
        header.sectionHandleDoubleClicked.connect(self.fit)
        # Between these two the header gives new columns widths of its own.
        header.model().modelAboutToBeReset.connect(self._pause)
        header.model().modelReset.connect(self.deal_out)

    def deal_out(self) -> None:
        """Give every column its share of the present width."""
        self._dealing_out = True
        self._header.setMinimumSectionSize(self._header.fontMetrics().height() * 4)
        count = self._header.count()
        for column in range(1, count):
            self._header.setSectionHidden(column, column in self._hidden)
        shares, shown = self._present_shares(), self._shown
        whole = sum(shares[column] for column in shown)
        for column in shown[:-1]:
            self._header.resizeSection(
                column, round(self._header.viewport().width() * shares[column] / whole)
            )
        self._dealing_out = False
        self.dealt_out.emit()

    def fit(self, column: int) -> None:
        """Make a column as wide as its longest text, within reason."""
        model, cells = self._header.model(), [self._header.model().index(0, 0)]
        widest = self._header.sectionSizeHint(column)
        while cells:
            cell = cells.pop()
            if not cell.isValid():
                continue
            if not model.hasChildren(cell):
                widest = max(widest, self._delegate.fitting_width(cell.siblingAtColumn(column)))
            cells += [model.index(0, 0, cell), cell.sibling(cell.row() + 1, 0)]
        limit = round(self._header.viewport().width() * _WIDEST_SHARE)
        self._header.resizeSection(column, min(widest, limit))

    def show_column(self, column: int, shown: bool) -> None:
        """Show or hide a column; the first one is always shown."""
        self._hidden = self._hidden - {column} if shown else self._hidden | {column}
        self.deal_out()

    def actions(self, parent: QObject) -> list[QAction]:
        """A checkable action for each column that can be hidden."""
        model, columns = self._header.model(), range(1, self._header.count())
        titles = {column: str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns}
        return column_actions(parent, titles, self._hidden, self.show_column)

    # ── Remembering ──

    def state(self) -> str:
        """Widths and hidden columns as a text for the settings."""
        shares = {str(count): shares for count, shares in self._shares.items()}
        return json.dumps({"shares": shares, "hidden": sorted(self._hidden)})

    def restore(self, state: str) -> None:
        """Take up a text from `state`; anything else is ignored, as settings may be of another version."""
        try:
            remembered: Any = json.loads(state)
            shares = {
                int(count): [float(share) for share in row] for count, row in remembered["shares"].items()
            }
            hidden = {int(column) for column in remembered["hidden"]}
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        self._shares = {
            count: row for count, row in shares.items() if len(row) == count and min(row, default=0) > 0
        }
        self._hidden = hidden - {0}
        self.deal_out()

    # ── Helpers ──

    @property
    def _shown(self) -> list[int]:
        return [column for column in range(self._header.count()) if not self._header.isSectionHidden(column)]

    def _pause(self) -> None:
        self._dealing_out = True

    def _present_shares(self) -> list[float]:
        count = self._header.count()
        return self._shares.get(count) or list(_USUAL_SHARES[:count])

    def _on_resized(self, column: int) -> None:
        """Keep the proportions that the user gives the columns; the last one is stretched by itself."""
        last = self._shown[-1]
        if self._dealing_out or column == last:
            return
        before, count, room = self._present_shares(), self._header.count(), self._header.viewport().width()
        sizes = [self._header.sectionSize(each) for each in range(count)]
        sizes[last] = max(room - sum(sizes) + sizes[last], self._header.minimumSectionSize())
        # A hidden column keeps the share it had.
        self._shares[count] = [size or before[each] / sum(before) * room for each, size in enumerate(sizes)]
        self.dealt_out.emit()
