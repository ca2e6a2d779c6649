"""Reading lists: a row for each indicator, with columns that say whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from core.book import ItemId, Project
from core.formats.size_limits import check_indicators, check_projects
from core.formats.unrecognised import Unrecognised
from core.formats.workbook.mapping import Continued, FieldText, RowCells, RowsMap, SectionMap, Template
from core.formats.workbook.reading.field_cells import AMOUNTS, DEFAULT_MONEY_UNIT, field_cell, unit_of_amount
from core.formats.workbook.reading.goal_cells import read_goals
from core.formats.workbook.reading.header_labels import is_money_line
from core.formats.workbook.reading.indicator_rows import IndicatorRows, read_indicator_rows
from core.formats.workbook.reading.labels import is_heading, is_no_indicator, is_total
from core.formats.workbook.reading.list_owners import KEY_FIELDS, find_owners, join_projects
from core.formats.workbook.reading.project_sheet import ProjectRow, ProjectSheet, sheet_money_unit
from core.formats.workbook.reading.project_texts import ProjectTexts
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.title_rows import Titles, table_rows
from core.progress import Progress, unobserved
from core.spreadsheet.address import Cell


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list on a sheet: its column titles and the rows below them."""

    sheet: Sheet
    titles: Titles
    rows: list[int]

    @property
    def names_projects(self) -> bool:
        """Whether any column says whose the rows are."""
        return any(name in KEY_FIELDS for name in self.titles.projects.values())


def find_lists(sheet: Sheet, titles: Sequence[Titles]) -> list[ListTable]:
    """The lists of a sheet; titles that are printed once more on the next page begin no list."""
    lists: list[ListTable] = []
    for index, found in enumerate(titles):
        rows = table_rows(titles, index, sheet.height)
        if lists and found.says_same(lists[-1].titles):
            lists[-1].rows.extend(rows)
        else:
            lists.append(ListTable(sheet, found, [*rows]))
    return lists


@dataclass(frozen=True, slots=True)
class ListFound:
    """`is_joined` where the projects are those of the other sheet."""

    projects: Sequence[tuple[Project, SectionMap]]
    unrecognised: Sequence[Unrecognised]
    is_joined: bool


def read_list(
    table: ListTable,
    project_sheet: ProjectSheet | None,
    new_id: Callable[[], ItemId],
    first_position: int = 1,
    progress: Progress = unobserved,
) -> ListFound:
    """The projects of a list in order; the first of them has the place `first_position` in the book.

    Raises TooMuch, and what `progress` raises.
    """
    return _ListReader(table, project_sheet, first_position, progress).read(new_id)


@dataclass(slots=True)
class _Group:
    """The rows of one project, by their indices; `header_row` is one that only names the project."""

    indices: list[int] = field(default_factory=list)
    header_row: int | None = None


@dataclass(slots=True)
class _Column:
    """A column that says something of the projects.

    `texts` are those of its cells by index of the row, `distinct` by number of the project.
    """

    field: str
    column: int
    texts: Sequence[str]
    distinct: Sequence[set[str]]
    style: Continued


_Said = tuple[tuple[int, Template, Continued], ...]
"""Columns in which the rows of a project say it: what their cells are made of, and how they continue."""


