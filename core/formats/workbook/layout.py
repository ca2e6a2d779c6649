"""An Excel book's own form: the workbook it was read from, with the place of every section in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from core.book import Book, ItemId, Project, Section
from core.decisions import NO_DECISIONS, Decisions
from core.formats.carrying import NotCarried, check_carried, exempt_fields
from core.formats.text.table import unseen
from core.formats.unrecognised import Unrecognised
from core.formats.workbook.decision_sheets import split_off_decisions, with_decisions
from core.formats.workbook.mapping import FieldText, SectionMap, WorkbookMap
from core.formats.workbook.patching.patch import patch_book
from core.formats.workbook.reading.reader import NoTables, read_first, read_workbook
from core.formats.workbook.titles import WorkbookKind
from core.formats.workbook.writing.new_workbook import new_workbook
from core.progress import Progress, unobserved
from core.spreadsheet.arranging.sheets import arrange_sheets, sheet_names
from core.spreadsheet.loss import Loss
from core.spreadsheet.opening.package import NotAWorkbook, Package
from core.spreadsheet.patching.workbook_patch import patch_sheets
from core.spreadsheet.reading.grid import SheetReader, read_grids

_UNPLACED = ("number", "title")
_AT_ONCE = 4 << 20
"""In bytes of XML: what is read in a third of a second needs nothing to be shown before."""
_FIRST_SHEETS = 16
_HEAD = 1 << 17
"""In bytes of XML: some 250 rows of a list."""


class LossesAhead(Exception):
    """Saving would break something in the workbook that hangs on rows or sheets. Nothing has been written."""

    def __init__(self, losses: tuple[Loss, ...]) -> None:
        super().__init__(f"{len(losses)} losses")
        self.losses = losses


class NoProjects(Exception):
    """A workbook without a target table would be no book any more."""


@dataclass(frozen=True)
class WorkbookLayout:
    """A workbook as it is on disk, and the sections that it says."""

    data: bytes
    suffix: str
    map: WorkbookMap
    sections: dict[ItemId, Section]
    decisions: Decisions

    def of(self, book: Book) -> WorkbookLayout:
        """The same workbook, known by the ids of another book that says the same in the same order."""
        pairs = zip(book.sections, self.sections, strict=True)
        maps = {section.id: self.map.sections[known] for section, known in pairs}
        return replace(self, map=replace(self.map, sections=maps), sections=_sections(book))

    @property
    def kind(self) -> WorkbookKind:
        return self.map.kind

    @property
    def title(self) -> str:
        return self.kind.title

    @property
    def encoding_title(self) -> str:
        """Workbooks have but one encoding, which nobody asks for."""
        return ""

    @property
    def unrecognised(self) -> tuple[Unrecognised, ...]:
        return self.map.unrecognised


def read_layout(
    data: bytes,
    suffix: str = ".xlsx",
    progress: Progress = unobserved,
    first: Callable[[Project], None] = unseen,
) -> tuple[Book, WorkbookLayout]:
    """The book that a workbook holds, which is to be saved with the same suffix again.

    The first project of a large one is shown to `first` before the rest is read, if the first rows tell it for sure.
    Raises NotAWorkbook, NoTables, and what `progress` raises.
    """
    new_id = cast("Callable[[], ItemId]", itertools.count(1).__next__)
    reader = SheetReader(Package.open(data))
    if first is not unseen and reader.size > _AT_ONCE and (project := _first_project(reader)):
        first(project)
    decisions, grids = split_off_decisions(reader.grids(progress))
    book, mapped = read_workbook(grids, new_id, progress)
    return book, WorkbookLayout(data, suffix, mapped, _sections(book), decisions)


def _first_project(reader: SheetReader) -> Project | None:
    try:
        heads = reader.heads(_FIRST_SHEETS, _HEAD)
    except NotAWorkbook:
        return None  # what is wrong with it, the whole tells
    return read_first(heads._replace(grids=split_off_decisions(heads.grids)[1]))


def write_layout(
    book: Book,
    layout: WorkbookLayout | None,
    kind: WorkbookKind | None = None,
    *,
    decisions: Decisions = NO_DECISIONS,
    accepts_losses: bool = False,
    progress: Progress = unobserved,
) -> WorkbookLayout:
    """The book as a workbook: its own, changed where the book has changed; a new one of the kind where it has none.

    `decisions` are all that are to stand in it.

    Raises LossesAhead, unless they are accepted; NotCarried, NoProjects, TextTooLong, NoExample, and what `progress`
    raises.
    """
    if not book.projects:
        raise NoProjects
    if layout is None:
        data = new_workbook(book, kind or WorkbookKind.FORM, progress)
    elif _is_unchanged(book, layout):
        if decisions == layout.decisions:
            return layout
        data = layout.data
    else:
        data, losses = _patched(book, layout, progress)
        if losses and not accepts_losses:
            raise LossesAhead(losses)
    if decisions != (layout.decisions if layout else NO_DECISIONS):
        data = with_decisions(data, decisions)
    return _read_back(book, data, layout.suffix if layout else ".xlsx", progress)


def _sections(book: Book) -> dict[ItemId, Section]:
    return {section.id: section for section in book.sections}


def _is_unchanged(book: Book, layout: WorkbookLayout) -> bool:
    """Whether the workbook says these very sections, in this order."""
    pairs = itertools.zip_longest(book.sections, layout.sections.values())
    return all(now is before for now, before in pairs)


def _patched(book: Book, layout: WorkbookLayout, progress: Progress) -> tuple[bytes, tuple[Loss, ...]]:
    package = Package.open(layout.data)

    @cache
    def texts() -> dict[str, list[list[str]]]:
        return {grid.name: grid.rows for grid in read_grids(package)}

    edit = patch_book(
        layout.map, layout.sections, book, sheet_names(package), lambda sheet: texts().get(sheet, [])
    )
    package, sheet_losses = arrange_sheets(package, edit.order)
    package, row_losses = patch_sheets(package, edit.sheets, progress)
    return package.to_bytes(), sheet_losses + row_losses


def _read_back(book: Book, data: bytes, suffix: str, progress: Progress) -> WorkbookLayout:
    """The layout of what was written, by the ids of the book. Raises NotCarried where it reads as another book."""
    try:
        read, layout = read_layout(data, suffix, progress)
    except NoTables as error:
        first = book.projects[0]
        raise NotCarried(first, "name", first.name) from error
    sections: dict[ItemId, SectionMap] = {}
    for came, wanted in itertools.zip_longest(read.sections, book.sections):
        if came is None or wanted is None or type(came) is not type(wanted):
            lost = wanted or book.projects[-1]
            raise NotCarried(lost, "name" if isinstance(lost, Project) else "text", "")
        mapped = layout.map.sections[came.id]
        check_carried(came, wanted, tuple(_exempt(wanted, mapped)))
        sections[wanted.id] = mapped
    return replace(layout, map=replace(layout.map, sections=sections), sections=_sections(book))


def _exempt(section: Section, mapped: SectionMap) -> Iterator[str]:
    """What a table without a heading cannot show, and the next reading makes up for."""
    if isinstance(section, Project):
        yield from exempt_fields(section)
        templates = [*mapped.cells.values(), *(mapped.rows.columns.values() if mapped.rows else ())]
        said = {piece.field for pieces in templates for piece in pieces if isinstance(piece, FieldText)}
        yield from (name for name in _UNPLACED if name not in said)
