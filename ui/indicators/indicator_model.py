"""One project's rows as a tree model: level-1 nodes ▸ level-2 nodes ▸ the rows, with a column per cell.

The model changes nothing itself: `setData` sends an edit through the session, and the answer to every change
is to bring the nodes up to date with as few row signals as possible, so that selection and expansion stay.
Nodes are addressed by ids of their own (a row's is its ItemId), never by a stored QModelIndex.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from operator import is_
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from core.authoring import clean_cell, rename_level1, rename_level2
from core.book import Indicator, ItemId, Place, Project
from core.cell_findings import SectionFindings
from core.edit import Edit, SetField
from core.outline import Level1Group, outline
from core.rules.finding import Finding, Severity
from core.scheme import Category, Scheme
from core.session import Change, Session
from ui.edit_labels import edit_label
from ui.finding_tool_tip import finding_tool_tip
from ui.session_signals import SessionSignals, follow
from ui.sheet.cell_model import Index, SeverityRole

FIELDS = ("level3", "description", "value", "basis")
"""The field of a row that each column shows."""

FIRST_GROUP_ID = 1 << 32
"""Nodes of groups get ids from here on; below are the ItemIds of rows."""


_CELL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_ROW_CELL = _CELL | Qt.ItemFlag.ItemNeverHasChildren
"""Put together once: a view asks for the flags of every cell that it paints."""

_TOLD = [Qt.ItemDataRole.ToolTipRole]
"""What changes where findings say something else, and mark the same cells in the same colours."""


class Level(IntEnum):
    """What a node stands for."""

    ROOT = 0
    LEVEL1 = 1
    LEVEL2 = 2
    ROW = 3


NodeKey = str | Category | ItemId
"""What a node is recognised by among its siblings: a level-1 name, a category, a row."""


@dataclass(eq=False, slots=True)
class Node:
    """A node as the view knows it."""

    id: int
    key: NodeKey
    level: Level
    parent: Node | None
    name: str = ""
    row: Indicator | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def position(self) -> int:
        return self.parent.children.index(self) if self.parent else 0

    @property
    def rows(self) -> Iterator[Indicator]:
        """All rows below this node, or its own."""
        if self.row is not None:
            yield self.row
        for child in self.children:
            yield from child.rows


class Line(NamedTuple):
    """What a row or a group shows; `id` and `parent_id` are those of its node and of the node above."""

    section: ItemId
    id: int
    parent_id: int
    level: Level
    texts: Sequence[str]
    severities: Sequence[Severity | None]

    def place(self, column: int) -> Place:
        """The place of a row's cell."""
        return Place(self.section, ItemId(self.id), FIELDS[column])


class Branch(NamedTuple):
    """A node as the book wants it to be."""

    key: NodeKey
    name: str
    row: Indicator | None
    branches: Sequence[Branch]


