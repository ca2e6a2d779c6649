"""The table behind the findings panel: the findings of the book, gravest first, the waived ones last; filtered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.book import Book, ItemId
from core.decisions import Waiver
from core.edit import InsertProject, MoveProject, RemoveProject, section_of, steps
from core.place_titles import place_title, section_title
from core.rules import Finding, Findings, Severity
from core.rules.explanation import rule_tool_tip
from core.session import Change, Session
from core.wording import squeezed
from ui.finding_tool_tip import finding_tool_tip
from ui.freeing import free_bit_by_bit
from ui.session_signals import SessionSignals, follow
from ui.slices import Slices
from ui.theme import as_tool_tip

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    SEVERITY = 0
    SECTION = 1
    PLACE = 2
    MESSAGE = 3
    FIX = 4


class Role(IntEnum):
    FINDING = Qt.ItemDataRole.UserRole
    """The `Finding` of the line."""
    GROUP = FINDING + 1
    """The severity of a finding that counts; WAIVED."""
    WAIVER = FINDING + 2
    """The `Waiver` of a waived finding; None for one that counts."""


_ANSWERED = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
    *Role,
}
"""What the model says something to; Qt asks for a lot more."""

WAIVED = len(Severity)
"""The group behind those of the severities."""

_MANY = 100
"""Sections from which on findings are listed anew, between events, rather than replaced at once."""
_SECTIONS_AT_ONCE, _LINES_AT_ONCE = 50, 200
"""What is gone through between two looks at the keys."""


class Line(NamedTuple):
    """A finding as the table shows it: lines are kept sorted by group and position of the section.

    `note` is what there is to know beside the message: why it was waived, or that its waiver has lapsed.
    """

    group: int
    finding: Finding
    waiver: Waiver | None = None
    note: str = ""


class FindingsFilter(NamedTuple):
    """What a line must be to be shown: of one of the groups (severities, WAIVED), of the section where one is named,
    with all the words in its texts."""

    groups: frozenset[int] = frozenset(Severity)
    section: ItemId | None = None
    words: tuple[str, ...] = ()


class FindingsModel(QAbstractTableModel):
    """Shows those of a session's findings that pass a filter; follows its changes by itself.

    An edit replaces the lines of the sections whose findings it changed and leaves all others as they are. The
    findings of a large book are listed, and looked through for words, in slices between events.

    Signals:
        followed(): what the session found is other than before, whatever the filter shows of it.
    """

    followed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._filter = FindingsFilter()
        self._all: list[Line] = []
        self._shown: list[Line] = []
        self._positions: dict[ItemId, int] = {}
        self._is_listed = True
        self._slices: Slices[list[Line]] = Slices(self)

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._follow)
        self._signals = signals
        self._list_anew()

    def set_filter(self, filter_: FindingsFilter) -> None:
        """Show the lines that pass this filter; the old ones stay until it is known which."""
        self._filter = filter_
        self._look_for_lines()

    @property
    def lines(self) -> Sequence[Line]:
        """What the rows of the table stand for."""
        return self._shown

    @property
    def is_looking(self) -> bool:
        """Whether it is not known yet what there is to show."""
        return self._slices.is_running

    def row_of(self, line: Line) -> int | None:
        """The row that shows the line, if any does."""
        start, end = self._range(self._shown, line.finding.place.section, line.group)
        return next((row for row in range(start, end) if self._shown[row] == line), None)

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ANSWERED or not index.isValid() or self._signals is None:
            return None
        line = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(line, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return self._tool_tip(line, index.column())
            case Role.FINDING:
                return line.finding
            case Role.GROUP:
                return line.group
            case Role.WAIVER:
                return line.waiver
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("级别"), self.tr("项目"), self.tr("位置"), self.tr("问题"), self.tr("修正"))[
                section
            ]
        return None

    def _text(self, line: Line, column: int) -> str:
        book = self._signals.session.book if self._signals else None
        finding = line.finding
        if book is None or finding.place.section not in book:
            return ""
        match column:
            case Column.SEVERITY:
                return self.tr("已核实") if line.waiver else finding.severity.title
            case Column.SECTION:
                return section_title(book.section(finding.place.section))
            case Column.PLACE:
                return place_title(book, finding.place)
            case Column.MESSAGE:
                return f"{finding.message}{line.note}"
            case _ if line.waiver:
                return self.tr("撤回")
            case _:
                return self.tr("修正") if finding.fix is not None else ""

    def _tool_tip(self, line: Line, column: int) -> str:
        waiver = line.waiver
        if column == Column.FIX and waiver:
            return self.tr("撤回核实，重新算作问题")
        if column == Column.FIX and line.finding.fix:
            return self.tr("按建议修正；可以撤销")
        if not waiver:
            return finding_tool_tip([line.finding])
        by = "，".join(part for part in (waiver.who, waiver.on) if part)
        accepted = self.tr("核实说明：{0}").format(waiver.reason) + (f"（{by}）" if by else "")
        return as_tool_tip(accepted, *rule_tool_tip(line.finding))

    # ── Following the session ─────────────────────────────────────────────────────────────────────────────────

    def _list_anew(self) -> None:
        # With the lines of a large book, what was found before goes.
        before, self._all, self._is_listed = self._all, [], False
        self._look_for_lines()
        free_bit_by_bit(self, before)
        if self.is_looking:
            self._show([])  # what is shown may be of another book
        self.followed.emit()

    def _look_for_lines(self) -> None:
        if self._signals is None:
            self._slices.stop()
            self._all, self._positions, self._is_listed = [], {}, True
            self._show([])
            return
        session = self._signals.session
        is_long = not self._is_listed and len(session.book.project_ids) > _MANY
        self._slices.run(self._lines_to_show(session), self._show, is_long=is_long)

    def _lines_to_show(self, session: Session) -> Generator[None, None, list[Line]]:
        if not self._is_listed:
            self._positions = _positions(session.book)
            found: dict[int, list[Line]] = {group: [] for group in (*Severity, WAIVED)}
            for number, section_id in enumerate(self._positions):
                if number % _SECTIONS_AT_ONCE == 0:
                    yield
                for line in self._lines_of(section_id, session.findings):
                    found[line.group].append(line)
            self._all = [line for group in found.values() for line in group]
            self._is_listed = True
        shown: list[Line] = []
        for start in range(0, len(self._all), _LINES_AT_ONCE):
            yield
            shown += filter(self._passes, self._all[start : start + _LINES_AT_ONCE])
        return shown

    def _show(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self._shown = lines
        self.endResetModel()

    def _passes(self, line: Line) -> bool:
        groups, section, words = self._filter
        if line.group not in groups or section not in (None, line.finding.place.section):
            return False
        if not words:
            return True
        texts = (self._text(line, column) for column in (Column.SECTION, Column.PLACE, Column.MESSAGE))
        text = squeezed(" ".join((*texts, line.finding.rule))).casefold()
        return all(word in text for word in words)

    def _follow(self, change: Change) -> None:
        if self._signals is None:
            return
        if not self._is_listed or len(change.sections) > _MANY:
            self._list_anew()
            return
        session = self._signals.session
        elsewhere = _moved(change)
        for section_id in elsewhere:
            self._replace_all(section_id, [])
        if change.order:
            self._positions = _positions(session.book)
        for section_id in change.sections | elsewhere:
            if section_id in self._positions:
                self._replace_all(section_id, list(self._lines_of(section_id, session.findings)))
        if self.is_looking:
            self._look_for_lines()  # it has begun with the lines as they were
        self.followed.emit()

    def _lines_of(self, section_id: ItemId, findings: Findings) -> Iterator[Line]:
        for finding in findings.of(section_id):
            lapsed = findings.lapsed_waiver(finding) if findings.waivers else None
            yield Line(finding.severity, finding, None, self._lapsed_note(lapsed) if lapsed else "")
        for finding, waiver in findings.waived_of(section_id):
            note = self.tr("（核实说明：{0}）").format(waiver.reason)
            yield Line(WAIVED, finding, waiver, note)

    def _lapsed_note(self, waiver: Waiver) -> str:
        return self.tr("（内容有变，原来的核实不再有效：{0}）").format(waiver.reason)

    def _replace_all(self, section_id: ItemId, lines: list[Line]) -> None:
        """Give one section other lines, in its place."""
        if section_id not in self._positions:
            return
        for group in (*Severity, WAIVED):
            of_group = [line for line in lines if line.group == group]
            start, end = self._range(self._all, section_id, group)
            self._all[start:end] = of_group
            self._replace_shown(section_id, group, [line for line in of_group if self._passes(line)])

    def _replace_shown(self, section_id: ItemId, group: int, lines: list[Line]) -> None:
        """Give one section's rows of one group, which stand together, new contents."""
        start, end = self._range(self._shown, section_id, group)
        kept = min(end - start, len(lines))
        self._shown[start : start + kept] = lines[:kept]
        if kept:
            # A row may have another name now, even where the finding is the same.
            self.dataChanged.emit(self.index(start, 0), self.index(start + kept - 1, Column.FIX))
        if end > start + kept:
            self.beginRemoveRows(QModelIndex(), start + kept, end - 1)
            del self._shown[start + kept : end]
            self.endRemoveRows()
        elif len(lines) > kept:
            self.beginInsertRows(QModelIndex(), start + kept, start + len(lines) - 1)
            self._shown[start + kept : start + kept] = lines[kept:]
            self.endInsertRows()

    def _range(self, lines: list[Line], section_id: ItemId, group: int) -> tuple[int, int]:
        """Where the lines of one group of a section stand, or would stand; an empty range at the end for one that
        is gone."""
        if section_id not in self._positions:
            return len(lines), len(lines)
        key = (group, self._positions[section_id])
        return bisect_left(lines, key, key=self._sort_key), bisect_right(lines, key, key=self._sort_key)

    def _sort_key(self, line: Line) -> tuple[int, int]:
        return line.group, self._positions[line.finding.place.section]


def _positions(book: Book) -> dict[ItemId, int]:
    parts = (part.id for part in (book.front, book.department) if part is not None)
    return {section_id: position for position, section_id in enumerate((*parts, *book.project_ids))}


def _moved(change: Change) -> frozenset[ItemId]:
    """The sections that came, went or stand elsewhere; all others follow each other as before."""
    if not change.order:
        return frozenset()
    kinds = InsertProject | RemoveProject | MoveProject
    return frozenset(section_of(step) for step in steps(change.edit) if isinstance(step, kinds))
