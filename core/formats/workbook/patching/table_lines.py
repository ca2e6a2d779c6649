"""The rows of tables on their way back into the workbook: each on its line, in their new order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from core.book import ItemId, Project, Row, Section
from core.formats.workbook.mapping import Continued, FieldText, RowsMap, Template, WorkbookMap
from core.formats.workbook.patching.placement import Part
from core.formats.workbook.patching.sheet_rows import Line, SheetRows, TextsOf
from core.formats.workbook.template import composed

_LEVELS = ("level1", "level2")


class _Record(NamedTuple):
    """A row of a section with the line it goes to, and what stood on that line."""

    line: Line
    row: Row
    old: Row | None


@dataclass(slots=True)
class TableLines:
    """The rows under one title row: of one section, or of all projects that share a list."""

    sheet: str
    title: Line
    parts: list[Part] = field(default_factory=list)
    owned: list[Line] = field(default_factory=list)
    before: list[ItemId] = field(default_factory=list)
    _records: dict[ItemId, list[_Record]] = field(default_factory=dict)
    _is_rearranged: bool = False

    def arrange(self, sheets: Mapping[str, SheetRows]) -> None:
        row_above = self.owned[0].row if self.owned else self.title.row + 1
        for part in self.parts:
            self._records[part.new.id] = records = list(self._placed(part, row_above))
            row_above = records[-1].line.row if records else row_above
        after = [row.id for part in self.parts for row in part.new.rows]
        self._is_rearranged = after != self.before or not all(part.old for part in self.parts)
        if self._is_rearranged:
            sheets[self.sheet].arrange(sorted(self.owned), self._lines, self.title)

    def say(self, sheets: Mapping[str, SheetRows], texts_of: TextsOf) -> None:
        rows = sheets[self.sheet]
        cells = [(part, *cell) for part in self.parts for cell in _cells_of(part)]
        if self._is_rearranged:
            # A merge may have grown over rows of another section while they were moved.
            for column in {column for _, column, _, continued in cells if continued is Continued.MERGED}:
                rows.unmerge(self._lines, column)
        for part, column, template, continued in cells:
            if continued is not Continued.REPEATED:
                self._say_continued(column, template, continued, part, rows, texts_of)
            elif not part.is_as_it_was:
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
        texts = texts_of(self.sheet)
        for run in runs:
            for index in run:
                line, text = records[index].line, names[index].texts[-1] if index == run[0] else ""
                if line.owner is not None or text != _text_at(texts, line.row, column):
                    rows.say(line, column, text)
        if continued is Continued.MERGED:
            rows.unmerge([record.line for record in records], column)
            for run in runs:
                rows.merge([records[index].line for index in run], column)


def _cells_of(part: Part) -> Iterator[tuple[int, Template, Continued]]:
    """The columns of a part's rows, what their cells say, and how they show that it goes on."""
    if rows := part.map.rows:
        for column, template in rows.columns.items():
            yield column, template, rows.levels.get(_only_field(template), Continued.REPEATED)


def _text_at(texts: Sequence[Sequence[str]], row: int, column: int) -> str:
    """Empty beyond the last row or column that has a text."""
    return texts[row - 1][column - 1] if row <= len(texts) and column <= len(texts[row - 1]) else ""


def _say_column(
    template: Template, column: int, part: Part, records: Sequence[_Record], rows: SheetRows
) -> None:
    """Write the cells whose text is another than before."""
    if part.old is part.new and FieldText("position") not in template:
        return
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


def tables_of(
    mapped: WorkbookMap, old: Mapping[ItemId, Section], parts: Sequence[Part], is_list: bool
) -> list[TableLines]:
    """The rows of all parts, by the title row that they stand under; in a list the projects share one."""
    tables: dict[tuple[str, Line], TableLines] = {}
    for part in parts:
        rows = part.map.rows
        if rows is None:
            continue
        is_shared = is_list and isinstance(part.new, Project)
        title = Line(rows.title_row) if is_shared else part.line(rows.title_row)
        table = tables.setdefault((rows.sheet, title), TableLines(rows.sheet, title))
        table.parts.append(part)
        if not is_shared:
            _own(table, rows, part.old, part)
    for section_id, section in old.items() if is_list else ():
        rows = mapped.sections[section_id].rows
        shared = tables.get((rows.sheet, Line(rows.title_row))) if rows else None
        if rows and shared and isinstance(section, Project):
            _own(shared, rows, section)
    return list(tables.values())


def _own(table: TableLines, rows: RowsMap, old: Section | None, part: Part | None = None) -> None:
    table.owned += [part.line(row) if part else Line(row) for row in rows.rows]
    table.before += [row.id for row in old.rows] if old else []
