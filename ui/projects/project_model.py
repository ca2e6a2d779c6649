"""The tree behind the project list: the book's narrative parts, then units with their projects."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from core.book import ItemId, Project
from core.money import format_amount
from core.place_titles import section_title
from core.rules import Severity
from core.session import Change
from core.wording import squeezed
from ui.projects.unit_groups import BudgetTotal, ProjectEntry, UnitGroup, UnitKey, group_by_unit, total_budget
from ui.session_signals import SessionSignals, follow
from ui.theme import as_tool_tip

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP_LEVEL = 0
"""Internal id of top-level indexes; a project's is 1 + the row of its unit among the units."""


class Column(IntEnum):
    NAME = 0
    BUDGET = 1
    FINDINGS = 2


class Role(IntEnum):
    """What the model tells beside the item data roles of Qt."""

    SECTION = Qt.ItemDataRole.UserRole
    """ItemId of the section that the line stands for; None for a unit."""
    COUNTS = SECTION + 1
    """Counter of findings by severity; None for a unit."""


class ProjectModel(QAbstractItemModel):
    """Shows a session's sections; follows its changes by itself. Lines are addressed by section id.

    The tree is built anew only when projects come, go, move or change their unit, and when the filter changes.

    Attributes:
        total: the budgets of all projects.

    Signals:
        total_changed()
    """

    total_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._words: list[str] = []
        self._narrative: list[ItemId] = []
        self._entries: dict[ItemId, ProjectEntry] = {}
        self._units: list[UnitGroup] = []
        self._shown: list[UnitGroup] = []
        self._where: dict[ItemId, tuple[int, int]] = {}
        self._unit_totals: dict[UnitKey, BudgetTotal] = {}
        self._common_unit = True
        self.total = total_budget([])

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._follow)
        self._signals = signals
        self._rebuild()

    def set_filter(self, text: str) -> None:
        """Show only the lines that hold all the words of the text; a unit that does is shown whole.

        Figures are those of all projects. An edit neither hides nor shows a line; the next filter does.
        """
        self._words = text.casefold().split()
        self.beginResetModel()
        self._select_shown()
        self.endResetModel()

    # ── What the panel asks ───────────────────────────────────────────────────────────────────────────────────

    def index_of(self, section_id: ItemId) -> QModelIndex:
        """The line of a section; an invalid index when it is not shown."""
        if section_id in self._where:
            group, row = self._where[section_id]
            return self.createIndex(row, 0, group + 1)
        if section_id in self._narrative:
            return self.createIndex(self._narrative.index(section_id), 0, _TOP_LEVEL)
        return QModelIndex()

    def section_at(self, index: _AnyIndex) -> ItemId | None:
        """The section of a line; None for a unit's line and an invalid index."""
        if not index.isValid():
            return None
        if entry := self._entry(index):
            return entry.id
        return self._narrative[index.row()] if index.row() < len(self._narrative) else None

    def neighbour(self, project_id: ItemId, step: int) -> ItemId | None:
        """The project whose place in the document a project takes when it moves up (-1) or down (1) in the list.

        That is the next one of its unit; a unit's only project passes the whole unit beside it.
        """
        own_unit = self._entries[project_id].unit
        here = next(place for place, unit in enumerate(self._units) if unit.unit == own_unit)
        projects = self._units[here].projects
        row = projects.index(project_id) + step
        if 0 <= row < len(projects):
            return projects[row]
        if len(projects) == 1 and 0 <= here + step < len(self._units):
            return self._units[here + step].projects[0 if step < 0 else -1]
        return None

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def index(self, row: int, column: int, parent: _AnyIndex = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, _TOP_LEVEL)
        return self.createIndex(row, column, parent.row() - len(self._narrative) + 1)

    def parent(self, index: _AnyIndex = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _TOP_LEVEL:
            return QModelIndex()
        return self.createIndex(len(self._narrative) + index.internalId() - 1, 0, _TOP_LEVEL)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._narrative) + len(self._shown)
        group = self._group(parent)
        return len(group.projects) if group is not None and parent.column() == 0 else 0

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return len(Column)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == Column.BUDGET:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.SECTION:
            return self.section_at(index)
        if entry := self._entry(index):
            return self._project_data(entry, index.column(), role)
        if group := self._group(index):
            return self._unit_data(group, index.column(), role)
        return self._narrative_data(self._narrative[index.row()], index.column(), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            budget = (
                self.tr("预算（{0}）").format(self.total.amount.unit)
                if self._common_unit
                else self.tr("预算")
            )
            return (self.tr("项目"), budget, self.tr("问题"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.BUDGET:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    # ── The lines ─────────────────────────────────────────────────────────────────────────────────────────────

    def _project_data(self, entry: ProjectEntry, column: int, role: int) -> object:
        match role:
            case Role.COUNTS:
                return entry.findings
            case Qt.ItemDataRole.DisplayRole if column == Column.NAME:
                name = entry.name or self.tr("（未命名项目）")
                return f"{'–' if entry.number is None else entry.number}  {name}"
            case Qt.ItemDataRole.DisplayRole if column == Column.BUDGET:
                return (
                    entry.budget_text
                    if self._common_unit
                    else f"{entry.budget_text} {entry.money_unit}".strip()
                )
            case Qt.ItemDataRole.ToolTipRole:
                return self._project_tool_tip(entry)
        return None

    def _project_tool_tip(self, entry: ProjectEntry) -> str:
        lines = [entry.name or self.tr("（未命名项目）")]
        if entry.code:
            lines.append(entry.code)
        lines.append(self.tr("预算 {0} {1}").format(entry.budget_text or "—", entry.money_unit))
        counts = [
            f"{severity.title} {entry.findings[severity]}"
            for severity in Severity
            if entry.findings[severity]
        ]
        lines.append(" ".join(counts) or self.tr("没有发现问题"))
        return as_tool_tip(*lines)

    def _unit_data(self, group: UnitGroup, column: int, role: int) -> object:
        title = " ".join(part for part in group.unit if part) or self.tr("（未填单位）")
        match role:
            case Qt.ItemDataRole.DisplayRole if column == Column.NAME:
                return title
            case Qt.ItemDataRole.DisplayRole if column == Column.BUDGET:
                amount = self._unit_totals[group.unit].amount
                return (
                    format_amount(amount.value)
                    if self._common_unit
                    else f"{format_amount(amount.value)} {amount.unit}"
                )
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.ToolTipRole:
                return as_tool_tip(title, total_text(self._unit_totals[group.unit]))
        return None

    def _narrative_data(self, section_id: ItemId, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole and column == Column.NAME and self._signals:
            return section_title(self._signals.session.book.section(section_id))
        if role == Role.COUNTS and self._signals:
            return self._narrative_counts(self._signals, section_id)
        return None

    @staticmethod
    def _narrative_counts(signals: SessionSignals, section_id: ItemId) -> dict[Severity, int]:
        found = [finding.severity for finding in signals.session.findings.of(section_id)]
        return {severity: found.count(severity) for severity in Severity}

    # ── Following the session ─────────────────────────────────────────────────────────────────────────────────

    def _rebuild(self) -> None:
        self.beginResetModel()
        session = self._signals.session if self._signals else None
        parts = (session.book.front, session.book.department) if session else ()
        self._narrative = [part.id for part in parts if part is not None]
        projects = session.book.projects if session else []
        self._entries = {project.id: ProjectEntry.of(project, session) for project in projects if session}
        self._units = group_by_unit(self._entries.values())
        self._common_unit = len({entry.money_unit for entry in self._entries.values()}) <= 1
        self._add_up()
        self._select_shown()
        self.endResetModel()
        self.total_changed.emit()

    def _add_up(self) -> None:
        self.total = total_budget(self._entries.values())
        self._unit_totals = {
            unit.unit: total_budget(self._entries[project] for project in unit.projects)
            for unit in self._units
        }

    def _select_shown(self) -> None:
        self._shown = [shown for unit in self._units if (shown := self._filtered(unit)).projects]
        self._where = {
            project: (group, row)
            for group, unit in enumerate(self._shown)
            for row, project in enumerate(unit.projects)
        }

    def _filtered(self, unit: UnitGroup) -> UnitGroup:
        if self._holds_words(unit.unit):
            return unit
        entries = (self._entries[project] for project in unit.projects)
        return UnitGroup(unit.unit, [entry.id for entry in entries if self._holds_words(entry.search_texts)])

    def _holds_words(self, texts: tuple[str, ...]) -> bool:
        text = "\t".join(map(squeezed, texts)).casefold()
        return all(word in text for word in self._words)

    def _follow(self, change: Change) -> None:
        if self._signals is None:
            return
        entries = [] if change.order else self._entries_now(self._signals, change.sections)
        if change.order or any(self._stands_elsewhere(entry) for entry in entries):
            self._rebuild()
            return
        for entry in entries:
            self._replace(entry)
        for section_id in change.sections.intersection(self._narrative):
            self._announce(self.index_of(section_id))

    def _entries_now(self, signals: SessionSignals, sections: frozenset[ItemId]) -> list[ProjectEntry]:
        book = signals.session.book
        touched = (book.section(section_id) for section_id in sections)
        return [
            ProjectEntry.of(section, signals.session) for section in touched if isinstance(section, Project)
        ]

    def _stands_elsewhere(self, entry: ProjectEntry) -> bool:
        """Whether the entry belongs to another unit now, or changes what the budget column must say."""
        old = self._entries[entry.id]
        return (old.unit, old.money_unit) != (entry.unit, entry.money_unit)

    def _replace(self, entry: ProjectEntry) -> None:
        """Put an entry in the place of the old one; silent when both show the same, as most edits leave them."""
        old = self._entries[entry.id]
        if entry == old:
            return
        self._entries[entry.id] = entry
        line = self.index_of(entry.id)
        self._announce(line)
        if old.budget != entry.budget:
            self._add_up()
            self._announce(line.parent())
            self.total_changed.emit()

    def _announce(self, line: QModelIndex) -> None:
        if line.isValid():
            self.dataChanged.emit(line, line.siblingAtColumn(Column.FINDINGS))

    def _entry(self, index: _AnyIndex) -> ProjectEntry | None:
        if index.internalId() == _TOP_LEVEL:
            return None
        return self._entries[self._shown[index.internalId() - 1].projects[index.row()]]

    def _group(self, index: _AnyIndex) -> UnitGroup | None:
        if index.internalId() != _TOP_LEVEL or index.row() < len(self._narrative):
            return None
        return self._shown[index.row() - len(self._narrative)]


def total_text(total: BudgetTotal) -> str:
    """`合计 18 项 79853.89 万元（2 项预算数不是金额，未计入）`."""
    text = f"合计 {total.projects} 项  {format_amount(total.amount.value)} {total.amount.unit}"
    return f"{text}（{total.uncounted} 项预算数不是金额，未计入）" if total.uncounted else text
