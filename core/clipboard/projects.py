"""Projects and rows as JSON: how they go from one open book to another with all that they hold.

The text is what the values themselves say, so it follows when they get another field. It is for the clipboard only,
from this program to this program; files are the matter of `core.formats`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, repeat
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from core.arrangement import as_one
from core.book import Book, Indicator, ItemId, Project
from core.edit import Edit, InsertProject

_LONGEST = 200_000_000
"""Characters that are read: a book of 12 500 projects has some 40 million."""

_Items = TypeVar("_Items", Project, Indicator)
_PROJECTS = TypeAdapter(list[Project])
_INDICATORS = TypeAdapter(list[Indicator])


class BrokenItems(Exception):
    """A text holds no projects or rows as this program copies them. `reason` is a sentence for the user."""

    def __init__(self) -> None:
        self.reason = "剪贴板里的内容不完整，或来自另一个版本的程序，无法粘贴。请在原来的窗口里重新复制。"
        super().__init__(self.reason)


def projects_as_text(projects: Sequence[Project]) -> str:
    """All that the projects hold; texts as they are."""
    return _PROJECTS.dump_json([*projects]).decode()


def projects_from_text(text: str, book: Book) -> list[Project]:
    """The projects with new ids of the book, which stays as it is. Raises BrokenItems."""
    return [
        replace(project, id=book.new_id(), indicators=tuple(_with_new_ids(project.indicators, book)))
        for project in _read(_PROJECTS, text)
    ]


def insert_projects(book: Book, projects: Sequence[Project], after: ItemId | None) -> Edit | None:
    """The projects below the one `after`, or at the end of the book.

    Where the headings of the book have numbers, theirs get the next free ones; where they have none, neither.
    """
    index = book.position(after) + 1 if after is not None else len(book.project_ids)
    if book.project_ids:
        numbers = [project.number for project in book.projects if project.number is not None]
        free = count(max(numbers) + 1) if numbers else repeat(None)
        projects = [replace(project, number=next(free)) for project in projects]
    return as_one(InsertProject(index + offset, project) for offset, project in enumerate(projects))


def indicators_as_text(rows: Sequence[Indicator]) -> str:
    """All that the rows hold; texts as they are."""
    return _INDICATORS.dump_json([*rows]).decode()


def indicators_from_text(text: str, book: Book) -> list[Indicator]:
    """The rows with new ids of the book, which stays as it is. Raises BrokenItems."""
    return list(_with_new_ids(_read(_INDICATORS, text), book))


def _with_new_ids(rows: Sequence[Indicator], book: Book) -> Iterator[Indicator]:
    return (row._replace(id=book.new_id()) for row in rows)


def _read(adapter: TypeAdapter[list[_Items]], text: str) -> list[_Items]:
    if len(text) > _LONGEST:
        raise BrokenItems
    try:
        return adapter.validate_json(text, strict=True)
    except ValidationError as error:
        raise BrokenItems from error
