"""Which lines the grid shows, in what order, and how that follows the book.

Filter and order are applied when the user asks for it. An edit in between leaves every line where it is, as in a
spreadsheet, and `is_outdated` tells that applying them again would show something else.

In a large book the first lines are shown as soon as they are known, the others below them when all are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Signal

from core.all_indicators.arranging import arranged
from core.all_indicators.column_filter import ColumnFilter
from core.all_indicators.line import Column, Line
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.lines import LineChanges, Lines
from core.all_indicators.ordering import Ordering, SortKeys
from core.all_indicators.tally import Tally, tally
from core.book import ItemId
from core.cell_findings import CellFindings
from core.rules.finding import Finding
from core.session import Change, Session
from ui.freeing import free_bit_by_bit
from ui.grid.collation import collation_key
from ui.session_signals import SessionSignals, follow
from ui.sheet.cell_model import Index
from ui.slices import Slices

_NOWHERE = QModelIndex()

_MANY = 1_000
"""Projects from which on their lines, and then what sorts them, are made after the page of the grid is painted."""

_NEAR = 200
"""Lines that a few rows which came or went have pushed on stand within so many of where they stood."""

_ONE_BY_ONE = 50
"""So many lines come and go with a signal for each; for more of them the table is built anew."""


_Judgement = Generator[None, None, bool]
"""Pauses after each piece of the work; returns whether edits have overtaken the filter or the order."""


class LineTable(QAbstractTableModel):
    """The lines of a session's book, filtered and sorted; follows the session by itself.

    Attributes:
        columns: those that the book has, from left to right.
        line_filter: which lines are shown, as it was last set.
        ordering: in what order; None stands for that of the document.
        is_outdated: whether edits have overtaken the filter or the order.
        kept_position: tells where the line stands that a view wants to stay with; -1 where it begins at the top.

    Signals:
        arrangement_changed(): any of these has changed, or how many lines there are.
    """

    arrangement_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._is_awake = True
        self._gathering: Slices[Lines] = Slices(self)
        self._slices: Slices[list[Line]] = Slices(self)
        self._judging: Slices[bool] = Slices(self)
        self._judgement: _Judgement = _either()
        self._learning: Slices[None] = Slices(self)
        self.kept_position: Callable[[], int] = lambda: -1
        self._clear()

    def _clear(self) -> None:
        self._lines: Lines | None = None
        self._shown: list[Line] = []
        self._is_begun = False
        self._findings = CellFindings(self._findings_of)
        self._sort_keys = SortKeys(collation_key)
        self.columns: list[Column] = []
        self.line_filter = LineFilter()
        self.ordering: Ordering | None = None
        self.is_outdated = False

    def set_session(self, signals: SessionSignals | None) -> None:
        """Show the rows of another book, or none; all of them, in document order. Those of a large one come later."""
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        for slices in (self._gathering, self._slices, self._judging, self._learning):
            slices.stop()
        before = list(self._lines or ())
        self.beginResetModel()
        self._clear()
        self.endResetModel()
        free_bit_by_bit(self, before)
        if signals is not None:
            job = Lines(signals.session.book, later=True).gather()
            self._gathering.run(job, self._begin_with, is_long=self._is_large)
        if signals is None or self.is_arranging:
            self.arrangement_changed.emit()

    def _begin_with(self, lines: Lines) -> None:
        self._lines = lines
        self.beginResetModel()
        self.columns = _columns_of(lines)
        self._take(list(lines))
        self.endResetModel()
        if self.line_filter or self.ordering:
            self.reapply()
        else:
            self.arrangement_changed.emit()
            if self._is_large:
                self._learning.run(self._sort_keys.learn_values(lines), lambda _: None, is_long=True)

    def _all_lines(self) -> Lines | None:
        """The lines, as soon as somebody cannot do without; None without a book."""
        self._gathering.finish()
        return self._lines

    def set_awake(self, awake: bool) -> None:
        """Whether to follow the session; on waking, the table catches up with what happened meanwhile."""
        if awake and not self._is_awake and self._lines is not None:
            self._findings = CellFindings(self._findings_of)
            self._follow(self._lines.stale(), order=True)
            self._announce(0, len(self._shown) - 1)
        self._is_awake = awake

    @property
    def session(self) -> Session | None:
        return self._signals.session if self._signals else None

    @property
    def _is_large(self) -> bool:
        return self.session is not None and len(self.session.book.project_ids) > _MANY

    # ── Filter and order ──

    @property
    def line_count(self) -> int:
        """How many rows the book has."""
        return len(self._lines) if self._lines is not None else 0

    @property
    def shown_count(self) -> int:
        return len(self._shown)

    @property
    def is_gathering(self) -> bool:
        """Whether there are no lines yet, as they are being made."""
        return self._gathering.is_running

    @property
    def is_arranging(self) -> bool:
        """Whether the lines that are shown are about to be replaced."""
        return self.is_gathering or self._slices.is_running

    def set_filter(self, line_filter: LineFilter) -> None:
        self.arrange(line_filter, self.ordering)

    def set_column_filter(self, column: Column, column_filter: ColumnFilter) -> None:
        self.set_filter(self.line_filter.with_column(column, column_filter))

    def set_ordering(self, ordering: Ordering | None) -> None:
        self.arrange(self.line_filter, ordering)

    def reapply(self) -> None:
        """Filter and sort by what the cells say now."""
        self.arrange(self.line_filter, self.ordering)

    def arrange(self, line_filter: LineFilter, ordering: Ordering | None) -> None:
        """Filter and sort; in a large book the lines follow after a moment."""
        self.line_filter, self.ordering = line_filter, ordering
        for slices in (self._judging, self._learning):
            slices.stop()
        if not self.is_gathering:
            lines = self._lines or ()
            job = arranged(lines, line_filter, ordering, self._sort_keys, self._findings)
            self._slices.run(job, self._show_arranged, self._begin)
        if self.is_arranging:
            self.arrangement_changed.emit()

    def tally(self, column: Column) -> Tally:
        """How often each value occurs in this column, among the lines that the other columns let through."""
        others = self.line_filter.with_column(column, ColumnFilter())
        return tally(others.passed(list(self._all_lines() or ()), self._findings), column)

    def sort_key(self, column: Column) -> Callable[[str], Any]:
        """By what the values of a column sort; not for that of the projects, who have numbers."""
        return self._sort_keys.of(column).__getitem__

    def finish(self) -> None:
        """Let no more lines be about to follow, as somebody cannot do with the first ones."""
        if self._is_begun:
            self._slices.finish()

    def _begin(self, page: list[Line]) -> None:
        """Show the first lines, as it takes a moment until all are known."""
        if page != self._shown and self._can_begin_with(page):
            self._is_begun = False  # or who looks for a line of theirs on the reset would wait for all
            self._show(page)
            self._is_begun = True

    def _can_begin_with(self, page: list[Line]) -> bool:
        """Whether a view that stays with a line, or in its place, is then where it will be with all lines."""
        position = self.kept_position()
        if position < 0:
            return True
        line = self._shown[position]
        is_admitted = bool(self.line_filter.passed([line], self._findings))
        return line in page if is_admitted else position < len(page)

    def _show_arranged(self, lines: list[Line]) -> None:
        is_begun, self._is_begun = self._is_begun, False
        count = len(self._shown)
        if is_begun and lines[:count] == self._shown:
            self._show_below(lines[count:])
        else:
            self._show(lines)
        self.is_outdated = False
        self.arrangement_changed.emit()

    def _show_below(self, lines: list[Line]) -> None:
        count = len(self._shown)
        if lines:
            self.beginInsertRows(_NOWHERE, count, count + len(lines) - 1)
            _number(lines, count)
            self._shown += lines
            self.endInsertRows()

    def _show(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self._take(lines)
        self.endResetModel()

    def _take(self, lines: list[Line]) -> None:
        for line in self._shown:
            line.position = -1
        _number(lines)
        self._shown = lines

    # ── Lines ──

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def line_at(self, index: Index) -> Line:
        """The line of a valid index."""
        return self._shown[index.row()]

    def _position(self, line: Line) -> int:
        """Where a shown line stands; quick for a line that stands where it last stood, or not far from it."""
        before = line.position
        if before >= len(self._shown) or self._shown[before] is not line:
            try:
                line.position = self._shown.index(line, max(before - _NEAR, 0), before + _NEAR)
            except ValueError:
                _number(self._shown)
        return line.position

    def _findings_of(self, section: ItemId) -> Iterable[Finding]:
        return self.session.findings.of(section) if self.session is not None else ()

    # ── Keeping up with the book ──

    def _on_changed(self, change: Change) -> None:
        if self._is_awake:
            self._follow(change.sections, order=change.order)

    def _follow(self, sections: Collection[ItemId], *, order: bool) -> None:
        if self._lines is None:
            return
        changes = self._lines.follow(sections)
        if len(sections) > _ONE_BY_ONE:
            self._findings.forget(sections)
            said = self._shown
        else:
            said = [*changes.changed, *self._lines_judged(self._lines, self._findings.look_again(sections))]
        self._follow_rows(self._lines, changes, order=order)
        self._follow_columns(self._lines)
        self._announce_lines(said)
        if self.is_arranging:
            self.reapply()
            return
        if changes.gone or changes.came:
            self.arrangement_changed.emit()
        if not self.is_outdated:
            self._judge(self._is_overtaken(self._lines, sections, changes))

    def _judge(self, judgement: _Judgement) -> None:
        """Find out whether edits have overtaken the arrangement; what has begun to be found out goes first."""
        self._judgement = _either(self._judgement, judgement) if self._judging.is_running else judgement
        self._judging.run(self._judgement, self._set_outdated)

    def _set_outdated(self, is_outdated: bool) -> None:
        if is_outdated is not self.is_outdated:
            self.is_outdated = is_outdated
            self.arrangement_changed.emit()

    def _follow_rows(self, lines: Lines, changes: LineChanges, *, order: bool) -> None:
        admitted = set(self.line_filter.passed(changes.came, self._findings))
        # A row that nobody has written into yet is there to be filled, whatever the filter.
        came = [line for line in changes.came if line in admitted or not (line.row.level3 or line.row.value)]
        if len(changes.gone) + len(came) > _ONE_BY_ONE:
            self._show(self._with_and_without(lines, came, changes.gone))
            return
        for line in changes.gone:
            self._take_out(line)
        for line in came:
            self._put_in(lines, line)
        if self.ordering is None:
            for project_id in changes.reordered:
                if together := _shown(lines.of(project_id)):
                    self._lay_out(min(map(self._position, together)), together)
            if order:
                self._lay_out(0, _shown(lines))

    def _follow_columns(self, lines: Lines) -> None:
        columns = _columns_of(lines)
        if len(columns) > len(self.columns):
            self.beginInsertColumns(_NOWHERE, len(self.columns), len(columns) - 1)
            self.columns = columns
            self.endInsertColumns()
        elif len(columns) < len(self.columns):
            self.beginRemoveColumns(_NOWHERE, len(columns), len(self.columns) - 1)
            self.columns = columns
            self.endRemoveColumns()

    def _with_and_without(self, lines: Lines, came: Sequence[Line], gone: Sequence[Line]) -> list[Line]:
        """The lines that are shown, with some and without others; new ones in a sorted table stand at its end."""
        new, old = set(came), set(gone)
        if self.ordering is None:
            return [line for line in lines if line.is_shown or line in new]
        return [*(line for line in self._shown if line not in old), *came]

    def _take_out(self, line: Line) -> None:
        if not line.is_shown:
            return
        position = self._position(line)
        self.beginRemoveRows(_NOWHERE, position, position)
        del self._shown[position]
        line.position = -1
        self.endRemoveRows()

    def _put_in(self, lines: Lines, line: Line) -> None:
        position = self._place_for(lines, line)
        self.beginInsertRows(_NOWHERE, position, position)
        self._shown.insert(position, line)
        line.position = position
        self.endInsertRows()

    def _place_for(self, lines: Lines, line: Line) -> int:
        """Below the line that stands before it in its project, else above the next one that is shown."""
        siblings = lines.of(line.project.id)
        place = siblings.index(line)
        for sibling in reversed(siblings[:place]):
            if sibling.is_shown:
                return self._position(sibling) + 1
        for sibling in siblings[place:]:
            if sibling.is_shown:
                return self._position(sibling)
        return self._end_of_projects_before(lines, line) if self.ordering is None else len(self._shown)

    def _end_of_projects_before(self, lines: Lines, line: Line) -> int:
        for project_id in lines.projects_before(line.project.id):
            if shown := _shown(lines.of(project_id)):
                return max(map(self._position, shown)) + 1
        return 0

    def _lay_out(self, start: int, lines: Sequence[Line]) -> None:
        """Let these lines, which stand together from `start` on, stand in this order."""
        end = start + len(lines)
        if self._shown[start:end] == lines:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self.line_at(index) for index in before]
        self._shown[start:end] = lines
        _number(lines, start)
        after = [
            self.index(self._position(line), index.column()) for line, index in zip(kept, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @staticmethod
    def _lines_judged(lines: Lines, judged: Mapping[ItemId, Collection[ItemId] | None]) -> list[Line]:
        """The lines of these rows; None stands for all rows of a section."""
        return [
            line
            for section, rows in judged.items()
            for line in lines.of(section)
            if rows is None or line.row.id in rows
        ]

    def _announce_lines(self, lines: Collection[Line]) -> None:
        """Tell the view that these lines say, or mean, something else."""
        if len(lines) > _ONE_BY_ONE:
            self._announce(0, len(self._shown) - 1)
            return
        for position in {self._position(line) for line in lines if line.is_shown}:
            self._announce(position, position)

    def _announce(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _is_overtaken(self, lines: Lines, sections: Collection[ItemId], changes: LineChanges) -> _Judgement:
        """Whether filtering and sorting anew would show something else than before the change; in pieces."""
        if self.line_filter:
            for section in sections:
                touched = lines.of(section)
                if self.line_filter.passed(touched, self._findings) != _shown(touched):
                    return True
                yield
        if self.ordering is not None:
            for line in (*changes.changed, *changes.came):
                if line.is_shown and self._is_misplaced(line, self.ordering):
                    return True
                yield
        return False

    def _is_misplaced(self, line: Line, ordering: Ordering) -> bool:
        position = self._position(line)
        around = self._shown[max(position - 1, 0) : position + 2]
        return not all(ordering.agrees(one, other, self._sort_keys) for one, other in pairwise(around))


def _either(*judgements: _Judgement) -> _Judgement:
    """Whether any of them says so."""
    for judgement in judgements:
        if (yield from judgement):
            return True
    return False


def _number(lines: Iterable[Line], start: int = 0) -> None:
    """Note where each line stands."""
    for position, line in enumerate(lines, start):
        line.position = position


def _columns_of(lines: Lines) -> list[Column]:
    return [column for column in Column if column is not Column.BASIS or lines.has_basis]


def _shown(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.is_shown]
