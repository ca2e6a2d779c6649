"""The tree behind the project list: the book's narrative parts, then units with their projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import filterfalse
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from core.book import Book, ItemId
from core.money import format_amount
from core.place_titles import section_title
from core.rules import Severity
from core.session import Change, Session
from ui.freeing import free_bit_by_bit
from ui.projects.unit_groups import (
    BudgetTotal,
    ProjectEntry,
    UnitGroup,
    UnitKey,
    group_by_unit,
    search_text,
    sum_of_totals,
    total_budget,
)
from ui.session_signals import SessionSignals, follow
from ui.slices import Slices
from ui.theme import as_tool_tip

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP_LEVEL = 0
"""Internal id of top-level indexes; a project's is 1 + the row of its unit among the units."""
_MANY = 100
"""Projects from which on they are looked at in slices, and the list is built anew rather than line by line."""
_VERY_MANY = 2_000
"""Projects from which on a list that has to be built anew, as one came or went, is built after the other panels."""
_AT_ONCE = 50
"""Projects looked at between two looks at the keys."""


class Column(IntEnum):
    NAME = 0
    BUDGET = 1
    FINDINGS = 2


_COLUMNS = len(Column)


class Role(IntEnum):
    """What the model tells beside the item data roles of Qt."""

    SECTION = Qt.ItemDataRole.UserRole
    """ItemId of the section that the line stands for; None for a unit."""
    COUNTS = SECTION + 1
    """How many findings there are of each severity; None for a unit."""


_TOLD = frozenset(
    {
        *Role,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.TextAlignmentRole,
    }
)
"""For each cell that it paints, a view asks for a dozen roles, of most of which there is nothing to tell."""


class _Tree(NamedTuple):
    """What the model shows where there is no filter."""

    narrative: list[ItemId]
    entries: dict[ItemId, ProjectEntry]
    units: list[UnitGroup]
    unit_totals: dict[UnitKey, BudgetTotal]


class _Looked(NamedTuple):
    """What was found out; `tree` is None where the entries take the places of their old ones."""

    entries: list[ProjectEntry]
    tree: _Tree | None


