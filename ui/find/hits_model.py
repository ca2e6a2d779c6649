"""The table behind the find bar: all hits of a query in document order, searched for in slices.

A slice takes a moment of the interface's thread, so that typing goes on while a large book is searched. After an edit
only the sections that it changed are searched again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import IntEnum
from time import perf_counter

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from core.book import ItemId, Place
from core.place_titles import place_title, section_title
from core.search import BadPattern, Hit, Query, batches, hit_at, hits_in
from core.session import Change
from ui.find.marked_lines import Role, excerpt
from ui.session_signals import SessionSignals, follow
from ui.theme import as_tool_tip

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

_SLICE_SECONDS = 0.015
_MOST_SECTIONS_AT_ONCE = 20
"""An edit that touched more sections starts the search anew, slice by slice."""
_TOOL_TIP_CHARACTERS = 1000


class Column(IntEnum):
    SECTION = 0
    PLACE = 1
    TEXT = 2


class HitsModel(QAbstractTableModel):
    """Searches a session's book and follows its changes by itself.

    Signals:
        searched(): a slice is done, perhaps the last; or an edit brought the lines up to date.
        refused(str): the query, a regular expression, takes too long, as the sentence says. It is dropped.
    """

    searched = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._query: Query | None = None
        self._scope: ItemId | None = None
        self._places: list[Place] = []
        self._order: list[ItemId] = []
        self._positions: dict[ItemId, int] = {}
        self._reached = 0
        self._coming: Iterator[list[Place]] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._continue)

    # ── For the find bar ──────────────────────────────────────────────────────────────────────────────────────

    def set_session(self, signals: SessionSignals | None) -> None:
        """Turn to another book; nothing is looked for in it yet."""
        follow(self._signals, signals, self._follow)
        self._signals = signals
        self.search(None)

    def search(self, query: Query | None, section: ItemId | None = None) -> None:
        """Look for something in one section or, for None, in the whole book; for no query the table is empty."""
        self._query, self._scope = query, section
        self._start()

    @property
    def is_searching(self) -> bool:
        """Whether more hits may be on their way."""
        return self._reached < len(self._order)

    def place_at(self, row: int) -> Place:
        return self._places[row]

    def row_of(self, place: Place) -> int | None:
        """The line of the hit at a place; None where no hit is."""
        if place.section not in self._positions:
            return None
        rows = range(*self._rows_of(place.section))
        return next((row for row in rows if self._places[row] == place), None)

    def first_row_from(self, section_id: ItemId | None) -> int:
        """The first line of a section or of those after it; 0 for a section that is not searched."""
        if section_id is None or section_id not in self._positions:
            return 0
        return self._rows_of(section_id)[0]

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self._hit_in(index.row())
        if hit is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(hit, index.column())
            case Role.SPANS if index.column() == Column.TEXT:
                return excerpt(hit.text, hit.spans)[1]
            case Qt.ItemDataRole.ToolTipRole if index.column() == Column.TEXT:
                return as_tool_tip(*hit.text[:_TOOL_TIP_CHARACTERS].splitlines())
            case Qt.ItemDataRole.ToolTipRole:
                return as_tool_tip(self._text(hit, index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("项目"), self.tr("位置"), self.tr("内容"))[section]
        return None

    def _hit_in(self, row: int) -> Hit | None:
        """The hit of a line, looked up when it is shown: a hundred thousand of them would weigh the program down."""
        if self._signals is None or self._query is None:
            return None
        try:
            return hit_at(self._signals.session.book, self._places[row], self._query)
        except (LookupError, BadPattern):
            return None

    def _text(self, hit: Hit, column: int) -> str:
        if self._signals is None:
            return ""
        book = self._signals.session.book
        match column:
            case Column.SECTION:
                return section_title(book.section(hit.place.section))
            case Column.PLACE:
                return place_title(book, hit.place)
            case _:
                return excerpt(hit.text, hit.spans)[0]

    # ── Searching ─────────────────────────────────────────────────────────────────────────────────────────────

    def _start(self) -> None:
        """Search everything anew. The first slice is done at once: a small book needs no other."""
        self.beginResetModel()
        self._order = self._sections_to_search()
        self._positions = {section_id: position for position, section_id in enumerate(self._order)}
        self._reached = 0
        self._coming = self._batches()
        self._places = []
        self.endResetModel()
        self._continue()

    def _continue(self) -> None:
        try:
            places = self._next_slice()
        except BadPattern as error:
            self._refuse(error)
            return
        self._insert(len(self._places), places)
        if self.is_searching:
            self._timer.start()
        self.searched.emit()

    def _refuse(self, error: BadPattern) -> None:
        self.search(None)
        self.refused.emit(error.message)

    def _next_slice(self) -> list[Place]:
        until = perf_counter() + _SLICE_SECONDS
        places: list[Place] = []
        for batch in self._coming:
            places += batch
            if perf_counter() > until:
                break
        return places

    def _batches(self) -> Iterator[list[Place]]:
        """The hits' places, section by section; `_reached` is the one at work, or the number of all."""
        if self._signals is not None and self._query is not None:
            book = self._signals.session.book
            for position, section_id in enumerate(self._order):
                # A large change is watched while it is made, and this runs meanwhile; `changed` comes afterwards.
                if section_id in book:
                    for batch in batches(book.section(section_id), self._query):
                        yield [hit.place for hit in batch]
                self._reached = position + 1

    def _sections_to_search(self) -> list[ItemId]:
        if self._signals is None or self._query is None:
            return []
        book = self._signals.session.book
        if self._scope is not None:
            return [self._scope] if self._scope in book else []
        return [section.id for section in book.sections]

    # ── Following the session ─────────────────────────────────────────────────────────────────────────────────

    def _follow(self, change: Change) -> None:
        if self._query is None or self._signals is None:
            return
        touched = change.sections & self._positions.keys()
        at_work = set(self._order[self._reached : self._reached + 1])
        if change.order or touched & at_work or len(touched) > _MOST_SECTIONS_AT_ONCE:
            self._start()
            return
        try:
            for section_id in touched:
                if self._positions[section_id] < self._reached:
                    section = self._signals.session.book.section(section_id)
                    self._replace(section_id, [hit.place for hit in hits_in(section, self._query)])
        except BadPattern as error:
            self._refuse(error)
            return
        if touched:
            self.searched.emit()

    def _replace(self, section_id: ItemId, places: list[Place]) -> None:
        """Give a section's lines, which stand together, new contents."""
        start, end = self._rows_of(section_id)
        kept = min(end - start, len(places))
        self._places[start : start + kept] = places[:kept]
        if kept:
            # Even where the place is the same, what stands there may be other now.
            self.dataChanged.emit(self.index(start, 0), self.index(start + kept - 1, Column.TEXT))
        if end > start + kept:
            self.beginRemoveRows(QModelIndex(), start + kept, end - 1)
            del self._places[start + kept : end]
            self.endRemoveRows()
        self._insert(start + kept, places[kept:])

    def _insert(self, row: int, places: list[Place]) -> None:
        if places:
            self.beginInsertRows(QModelIndex(), row, row + len(places) - 1)
            self._places[row:row] = places
            self.endInsertRows()

    def _rows_of(self, section_id: ItemId) -> tuple[int, int]:
        """The first line of a section, and the line after its last; lines are sorted by section."""
        position = self._positions[section_id]
        return (
            bisect_left(self._places, position, key=self._position_of),
            bisect_right(self._places, position, key=self._position_of),
        )

    def _position_of(self, place: Place) -> int:
        return self._positions[place.section]
