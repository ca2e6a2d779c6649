"""The book: the target tables of one file in document order, with what stands around them.

Everything in a book is an immutable value; a change puts a new value in the place of the old one (see
`core.edit`). So a reader may keep any of them, and "unchanged since" is the question `is`.

All texts are as the file has them: `" 优"` keeps its blank, `"<p>…"` its mark-up, `"数量指 标"` the blank that
a PDF wrap left. What is derived from a text (a `Decimal`, a canonical level name, a parsed target) is derived
where it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple, NewType, Self, cast

from core.wording import squeezed

ItemId = NewType("ItemId", int)
"""Names a section or a row of one open book. Never reaches a file; a file read twice gets the same ids."""


class Place(NamedTuple):
    """A spot in a book: a section, a row of it, a field of either. What findings and edits point at."""

    section: ItemId
    row: ItemId | None = None
    field: str | None = None


class Checkpoint(NamedTuple):
    """One column of 资金支出计划: `label` as 6月底, `percent` as the cell says it, cumulative (`"50%"`, `""`)."""

    label: str
    percent: str


SpendingPlan = tuple[Checkpoint, ...]
Goals = tuple[str, ...]
Value = str | int | Goals | SpendingPlan | None
"""What a field of a section or a row can hold."""


class Indicator(NamedTuple):
    """One row of the three-level tree. `basis` is None where the table has no such column."""

    id: ItemId
    level1: str = ""
    level2: str = ""
    level3: str = ""
    description: str = ""
    value: str = ""
    basis: str | None = None

    @property
    def category(self) -> tuple[str, str]:
        """Level-1 and level-2 name in canonical form (white space removed, aliases kept)."""
        return squeezed(self.level1), squeezed(self.level2)

    @property
    def name(self) -> str:
        """Level-3 name with white space removed."""
        return squeezed(self.level3)


def indicators_of(
    rows: Iterable[tuple[ItemId, str, str, str, str, str, str | None]],
) -> tuple[Indicator, ...]:
    """The indicators whose fields are given in order; three times as fast for many of them as a call for each."""
    return tuple(map(_NEW_INDICATOR, rows))


_NEW_INDICATOR: Callable[[Iterable[Any]], Indicator] = partial(tuple.__new__, Indicator)


class SubGoal(NamedTuple):
    """One of 分项绩效目标: its heading, its goals, and its indicators as running text."""

    id: ItemId
    heading: str = ""
    goals: str = ""
    indicators: str = ""


class ContentsEntry(NamedTuple):
    """One line of 目录. `number` is None where the line has none."""

    id: ItemId
    number: int | None
    title: str


Row = Indicator | SubGoal | ContentsEntry


class _Section:
    """What every part of a book that edits can reach has in common: an id, fields, rows."""

    __slots__ = ()
    rows_field: str

    @property
    def rows(self) -> tuple[Row, ...]:
        rows: tuple[Row, ...] = getattr(self, self.rows_field)
        return rows

    def row(self, row_id: ItemId) -> Row:
        """Raises LookupError when the section has no such row."""
        return self.rows[self.row_index(row_id)]

    def row_index(self, row_id: ItemId) -> int:
        for index, row in enumerate(self.rows):
            if row.id == row_id:
                return index
        raise LookupError(f"no row {row_id} in this section")

    def with_rows(self, rows: Iterable[Row]) -> Self:
        return replace(self, **{self.rows_field: tuple(rows)})  # type: ignore[type-var]

    def with_field(self, field: str, value: Value) -> Self:
        return replace(self, **{field: value})  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class FrontMatter(_Section):
    """The title page and 目录 before the first table."""

    id: ItemId
    text: str = ""
    contents: tuple[ContentsEntry, ...] = ()

    rows_field = "contents"


@dataclass(frozen=True, slots=True)
class DepartmentTargets(_Section):
    """部门整体绩效目标: the narrative part before the projects. Texts may hold line breaks."""

    id: ItemId
    overall: str = ""
    sub_goals: tuple[SubGoal, ...] = ()
    safeguards: str = ""

    rows_field = "sub_goals"


@dataclass(frozen=True, slots=True)
class Project(_Section):
    """One target table. Amounts are texts in `money_unit`; None where the table has no such part.

    `title` is the heading without its number, `number` the heading's own number (not the position in the book).
    """

    id: ItemId
    number: int | None = None
    title: str = ""
    unit_code: str = ""
    unit_name: str = ""
    money_unit: str = "万元"
    code: str | None = None
    name: str = ""
    budget: str = ""
    fiscal_funds: str = ""
    other_funds: str = ""
    purpose: str = ""
    spending_plan: SpendingPlan | None = None
    goals: Goals = ()
    indicators: tuple[Indicator, ...] = ()

    rows_field = "indicators"

    @property
    def has_basis(self) -> bool:
        """Whether the table has the column 指标值确定依据."""
        return any(row.basis is not None for row in self.indicators)


Section = FrontMatter | DepartmentTargets | Project


class Book:
    """One file's sections. Changed only by the edits of `core.edit`, through `core.session.Session`."""

    def __init__(
        self,
        projects: Sequence[Project] = (),
        front: FrontMatter | None = None,
        department: DepartmentTargets | None = None,
        last_id: int | None = None,
    ) -> None:
        """`last_id` is the highest id that was given to an item; it is looked for where it is not told."""
        self._order: list[ItemId] = [project.id for project in projects]
        sections: list[Section] = [*projects]
        sections += [part for part in (front, department) if part is not None]
        self._sections: dict[ItemId, Section] = {section.id: section for section in sections}
        self._front = front.id if front else None
        self._department = department.id if department else None
        self._positions: dict[ItemId, int] | None = None
        self._last_id = max(map(highest_id, sections), default=0) if last_id is None else last_id

    def copy(self) -> Book:
        """Another book of the same sections, with the same ids; edits of the one do not touch the other."""
        return Book(self.projects, self.front, self.department, last_id=self._last_id)

    @property
    def front(self) -> FrontMatter | None:
        section = self._sections.get(self._front) if self._front else None
        return section if isinstance(section, FrontMatter) else None

    @property
    def department(self) -> DepartmentTargets | None:
        section = self._sections.get(self._department) if self._department else None
        return section if isinstance(section, DepartmentTargets) else None

    @property
    def projects(self) -> list[Project]:
        """A new list of all projects in document order."""
        return cast("list[Project]", [self._sections[project_id] for project_id in self._order])

    @property
    def project_ids(self) -> Sequence[ItemId]:
        return self._order

    @property
    def sections(self) -> Iterator[Section]:
        """All sections as the file has them: front matter, department targets, projects."""
        for special in (self.front, self.department):
            if special is not None:
                yield special
        yield from self.projects

    def __contains__(self, section_id: ItemId) -> bool:
        return section_id in self._sections

    def section(self, section_id: ItemId) -> Section:
        """Raises LookupError when the book has no such section."""
        return self._sections[section_id]

    def project(self, project_id: ItemId) -> Project:
        """Raises LookupError when the book has no such project."""
        section = self._sections[project_id]
        if not isinstance(section, Project):
            raise LookupError(f"section {project_id} is not a project")
        return section

    def position(self, project_id: ItemId) -> int:
        """Place of the project in the file, from 0. Raises LookupError."""
        if self._positions is None:
            self._positions = {known_id: index for index, known_id in enumerate(self._order)}
        return self._positions[project_id]

    def is_project(self, section_id: ItemId) -> bool:
        return isinstance(self._sections.get(section_id), Project)

    def new_id(self) -> ItemId:
        self._last_id += 1
        return ItemId(self._last_id)

    def put(self, section: Section) -> None:
        """Put a new value in the place of the section with the same id."""
        if section.id not in self._sections:
            raise LookupError(f"no section {section.id} in this book")
        self._sections[section.id] = section

    def insert(self, index: int, project: Project) -> None:
        if project.id in self._sections:
            raise ValueError(f"section {project.id} is in this book already")
        self._sections[project.id] = project
        self._order.insert(index, project.id)
        self._positions = None
        self._last_id = max(self._last_id, highest_id(project))

    def remove(self, project_id: ItemId) -> None:
        self._order.remove(project_id)
        self._positions = None
        del self._sections[project_id]

    def move(self, project_id: ItemId, index: int) -> None:
        self._order.remove(project_id)
        self._order.insert(index, project_id)
        self._positions = None


def highest_id(section: Section) -> int:
    return max(section.id, max(map(_ID, section.rows), default=section.id))


_ID = attrgetter("id")