class ProjectModel(QAbstractItemModel):
    """Shows a session's sections; follows its changes by itself. Lines are addressed by section id.

    The tree is built anew only when projects come, go, move or change their unit, and when the filter changes.
    The many projects of a large book, or of a large change, are looked at in slices between events.

    Attributes:
        total: the budgets of all projects.
        widest_budget: the text that takes the most room in the column of budgets, or took it until a budget changed.

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
        self._stale: set[ItemId] = set()
        self._has_new_order = False
        self._slices: Slices[_Looked] = Slices(self)
        self.total = total_budget([])
        self.widest_budget = ""

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._follow)
        self._signals = signals
        free_bit_by_bit(self, list(self._entries.values()))
        self._entries, self._stale, self._has_new_order = {}, set(), True
        self._slices.stop()
        if signals is not None:
            self._stale.update(signals.session.book.project_ids)
            self._catch_up(signals.session)
        if signals is None or self.is_looking:
            self._show(_Tree(_narrative_of(signals.session.book) if signals else [], {}, [], {}))

    def set_filter(self, text: str) -> None:
        """Show only the lines that hold all the words of the text; a unit that does is shown whole.

        Figures are those of all projects. An edit neither hides nor shows a line; the next filter does.
        """
        self._words = text.casefold().split()
        self.beginResetModel()
        self._select_shown()
        self.endResetModel()

    @property
    def is_looking(self) -> bool:
        """Whether it does not show all yet that there is to show."""
        return self._slices.is_running

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

    def is_unit(self, index: _AnyIndex) -> bool:
        """Whether a line stands for a unit."""
        return self._group(index) is not None

    @property
    def shown_projects(self) -> int:
        """How many projects pass the filter."""
        return len(self._where)

    def unit_lines(self) -> Iterator[tuple[UnitKey, QModelIndex]]:
        """The lines of the units that are shown."""
        for row, unit in enumerate(self._shown, len(self._narrative)):
            yield unit.unit, self.createIndex(row, 0, _TOP_LEVEL)

    def neighbour(self, project_id: ItemId, step: int) -> ItemId | None:
        """The project whose place in the document a project takes when it moves up (-1) or down (1) in the list.

        That is the next one of its unit; a unit's only project passes the whole unit beside it.
        """
        entry = self._entries.get(project_id)
        if entry is None:
            return None  # it has not been looked at yet
        here = next(place for place, unit in enumerate(self._units) if unit.unit == entry.unit)
        projects = self._units[here].projects
        row = projects.index(project_id) + step
        if 0 <= row < len(projects):
            return projects[row]
        if len(projects) == 1 and 0 <= here + step < len(self._units):
            return self._units[here + step].projects[0 if step < 0 else -1]
        return None

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def index(self, row: int, column: int, parent: _AnyIndex = _NOWHERE) -> QModelIndex:
        # A view asks this of every line when it is laid out, so it does without the `hasIndex` of Qt.
        if not parent.isValid():
            is_there = 0 <= row < len(self._narrative) + len(self._shown) and 0 <= column < _COLUMNS
            return self.createIndex(row, column, _TOP_LEVEL) if is_there else QModelIndex()
        group = parent.row() - len(self._narrative)
        is_unit = parent.internalId() == _TOP_LEVEL and group >= 0 and parent.column() == 0
        if is_unit and 0 <= row < len(self._shown[group].projects) and 0 <= column < _COLUMNS:
            return self.createIndex(row, column, group + 1)
        return QModelIndex()

    def parent(self, index: _AnyIndex = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _TOP_LEVEL:
            return QModelIndex()
        return self.createIndex(len(self._narrative) + index.internalId() - 1, 0, _TOP_LEVEL)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._narrative) + len(self._shown)
        group = self._group(parent)
        return len(group.projects) if group is not None and parent.column() == 0 else 0

    def hasChildren(self, parent: _AnyIndex = _NOWHERE) -> bool:
        return not parent.isValid() or (parent.internalId() == _TOP_LEVEL and self.rowCount(parent) > 0)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return _COLUMNS

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _TOLD or not index.isValid():
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
                return self._budget_of(entry)
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
                return self._budget_of_unit(self._unit_totals[group.unit])
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.ToolTipRole:
                return as_tool_tip(title, total_text(self._unit_totals[group.unit]))
        return None

    def _budget_of(self, entry: ProjectEntry) -> str:
        """As the column shows it."""
        return self._with_unit(entry.budget_text, entry.money_unit)

    def _budget_of_unit(self, total: BudgetTotal) -> str:
        return self._with_unit(format_amount(total.amount.value), total.amount.unit)

    def _with_unit(self, figure: str, money_unit: str) -> str:
        return figure if self._common_unit else f"{figure} {money_unit}".strip()

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

    def _follow(self, change: Change) -> None:
        if self._signals is None:
            return
        self._stale |= change.sections
        self._has_new_order |= change.order
        self._catch_up(self._signals.session)

    def _catch_up(self, session: Session) -> None:
        """Look at what has changed, and show it."""
        is_long = len(self._stale) > _MANY or (self._has_new_order and len(self._entries) > _VERY_MANY)
        self._slices.run(self._look(session), self._take, is_long=is_long)

    def _look(self, session: Session) -> Generator[None, None, _Looked]:
        """The entries of what is stale, as they are now, and the tree where it has to be another one."""
        entries = []
        for number, section_id in enumerate(self._stale):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            if session.book.is_project(section_id):
                entries.append(ProjectEntry.of(session.book.project(section_id), session))
        if self._has_new_order or len(entries) > _MANY or any(map(self._stands_elsewhere, entries)):
            return _Looked(entries, (yield from self._grown(session.book, entries)))
        return _Looked(entries, None)

    def _take(self, looked: _Looked) -> None:
        sections, self._stale = self._stale, set()
        if looked.tree is not None:
            self._has_new_order = False
            self._show(looked.tree)
            return
        for entry in looked.entries:
            self._replace(entry)
        for section_id in sections.intersection(self._narrative):
            self._announce(self.index_of(section_id), *Column)

    def _grown(self, book: Book, looked_at: Sequence[ProjectEntry]) -> Generator[None, None, _Tree]:
        """The tree anew, with entries that are new or others than before."""
        before, known = self._entries, {**self._entries, **{entry.id: entry for entry in looked_at}}
        entries = {id_: known[id_] for id_ in book.project_ids if id_ in known}
        yield
        units = group_by_unit(entries.values())
        yield
        changed = before.keys() ^ entries.keys() | {entry.id for entry in looked_at}
        touched = {known[id_].unit for id_ in changed} | {
            before[id_].unit for id_ in changed if id_ in before
        }
        yield
        totals: dict[UnitKey, BudgetTotal] = {}
        for number, unit in enumerate(units):
            is_same = unit.unit in self._unit_totals and unit.unit not in touched
            totals[unit.unit] = self._unit_totals[unit.unit] if is_same else _total_of(unit, entries)
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
        return _Tree(_narrative_of(book), entries, units, totals)

    def _show(self, tree: _Tree) -> None:
        self.beginResetModel()
        self._narrative, self._entries, self._units, self._unit_totals = tree
        self._common_unit = len({entry.money_unit for entry in self._entries.values()}) <= 1
        self._select_shown()
        self.endResetModel()
        self.widest_budget = ""
        self._take_widths(self._widest_by_money_unit())
        self._take_widths(map(self._budget_of_unit, self._unit_totals.values()))
        self._add_up()

    def _widest_by_money_unit(self) -> Iterator[str]:
        """The widest budget in each money unit, which is found without putting the unit behind each of them."""
        figures: defaultdict[str, list[str]] = defaultdict(list)
        for entry in self._entries.values():
            figures[entry.money_unit].append(entry.budget_text)
        return (self._with_unit(_widest(texts), money_unit) for money_unit, texts in figures.items())

    def _take_widths(self, budgets: Iterable[str]) -> None:
        """Let the column have room for these, too."""
        self.widest_budget = _widest((self.widest_budget, *budgets))

    def _add_up(self) -> None:
        self.total = sum_of_totals(self._unit_totals.values())
        self.total_changed.emit()

    def _select_shown(self) -> None:
        self._shown = [shown for unit in self._units if (shown := self._filtered(unit)).projects]
        self._where = {
            project: (group, row)
            for group, unit in enumerate(self._shown)
            for row, project in enumerate(unit.projects)
        }

    def _filtered(self, unit: UnitGroup) -> UnitGroup:
        if not self._words or self._holds_words(search_text(*unit.unit)):
            return unit
        entries = [self._entries[project] for project in unit.projects]
        for word in self._words:
            entries = [entry for entry in entries if word in entry.search_text]
        return UnitGroup(unit.unit, [entry.id for entry in entries])

    def _holds_words(self, text: str) -> bool:
        return all(word in text for word in self._words)

    def _stands_elsewhere(self, entry: ProjectEntry) -> bool:
        """Whether the entry is new, belongs to another unit now, or changes what the budget column must say."""
        old = self._entries.get(entry.id)
        return old is None or (old.unit, old.money_unit) != (entry.unit, entry.money_unit)

    def _replace(self, entry: ProjectEntry) -> None:
        """Put an entry in the place of the old one; silent when both show the same, as most edits leave them."""
        old = self._entries[entry.id]
        if entry == old:
            return
        self._entries[entry.id] = entry
        line = self.index_of(entry.id)
        self._announce(
            line, *(column for column in Column if _shown_in(column, old) != _shown_in(column, entry))
        )
        if old.budget != entry.budget:
            unit = next(unit for unit in self._units if unit.unit == entry.unit)
            self._unit_totals[unit.unit] = total = _total_of(unit, self._entries)
            self._take_widths((self._budget_of(entry), self._budget_of_unit(total)))
            self._add_up()
            self._announce(line.parent(), Column.BUDGET)

    def _announce(self, line: QModelIndex, *columns: Column) -> None:
        """Tell that these cells of a line say something else."""
        if line.isValid():
            for column in columns:
                cell = line.siblingAtColumn(column)
                self.dataChanged.emit(cell, cell)

    def _entry(self, index: _AnyIndex) -> ProjectEntry | None:
        if index.internalId() == _TOP_LEVEL:
            return None
        return self._entries[self._shown[index.internalId() - 1].projects[index.row()]]

    def _group(self, index: _AnyIndex) -> UnitGroup | None:
        if index.internalId() != _TOP_LEVEL or index.row() < len(self._narrative):
            return None
        return self._shown[index.row() - len(self._narrative)]


def _narrative_of(book: Book) -> list[ItemId]:
    return [part.id for part in (book.front, book.department) if part is not None]


def _total_of(unit: UnitGroup, entries: Mapping[ItemId, ProjectEntry]) -> BudgetTotal:
    return total_budget(entries[project] for project in unit.projects)


def _shown_in(column: Column, entry: ProjectEntry) -> tuple[object, ...]:
    """What the line of a project tells in a column."""
    match column:
        case Column.NAME:
            return entry.number, entry.name
        case Column.BUDGET:
            return entry.budget_text, entry.money_unit
    return (entry.findings,)


def _widest(texts: Sequence[str]) -> str:
    """The text that takes the most room. Nearly all budgets are mere figures, which are quick to compare."""
    figures = max(filter(str.isascii, texts), key=len, default="")
    words = max(filterfalse(str.isascii, texts), key=_width, default="")
    return max(figures, words, key=_width)


def _width(text: str) -> int:
    """In halves of a Chinese character."""
    return len(text.encode("gb18030", errors="replace"))


def total_text(total: BudgetTotal) -> str:
    """`合计 18 项 79853.89 万元（2 项预算数不是金额，未计入）`."""
    text = f"合计 {total.projects} 项  {format_amount(total.amount.value)} {total.amount.unit}"
    return f"{text}（{total.uncounted} 项预算数不是金额，未计入）" if total.uncounted else text
