"""A view whose cells are worked on as in a spreadsheet: clear, fill, copy, cut, paste."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

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
from core.book import Book, Place
from core.cell_edits import Line, clear, fill, fill_down, fill_right, texts_of
from core.clipboard.block import TooLarge
from core.clipboard.copying import cells_block
from core.clipboard.pasting import PastePlan, PasteTarget, plan_paste
from core.clipboard.projects import BrokenItems
from core.edit import Edit, InsertRow, SetField, steps
from core.progress import Cancelled, Progress, unobserved
from core.session import Session
from ui.background import run_in_background
from ui.clipboard.mime import BlockData, block_of, data_of_block, mime_of_data, texts_in
from ui.clipboard.paste_questions import PasteQuestions
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.keyed_view import KeyedView

SelectionFlag = QItemSelectionModel.SelectionFlag

_Result = TypeVar("_Result")

_MANY_CELLS = 10_000
"""From so many on, looking them up and working out what becomes of them is left to a worker."""
_MANY_CHARACTERS = 50_000
"""From so many on, what the clipboard holds is looked at by a worker."""
_MOST_PARTS = 1_000
"""So many cells are selected one by one at most."""


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

    def places_later(self) -> Callable[[], list[Line]]:
        """As `selected_table`: looks at the selection now and at its cells when it is called, also by a worker."""
        table = self.selected_table()
        return lambda: table

    def texts_later(self, book: Book) -> Callable[[Progress], list[list[str]]]:
        """What the cells of `selected_table` say, in the same way."""
        return partial(texts_of, book, self.selected_table())

    @property
    def _has_many_cells(self) -> bool:
        """Whether the selection is large, counted quickly, hidden cells and titles among the others."""
        parts = self.selectionModel().selection().toList()
        return sum(part.width() * part.height() for part in parts) >= _MANY_CELLS

    # ── Commands ──

    def clear_cells(self) -> None:
        self._change_cells(_tr("清除内容"), lambda book, table: clear(book, _places(table)))

    def fill_selection(self, text: str) -> None:
        clean = clean_cell(text)
        self._change_cells(_tr("填充"), lambda book, table: fill(book, _places(table), clean))

    def fill_down(self) -> None:
        """Give the selected cells the text of the topmost one of each column; a single line takes that above."""
        lines = [] if self._has_many_cells else self.selected_lines()
        if self.session is not None and len(lines) == 1:
            above = self.row_above(lines[0][0])
            lines.insert(0, [above.siblingAtColumn(cell.column()) for cell in lines[0]])
            self.apply(fill_down(self.session.book, self._table(lines)), _tr("向下填充"))
        else:
            self._change_cells(_tr("向下填充"), fill_down)

    def fill_right(self) -> None:
        """Give the selected cells the text of the leftmost one of each line; a single column takes that beside."""
        is_wide = self._has_many_cells and self.selectionModel().selection().first().width() > 1
        lines = [] if is_wide else self.selected_lines()
        if self.session is not None and lines and all(len(line) == 1 for line in lines):
            lines = [[self.cell_beside(line[0], -1), *line] for line in lines]
            self.apply(fill_right(self.session.book, self._table(lines)), _tr("向右填充"))
        else:
            self._change_cells(_tr("向右填充"), fill_right)

    def _change_cells(self, label: str, change: Callable[[Book, list[Line]], Edit | None]) -> None:
        """Do what this makes of the table of selected cells."""
        if self.session is None:
            return
        book, places = self.session.book, self.places_later()
        self.apply(self._worked_out(label, lambda progress: change(book, places())), label)

    def _worked_out(self, label: str, job: Callable[[Progress], _Result]) -> _Result | None:
        """The result of a job on the selected cells; None, too, when the user stops it."""
        return self._done(label, job, is_long=self._has_many_cells)

    def _done(self, label: str, job: Callable[[Progress], _Result], *, is_long: bool) -> _Result | None:
        """The result of a job, done by a worker where it is long; None, too, when the user stops it."""
        if not is_long:
            return job(unobserved)
        try:
            return run_in_background(self, f"{label} …", job)
        except Cancelled:
            return None

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
        if self.session is None or not self.selectionModel().hasSelection():
            return None
        read = self.texts_later(self.session.book)

        def write(progress: Progress) -> BlockData | None:
            rows = read(progress)
            return data_of_block(cells_block(rows)) if rows else None

        data = self._worked_out(_tr("正在复制"), write)
        return mime_of_data(data) if data is not None else None

    def plan_of(self, mime: QMimeData) -> PastePlan | None:
        """What pasting this would do here; None where there is nothing to paste.

        Raises TooLarge and BrokenItems.
        """
        label, texts = _tr("正在粘贴"), texts_in(mime)
        is_long = len(texts.tab_text) + len(texts.html) >= _MANY_CHARACTERS
        block = self._done(label, lambda progress: block_of(texts), is_long=is_long)
        if block is None or self.session is None:
            return None
        target = self.paste_target(block.height)
        plan = partial(plan_paste, self.session.book, target, block, self.session.scheme)
        return self._done(label, lambda progress: plan().worked_out(), is_long=is_long)

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
        """Select the cells and rows that the edit has changed, and lead to the first.

        Of very many, all between the first and the last: a selection of many parts makes every move slow.
        """
        places = list(_places_changed(edit))
        if len(places) > _MOST_PARTS:
            by_field = {place.field: place for place in places}
            columns = sorted(self.index_of(place).column() for place in by_field.values())
            first, last = self.index_of(places[0]), self.index_of(places[-1])
            if first.isValid() and last.isValid():
                self.setCurrentIndex(first.siblingAtColumn(columns[0]))
                self.extend_to(last.siblingAtColumn(columns[-1]))
                self.scrollTo(first)
            return
        indexes = [index for index in map(self.index_of, places) if index.isValid()]
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


def _places(table: Iterable[Line]) -> Iterator[Place]:
    return (place for line in table for place in line if place is not None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sheet", text)