class IndicatorModel(QAbstractItemModel):
    """The rows of one project of a session; empty until `show_project`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._project_id: ItemId | None = None
        self._has_basis = False
        self._group_ids = count(FIRST_GROUP_ID)
        self._findings = SectionFindings()
        self._clear()

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self.show_project(None)

    def show_project(self, project_id: ItemId | None) -> None:
        """Show another project of the session, or none."""
        self.beginResetModel()
        self._project_id = project_id
        self._clear()
        project = self.project
        self._has_basis = project is not None and project.has_basis
        self._findings = self._current_findings()
        self.endResetModel()
        self._bring_up_to_date()

    @property
    def session(self) -> Session | None:
        return self._signals.session if self._signals else None

    @property
    def project(self) -> Project | None:
        """The project that is shown, as it is now; None where there is none."""
        if self.session is None or self._project_id is None or self._project_id not in self.session.book:
            return None
        return self.session.book.project(self._project_id)

    # ── What stands where ──

    def level_of(self, index: Index) -> Level:
        return self._node(index).level

    def row_of(self, index: Index) -> Indicator | None:
        """The row that a cell belongs to; None for groups."""
        return self._node(index).row

    def rows_below(self, index: Index) -> list[Indicator]:
        """The rows of a group, or the one row of a cell."""
        return list(self._node(index).rows)

    def category_of(self, index: Index) -> Category | None:
        """The category of a row or a level-2 node; the first one of a level-1 node; None without an index."""
        node: Node | None = self._node(index)
        if node is not None and node.level is Level.LEVEL1:
            node = node.children[0]
        while node is not None and node.level is not Level.LEVEL2:
            node = node.parent
        return node.key if node is not None and isinstance(node.key, tuple) else None

    def level1_of(self, index: Index) -> str:
        """The scheme's name of the level-1 group that an index belongs to; empty without an index."""
        node: Node | None = self._node(index)
        while node is not None and node.level > Level.LEVEL1:
            node = node.parent
        return str(node.key) if node is not None else ""

    def place_of(self, index: Index) -> Place | None:
        """The place of a row's cell; for a group, the level in the first of its rows; None for no index."""
        node = self._node(index)
        row = node.row or next(node.rows, None)
        if node is self._root or row is None or self._project_id is None:
            return None
        field = {Level.LEVEL1: "level1", Level.LEVEL2: "level2"}.get(node.level) or FIELDS[index.column()]
        return Place(self._project_id, row.id, field)

    def cell_at(self, index: Index) -> Place | None:
        """The place of a row's cell; None for groups and without an index."""
        row = self.row_of(index)
        if row is None or self._project_id is None:
            return None
        return Place(self._project_id, row.id, FIELDS[index.column()])

    def index_of(self, place: Place) -> QModelIndex:
        """The index of a cell, or of a group for the name of a level; invalid for a place not shown."""
        node = self._nodes.get(place.row) if place.row is not None else None
        if node is None or place.section != self._project_id:
            return QModelIndex()
        if place.field == "level2" and node.parent:
            return self._index(node.parent)
        if place.field == "level1" and node.parent and node.parent.parent:
            return self._index(node.parent.parent)
        column = FIELDS.index(place.field) if place.field in FIELDS else 0
        return self._index(node, min(column, self.columnCount() - 1))

    def index_of_row(self, row: ItemId) -> QModelIndex:
        """The first cell of a row; invalid for a row that is not shown."""
        node = self._nodes.get(row)
        return self._index(node) if node is not None else QModelIndex()

    def index_of_node(self, node: int) -> QModelIndex:
        """The first cell of the row or the group with this id; invalid for one that is not there."""
        found = self._nodes.get(node)
        return self._index(found) if found is not None else QModelIndex()

    # ── The model as Qt asks for it ──

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        siblings = self._node(parent).children if parent.column() <= 0 else []
        if 0 <= row < len(siblings) and 0 <= column < self.columnCount():
            return self.createIndex(row, column, siblings[row].id)
        return QModelIndex()

    def sibling(self, row: int, column: int, index: Index) -> QModelIndex:
        if index.isValid() and row == index.row() and 0 <= column < self.columnCount():
            return self.createIndex(row, column, index.internalId())  # Qt's own goes by way of the parent
        return super().sibling(row, column, index)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008
        above = self._node(index).parent
        return self._index(above) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(FIELDS) if self._has_basis else len(FIELDS) - 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            titles = (self.tr("指标"), self.tr("绩效指标描述"), self.tr("指标值"), self.tr("依据"))
            return titles[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._node(index).level is Level.ROW:
            return _ROW_CELL
        return _CELL if index.column() == 0 else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(index)
            case Qt.ItemDataRole.ToolTipRole:
                found = _found(self._findings, self._node(index), index.column())
                return finding_tool_tip(found) or None
            case _ if role == SeverityRole:
                return self.severity(index)
        return None

    def text(self, index: Index) -> str:
        """What stands in a cell, or the name of a group."""
        return self._text(self._node(index), index.column())

    def severity(self, index: Index) -> Severity | None:
        """The gravest severity of the findings on a cell, or on a group's name."""
        return self._severity(self._node(index), index.column())

    def line(self, index: Index) -> Line:
        """All that is shown of a row or a group at once; asked for cell by cell, it would take three times as long."""
        node, columns = self._node(index), range(self.columnCount())
        assert node.parent is not None
        assert self._project_id is not None
        texts = [self._text(node, column) for column in columns]
        severities = [self._severity(node, column) for column in columns]
        return Line(self._project_id, node.id, node.parent.id, node.level, texts, severities)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Send the edit that gives a cell a new text, or a whole group a new name, through the session."""
        project, session = self.project, self.session
        if role != Qt.ItemDataRole.EditRole or project is None or session is None or not index.isValid():
            return False
        text = clean_cell(str(value))
        if self._text(self._node(index), index.column()) in (text, value):
            return False
        edit = self._edit_of(session, project, index, text)
        if edit is not None:
            session.apply(edit, self._label_of(index))
        return edit is not None

    # ── Helpers ──

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _index(self, node: Node, column: int = 0) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.position, column, node.id)

    def _text(self, node: Node, column: int) -> str:
        if node.row is not None:
            return getattr(node.row, FIELDS[column]) or ""
        return node.name if column == 0 else ""

    def _severity(self, node: Node, column: int) -> Severity | None:
        return _gravest(_found(self._findings, node, column))

    def _edit_of(self, session: Session, project: Project, index: Index, text: str) -> Edit | None:
        node = self._node(index)
        if node.row is not None:
            return SetField(Place(project.id, node.row.id, FIELDS[index.column()]), text)
        if isinstance(node.key, tuple):
            return rename_level2(session.book, project.id, node.key, text, session.scheme)
        return rename_level1(session.book, project.id, str(node.key), text, session.scheme)

    def _label_of(self, index: Index) -> str:
        match self._node(index).level:
            case Level.LEVEL1:
                return edit_label("level1")
            case Level.LEVEL2:
                return edit_label("level2")
        return edit_label(FIELDS[index.column()])

    def _current_findings(self) -> SectionFindings:
        project, session = self.project, self.session
        return SectionFindings(session.findings.of(project.id) if project and session else ())

    # ── Keeping up with the book ──

    def _clear(self) -> None:
        self._root = Node(0, "", Level.ROOT, None)
        self._nodes: dict[int, Node] = {}
        self._outlined: tuple[Sequence[Indicator], Scheme] | None = None

    def _on_changed(self, change: Change) -> None:
        if self._project_id not in change.sections:
            return
        project = self.project
        if project is None or project.has_basis != self._has_basis:
            self.show_project(self._project_id if project else None)
            return
        changed, told = self._bring_up_to_date(), self._take_up_findings()
        last = self.columnCount() - 1
        for node in dict.fromkeys((*changed, *told)):
            roles = _TOLD if node not in changed and told[node] else []
            self.dataChanged.emit(self._index(node), self._index(node, last), roles)

    def _bring_up_to_date(self) -> dict[Node, None]:
        """Let the nodes be those of the book. Returns, in order, those that have another text than before."""
        project, session = self.project, self.session
        outlined = (project.indicators, session.scheme) if project and session else None
        if outlined and self._outlined and all(map(is_, outlined, self._outlined)):
            return {}  # what was edited are not the rows
        self._outlined = outlined
        wanted = [_branch(level1) for level1 in outline(*outlined)] if outlined else []
        self._prune(self._root, wanted)
        return dict.fromkeys(self._grow(self._root, wanted))

    def _prune(self, node: Node, wanted: Sequence[Branch]) -> None:
        """Remove what stands below this node no more; before `_grow`, so that no row is there twice."""
        by_key = {branch.key: branch for branch in wanted}
        for position in reversed(range(len(node.children))):
            child = node.children[position]
            if child.key in by_key:
                self._prune(child, by_key[child.key].branches)
                continue
            self.beginRemoveRows(self._index(node), position, position)
            del node.children[position]
            self._forget(child)
            self.endRemoveRows()

    def _forget(self, node: Node) -> None:
        del self._nodes[node.id]
        for child in node.children:
            self._forget(child)

    def _grow(self, node: Node, wanted: Sequence[Branch]) -> list[Node]:
        """Insert, order and rename the children of this node as the book has them. Returns the renamed nodes."""
        renamed: list[Node] = []
        for position, branch in enumerate(wanted):
            self._bring_to(node, position, branch)
            child = node.children[position]
            if child.name != branch.name or child.row is not branch.row:
                child.name, child.row = branch.name, branch.row
                renamed.append(child)
            renamed += self._grow(child, branch.branches)
        return renamed

    def _bring_to(self, node: Node, position: int, branch: Branch) -> None:
        """Make the branch's node the child at `position`; the children before it are in order already."""
        keys = [child.key for child in node.children[position:]]
        if keys and keys[0] == branch.key:
            return
        parent = self._index(node)
        if branch.key in keys:
            origin = position + keys.index(branch.key)
            self.beginMoveRows(parent, origin, origin, parent, position)
            node.children.insert(position, node.children.pop(origin))
            self.endMoveRows()
            return
        level = Level(node.level + 1)
        node_id = branch.row.id if branch.row is not None else next(self._group_ids)
        self.beginInsertRows(parent, position, position)
        child = Node(node_id, branch.key, level, node, branch.name, branch.row)
        node.children.insert(position, child)
        self._nodes[node_id] = child
        self.endInsertRows()

    def _take_up_findings(self) -> dict[Node, bool]:
        """Look the findings up again. Returns the rows and groups of which something else is said than before, and
        whether they are marked as before, so that only their tool tips are others."""
        before, self._findings = self._findings, self._current_findings()
        concerned: dict[Node, None] = {}
        for row_id in self._findings.rows_that_differ(before):
            row = self._nodes.get(row_id)
            if row is None or row.parent is None or row.parent.parent is None:
                continue
            concerned[row] = None
            for group, level in ((row.parent, "level2"), (row.parent.parent, "level1")):
                if self._findings.of_cell(row_id, level) != before.of_cell(row_id, level):
                    concerned[group] = None
        return {
            node: self._marks_of(node, before) == self._marks_of(node, self._findings) for node in concerned
        }

    def _marks_of(self, node: Node, findings: SectionFindings) -> list[Severity | None]:
        return [_gravest(_found(findings, node, column)) for column in range(self.columnCount())]


def _found(findings: SectionFindings, node: Node, column: int) -> Sequence[Finding]:
    """Findings on a cell; on a group's title what is said about its name in any of the rows."""
    if node.row is not None:
        return findings.of_cell(node.row.id, FIELDS[column])
    if column != 0:
        return ()
    level = "level1" if node.level is Level.LEVEL1 else "level2"
    return [finding for row in node.rows for finding in findings.of_cell(row.id, level)]


def _gravest(found: Sequence[Finding]) -> Severity | None:
    return min(finding.severity for finding in found) if found else None


def _branch(level1: Level1Group) -> Branch:
    level2 = [
        Branch(group.key, group.name, None, [Branch(row.id, row.name, row, ()) for row in group.rows])
        for group in level1.groups
    ]
    return Branch(level1.key, level1.name, None, level2)
