"""The table behind the preview of proposals: which there are, which are chosen, which a filter shows."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from core.book import Book, ItemId
from core.changed_parts import changed_parts
from core.place_titles import place_title, section_title
from core.proposal import Proposal
from ui.theme import as_tool_tip

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TITLES_PER_TURN = 500


class Column(IntEnum):
    SECTION = 0
    PLACE = 1
    BEFORE = 2
    AFTER = 3
    REMARK = 4


class Role(IntEnum):
    PARTS = Qt.ItemDataRole.UserRole
    """In 原文 and 改为: the `ChangedParts` of the two."""


class _Titles(NamedTuple):
    """What the user calls a proposal's place."""

    section: str
    place: str


class ProposalsModel(QAbstractTableModel):
    """Lists proposals with a check box each. Lines are what a filter leaves, sorted; numbers are those of the list.

    Titles of places are put together when a line is first shown, and for all others little by little while
    the program is idle.

    Signals:
        chosen_changed(): check boxes have changed.
    """

    chosen_changed = Signal()

    def __init__(
        self,
        book: Book,
        proposals: Sequence[Proposal],
        unchecked: Container[int] = (),
        remarks: Mapping[int, str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._proposals = proposals
        self._remarks = remarks or {}
        self._chosen = bytearray(number not in unchecked for number in range(len(proposals)))
        self._chosen_count = sum(self._chosen)
        self._words: list[str] = []
        self._sorting = (-1, Qt.SortOrder.AscendingOrder)
        self._lines: list[int] = list(range(len(proposals)))
        self._titles: list[_Titles | None] = [None] * len(proposals)
        self._section_titles: dict[ItemId, str] = {}
        self._search_texts: list[str] = []
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._prepare_titles)
        self._idle.start(0)

    @property
    def proposal_count(self) -> int:
        return len(self._proposals)

    @property
    def chosen_count(self) -> int:
        return self._chosen_count

    @property
    def chosen(self) -> list[Proposal]:
        """The checked proposals, also those that the filter hides, in the order in which they were given."""
        return [proposal for proposal, chosen in zip(self._proposals, self._chosen, strict=True) if chosen]

    def number_at(self, line: int) -> int:
        """The number, from 0, of the proposal that a line shows."""
        return self._lines[line]

    def line_of(self, number: int) -> int | None:
        """The line that shows the proposal with this number; None when the filter hides it."""
        return self._lines.index(number) if number in self._lines else None

    def proposal_at(self, line: int) -> Proposal:
        return self._proposals[self._lines[line]]

    def remark_at(self, line: int) -> str:
        return self._remarks.get(self._lines[line], "")

    # ── Choosing ──────────────────────────────────────────────────────────────────────────────────────────────

    def toggle(self, lines: Sequence[int]) -> None:
        """Check the lines; uncheck them where all of them are checked."""
        checked = not all(self._chosen[self._lines[line]] for line in lines)
        self._choose(lines, lambda _: checked)

    def choose_all(self) -> None:
        """Check all lines that are shown."""
        self._choose(range(len(self._lines)), lambda _: True)

    def choose_none(self) -> None:
        self._choose(range(len(self._lines)), lambda _: False)

    def invert(self) -> None:
        self._choose(range(len(self._lines)), lambda checked: not checked)

    def _choose(self, lines: Sequence[int], wanted: Callable[[bool], bool]) -> None:
        if not lines:
            return
        for line in lines:
            number = self._lines[line]
            self._chosen[number] = wanted(bool(self._chosen[number]))
        self._chosen_count = sum(self._chosen)
        first, last = self.index(min(lines), Column.SECTION), self.index(max(lines), Column.SECTION)
        self.dataChanged.emit(first, last, [Qt.ItemDataRole.CheckStateRole])
        self.chosen_changed.emit()

    # ── Filtering and sorting ─────────────────────────────────────────────────────────────────────────────────

    def set_words(self, text: str) -> None:
        """Show only proposals in whose line each of the words occurs."""
        self._words = text.casefold().split()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by the order of the book for -1 and for 项目."""
        self._sorting = (column, order)
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        lines: Sequence[int] = range(len(self._proposals))
        if self._words:
            self._prepare_titles(len(self._proposals))
        for word in self._words:
            lines = [number for number in lines if word in self._search_texts[number]]
        column, order = self._sorting
        descending = order is Qt.SortOrder.DescendingOrder
        if column > Column.SECTION:
            texts = self._column_texts(column)
            self._lines = sorted(lines, key=texts.__getitem__, reverse=descending)
        else:
            self._lines = list(lines)[:: -1 if column == Column.SECTION and descending else 1]
        self.endResetModel()

    def _column_texts(self, column: int) -> list[str]:
        match column:
            case Column.BEFORE:
                return [proposal.before for proposal in self._proposals]
            case Column.AFTER:
                return [proposal.after for proposal in self._proposals]
            case _:
                return [self._text(number, column) for number in range(len(self._proposals))]

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column) if self._remarks else Column.REMARK

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        checkable = (
            Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.SECTION else Qt.ItemFlag.NoItemFlags
        )
        return super().flags(index) | checkable

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        number, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(number, column)
            case Qt.ItemDataRole.ToolTipRole if column in (Column.SECTION, Column.PLACE, Column.REMARK):
                return as_tool_tip(self._text(number, column))
            case Qt.ItemDataRole.CheckStateRole if column == Column.SECTION:
                return Qt.CheckState.Checked if self._chosen[number] else Qt.CheckState.Unchecked
            case Role.PARTS if column in (Column.BEFORE, Column.AFTER):
                return changed_parts(self._proposals[number].before, self._proposals[number].after)
        return None

    def setData(self, index: _AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != Column.SECTION:
            return False
        checked = Qt.CheckState(value) is Qt.CheckState.Checked
        self._choose([index.row()], lambda _: checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            titles = (self.tr("项目"), self.tr("位置"), self.tr("原文"), self.tr("改为"), self.tr("说明"))
            return titles[section]
        return None

    # ── Texts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _text(self, number: int, column: int) -> str:
        proposal = self._proposals[number]
        match column:
            case Column.SECTION:
                return self._titles_of(number).section
            case Column.PLACE:
                return self._titles_of(number).place
            case Column.BEFORE:
                return proposal.before
            case Column.AFTER:
                return proposal.after
            case _:
                return self._remarks.get(number, "")

    def _titles_of(self, number: int) -> _Titles:
        titles = self._titles[number]
        if titles is None:
            place = self._proposals[number].place
            titles = _Titles(self._section_title(place.section), place_title(self._book, place))
            self._titles[number] = titles
        return titles

    def _section_title(self, section_id: ItemId) -> str:
        if section_id not in self._section_titles:
            self._section_titles[section_id] = section_title(self._book.section(section_id))
        return self._section_titles[section_id]

    def _prepare_titles(self, count: int = _TITLES_PER_TURN) -> None:
        """Put together what the filter looks through, for so many more proposals."""
        done = len(self._search_texts)
        for number in range(done, min(done + count, len(self._proposals))):
            _, before, after, _ = self._proposals[number]
            texts = (*self._titles_of(number), before, after, self._remarks.get(number, ""))
            self._search_texts.append("\n".join(texts).casefold())
        if len(self._search_texts) == len(self._proposals):
            self._idle.stop()
