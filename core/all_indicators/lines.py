"""The lines of all rows of a book, kept up to date as the book changes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from core.all_indicators.line import Line
from core.book import Book, Indicator, ItemId, Project
from core.garbage import uncollected

_PIECE = 500
"""How many projects make some milliseconds of work."""


@dataclass(slots=True)
class LineChanges:
    """What a look at some sections brought to light."""

    gone: list[Line] = field(default_factory=list)
    came: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    """Lines that say something else than before, in one column or another."""
    reordered: list[ItemId] = field(default_factory=list)
    """Projects whose rows stand in another order."""


class Lines:
    """One line for each row of each project. A line stays the same object as long as its row is in its project."""

    def __init__(self, book: Book, *, later: bool = False) -> None:
        """`later` leaves the lines to `gather`."""
        self._book = book
        self._projects: dict[ItemId, Project] = {}
        self._lines: dict[ItemId, list[Line]] = {}
        self._with_basis: set[ItemId] = set()
        if not later:
            with uncollected():
                for _ in self.gather():
                    pass

    def gather(self) -> Generator[None, None, Lines]:
        """Make the lines of a large book; pauses after each piece of the work. The book may change meanwhile."""
        for number, section in enumerate(tuple(self._book.project_ids)):
            if number % _PIECE == _PIECE - 1:
                yield
            if section in self._book:
                project = self._book.project(section)
                self._put(project, [Line(project, row) for row in project.indicators])
        self.follow(self.stale())
        return self

    def __iter__(self) -> Iterator[Line]:
        """All lines in document order."""
        return chain.from_iterable(self._lines.get(project_id, ()) for project_id in self._book.project_ids)

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    @property
    def has_basis(self) -> bool:
        """Whether any table has the column 指标值确定依据."""
        return bool(self._with_basis)

    def takes_basis(self, project_id: ItemId) -> bool:
        """Whether this project's table has the column 指标值确定依据."""
        return project_id in self._with_basis

    def of(self, project_id: ItemId) -> Sequence[Line]:
        """The lines of a project in document order; none for a section that is no project."""
        return self._lines.get(project_id, ())

    def projects_before(self, project_id: ItemId) -> Iterable[ItemId]:
        """The projects that stand before this one in the document, the nearest first."""
        return reversed(self._book.project_ids[: self._book.position(project_id)])

    def stale(self) -> list[ItemId]:
        """The projects that came, went or changed since `follow` last looked at them."""
        book, known = self._book, self._projects
        differing = [
            section for section in book.project_ids if known.get(section) is not book.project(section)
        ]
        return [*differing, *(section for section in known if section not in book)]

    def follow(self, sections: Iterable[ItemId]) -> LineChanges:
        """Bring the lines of these sections up to date."""
        changes = LineChanges()
        for section in sections:
            project = self._book.project(section) if self._book.is_project(section) else None
            if self._projects.get(section) is not project:
                self._follow(section, project, changes)
        return changes

    def _follow(self, section: ItemId, project: Project | None, changes: LineChanges) -> None:
        before = self._lines.get(section, [])
        if project is not None and _stand_for(before, project.indicators):
            self._put(project, before)
            _renew(before, project, changes)
            return
        left = {line.row.id: line for line in before}
        after: list[Line] = []
        if project is None:
            self._drop(section)
        else:
            after = [left.pop(row.id) if row.id in left else Line(project, row) for row in project.indicators]
            self._put(project, after)
            known = set(before)
            changes.came += (line for line in after if line not in known)
            _renew(after, project, changes)
        changes.gone += left.values()
        if _in_order(before, after) != _in_order(after, before):
            changes.reordered.append(section)

    def _put(self, project: Project, lines: list[Line]) -> None:
        self._projects[project.id] = project
        self._lines[project.id] = lines
        if project.has_basis:
            self._with_basis.add(project.id)
        else:
            self._with_basis.discard(project.id)

    def _drop(self, section: ItemId) -> None:
        del self._projects[section], self._lines[section]
        self._with_basis.discard(section)


def _stand_for(lines: list[Line], rows: Sequence[Indicator]) -> bool:
    """Whether the lines are those of these rows, in this order, as after most edits."""
    return len(lines) == len(rows) and all(
        line.row is row or line.row.id == row.id for line, row in zip(lines, rows, strict=True)
    )


def _renew(lines: list[Line], project: Project, changes: LineChanges) -> None:
    """Let the lines tell their project and its rows as they are now."""
    header = _header(project)
    known, is_same = project, True
    for line, row in zip(lines, project.indicators, strict=True):
        if line.project is not known:
            known, is_same = line.project, line.project is project or _header(line.project) == header
        if line.row is not row or not is_same:
            changes.changed.append(line)
        line.project, line.row = project, row


def _header(project: Project) -> tuple[object, ...]:
    """What lines say about their project."""
    return project.unit_name, project.number, project.name


def _in_order(lines: list[Line], others: list[Line]) -> list[Line]:
    """Those of the lines that are among the others."""
    kept = set(others)
    return [line for line in lines if line in kept]
