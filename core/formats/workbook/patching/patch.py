"""What has to change in a workbook so that it says a changed book: sheets, rows and cells, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.book import Book, ItemId, Project, Section
from core.formats.workbook.mapping import FieldText, RowsMap, WorkbookMap
from core.formats.workbook.patching.goal_lines import GoalLines
from core.formats.workbook.patching.placement import Part, SheetOrder, place_projects, shares_rows
from core.formats.workbook.patching.sheet_rows import Line, SheetRows, TextsOf
from core.formats.workbook.patching.table_lines import tables_of
from core.formats.workbook.template import composed
from core.spreadsheet.address import Cell
from core.spreadsheet.patching.sheet_edit import SheetEdit
from core.spreadsheet.sheet_name import quoted


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

    `texts_of` tells what stands in the rows of a sheet. Raises NoExample where a new project finds no table that its own
    could be made like.
    """
    sheets: defaultdict[str, SheetRows] = defaultdict(SheetRows)
    order, parts = place_projects(mapped, old, book, sheet_names, sheets.__getitem__)
    parts += _special_parts(mapped, old, book)
    is_list = shares_rows(mapped)
    tables = tables_of(mapped, old, parts, is_list)
    goals = [GoalLines(part, part.map.goals) for part in parts if part.map.goals and not part.is_as_it_was]
    for table in tables:
        table.arrange(sheets)
    for goal_cells in goals:
        goal_cells.arrange(sheets)
    for part in parts:
        if part.rows_are_new and not is_list:
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
    if part.is_as_it_was:
        return
    for cell, template in part.map.cells.items():
        text = composed(template, part.new, None, part.position)
        if part.old is None or text != composed(template, part.old, None, part.old_position):
            rows.say(part.line(cell.row), cell.column, text)


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
                rows.link(line, column, f"{quoted(part.map.sheet)}!A1")
