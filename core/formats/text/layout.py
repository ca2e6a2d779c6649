"""A text book's own form: the source it was read from, with the place of every section in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

from core.book import Book, DepartmentTargets, FrontMatter, ItemId, Project
from core.formats.carrying import NotCarried, check_carried, exempt_fields
from core.formats.encoding import Encoding
from core.formats.text.cells import CellsForm
from core.formats.text.limits import MOST_TABLES, check_amount, check_part, check_tables
from core.formats.text.patch import department_changes, front_changes, patch_table
from core.formats.text.preface import department_of, front_of, read_preface, write_department, write_front
from core.formats.text.rows import RowsForm
from core.formats.text.slots import Slot, lines_of, splice
from core.formats.text.table import Dialect, TextForm, project_of, unseen
from core.formats.unrecognised import Unrecognised
from core.progress import Progress, unobserved

_T = TypeVar("_T")
_FORMS: dict[Dialect, TextForm] = {Dialect.CELLS: CellsForm(), Dialect.ROWS: RowsForm()}


class NoTables(Exception):
    """The text holds no target table in either dialect."""


class _Block(NamedTuple):
    """`source[start:end]` is what `project` was read from or written as.

    `unknown` are the parts of it that were not understood, counted from `start`.
    """

    start: int
    end: int
    project: Project
    unknown: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class TextLayout:
    """Where every section of a book stands in `source`. A book without one is written in plain form."""

    source: str
    dialect: Dialect
    encoding: Encoding
    blocks: dict[ItemId, _Block]
    front: FrontMatter | None = None
    department: DepartmentTargets | None = None

    @property
    def title(self) -> str:
        return self.dialect.title

    @property
    def encoding_title(self) -> str:
        return self.encoding.title

    @property
    def data(self) -> bytes:
        """The file."""
        return self.encoding.encode(self.source)

    def of(self, book: Book) -> TextLayout:
        """The same text, known by the ids of another book that says the same in the same order."""
        pairs = zip(book.projects, self.blocks.values(), strict=True)
        blocks = {project.id: block._replace(project=project) for project, block in pairs}
        return replace(self, blocks=blocks, front=book.front, department=book.department)

    @cached_property
    def unrecognised(self) -> tuple[Unrecognised, ...]:
        """What the reader did not understand, in the order of the file."""
        slots = read_preface(self.source, self._preface_end).unknown
        for block in self.blocks.values():
            slots += [Slot(block.start + part.start, block.start + part.end) for part in block.unknown]
        slots.sort()
        lines = lines_of(self.source, [slot.start for slot in slots])
        texts = ((line, slot.text(self.source).strip()) for line, slot in zip(lines, slots, strict=True))
        return tuple(Unrecognised(f"第 {line} 行", text) for line, text in texts if text)

    @property
    def _preface_end(self) -> int:
        return min((block.start for block in self.blocks.values()), default=len(self.source))


def read_text(
    source: str,
    encoding: Encoding,
    progress: Progress = unobserved,
    first: Callable[[Project], None] = unseen,
) -> tuple[Book, TextLayout]:
    """The book that a text holds. Raises NoTables, TooMuch, and what `progress` raises.

    The first project is shown to `first` as soon as it is read.
    """
    check_amount(source)
    dialect, starts = _find_tables(source, progress)
    new_id = cast("Callable[[], ItemId]", itertools.count(1).__next__)
    check_part(source, 0, starts[0])
    preface = read_preface(source, starts[0])
    front = front_of(source, preface, new_id)
    department = department_of(source, preface, new_id)
    blocks: dict[ItemId, _Block] = {}
    for done, (start, end) in enumerate(itertools.pairwise((*starts, len(source)))):
        progress(done, len(starts))
        check_part(source, start, end)
        project, unknown = _read_table(_FORMS[dialect], source, start, end, new_id)
        blocks[project.id] = _Block(start, end, project, unknown)
        if not done:
            first(project)
    book = Book([block.project for block in blocks.values()], front, department, last_id=new_id())
    return book, TextLayout(source, dialect, encoding, blocks, front, department)


def _find_tables(source: str, progress: Progress) -> tuple[Dialect, list[int]]:
    """The dialect in which there are most tables, and where they begin. Raises NoTables, TooMuch."""
    found: dict[Dialect, list[int]] = {}
    for dialect, form in _FORMS.items():
        more = _told(form.find_labels(source), progress)
        name_labels = list(itertools.islice(more, MOST_TABLES))
        check_tables(len(name_labels) + sum(1 for _ in more))
        found[dialect] = list(form.find_tables(source, _told(name_labels, progress)))
    dialect = max(found, key=lambda candidate: len(found[candidate]))
    if not found[dialect]:
        raise NoTables
    return dialect, found[dialect]


def _told(items: Iterable[_T], progress: Progress) -> Iterator[_T]:
    """The items; before each of them, the job can be stopped. Nobody knows yet how many there are."""
    for item in items:
        progress(0, 0)
        yield item


def _read_table(
    form: TextForm, source: str, start: int, end: int, new_id: Callable[[], ItemId]
) -> tuple[Project, tuple[Slot, ...]]:
    """The project that `source[start:end]` describes, and what is not understood there, counted from `start`."""
    if project := form.read_plainly(source[start:end], new_id):
        return project, ()
    table = form.read_table(source, start, end)
    unknown = tuple(Slot(slot.start - start, slot.end - start) for slot in table.unknown)
    return project_of(source, table, new_id), unknown


def write_text(book: Book, layout: TextLayout | None, dialect: Dialect | None = None) -> TextLayout:
    """The book as text: in its own layout, or in the plain form of `dialect` where it has none in that dialect.

    Returns the new layout, whose `source` is the text. Raises NotCarried, and TooMuch for what could not be read.
    """
    if layout is None or (dialect is not None and dialect is not layout.dialect):
        encoding = layout.encoding if layout else Encoding()
        layout = TextLayout("", dialect or Dialect.CELLS, encoding, {})
    writer = _Writer(book, layout)
    return writer.write()


class _Writer:
    """Walks the book and takes each section's text from the layout, patched where the section changed."""

    def __init__(self, book: Book, layout: TextLayout) -> None:
        self._book = book
        self._old = layout
        self._form = _FORMS[layout.dialect]
        self._parts: list[str] = []
        self._length = 0

    def write(self) -> TextLayout:
        self._add(self._preface())
        blocks: dict[ItemId, _Block] = {}
        for project in self._book.projects:
            self._begin_line()
            start = self._length
            block = self._old.blocks.get(project.id)
            self._add(self._text_of(project, block))
            unknown = block.unknown if block else ()
            blocks[project.id] = _Block(start, self._length, project, unknown)
        source = "".join(self._parts)
        layout = replace(
            self._old, source=source, blocks=blocks, front=self._book.front, department=self._book.department
        )
        check_amount(source)
        check_tables(len(blocks))
        self._read_back(layout)
        return layout

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _begin_line(self) -> None:
        if self._parts and self._parts[-1] and not self._parts[-1].endswith("\n"):
            self._add("\n\n")

    def _preface(self) -> str:
        old, front, department = self._old, self._book.front, self._book.department
        if not old.source:
            return (write_front(front) if front else "") + (
                write_department(department) if department else ""
            )
        end = old._preface_end
        changes = []
        preface = (
            read_preface(old.source, end) if (front, department) != (old.front, old.department) else None
        )
        if preface and front and old.front and preface.front:
            changes += front_changes(old.source, preface.front, old.front, front)
        if preface and department and old.department and preface.department:
            changes += department_changes(old.source, preface.department, old.department, department)
        return splice(old.source, 0, end, changes)

    def _text_of(self, project: Project, block: _Block | None) -> str:
        if block is None:
            return self._form.write_table(project)
        source = self._old.source
        if block.project is project:
            return source[block.start : block.end]
        table = self._form.read_table(source, block.start, block.end)
        patched = patch_table(source, table, block.project, project, self._form)
        if table.unknown or self._carries(patched, project):
            return patched
        return self._form.write_table(project)  # the table is too damaged to be mended in its own form

    def _carries(self, text: str, project: Project) -> bool:
        try:
            self._read_again(text, 0, len(text), project)
        except NotCarried:
            return False
        return True

    def _read_again(self, source: str, start: int, end: int, project: Project) -> tuple[Slot, ...]:
        """What is not understood of the text written for a project. Raises NotCarried."""
        read, unknown = _read_table(self._form, source, start, end, lambda: project.id)
        check_carried(read, project, exempt_fields(project))
        return unknown

    def _read_back(self, layout: TextLayout) -> None:
        """Read what was written anew; a text that would come back as another one must not be saved."""
        old, source = self._old.blocks, layout.source
        changed = [
            block
            for block in layout.blocks.values()
            if block.project.id not in old or old[block.project.id].project is not block.project
        ]
        for block in changed:
            check_part(source, block.start, block.end)
            unknown = self._read_again(source, block.start, block.end, block.project)
            layout.blocks[block.project.id] = block._replace(unknown=unknown)
        if not changed and list(layout.blocks) == list(old):
            return
        starts = self._form.find_tables(source, self._form.find_labels(source))
        for start, block in itertools.zip_longest(starts, layout.blocks.values()):
            if block is None or start != block.start:
                project = block.project if block else self._book.projects[-1]
                raise NotCarried(project, "title", project.title)
