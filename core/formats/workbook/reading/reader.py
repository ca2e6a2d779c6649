"""Reading a workbook: the target tables that its sheets hold, as a book with the place of every field."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, cast

from core.book import Book, ItemId, Project
from core.formats.size_limits import check_projects
from core.formats.unrecognised import Unrecognised
from core.formats.workbook.mapping import SectionMap, WorkbookMap
from core.formats.workbook.reading.form_reader import FormProject, read_form
from core.formats.workbook.reading.form_tables import find_form_tables
from core.formats.workbook.reading.list_reader import find_lists, read_list
from core.formats.workbook.reading.project_sheet import ProjectSheet, find_project_sheet
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.special_sheets import find_contents, find_department, find_front
from core.formats.workbook.reading.title_rows import Titles, find_titles
from core.formats.workbook.titles import WorkbookKind
from core.progress import Progress, unobserved
from core.spreadsheet.reading.grid import Grid, Heads

_NAMING = {"name", "code"}


class NoTables(Exception):
    """No sheet of the workbook holds a target table."""


class _Read(NamedTuple):
    """What one of the two ways of reading finds; `entries` are the parts not understood."""

    kind: WorkbookKind
    projects: Sequence[tuple[Project, SectionMap]]
    entries: Sequence[Unrecognised]
    used: Collection[str]
    """The names of the sheets that are understood."""


class _TableSheet(NamedTuple):
    sheet: Sheet
    titles: Sequence[Titles]


def read_workbook(
    grids: Sequence[Grid], new_id: Callable[[], ItemId], progress: Progress = unobserved
) -> tuple[Book, WorkbookMap]:
    """The book that the sheets hold, and where it stands in them.

    Hidden sheets count only where no other has a table. Raises NoTables, TooMuch, and what `progress` raises.
    """
    sheets = [Sheet(grid) for grid in grids]
    tables, shown, others = _with_tables(sheets, progress)
    front, department = find_front(others, new_id), find_department(others, new_id)
    read, dropped = _read_tables(shown, others, new_id, progress)
    progress(len(sheets), len(sheets))
    projects = [project for project, _ in read.projects]
    left = [sheet for sheet in others if sheet.name not in read.used]
    contents = find_contents(left, projects)
    sections = {project.id: mapped for project, mapped in read.projects}
    sections |= {front.front.id: front.map} if front else {}
    sections |= {department.department.id: department.map} if department else {}
    special = [found.map.sheet for found in (front, department) if found] + (
        [contents.sheet] if contents else []
    )
    entries = [
        *read.entries,
        *dropped,
        *(_unread(table.sheet) for table in tables if shown is not tables and not table.sheet.is_visible),
        *(_unread(sheet) for sheet in left if sheet.name not in special and any(map(any, sheet.rows))),
    ]
    book = Book(
        projects,
        front.front if front else None,
        department.department if department else None,
        last_id=new_id(),
    )
    return book, WorkbookMap(read.kind, sections, contents, tuple(entries))


def read_first(heads: Heads) -> Project | None:
    """The first project of a workbook of which only the heads are known; None where these do not tell it for sure.

    It is what `read_workbook` finds in the whole, unless something further below contradicts what stands in the heads.
    Raises TooMuch.
    """
    _, shown, others = _with_tables([Sheet(grid) for grid in heads.grids], unobserved)
    new_id = cast("Callable[[], ItemId]", itertools.count(1).__next__)
    try:
        read, dropped = _read_tables(shown, others, new_id, unobserved)
    except NoTables:
        return None
    may_hold_tables = any(sheet.name in heads.cut and sheet.name not in read.used for sheet in others)
    if dropped or may_hold_tables or not _is_over(read, heads.cut):
        return None
    if read.kind is WorkbookKind.FORM:
        is_sure = heads.are_all or shown[0].sheet.is_visible
    else:
        # A longer list would be preferred to this one, and a list may be found to belong to the sheet of projects.
        is_sure = heads.are_all and (len(shown) == 1 if read.used else find_project_sheet(others) is None)
    return read.projects[0][0] if is_sure else None


def _is_over(read: _Read, cut: Collection[str]) -> bool:
    """Whether the first project's rows end before its sheet is cut: another one's follow."""
    (_, first), *others = read.projects
    rows = first.rows
    if rows is None or rows.sheet not in cut:
        return True
    following = (other.rows for _, other in others if other.rows and other.rows.sheet == rows.sheet)
    return bool(rows.rows) and any(max(other.rows, default=0) > rows.rows[-1] for other in following)


class _Tables(NamedTuple):
    """The sheets with tables; those of them that count; the other sheets, as far as they count."""

    tables: Sequence[_TableSheet]
    shown: Sequence[_TableSheet]
    others: Sequence[Sheet]


def _with_tables(sheets: Sequence[Sheet], progress: Progress) -> _Tables:
    """Hidden sheets count only where no other has a table. Raises what `progress` raises."""
    tables: list[_TableSheet] = []
    for number, sheet in enumerate(sheets):
        progress(number, len(sheets))
        if titles := find_titles(sheet):
            tables.append(_TableSheet(sheet, titles))
    shown = [table for table in tables if table.sheet.is_visible] or tables
    names = {table.sheet.name for table in tables}
    others = [sheet for sheet in sheets if sheet.name not in names and (sheet.is_visible or not shown)]
    return _Tables(tables, shown, others)


def _read_tables(
    tables: Sequence[_TableSheet], others: Sequence[Sheet], new_id: Callable[[], ItemId], progress: Progress
) -> tuple[_Read, list[Unrecognised]]:
    """The tables of the kind that has more projects; the others are not understood. Raises what `read_workbook` does."""
    project_sheet = find_project_sheet(others)
    lists: list[_TableSheet] = []
    forms: list[_TableSheet] = []
    for table in tables:
        is_list = _is_list(table, project_sheet, is_only=len(tables) == 1)
        (lists if is_list else forms).append(table)
    found = [_read_forms(forms, new_id, progress), _read_lists(lists, project_sheet, new_id, progress)]
    best = max(found, key=lambda read: len(read.projects))
    if not best.projects:
        raise NoTables
    dropped = forms if best is found[1] else lists
    return best, [_unread_table(table.sheet, titles) for table in dropped for titles in table.titles]


def _is_list(table: _TableSheet, project_sheet: ProjectSheet | None, *, is_only: bool) -> bool:
    """Whether the rows of a sheet say whose they are."""
    named = [set(titles.projects.values()) for titles in table.titles]
    if any(fields & _NAMING for fields in named):
        return True
    has_positions = project_sheet is not None and "position" in project_sheet.fields.values()
    has_header = "name" in table.sheet.header_fields.values()
    return is_only and has_positions and not has_header and "position" in named[0]


def _read_forms(tables: Sequence[_TableSheet], new_id: Callable[[], ItemId], progress: Progress) -> _Read:
    found: list[FormProject] = []
    for number, (sheet, titles) in enumerate(tables):
        on_sheet = find_form_tables(sheet, titles)
        check_projects(f"到工作表“{sheet.name}”为止", len(found) + len(on_sheet))
        for table in on_sheet:
            progress(number, len(tables))
            found.append(read_form(table, new_id))
    kind = WorkbookKind.FORM if any(form.has_header for form in found) else WorkbookKind.LIST
    entries = [entry for form in found for entry in form.unrecognised]
    return _Read(kind, [(form.project, form.map) for form in found], entries, set())


def _read_lists(
    tables: Sequence[_TableSheet],
    project_sheet: ProjectSheet | None,
    new_id: Callable[[], ItemId],
    progress: Progress,
) -> _Read:
    found_lists = [table for sheet, titles in tables for table in find_lists(sheet, titles)]
    lists = [table for table in found_lists if table.names_projects]
    longest = max(lists, key=lambda table: len(table.rows), default=None)
    joined = (
        read_list(longest, project_sheet, new_id, progress=progress) if longest and project_sheet else None
    )
    if joined and joined.is_joined and project_sheet:
        unread = [table for table in found_lists if table is not longest]
        entries = [*joined.unrecognised, *(_unread_table(table.sheet, table.titles) for table in unread)]
        return _Read(WorkbookKind.LIST, joined.projects, entries, {project_sheet.sheet.name})
    entries = [_unread_table(table.sheet, table.titles) for table in found_lists if not table.names_projects]
    projects: list[tuple[Project, SectionMap]] = []
    for table in lists:
        found = read_list(table, None, new_id, len(projects) + 1, progress)
        projects += found.projects
        check_projects(f"到工作表“{table.sheet.name}”为止", len(projects))
        entries += found.unrecognised
    return _Read(WorkbookKind.LIST, projects, entries, set())


def _unread_table(sheet: Sheet, titles: Titles) -> Unrecognised:
    return sheet.unrecognised(titles.row, "　".join(text for _, text in sheet.filled(titles.row)))


def _unread(sheet: Sheet) -> Unrecognised:
    """A whole sheet, by its first text."""
    kind = "工作表" if sheet.is_visible else "隐藏的工作表"
    return Unrecognised(f"{kind}“{sheet.name}”", next(text for row in sheet.rows for text in row if text))
