"""What the cells of the grid of all indicators say and take: a row's own are edited, the others tell its project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt

from core.all_indicators.line import TEXT_OF, Column, Line, findings_at
from core.authoring import clean_cell
from core.book import ItemId, Place
from core.edit import SetField
from core.place_titles import section_title
from core.progress import Progress, unobserved
from core.rules.finding import Finding, Severity
from ui.edit_labels import edit_label
from ui.finding_tool_tip import finding_tool_tip
from ui.grid.column_titles import column_title
from ui.grid.line_table import LineTable
from ui.sheet.cell_model import Index, SeverityRole

_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable


class Cell(NamedTuple):
    """What there is to paint of a cell.

    Attributes:
        place: what it shows: a field of its row, or of its project.
    """

    place: Place
    text: str
    takes_text: bool
    has_findings: bool


class GridModel(LineTable):
    """The table of all rows of a session's projects."""

    # ── Places ──

    def place_of(self, index: Index) -> Place | None:
        """What a cell shows: a field of its row, or of its project; None without an index."""
        if not index.isValid():
            return None
        return _place(self.line_at(index), self.columns[index.column()])

    def row_place(self, index: Index) -> Place:
        """The row that a valid index belongs to."""
        line = self.line_at(index)
        return Place(line.project.id, line.row.id)

    def cell_at(self, index: Index) -> Place | None:
        """The place whose text the cell takes; None where it takes none."""
        return self.place_of(index) if index.isValid() and self.takes_text(index) else None

    def shown_texts(self, rows: Iterable[int], columns: Sequence[Column]) -> Iterator[str]:
        """What the cells of a block say, line by line, looked up as they are asked for; lines may go meanwhile."""
        for row in rows:
            if row >= len(self._shown):
                return
            line = self._shown[row]
            for column in columns:
                yield _text(line, column)

    def cells(self, rows: Iterable[int], sections: Sequence[int]) -> list[list[Place | None]]:
        """The places of a block of cells, as `cell_at` gives them; quicker for a long one."""
        columns = [self.columns[section] for section in sections]
        lines = ((self._shown[row].project.id, self._shown[row].row.id) for row in rows)
        return [
            [
                Place(project, row, column.value) if self._takes(column, project) else None
                for column in columns
            ]
            for project, row in lines
        ]

    def texts(
        self, rows: Sequence[int], sections: Sequence[int], progress: Progress = unobserved
    ) -> list[list[str]]:
        """What the cells of a block say that take a text, line by line; empty for the others."""
        fields = [self.columns[section].value for section in sections if self.columns[section].is_of_row]
        blank = [""] * (len(sections) - len(fields))
        texts = []
        for done, row in enumerate(rows):
            progress(done, len(rows))
            indicator = self._shown[row].row
            texts.append([*blank, *[getattr(indicator, field) or "" for field in fields]])
        return texts

    def index_of(self, place: Place) -> QModelIndex:
        """The cell of a place; for a project the first of its lines. Invalid for what is not shown."""
        lines = self._all_lines()
        if lines is None:
            return QModelIndex()
        wanted = [line for line in lines.of(place.section) if place.row in (None, line.row.id)]
        if not any(line.is_shown for line in wanted):
            self.finish()
        line = next((line for line in wanted if line.is_shown), None)
        if line is None:
            return QModelIndex()
        usual = Column.PROJECT if place.row is None else Column.LEVEL3
        column = next((column for column in self.columns if column == place.field), usual)
        return self.index(self._position(line), self.columns.index(column))

    def cell(self, row: int, column: Column) -> Cell:
        """What a cell shows; quicker than by its index."""
        line = self._shown[row]
        found = findings_at(line, column, self._findings)
        takes_text = self._takes(column, line.project.id)
        return Cell(_place(line, column), _text(line, column), takes_text, bool(found))

    def will_have(self, place: Place) -> bool:
        """Whether there will be a line for a place where no line is filtered out."""
        book = self.session.book if self.session is not None else None
        if book is None or not book.is_project(place.section):
            return False
        rows = book.project(place.section).indicators
        return any(place.row in (None, row.id) for row in rows)

    def is_filled(self, row: int, section: int) -> bool:
        """Whether a cell says anything; quicker than its data."""
        return bool(TEXT_OF[self.columns[section]](self._shown[row]))

    def project_id_of(self, row: int) -> ItemId:
        """The project that a line of the table belongs to."""
        return self._shown[row].project.id

    # ── What a valid index shows ──

    def text(self, index: Index) -> str:
        return _text(self.line_at(index), self.columns[index.column()])

    def severity(self, index: Index) -> Severity | None:
        """The gravest that findings give the cell."""
        found = self._findings_at(index)
        return min(finding.severity for finding in found) if found else None

    def takes_text(self, index: Index) -> bool:
        return self._takes(self.columns[index.column()], self.project_id_of(index.row()))

    # ── The model as Qt asks for it ──

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_title(self.columns[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self.takes_text(index) else _READABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(index)
            case Qt.ItemDataRole.ToolTipRole:
                return finding_tool_tip(self._findings_at(index)) or None
            case _ if role == SeverityRole:
                return self.severity(index)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Send the edit that gives a cell a new text through the session."""
        place = self.cell_at(index)
        if role != Qt.ItemDataRole.EditRole or place is None or self.session is None:
            return False
        text = clean_cell(str(value))
        if self.text(index) in (text, value):
            return False
        self.session.apply(SetField(place, text), edit_label(str(place.field)))
        return True

    def _findings_at(self, index: Index) -> Sequence[Finding]:
        return findings_at(self.line_at(index), self.columns[index.column()], self._findings)

    def _takes(self, column: Column, project_id: ItemId) -> bool:
        """Whether rows of a project take a text in a column."""
        if column is Column.BASIS:
            return self._lines is not None and self._lines.takes_basis(project_id)
        return column.is_of_row


def _place(line: Line, column: Column) -> Place:
    return Place(line.project.id, line.row.id if column.is_of_row else None, column.value)


def _text(line: Line, column: Column) -> str:
    return section_title(line.project) if column is Column.PROJECT else TEXT_OF[column](line)
