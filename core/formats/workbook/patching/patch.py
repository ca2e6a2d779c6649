"""What has to change in a workbook so that it says a changed book: sheets, rows and cells, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from core.book import Book, Goals, ItemId, Project, Row, Section
from core.formats.workbook.mapping import Continued, FieldText, GoalsMap, RowsMap, Template, WorkbookMap
from core.formats.workbook.patching.placement import Part, SheetOrder, place_projects, shares_rows
from core.formats.workbook.patching.sheet_rows import Line, SheetRows
from core.formats.workbook.template import composed
from core.spreadsheet.address import Cell
from core.spreadsheet.patching.sheet_edit import SheetEdit

TextsOf = Callable[[str], Sequence[Sequence[str]]]
"""The texts of the sheet with this name, from its first row and column on."""

_LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class WorkbookEdit:
    """The sheets in their new order, and by name what is to become of those that change."""

    order: SheetOrder
    sheets: dict[str, SheetEdit]


def patch_book(
    mapped: WorkbookMap,
    old: Mapping[ItemId, Section],
    book: Book,
    sheet_names: Sequence[str],
    texts_of: TextsOf,
) -> WorkbookEdit:
    """How the workbook, which says the `old` sections, comes to say the book.

    `texts_of` tells what stands in the rows of a sheet. Raises `placement.NoExample` where a new project finds no table that its own could be made like.
    """
    sheets: defaultdict[str, SheetRows] = defaultdict(SheetRows)
    order, parts = place_projects(mapped, old, book, sheet_names, sheets.__getitem__)
    parts += _special_parts(mapped, old, book)
    tables = _tables(mapped, old, parts)
    goals = [_Goals(part, part.map.goals) for part in parts if part.map.goals and not _is_same(part)]
    for table in tables:
        table.arrange(sheets)
    for goal_cells in goals:
        goal_cells.arrange(sheets)
    for part in parts:
        if part.rows_are_new and not shares_rows(mapped):
            _say_labels(part, texts_of(part.map.sheet), sheets[part.map.sheet])
        _say_fields(part, sheets[part.map.sheet])
    for table in tables:
        table.say(sheets, texts_of)
    for goal_cells in goals:
        goal_cells.say(sheets)
    if mapped.contents:
        _say_contents(mapped.contents, old, parts, sheets[mapped.contents.sheet])
    edits = {name: rows.edit() for name, rows in sheets.items()}
    return WorkbookEdit(order, {name: edit for name, edit in edits.items() if edit is not None})


def _special_parts(mapped: WorkbookMap, old: Mapping[ItemId, Section], book: Book) -> list[Part]:
    """Front matter and department targets, which neither come nor go."""
    specials = (section for section in (book.front, book.department) if section is not None)
    return [
        Part(mapped.sections[section.id], section, 0, old[section.id])
        for section in specials
        if section.id in mapped.sections
    ]


def _is_same(part: Part) -> bool:
    return part.old is part.new and part.old_position == part.position


def _say_labels(part: Part, texts: Sequence[Sequence[str]], rows: SheetRows) -> None:
    """Write what a new block of rows has in common with the one it is made like."""
    mapped = part.map
    said = set(mapped.cells)
    if mapped.goals:
        said |= {Cell(row, mapped.goals.column) for row in mapped.goals.rows}
    own_rows = set(mapped.rows.rows) if mapped.rows else set()
    for row in range(mapped.first_row, min(mapped.last_row, len(texts)) + 1):
        for column, text in enumerate(texts[row - 1], 1):
            if text and row not in own_rows and Cell(row, column) not in said:
                rows.say(part.line(row), column, text)


def _say_fields(part: Part, rows: SheetRows) -> None:
    if _is_same(part):
        return
    for cell, template in part.map.cells.items():
        text = composed(template, part.new, None, part.position)
        if part.old is None or text != composed(template, part.old, None, part.old_position):
            rows.say(part.line(cell.row), cell.column, text)


# -- goals ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Goals:
    """The goals of a section: in a cell each, where there are several cells, else all in one."""

    part: Part
    map: GoalsMap
    _lines: list[Line] = field(default_factory=list)

    def arrange(self, sheets: Mapping[str, SheetRows]) -> None:
        owned = [self.part.line(row) for row in self.map.rows]
        self._lines = owned
        if self._goes_by_cells and len(self._new) != len(owned):
            last = self.map.rows[-1]
            extra = [
                Line(last, (self.part.new.id, -number))
                for number in range(len(owned) + 1, len(self._new) + 1)
            ]
            self._lines = [*owned, *extra][: max(len(self._new), 1)]
            sheets[self.part.map.sheet].arrange(owned, self._lines, owned[0])

    def say(self, sheets: Mapping[str, SheetRows]) -> None:
        rows = sheets[self.part.map.sheet]
        before = self._texts(self._old, len(self.map.rows)) if self._old is not None else []
        for number, (line, text) in enumerate(
            zip(self._lines, self._texts(self._new, len(self._lines)), strict=True)
        ):
            if number >= len(before) or text != before[number]:
                rows.say(line, self.map.column, text)

    @property
    def _goes_by_cells(self) -> bool:
        return set(self.map.counts) <= {0, 1} and self.part.map.first_row < self.part.map.last_row

    def _texts(self, goals: Goals, cells: int) -> list[str]:
        """What the cells say; what the last one has to take is in it."""
        numbered = [self.map.numbering.format(number) + goal for number, goal in enumerate(goals, 1)]
        counts = [1] * cells if self._goes_by_cells else list(self.map.counts)
        texts: list[str] = []
        for index, count in enumerate(counts):
            here, numbered = (numbered[:count], numbered[count:]) if index < cells - 1 else (numbered, [])
            texts.append("\n".join(here))
        return texts

    @property
    def _new(self) -> Goals:
        assert isinstance(self.part.new, Project)
        return self.part.new.goals

    @property
    def _old(self) -> Goals | None:
        return self.part.old.goals if isinstance(self.part.old, Project) else None


# -- rows ----------------------------------------------------------------------------------------------------


class _Record(NamedTuple):
    """A row of a section with the line it goes to, and what stood on that line."""

    line: Line
    row: Row
    old: Row | None


@dataclass(slots=True)
class _Table:
    """The rows under one title row: of one section, or of all projects that share a list."""

    map: RowsMap
    title: Line
    parts: list[Part] = field(default_factory=list)
    owned: list[Line] = field(default_factory=list)
    before: list[ItemId] = field(default_factory=list)
    _records: dict[ItemId, list[_Record]] = field(default_factory=dict)
    _is_rearranged: bool = False

    def arrange(self, sheets: Mapping[str, SheetRows]) -> None:
        above = self.owned[0] if self.owned else self.title
        for part in self.parts:
            self._records[part.new.id] = records = list(self._placed(part, above.row))
            above = records[-1].line if records else above
        after = [row.id for part in self.parts for row in part.new.rows]
        self._is_rearranged = after != self.before or not all(part.old for part in self.parts)
        if self._is_rearranged:
            sheets[self.map.sheet].arrange(sorted(self.owned), self._lines, self.title)

    def say(self, sheets: Mapping[str, SheetRows], texts_of: TextsOf) -> None:
        rows = sheets[self.map.sheet]
        for column, template in self.map.columns.items():
            continued = self.map.levels.get(_only_field(template), Continued.REPEATED)
            if continued is Continued.MERGED and self._is_rearranged:
                # A merge may have grown over rows of another section while they were moved.
                rows.unmerge(self._lines, column)
            for part in self.parts:
                if continued is not Continued.REPEATED:
                    self._say_continued(column, template, continued, part, rows, texts_of)
                elif not _is_same(part):
                    _say_column(template, column, part, self._records[part.new.id], rows)

    @property
    def _lines(self) -> list[Line]:
        return [record.line for part in self.parts for record in self._records[part.new.id]]

    def _placed(self, part: Part, row_above: int) -> Iterator[_Record]:
        """The part's rows on their lines; a new one looks like the one above it, or like the example's."""
        places = part.map.rows.rows if part.map.rows else ()
        known = (
            {row.id: (Line(place), row) for place, row in zip(places, part.old.rows, strict=True)}
            if part.old
            else {}
        )
        examples = () if part.old else places
        for index, row in enumerate(part.new.rows):
            line, old = known.get(row.id, (None, None))
            if line is None:
                like = examples[min(index, len(examples) - 1)] if examples else row_above
                line = Line(like, (row.id,))
            row_above = line.row
            yield _Record(line, row, old)

    def _say_continued(
        self,
        column: int,
        template: Template,
        continued: Continued,
        part: Part,
        rows: SheetRows,
        texts_of: TextsOf,
    ) -> None:
        """Write a level or a field of the section where it begins, and leave it empty or merged where it goes on."""
        records = self._records[part.new.id]
        field = _only_field(template)
        names = _names(field, part.new, [record.row for record in records], part.position)
        before = _names(field, part.old, part.old.rows, part.old_position) if part.old else None
        if names == before and not self._is_rearranged:
            return
        runs = [list(run) for _, run in groupby(range(len(records)), key=lambda index: names[index].texts)]
        texts = texts_of(self.map.sheet)
        for run in runs:
            for index in run:
                line, text = records[index].line, names[index].texts[-1] if index == run[0] else ""
                if line.owner is not None or text != _text_at(texts, line.row, column):
                    rows.say(line, column, text)
        if continued is Continued.MERGED:
            rows.unmerge([record.line for record in records], column)
            for run in runs:
                rows.merge([records[index].line for index in run], column)


def _text_at(texts: Sequence[Sequence[str]], row: int, column: int) -> str:
    """Empty beyond the last row or column that has a text."""
    return texts[row - 1][column - 1] if row <= len(texts) and column <= len(texts[row - 1]) else ""


def _say_column(
    template: Template, column: int, part: Part, records: Sequence[_Record], rows: SheetRows
) -> None:
    """Write the cells whose text is another than before."""
    for line, row, old in records:
        text = composed(template, part.new, row, part.position)
        if old is None or not part.old or text != composed(template, part.old, old, part.old_position):
            rows.say(line, column, text)


def _only_field(template: Template) -> str:
    """The field that a cell says and nothing else; empty for other cells."""
    piece = template[0] if len(template) == 1 else ""
    return piece.field if isinstance(piece, FieldText) else ""


class _Name(NamedTuple):
    """What a row says in a column; of a level-2 name also the level-1 name that it stands under."""

    row: ItemId
    texts: tuple[str, ...]


def _names(field: str, section: Section, rows: Sequence[Row], position: int) -> list[_Name]:
    fields = _LEVELS[: _LEVELS.index(field) + 1] if field in _LEVELS else (field,)
    return [
        _Name(row.id, tuple(composed((FieldText(name),), section, row, position) for name in fields))
        for row in rows
    ]


def _tables(mapped: WorkbookMap, old: Mapping[ItemId, Section], parts: Sequence[Part]) -> list[_Table]:
    """The rows of all parts, by the title row that they stand under."""
    tables: dict[tuple[str, Line], _Table] = {}
    is_list = shares_rows(mapped)
    for part in parts:
        rows = part.map.rows
        if rows is None:
            continue
        is_shared = is_list and isinstance(part.new, Project)
        title = Line(rows.title_row) if is_shared else part.line(rows.title_row)
        table = tables.setdefault((rows.sheet, title), _Table(rows, title))
        table.parts.append(part)
        if not is_shared:
            _own(table, rows, part.old, part)
    for section_id, section in old.items() if is_list else ():
        rows = mapped.sections[section_id].rows
        shared = tables.get((rows.sheet, Line(rows.title_row))) if rows else None
        if rows and shared and isinstance(section, Project):
            _own(shared, rows, section)
    return list(tables.values())


def _own(table: _Table, rows: RowsMap, old: Section | None, part: Part | None = None) -> None:
    table.owned += [part.line(row) if part else Line(row) for row in rows.rows]
    table.before += [row.id for row in old.rows] if old else []


def _say_contents(
    contents: RowsMap, old: Mapping[ItemId, Section], parts: Sequence[Part], rows: SheetRows
) -> None:
    """Keep 目录 up to date: one row for each project."""
    before = [section.id for section in old.values() if isinstance(section, Project)]
    places = dict(zip(before, map(Line, contents.rows), strict=True))
    projects = [part for part in parts if isinstance(part.new, Project)]
    wanted: list[Line] = []
    for part in projects:
        like = wanted[-1].row if wanted else contents.rows[0]
        wanted.append(places.get(part.new.id, Line(like, (part.new.id,))))
    rows.arrange(list(places.values()), wanted, Line(contents.title_row))
    for part, line in zip(projects, wanted, strict=True):
        was = old.get(part.new.id)
        for column, template in contents.columns.items():
            text = composed(template, part.new, None, part.position)
            if was is None or text != composed(template, was, None, part.old_position):
                rows.say(line, column, text)
            if was is None and FieldText("name") in template:
                rows.link(line, column, _first_cell(part.map.sheet))


def _first_cell(sheet: str) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!A1"
