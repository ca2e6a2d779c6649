"""A view whose cells are worked on as in a spreadsheet: clear, fill, copy, cut, paste."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex

from core.authoring import clean_cell
from core.book import Place
from core.cell_edits import Line, clear, fill, fill_down, fill_right
from core.edit import Edit
from core.session import Session
from ui.sheet.keyed_view import KeyedView


class Sheet(KeyedView):
    """Mixed into a view like KeyedView; every command is one edit through the session."""

    @property
    def session(self) -> Session | None:
        session: Session | None = self.model().session  # type: ignore[attr-defined]
        return session

    def selected_table(self) -> list[Line]:
        """The places of the selected cells as a rectangle; None where a cell is not selected or takes no text."""
        return self._table(self.selected_lines())

    def selected_cells(self) -> list[Place]:
        """The places of the selected cells."""
        return [place for line in self.selected_table() for place in line if place is not None]

    # ── Commands ──

    def clear_cells(self) -> None:
        if self.session is not None:
            self.apply(clear(self.session.book, self.selected_cells()), _tr("清除内容"))

    def fill_selection(self, text: str) -> None:
        if self.session is not None:
            self.apply(fill(self.session.book, self.selected_cells(), clean_cell(text)), _tr("填充"))

    def fill_down(self) -> None:
        """Give the selected cells the text of the topmost one of each column; a single line takes that above."""
        lines = self.selected_lines()
        if len(lines) == 1:
            above = self.row_above(lines[0][0])
            lines.insert(0, [above.siblingAtColumn(cell.column()) for cell in lines[0]])
        if self.session is not None:
            self.apply(fill_down(self.session.book, self._table(lines)), _tr("向下填充"))

    def fill_right(self) -> None:
        """Give the selected cells the text of the leftmost one of each line; a single column takes that beside."""
        lines = self.selected_lines()
        if all(len(line) == 1 for line in lines):
            lines = [[self.cell_beside(line[0], -1), *line] for line in lines]
        if self.session is not None:
            self.apply(fill_right(self.session.book, self._table(lines)), _tr("向右填充"))

    def apply(self, edit: Edit | None, label: str) -> None:
        """Send an edit through the session; nothing for None."""
        if edit is not None and self.session is not None:
            self.session.apply(edit, label)

    def _table(self, lines: Sequence[Sequence[QModelIndex]]) -> list[Line]:
        columns = sorted({cell.column() for line in lines for cell in line if cell.isValid()})
        table: list[Line] = []
        for line in lines:
            by_column = {cell.column(): self.cell_at(cell) for cell in line if cell.isValid()}
            table.append([by_column.get(column) for column in columns])
        return table


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sheet", text)