class _ListReader:
    def __init__(
        self,
        table: ListTable,
        project_sheet: ProjectSheet | None,
        first_position: int,
        progress: Progress,
    ) -> None:
        self._sheet = table.sheet
        self._progress = progress
        self._titles = table.titles
        self._first_position = first_position
        self._rows: IndicatorRows = read_indicator_rows(table.sheet, table.titles, table.rows)
        check_indicators(f"工作表“{table.sheet.name}”", len(self._rows.rows))
        progress(0, 1)
        self._unknown = [*self._lines_above(), *self._rows.unknown]
        self._fields = {known: column for column, known in table.titles.projects.items()}
        self._stated = sheet_money_unit(table.sheet, table.titles.row)
        self._project_rows: Sequence[ProjectRow] = ()
        self._groups = self._join(project_sheet) if project_sheet else []
        self._project_sheet = project_sheet if self._groups else None
        if not self._groups:
            self._groups = self._tell_apart(table)
        progress(0, len(self._groups))
        self._columns = list(self._read_columns())
        self._made: dict[_Said, tuple[Mapping[int, Template], Mapping[str, Continued]]] = {}
        """Shared by the projects whose rows say the same columns: nearly all of them."""

    def read(self, new_id: Callable[[], ItemId]) -> ListFound:
        projects = []
        for number, group in enumerate(self._groups):
            self._progress(number, len(self._groups))
            projects.append(self._project(number, group, new_id))
        unknown = [
            self._sheet.unrecognised(row, text) for row, text in sorted(self._unknown, key=itemgetter(0))
        ]
        if self._project_sheet:
            other = self._project_sheet
            unknown += [other.sheet.unrecognised(row, text) for row, text in other.unknown]
        return ListFound(projects, unknown, self._project_sheet is not None)

    # -- whose rows ----------------------------------------------------------------------------------------

    def _join(self, project_sheet: ProjectSheet) -> list[_Group]:
        """The rows of each project of the other sheet; nothing where most rows belong to none of them."""
        keys = {name: self._sheet.column(self._fields[name], self._rows.rows) for name in self._key_fields}
        numbers = join_projects(keys, [row.keys for row in project_sheet.rows])
        if not keys or numbers.count(-1) * 2 > len(numbers):
            return []
        groups = [_Group() for _ in project_sheet.rows]
        for index, number in enumerate(numbers):
            if number >= 0:
                groups[number].indices.append(index)
            else:
                self._unknown.append(self._whole_row(self._rows.rows[index]))
        self._project_rows = project_sheet.rows
        return groups

    def _tell_apart(self, table: ListTable) -> list[_Group]:
        """The rows of each project that the list itself names."""
        rows = self._rows.rows
        naming = self._naming_rows(table)
        walk = sorted({*rows, *naming}) if naming else rows
        keys = {name: self._sheet.column(self._fields[name], walk) for name in self._key_fields}
        owners = find_owners(keys)
        check_projects(f"工作表“{self._sheet.name}”", owners.total)
        if "position" not in owners.fields:
            self._fields.pop("position", None)
        groups = [_Group() for _ in range(owners.total)]
        index = 0
        for row, number in zip(walk, owners.numbers, strict=True):
            if row in naming:
                groups[number].header_row = row
                continue
            if number >= 0:
                groups[number].indices.append(index)
            else:
                self._unknown.append(self._whole_row(row))
            index += 1
        self._unknown = [entry for entry in self._unknown if entry[0] not in naming]
        return groups

    @property
    def _key_fields(self) -> list[str]:
        return [name for name in KEY_FIELDS if name in self._fields]

    def _naming_rows(self, table: ListTable) -> set[int]:
        """Rows that name a project and hold no indicator."""
        columns = [self._fields[name] for name in ("code", "name") if name in self._fields]
        indicators = set(self._rows.rows)
        return {
            row
            for row in table.rows
            if row not in indicators
            and any(self._sheet.text(row, column) for column in columns)
            and not is_no_indicator(first := self._sheet.filled(row)[0][1])
            and not is_total(first)
            and row not in self._sheet.wide_merges
        }

    def _lines_above(self) -> Iterator[tuple[int, str]]:
        """What stands above the titles, but for a heading and the money unit."""
        for row in range(1, self._titles.first_row):
            texts = [
                text for _, text in self._sheet.filled(row) if not (is_money_line(text) or is_heading(text))
            ]
            if texts:
                yield row, "　".join(texts)

    def _whole_row(self, row: int) -> tuple[int, str]:
        return row, "　".join(text for _, text in self._sheet.filled(row))

    # -- what the columns say ------------------------------------------------------------------------------

    def _read_columns(self) -> Iterator[_Column]:
        """The columns that say one thing of each project; others are unknown."""
        for name, column in self._fields.items():
            self._progress(0, len(self._groups))
            texts = self._sheet.column(column, self._rows.rows)
            distinct = [{texts[index] for index in group.indices} for group in self._groups]
            is_second_unit = name == "department" and "unit" in self._fields
            if is_second_unit or any(len(said - {""}) > 1 for said in distinct):
                self._unknown.append((self._titles.row, self._sheet.text(self._titles.row, column)))
            else:
                yield _Column(name, column, texts, distinct, self._style(column, distinct))

    def _style(self, column: int, distinct: Sequence[set[str]]) -> Continued:
        rows = self._rows.rows
        if rows and any(self._sheet.merged_rows(column, rows[0], rows[-1])):
            return Continued.MERGED
        return Continued.BLANK if any(len(said) > 1 for said in distinct) else Continued.REPEATED

    def _text(self, column: _Column, number: int) -> str:
        """What the column says of the project: on its rows, on the row that names it, or merged with others' cells."""
        group = self._groups[number]
        if self._project_rows and not group.indices:
            return self._project_rows[number].keys.get(column.field, "")
        said = max(column.distinct[number], default="")
        if not said and group.header_row:
            said = self._sheet.text(group.header_row, column.column)
        if not said and group.indices and column.style is Continued.MERGED:
            row = self._rows.rows[group.indices[0]]
            said = self._merged[column.column].get(row, "")
        return said

    @cached_property
    def _merged(self) -> dict[int, dict[int, str]]:
        """The texts of vertically merged cells, by column and row."""
        first, last = self._rows.rows[0], self._rows.rows[-1]
        return {
            column: {
                row: self._sheet.text(top, column)
                for top, bottom in self._sheet.merged_rows(column, first, last)
                for row in range(top, bottom + 1)
            }
            for column in self._fields.values()
        }

    # -- projects ------------------------------------------------------------------------------------------

    def _project(
        self, number: int, group: _Group, new_id: Callable[[], ItemId]
    ) -> tuple[Project, SectionMap]:
        known = self._project_rows[number] if self._project_rows else None
        texts = {column.field: self._text(column, number) for column in self._columns}
        money_unit = self._money_unit(texts)
        cells = [
            field_cell(column.field, texts[column.field], texts.keys(), money_unit)
            for column in self._columns
        ]
        said = {"money_unit": money_unit}
        for cell in cells:
            said |= cell.said
        if known:
            said |= known.texts.said
        position = str(self._first_position + number)
        placed = [
            (column, cell.template)
            for column, cell in zip(self._columns, cells, strict=True)
            if all(text == said[name] for name, text in cell.said.items())
            and (column.field != "position" or texts["position"] == position)
        ]
        goals = known.texts.goals if known else ()
        if "goals" in said:
            goals = read_goals([said["goals"]]).goals or goals
        project = ProjectTexts(said, goals, known.texts.percents if known else {}).project(
            new_id,
            lambda has_basis: self._rows.indicators(group.indices, new_id, has_basis=has_basis),
            has_basis=self._has_basis(group, has_parts="parts" in said),
        )
        rows = self._rows_map(number, placed, texts)
        if known and self._project_sheet:
            return project, self._known_map(self._project_sheet, known, position, rows)
        return project, self._own_map(group, placed, rows)

    def _money_unit(self, texts: Mapping[str, str]) -> str:
        if texts.get("money_unit") or self._stated:
            return texts.get("money_unit") or self._stated or ""
        units = (unit_of_amount(texts[name]) for name in AMOUNTS if name in texts)
        return next((unit for unit in units if unit), DEFAULT_MONEY_UNIT)

    def _has_basis(self, group: _Group, *, has_parts: bool) -> bool:
        """Where nothing says which parts a table has, the column does; else it does so with what is in it."""
        basis = self._rows.texts.get("basis")
        return basis is not None and (not has_parts or any(basis[index] for index in group.indices))

    def _rows_map(
        self, number: int, placed: Sequence[tuple[_Column, Template]], texts: Mapping[str, str]
    ) -> RowsMap:
        said = tuple(
            (column.column, template, column.style)
            for column, template in placed
            if self._says_on_rows(column, number, texts[column.field])
        )
        if said not in self._made:
            self._made[said] = self._columns_and_levels(said)
        columns, levels = self._made[said]
        rows = [self._rows.rows[index] for index in self._groups[number].indices]
        return RowsMap(self._sheet.name, self._titles.row, columns, _compact(rows), levels)

    def _columns_and_levels(self, said: _Said) -> tuple[Mapping[int, Template], Mapping[str, Continued]]:
        """What the cells of rows are made of that say these columns of their project, and how they continue."""
        columns, levels = dict(self._rows.columns), dict(self._rows.levels)
        for column, template, style in said:
            columns[column] = template
            if style is not Continued.REPEATED:
                levels |= {piece.field: style for piece in template if isinstance(piece, FieldText)}
        return columns, levels

    def _says_on_rows(self, column: _Column, number: int, text: str) -> bool:
        """Whether the rows say the column's text themselves: each of them, or the first for all."""
        group, said = self._groups[number], column.distinct[number]
        if not said:
            return group.header_row is None
        if group.header_row and self._sheet.text(group.header_row, column.column):
            return said != {""}
        first = column.texts[group.indices[0]]
        return bool(first) if len(said) > 1 else first == text

    def _own_map(
        self, group: _Group, placed: Sequence[tuple[_Column, Template]], rows: RowsMap
    ) -> SectionMap:
        """A project that stands in the list alone."""
        all_rows = [*([group.header_row] if group.header_row else []), *rows.rows]
        cells = {
            Cell(group.header_row, column.column): template
            for column, template in placed
            if group.header_row and self._sheet.text(group.header_row, column.column)
        }
        return SectionMap(self._sheet.name, min(all_rows), max(all_rows), cells, None, rows)

    def _known_map(
        self, project_sheet: ProjectSheet, known: ProjectRow, position: str, rows: RowsMap
    ) -> SectionMap:
        """A project with a row on the sheet of projects."""
        cells = known.cells
        if known.keys.get("position", position) != position:
            cells = {column: made for column, made in cells.items() if made != (FieldText("position"),)}
        mapped = RowCells(known.row, cells)
        return SectionMap(project_sheet.sheet.name, known.row, known.row, mapped, known.goals, rows)


def _compact(rows: Sequence[int]) -> Sequence[int]:
    """The same numbers, which rise, in little memory."""
    follow_each_other = rows and rows[-1] - rows[0] + 1 == len(rows)
    return range(rows[0], rows[-1] + 1) if follow_each_other else tuple(rows)
