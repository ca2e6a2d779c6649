"""What they changed in a book while it was open here: three versions compared, field by field and row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import NamedTuple

from core.book import Book, ItemId, Place, Project, Section
from core.differences.difference import Difference, ListChange
from core.differences.matching import content, matched_projects, matched_rows
from core.differences.offers import (
    changed_field,
    gone_project,
    gone_row,
    new_project,
    new_row,
    other_project_order,
    other_row_order,
)
from core.place_titles import section_title
from core.progress import Progress, unobserved


class Differences(NamedTuple):
    """What another version of a book says otherwise.

    Attributes:
        places: the book that the places of the offers are in: mine, and behind it the projects that would come.
        left_out: what differs and cannot be taken over, in whole sentences for the user.
    """

    offers: tuple[Difference, ...]
    places: Book
    left_out: tuple[str, ...] = ()


def differences(base: Book, mine: Book, theirs: Book, progress: Progress = unobserved) -> Differences:
    """What `theirs` changed since `base` and `mine` does not say by now, in the order of their book; what they removed
    comes behind what they changed.

    `base` and `mine` are one book at two moments and share ids (`Book.copy`); `theirs` was read from a file. Projects
    and rows are known again by what they say and by what they are called. Changes nothing but that ids of `mine` are
    used up. Raises what `progress` raises.
    """
    comparison = _Comparison(base, mine, theirs)
    offers = (*comparison.in_special_parts(), *comparison.in_projects(progress))
    places = mine.copy()
    for one in offers:
        if isinstance(one.change, ListChange) and isinstance(one.change.added, Project):
            places.insert(len(places.project_ids), one.change.added)
    return Differences(offers, places, tuple(_left_out(mine, theirs)))


def _left_out(mine: Book, theirs: Book) -> Iterator[str]:
    """No edit adds or removes a part beside the projects."""
    for here, there in ((mine.front, theirs.front), (mine.department, theirs.department)):
        if there is not None and here is None:
            yield f"磁盘上的文件新增了“{section_title(there)}”，这一部分不能取用。"
        elif here is not None and there is None:
            yield f"磁盘上的文件里没有“{section_title(here)}”了，您的这一部分会保留。"


class _Comparison:
    def __init__(self, base: Book, mine: Book, theirs: Book) -> None:
        self._base = base
        self._mine = mine
        self._theirs = theirs

    def in_special_parts(self) -> Iterator[Difference]:
        versions = (self._base, self._mine, self._theirs)
        for base, mine, theirs in (
            [book.front for book in versions],
            [book.department for book in versions],
        ):
            if mine is not None and theirs is not None:
                yield from self._in_section(base, mine, theirs)

    def in_projects(self, progress: Progress) -> Iterator[Difference]:
        base, mine, theirs = self._base, self._mine, self._theirs.projects
        found = matched_projects(base.projects, mine.projects, theirs)
        order = tuple(found.get(project.id) or mine.new_id() for project in theirs)
        index = 0
        for done, (here, project) in enumerate(zip(order, theirs, strict=True)):
            progress(done, len(theirs))
            before = base.project(here) if here in base else None
            if here in mine:
                yield from self._in_section(before, mine.project(here), project)
                index = mine.position(here) + 1
            elif before is None or content(before) != content(project):
                yield new_project(order, index, self._adopted(project, here), was_known=before is not None)
        kept = set(order)
        for before in base.projects:
            if before.id in mine and before.id not in kept:
                yield gone_project(order, before, mine.project(before.id))
        if reordered := other_project_order(mine, base.project_ids, order):
            yield reordered

    def _adopted(self, project: Project, project_id: ItemId) -> Project:
        """Their project with ids of my book."""
        rows = tuple(row._replace(id=self._mine.new_id()) for row in project.indicators)
        return replace(project, id=project_id, indicators=rows)

    def _in_section(self, base: Section | None, mine: Section, theirs: Section) -> Iterator[Difference]:
        said = content(theirs)
        if said == content(mine) or (base is not None and said == content(base)):
            return
        for field in fields(mine):
            if field.name not in ("id", mine.rows_field):
                place = Place(mine.id, field=field.name)
                if changed := changed_field(place, base, mine, theirs):
                    yield changed
        yield from self._in_rows(base, mine, theirs)

    def _in_rows(self, base: Section | None, mine: Section, theirs: Section) -> Iterator[Difference]:
        old = {row.id: row for row in base.rows} if base is not None else {}
        now = {row.id: row for row in mine.rows}
        found = matched_rows(tuple(old.values()), mine.rows, theirs.rows)
        order = tuple(found.get(row.id) or self._mine.new_id() for row in theirs.rows)
        index = 0
        for here, row in zip(order, theirs.rows, strict=True):
            before = old.get(here)
            if here in now:
                for field in row._fields[1:]:
                    if changed := changed_field(Place(mine.id, here, field), before, now[here], row):
                        yield changed
                index = mine.row_index(here) + 1
            elif before is None or content(before) != content(row):
                yield new_row(mine, order, index, row._replace(id=here), was_known=before is not None)
        kept = set(order)
        for row_id, before in old.items():
            if row_id in now and row_id not in kept:
                yield gone_row(mine, order, before, now[row_id])
        if reordered := other_row_order(self._mine, mine, list(old), order):
            yield reordered
