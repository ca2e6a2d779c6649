"""A book as a new workbook, in either layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import chain

from core.book import Book, Section
from core.formats.workbook.titles import WorkbookKind
from core.formats.workbook.writing.contents_writer import write_contents
from core.formats.workbook.writing.form_writer import write_forms
from core.formats.workbook.writing.list_writer import write_indicators, write_projects
from core.formats.workbook.writing.narrative_writer import write_department, write_front
from core.progress import Progress, unobserved
from core.spreadsheet.making.draft import CellOverflow, Draft
from core.spreadsheet.sheet_name import legal_sheet_name

_CREATOR = "绩目"


class TextTooLong(Exception):
    """A text that no cell can hold."""

    def __init__(self, section: Section, field: str) -> None:
        super().__init__(f"{field} of section {section.id} is too long for a cell")
        self.section = section
        self.field = field


def new_workbook(book: Book, kind: WorkbookKind, progress: Progress = unobserved) -> bytes:
    """The file. Equal books give equal bytes. Raises TextTooLong, and what `progress` raises."""
    draft = Draft(_CREATOR)
    try:
        match kind:
            case WorkbookKind.FORM:
                _draft_form(draft, book, progress)
            case WorkbookKind.LIST:
                _draft_list(draft, book, progress)
    except CellOverflow as error:
        raise TextTooLong(*_longest_text(book, kind)) from error
    return draft.to_bytes(progress)


def _draft_form(draft: Draft, book: Book, progress: Progress) -> None:
    projects = book.projects
    # No other name begins with the same position.
    names = [legal_sheet_name(f"{at} {project.name}", ()) for at, project in enumerate(projects, 1)]
    write_contents(draft, projects, names)
    _draft_narrative(draft, book)
    write_forms(draft, projects, names, progress)


def _draft_list(draft: Draft, book: Book, progress: Progress) -> None:
    write_projects(draft, book.projects)
    write_indicators(draft, book, progress)
    _draft_narrative(draft, book)


def _draft_narrative(draft: Draft, book: Book) -> None:
    if book.front:
        write_front(draft, book.front)
    if book.department:
        write_department(draft, book.department)


def _longest_text(book: Book, kind: WorkbookKind) -> tuple[Section, str]:
    """The section and the field of the longest text that goes into one cell."""
    texts = ((section, *said) for section in book.sections for said in _texts(section, kind))
    section, field, _ = max(texts, key=lambda text: len(text[2]))
    return section, field


def _texts(section: Section, kind: WorkbookKind) -> Iterator[tuple[str, str]]:
    said = {field.name: getattr(section, field.name) for field in fields(section)}
    for field, text in chain(said.items(), *(row._asdict().items() for row in section.rows)):
        if isinstance(text, str):
            yield field, text
    goals = said.get("goals", ())
    for text in goals if kind is WorkbookKind.FORM else ("\n".join(goals),):
        yield "goals", text
    for checkpoint in said.get("spending_plan") or ():
        yield from (("spending_plan", text) for text in checkpoint)
