"""A view whose cells are worked on as in a spreadsheet: clear, fill, copy, cut, paste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    Qt,
)
from PySide6.QtWidgets import QApplication

from core.authoring import clean_cell
from core.book import Place
from core.cell_edits import Line, clear, fill, fill_down, fill_right, texts_of
from core.clipboard.block import TooLarge
from core.clipboard.copying import cells_block
from core.clipboard.pasting import PastePlan, PasteTarget, plan_paste
from core.clipboard.projects import BrokenItems
from core.edit import Edit, InsertRow, SetField, steps
from core.progress import Cancelled, Progress, unobserved
from core.session import Session
from ui.background import run_in_background
from ui.clipboard.mime import BlockTexts, block_in, mime_of_texts, texts_of_block
from ui.clipboard.paste_questions import PasteQuestions
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.keyed_view import KeyedView

SelectionFlag = QItemSelectionModel.SelectionFlag

_MANY_CELLS = 20_000
"""From so many on, writing them as text and HTML is left to a worker."""


class Sheet(KeyedView):
    """Mixed into a view like KeyedView; every command is one edit through the session.

    Attributes:
        paste_questions: who is asked when a block does not simply fit.
    """

    def set_up_cells(self, delegate: CellDelegate) -> None:
        super().set_up_cells(delegate)
        self.paste_questions = PasteQuestions(self)

    @property
    def session(self) -> Session | None:
        session: Session | None = self.model().session  # type: ignore[attr-defined]
        return session

    def index_of(self, place: Place) -> QModelIndex:
        """The cell that shows a place; invalid for a place that is not shown."""
        index: QModelIndex = self.model().index_of(place)  # type: ignore[attr-defined]
        return index

    def go_to(self, place: Place) -> bool:
        """Make the cell at this place current and show it; False where the sheet does not show the place."""
        index = self.index_of(place)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # ── What is selected ──

    def selected_table(self) -> list[Line]:
        """The places of the selected cells as a rectangle; None where a cell is not selected or takes no text."""
        return self._table(self.selected_lines())

    def selected_cells(self) -> list[Place]:
        """The places of the selected cells."""
        return [place for line in self.selected_table() for place in line if place is not None]

    def selected_texts(self) -> Iterator[str]:
        """What the selected cells say, one after the other; looked up as they are asked for."""
        for part in self.selectionModel().selection().toList():
            for row in range(part.top(), part.bottom() + 1):
                for column in range(part.left(), part.right() + 1):
                    index = self.model().index(row, column, part.parent())
                    if index.isValid() and self.is_row(index) and not self.isColumnHidden(column):
                        yield str(index.data() or "")

    def selected_row_count(self) -> int:
        """How many rows have selected cells."""
        parts = self.selectionModel().selection().toList()
        return sum(
            bottom - top + 1
            for _, top, bottom in {(part.parent().internalId(), part.top(), part.bottom()) for part in parts}
        )

    @property
    def holds_whole_rows(self) -> bool:
        """Whether of every selected line all shown cells are selected."""
        lines, shown = self.selected_lines(), set(self.shown_columns())
        return bool(lines) and all({cell.column() for cell in line} >= shown for line in lines)

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

    # ── The clipboard ──

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        mime = self.copied()
        if mime is not None:
            QApplication.clipboard().setMimeData(mime)

    def cut(self) -> None:
        """Put the selected cells on the clipboard and empty them."""
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """Take what is on the clipboard from the top left selected cell on, as one edit."""
        mime: QMimeData | None = QApplication.clipboard().mimeData()
        if mime is not None:
            self.paste_from(mime)

    def paste_from(self, mime: QMimeData) -> None:
        """Take what another program or window has copied; asks where it does not simply fit."""
        try:
            plan = self.plan_of(mime)
        except (TooLarge, BrokenItems) as error:
            self.paste_questions.refuse(error.reason)
            return
        if plan is not None and plan.problems:
            plan = self.paste_questions.settle(plan)
        edit = plan.edit() if plan is not None else None
        if edit is not None:
            self.apply(edit, _tr("粘贴"))
            self._select_changed(edit)

    def copied(self) -> QMimeData | None:
        """The selected cells for other programs; None where none is selected, or the user stops it."""
        table, session = self.selected_table(), self.session
        if session is None or not table:
            return None
        book = session.book

        def write(progress: Progress) -> BlockTexts:
            return texts_of_block(cells_block(texts_of(book, table, progress)))

        if len(table) * len(table[0]) < _MANY_CELLS:
            return mime_of_texts(write(unobserved))
        try:
            return mime_of_texts(run_in_background(self, _tr("正在复制 …"), write))
        except Cancelled:
            return None

    def plan_of(self, mime: QMimeData) -> PastePlan | None:
        """What pasting this would do here; None where there is nothing to paste.

        Raises TooLarge and BrokenItems.
        """
        block = block_in(mime)
        if block is None or self.session is None:
            return None
        return plan_paste(self.session.book, self.paste_target(block.height), block, self.session.scheme)

    def paste_target(self, height: int) -> PasteTarget:
        """Where a block of so many rows would go: over cells, as a sheet of fixed rows has no place for new ones."""
        lines = self.selected_lines() or [[self.currentIndex()]]
        left = min(cell.column() for line in lines for cell in line)
        right = max(cell.column() for line in lines for cell in line)
        columns = [column for column in self.shown_columns() if column >= left]
        cells: list[Line] = []
        line = lines[0][0]
        if not self.is_row(line):
            line = self._next_row(line, self.line_below)
        while line.isValid() and len(cells) < max(height, len(lines)):
            cells.append([self.cell_at(line.siblingAtColumn(column)) for column in columns])
            line = self._next_row(line, self.line_below)
        return PasteTarget(cells, (len(lines), right - left + 1), None, None, None)

    def _select_changed(self, edit: Edit) -> None:
        """Select the cells and rows that the edit has changed, and lead to the first."""
        indexes = [index for index in map(self.index_of, _places_changed(edit)) if index.isValid()]
        if not indexes:
            return
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        self.selectionModel().setCurrentIndex(indexes[0], SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, SelectionFlag.ClearAndSelect)
        self.scrollTo(indexes[0])

    # ── Helpers ──

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


def _places_changed(edit: Edit) -> Iterable[Place]:
    for step in steps(edit):
        match step:
            case SetField(place):
                yield place
            case InsertRow(section, _, row):
                yield Place(section, row.id)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sheet", text)
