"""Edits: a change to a book is a value.

Every edit knows two things: how to apply itself to a book, and the edit that takes it back. Undo, preview,
paste, quick fixes and recovery are all built from these few, and nothing else changes a book.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.book import Book, ItemId, Place, Project, Row, Value
from core.progress import Cancelled, Progress, unobserved


class EditError(Exception):
    """An edit does not fit the book it is applied to; the book is as it was."""


@dataclass(frozen=True, slots=True)
class SetField:
    """Give one field of a section or a row a new value: typing in a cell."""

    place: Place
    value: Value

    def apply(self, book: Book) -> SetField:
        section_id, row_id, field = self.place
        section = book.section(section_id)
        if field is None:
            raise EditError("an edit of a field names no field")
        if row_id is None:
            old: Value = getattr(section, field)
            book.put(section.with_field(field, self.value))
        else:
            index = section.row_index(row_id)
            row = section.rows[index]
            old = getattr(row, field)
            changed: Row = row._replace(**{field: self.value})  # type: ignore[arg-type]
            book.put(section.with_rows((*section.rows[:index], changed, *section.rows[index + 1 :])))
        return SetField(self.place, old)


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Put a row into a section; `index` counts from 0 in document order."""

    section: ItemId
    index: int
    row: Row

    def apply(self, book: Book) -> RemoveRow:
        section = book.section(self.section)
        if not 0 <= self.index <= len(section.rows):
            raise EditError(f"no place {self.index} among {len(section.rows)} rows")
        book.put(section.with_rows((*section.rows[: self.index], self.row, *section.rows[self.index :])))
        return RemoveRow(self.section, self.row.id)


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a row out of a section."""

    section: ItemId
    row: ItemId

    def apply(self, book: Book) -> InsertRow:
        section = book.section(self.section)
        index = section.row_index(self.row)
        removed = section.rows[index]
        book.put(section.with_rows((*section.rows[:index], *section.rows[index + 1 :])))
        return InsertRow(self.section, index, removed)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Move a row within its section, so that it stands at `index` afterwards."""

    section: ItemId
    row: ItemId
    index: int

    def apply(self, book: Book) -> MoveRow:
        section = book.section(self.section)
        origin = section.row_index(self.row)
        if not 0 <= self.index < len(section.rows):
            raise EditError(f"no place {self.index} among {len(section.rows)} rows")
        rows = list(section.rows)
        rows.insert(self.index, rows.pop(origin))
        book.put(section.with_rows(rows))
        return MoveRow(self.section, self.row, origin)


@dataclass(frozen=True, slots=True)
class InsertProject:
    """Put a project into the book; `index` counts from 0 in document order."""

    index: int
    project: Project

    def apply(self, book: Book) -> RemoveProject:
        if not 0 <= self.index <= len(book.project_ids):
            raise EditError(f"no place {self.index} among {len(book.project_ids)} projects")
        book.insert(self.index, self.project)
        return RemoveProject(self.project.id)


@dataclass(frozen=True, slots=True)
class RemoveProject:
    """Take a project with all its rows out of the book."""

    project: ItemId

    def apply(self, book: Book) -> InsertProject:
        project = book.project(self.project)
        index = book.position(self.project)
        book.remove(self.project)
        return InsertProject(index, project)


@dataclass(frozen=True, slots=True)
class MoveProject:
    """Move a project, so that it stands at `index` afterwards."""

    project: ItemId
    index: int

    def apply(self, book: Book) -> MoveProject:
        origin = book.position(self.project)
        if not 0 <= self.index < len(book.project_ids):
            raise EditError(f"no place {self.index} among {len(book.project_ids)} projects")
        book.move(self.project, self.index)
        return MoveProject(self.project, origin)


@dataclass(frozen=True, slots=True)
class Group:
    """Several edits that the user sees as one. All of them happen, or none."""

    edits: tuple[Edit, ...]

    def apply(self, book: Book, progress: Progress = unobserved) -> Group:
        inverses: list[Edit] = []
        try:
            for done, edit in enumerate(self.edits):
                progress(done, len(self.edits))
                inverses.append(edit.apply(book))
        except (EditError, LookupError, ValueError, Cancelled):
            for inverse in reversed(inverses):
                inverse.apply(book)
            raise
        return Group(tuple(reversed(inverses)))


Edit = SetField | InsertRow | RemoveRow | MoveRow | InsertProject | RemoveProject | MoveProject | Group


def steps(edit: Edit) -> Iterator[Edit]:
    """The single changes that an edit consists of, in order, groups taken apart."""
    if isinstance(edit, Group):
        for part in edit.edits:
            yield from steps(part)
    else:
        yield edit


def section_of(step: Edit) -> ItemId:
    """The section that a single change touches."""
    match step:
        case SetField(place):
            return place.section
        case InsertRow() | RemoveRow() | MoveRow():
            return step.section
        case InsertProject(_, project):
            return project.id
        case RemoveProject() | MoveProject():
            return step.project
        case Group():
            raise TypeError("a group touches no single section; take it apart with steps()")
