"""The table behind the findings panel: all findings of the book, gravest first, then in document order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.book import ItemId
from core.rules import Finding, Severity
from core.session import Change
from ui.finding_tool_tip import finding_tool_tip
from ui.place_titles import place_title, section_title
from ui.session_signals import SessionSignals, follow

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
    SEARCH_TEXT = FINDING + 1
    """Everything the filter box looks through."""


class _Line(NamedTuple):
    """A finding and where it stands: lines are kept sorted by severity and position of the section."""

    severity: Severity
    position: int
    finding: Finding


class FindingsModel(QAbstractTableModel):
    """Shows a session's findings; follows its changes by itself.

    An edit replaces the lines of the sections whose findings it changed and leaves all others as they are.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._lines: list[_Line] = []
        self._positions: dict[ItemId, int] = {}

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._follow)
        self._signals = signals
        self._rebuild()

    def finding_at(self, index: _AnyIndex) -> Finding | None:
        return self._lines[index.row()].finding if index.isValid() else None

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._signals is None:
            return None
        finding = self._lines[index.row()].finding
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(finding, index.column())
            case Qt.ItemDataRole.ToolTipRole if index.column() == Column.FIX and finding.fix is not None:
                return self.tr("按建议修正；可以撤销")
            case Qt.ItemDataRole.ToolTipRole:
                return finding_tool_tip([finding])
            case Role.FINDING:
                return finding
            case Role.SEARCH_TEXT:
                texts = (
                    self._text(finding, column) for column in (Column.SECTION, Column.PLACE, Column.MESSAGE)
                )
                return " ".join((*texts, finding.rule))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("级别"), self.tr("项目"), self.tr("位置"), self.tr("问题"), self.tr("修正"))[
                section
            ]
        return None

    def _text(self, finding: Finding, column: int) -> str:
        book = self._signals.session.book if self._signals else None
        if book is None or finding.place.section not in book:
            return ""
        match column:
            case Column.SEVERITY:
                return finding.severity.title
            case Column.SECTION:
                return section_title(book.section(finding.place.section))
            case Column.PLACE:
                return place_title(book, finding.place)
            case Column.MESSAGE:
                return finding.message
            case _:
                return self.tr("修正") if finding.fix is not None else ""

    # ── Following the session ─────────────────────────────────────────────────────────────────────────────────

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._lines, self._positions = [], {}
        if self._signals is not None:
            session = self._signals.session
            self._positions = {section.id: place for place, section in enumerate(session.book.sections)}
            self._lines = sorted(self._lines_of(session.findings), key=_sort_key)
        self.endResetModel()

    def _follow(self, change: Change) -> None:
        if self._signals is None:
            return
        if change.order:
            self._rebuild()
            return
        for section_id in change.sections:
            found = list(self._lines_of(self._signals.session.findings.of(section_id)))
            for severity in Severity:
                self._replace(section_id, severity, [line for line in found if line.severity is severity])

    def _lines_of(self, findings: Iterable[Finding]) -> Iterable[_Line]:
        return (_Line(found.severity, self._positions[found.place.section], found) for found in findings)

    def _replace(self, section_id: ItemId, severity: Severity, lines: list[_Line]) -> None:
        """Give one section's lines of one severity, which stand together, new contents."""
        key = (severity, self._positions[section_id])
        start = bisect_left(self._lines, key, key=_sort_key)
        end = bisect_right(self._lines, key, key=_sort_key)
        kept = min(end - start, len(lines))
        self._lines[start : start + kept] = lines[:kept]
        if kept:
            # A row may have another name now, even where the finding is the same.
            self.dataChanged.emit(self.index(start, 0), self.index(start + kept - 1, Column.FIX))
        if end > start + kept:
            self.beginRemoveRows(QModelIndex(), start + kept, end - 1)
            del self._lines[start + kept : end]
            self.endRemoveRows()
        elif len(lines) > kept:
            self.beginInsertRows(QModelIndex(), start + kept, start + len(lines) - 1)
            self._lines[start + kept : start + kept] = lines[kept:]
            self.endInsertRows()


def _sort_key(line: _Line) -> tuple[Severity, int]:
    return line.severity, line.position
