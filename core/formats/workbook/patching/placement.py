"""Where the projects of a changed book go in its workbook: onto sheets of their own, below each other, or into a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.book import Book, ItemId, Project, Section
from core.formats.workbook.mapping import FieldText, SectionMap, WorkbookMap
from core.formats.workbook.patching.rearranging import in_order, rearranged
from core.formats.workbook.patching.sheet_rows import Line, SheetRows
from core.formats.workbook.titles import WorkbookKind
from core.spreadsheet.arranging.sheets import CopiedSheet, KeptSheet
from core.spreadsheet.sheet_name import legal_sheet_name

SheetOrder = tuple[KeptSheet | CopiedSheet, ...]
RowsOf = Callable[[str], SheetRows]
"""The rows of the sheet with this name."""

_SHARED_FIELDS = {"position", "number", "title", "unit_code", "unit_name", "code", "name"}


class NoExample(Exception):
    """The workbook holds no table that a new project's could be made like."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section on its way into the workbook: where it stands, what it said there, what it is to say.

    `old` is None for a section that is made like another one; its `map` is that one's then. `rows_are_new` where
    that is done with new rows, not on a copy of a sheet.
    """

    map: SectionMap
    new: Section
    position: int
    old: Section | None = None
    old_position: int = 0
    rows_are_new: bool = False

    @property
    def is_as_it_was(self) -> bool:
        return self.old is self.new and self.old_position == self.position

    def line(self, row: int) -> Line:
        """The row of the sheet that stands for `row` of the map."""
        return Line(row, (self.new.id,)) if self.rows_are_new else Line(row)


def place_projects(
    mapped: WorkbookMap,
    old: Mapping[ItemId, Section],
    book: Book,
    sheet_names: Sequence[str],
    rows_of: RowsOf,
) -> tuple[SheetOrder, list[Part]]:
    """The order of the sheets, and a part for every project; whole blocks of rows are moved on the way.

    Raises NoExample.
    """
    before = [section for section in old.values() if isinstance(section, Project)]
    placement = _Placement(mapped, before, book, sheet_names, rows_of)
    if shares_rows(mapped):
        return placement.in_a_list()
    sheets = [mapped.sections[project.id].sheet for project in before]
    if len(set(sheets)) == len(sheets):
        return placement.on_sheets()
    return placement.in_blocks()


def shares_rows(mapped: WorkbookMap) -> bool:
    """Whether the projects are rows of one list, not tables of their own."""
    if mapped.kind is not WorkbookKind.LIST:
        return False
    columns = [
        section.rows.columns for section in mapped.sections.values() if section.rows and section.rows.columns
    ]
    fields = {
        piece.field
        for templates in columns
        for template in templates.values()
        for piece in template
        if isinstance(piece, FieldText)
    }
    return bool(fields & _SHARED_FIELDS)


class _Placement:
    def __init__(
        self,
        mapped: WorkbookMap,
        before: Sequence[Project],
        book: Book,
        sheet_names: Sequence[str],
        rows_of: RowsOf,
    ) -> None:
        self._maps = mapped.sections
        self._before = before
        self._projects = book.projects
        self._sheet_names = sheet_names
        self._rows_of = rows_of
        self._places = {project.id: place for place, project in enumerate(before)}

    def in_a_list(self) -> tuple[SheetOrder, list[Part]]:
        """Every project has a row on a sheet of projects, or none but those of its indicators."""
        parts = self._parts(rows_are_new=True)
        owned = [Line(self._maps[project.id].first_row) for project in self._before]
        first = self._maps[self._before[0].id] if self._before else None
        if first and first.rows and first.rows.sheet != first.sheet:
            wanted = [part.line(part.map.first_row) for part in parts]
            self._rows_of(first.sheet).arrange(owned, wanted, owned[0])
        return self._all_sheets, parts

    def on_sheets(self) -> tuple[SheetOrder, list[Part]]:
        """Every project has a sheet of its own."""
        names = {project.id: self._maps[project.id].sheet for project in self._before}
        owned: list[KeptSheet | CopiedSheet] = [KeptSheet(name) for name in names.values()]
        wanted: list[KeptSheet | CopiedSheet] = []
        parts: list[Part] = []
        taken = set(self._sheet_names)
        for part in self._parts(rows_are_new=False):
            if part.old is None:
                assert isinstance(part.new, Project)
                name = legal_sheet_name(f"{part.position} {part.new.name}", taken)
                taken.add(name)
                wanted.append(CopiedSheet(name, part.map.sheet))
                part = replace(part, map=_on_sheet(part.map, name))
            else:
                wanted.append(KeptSheet(names[part.new.id]))
            parts.append(part)
        return tuple(rearranged(self._all_sheets, owned, wanted)), parts

    def in_blocks(self) -> tuple[SheetOrder, list[Part]]:
        """Several projects stand below each other on a sheet."""
        sheets = self._sheets_of_blocks()
        parts: list[Part] = []
        for part in self._parts(rows_are_new=True):
            home = self._maps[part.new.id].sheet if part.old else None
            sheet = sheets[part.new.id]
            if home != sheet:
                example = next(self._maps[p.id] for p in self._before if self._maps[p.id].sheet == sheet)
                part = replace(part, map=example, old=None, rows_are_new=True)
            parts.append(part)
        for sheet in {mapped.sheet for mapped in self._maps.values()}:
            blocks = [self._maps[p.id] for p in self._before if self._maps[p.id].sheet == sheet]
            if blocks:
                self._regroup(sheet, blocks, [part for part in parts if part.map.sheet == sheet])
        return self._all_sheets, parts

    @property
    def _all_sheets(self) -> SheetOrder:
        return tuple(KeptSheet(name) for name in self._sheet_names)

    def _parts(self, *, rows_are_new: bool) -> list[Part]:
        """A part for every project; a new one is made like the one before it, or like one with the same parts."""
        parts: list[Part] = []
        nearest = next((self._places[p.id] for p in self._projects if p.id in self._places), 0)
        for position, project in enumerate(self._projects, 1):
            place = self._places.get(project.id)
            if place is not None:
                nearest = place
                old, mapped = self._before[place], self._maps[project.id]
                parts.append(Part(mapped, project, position, old, place + 1))
            else:
                example = self._maps[self._example(project, nearest).id]
                parts.append(Part(example, project, position, rows_are_new=rows_are_new))
        return parts

    def _example(self, project: Project, nearest: int) -> Project:
        """Raises NoExample."""
        if not self._before:
            raise NoExample
        candidates = [self._before[nearest], *self._before]
        return next((one for one in candidates if _parts_of(one) == _parts_of(project)), candidates[0])

    def _sheets_of_blocks(self) -> dict[ItemId, str]:
        """The sheet that each project stands on: its own, unless it moved out of the order of the sheets."""
        known = [project.id for project in self._projects if project.id in self._places]
        steady = in_order([project.id for project in self._before], known)
        sheet = self._maps[next((p for p in known if p in steady), self._before[0].id)].sheet
        sheets: dict[ItemId, str] = {}
        for project in self._projects:
            if project.id in steady:
                sheet = self._maps[project.id].sheet
            sheets[project.id] = sheet
        return sheets

    def _regroup(self, sheet: str, blocks: Sequence[SectionMap], parts: Sequence[Part]) -> None:
        """Bring the blocks of a sheet into the order of the parts; what stands between two blocks belongs to the upper one."""
        if [part.old and part.map for part in parts] == list(blocks):
            return
        ends = {one.first_row: other.first_row - 1 for one, other in pairwise(blocks)}
        last = blocks[-1]
        gap = blocks[1].first_row - blocks[0].last_row - 1 if len(blocks) > 1 else 1
        gap_row = blocks[0].last_row + 1
        lines: list[Line] = []
        for part in parts:
            end = ends.get(part.map.first_row, last.last_row)
            if lines and lines[-1].row == last.last_row:
                lines += [Line(gap_row, (part.new.id, number)) for number in range(gap)]
            lines += [part.line(row) for row in range(part.map.first_row, end + 1)]
        self._rows_of(sheet).regroup(blocks[0].first_row, last.last_row, lines)


def _parts_of(project: Project) -> tuple[object, ...]:
    """Which optional parts the project's table has."""
    plan = project.spending_plan
    labels = None if plan is None else tuple(checkpoint.label for checkpoint in plan)
    return project.code is None, labels, project.has_basis


def _on_sheet(mapped: SectionMap, name: str) -> SectionMap:
    rows = mapped.rows
    return replace(
        mapped,
        sheet=name,
        rows=replace(rows, sheet=name) if rows and rows.sheet == mapped.sheet else rows,
    )
