"""Sheets sketched as text, for tests: a line for each row, `|` between cells, `<` and `^` for merged ones."""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping, Sequence

import xlsxwriter

from core.book import Book, ItemId, Project
from core.formats.workbook.mapping import Continued, FieldText, WorkbookMap
from core.formats.workbook.reading.reader import read_workbook
from core.formats.workbook.template import composed
from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import Grid, read_grids


def grid(sketch: str, name: str = "Sheet1", *, visible: bool = True) -> Grid:
    """`<` continues the cell to the left, `^` the one above; `⏎` is a line break, `␣` a blank at an end."""
    lines = [[part.strip() for part in line.split("|")] for line in sketch.strip("\n").split("\n")]
    width = max(map(len, lines))
    rows = [line + [""] * (width - len(line)) for line in lines]
    merges = tuple(_merges(rows))
    texts = [
        ["" if text in ("<", "^") else text.replace("⏎", "\n").replace("␣", " ") for text in row]
        for row in rows
    ]
    return Grid(name, visible, texts, merges, frozenset())


def _merges(rows: Sequence[Sequence[str]]) -> list[CellRange]:
    merges: list[CellRange] = []
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(rows) and rows[bottom + 1][left] == "^":
                bottom += 1
            if (right, bottom) != (left, top):
                merges.append(CellRange(top + 1, left + 1, bottom + 1, right + 1))
    return merges


def workbook(grids: Sequence[Grid]) -> bytes:
    """The grids as a workbook that XlsxWriter makes; texts stay texts."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    for one in grids:
        sheet = book.add_worksheet(one.name)
        if not one.visible:
            sheet.hide()
        for merge in one.merges:
            sheet.merge_range(merge.top - 1, merge.left - 1, merge.bottom - 1, merge.right - 1, "")
        for row, texts in enumerate(one.rows):
            for column, text in enumerate(texts):
                if text:
                    sheet.write_string(row, column, text)
    book.close()
    return data.getvalue()


def read(grids: Sequence[Grid]) -> tuple[Book, WorkbookMap]:
    counter = itertools.count(1)
    return read_workbook(grids, lambda: ItemId(next(counter)))


def read_sketches(sketches: Mapping[str, str]) -> tuple[Book, WorkbookMap]:
    """The book of sheets by name, written by XlsxWriter and read from the file."""
    data = workbook([grid(sketch, name) for name, sketch in sketches.items()])
    return read(read_grids(Package.open(data)))


def only_project(sketch: str) -> Project:
    book, _ = read_sketches({"Sheet1": sketch})
    (project,) = book.projects
    return project


def rows_of(project: Project) -> list[tuple[str, ...]]:
    """The indicators' texts; basis only where there is one."""
    return [tuple(text for text in row[1:] if text is not None) for row in project.indicators]


def misfits(grids: Sequence[Grid], book: Book, mapped: WorkbookMap) -> list[tuple[Cell, str, str]]:
    """The cells of which the map says something else than the grid: cell, what the map says, what stands there."""
    by_name = {one.name: one for one in grids}
    positions = {project.id: place for place, project in enumerate(book.projects, 1)}
    said: list[tuple[str, Cell, str]] = []
    for section in book.sections:
        found, position = mapped.sections[section.id], positions.get(section.id, 0)
        for cell, template in found.cells.items():
            said.append((found.sheet, cell, composed(template, section, None, position)))
        if found.goals and isinstance(section, Project):
            goals = [found.goals.numbering.format(n) + goal for n, goal in enumerate(section.goals, 1)]
            for row, count in zip(found.goals.rows, found.goals.counts, strict=True):
                said.append((found.sheet, Cell(row, found.goals.column), "\n".join(goals[:count])))
                goals = goals[count:]
        rows = found.rows
        for column, template in rows.columns.items() if rows else ():
            above: tuple[object, ...] | None = None
            style = next(
                (
                    rows.levels[piece.field]
                    for piece in template
                    if isinstance(piece, FieldText) and piece.field in rows.levels
                ),
                Continued.REPEATED,
            )
            is_level2 = template == (FieldText("level2"),)
            for row, item in zip(rows.rows, section.rows, strict=True):
                text = composed(template, section, item, position)
                key = (item.level1, text) if is_level2 else (text,)
                said.append(
                    (
                        rows.sheet,
                        Cell(row, column),
                        "" if style is not Continued.REPEATED and key == above else text,
                    )
                )
                above = key
    for row, project in zip(mapped.contents.rows, book.projects, strict=True) if mapped.contents else ():
        for column, template in mapped.contents.columns.items():
            text = composed(template, project, None, positions[project.id])
            said.append((mapped.contents.sheet, Cell(row, column), text))
    return [(cell, text, there) for sheet, cell, text in said if (there := by_name[sheet].text(cell)) != text]
