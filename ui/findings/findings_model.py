"""The table behind the findings panel: all findings of the book, gravest first, the waived ones last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.book import ItemId
from core.decisions import Waiver
from core.place_titles import place_title, section_title
from core.rules import Finding, Findings, Severity
from core.rules.explanation import rule_tool_tip
from core.session import Change
from ui.finding_tool_tip import finding_tool_tip
from ui.session_signals import SessionSignals, follow
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


WAIVED = len(Severity)
"""The group behind those of the severities."""


class Line(NamedTuple):
    """A finding and where it stands: lines are kept sorted by group and position of the section.

    `note` is what there is to know beside the message: why it was waived, or that its waiver has lapsed.
    """

    group: int
    position: int
    finding: Finding
    waiver: Waiver | None = None
    note: str = ""


class FindingsModel(QAbstractTableModel):
    """Shows a session's findings; follows its changes by itself.

    An edit replaces the lines of the sections whose findings it changed and leaves all others as they are.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._lines: list[Line] = []
        self._positions: dict[ItemId, int] = {}

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._follow)
        self._signals = signals
        self._rebuild()

    @property
    def lines(self) -> Sequence[Line]:
        """What the rows of the table stand for."""
        return self._lines

    def search_text(self, line: Line) -> str:
        """Everything the filter box looks through."""
        texts = (self._text(line, column) for column in (Column.SECTION, Column.PLACE, Column.MESSAGE))
        return " ".join((*texts, line.finding.rule))

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._signals is None:
            return None
        line = self._lines[index.row()]
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

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._lines, self._positions = [], {}
        if self._signals is not None:
            session = self._signals.session
            self._positions = {section.id: place for place, section in enumerate(session.book.sections)}
            sections = session.book.sections
            lines = (line for section in sections for line in self._lines_of(section.id, session.findings))
            self._lines = sorted(lines, key=_sort_key)
        self.endResetModel()

    def _follow(self, change: Change) -> None:
        if self._signals is None:
            return
        if change.order:
            self._rebuild()
            return
        for section_id in change.sections:
            found = list(self._lines_of(section_id, self._signals.session.findings))
            for group in (*Severity, WAIVED):
                self._replace(section_id, group, [line for line in found if line.group == group])

    def _lines_of(self, section_id: ItemId, findings: Findings) -> Iterator[Line]:
        position = self._positions[section_id]
        for finding in findings.of(section_id):
            lapsed = findings.lapsed_waiver(finding)
            yield Line(finding.severity, position, finding, None, self._lapsed_note(lapsed) if lapsed else "")
        for finding, waiver in findings.waived_of(section_id):
            note = self.tr("（核实说明：{0}）").format(waiver.reason)
            yield Line(WAIVED, position, finding, waiver, note)

    def _lapsed_note(self, waiver: Waiver) -> str:
        return self.tr("（内容有变，原来的核实不再有效：{0}）").format(waiver.reason)

    def _replace(self, section_id: ItemId, group: int, lines: list[Line]) -> None:
        """Give one section's lines of one group, which stand together, new contents."""
        key = (group, self._positions[section_id])
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


def _sort_key(line: Line) -> tuple[int, int]:
    return line.group, line.position
