"""The edits that a user asks for by name: a new row, one place up, into another category, a new project.

Each function looks at the book and returns the edit that would do it, or None where there is nothing to do;
it changes nothing itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from core.arrangement import (
    Direction,
    as_one,
    category_of,
    end_of_category,
    level_settings,
    names_as_written,
    one_place_further,
    rearranged,
)
from core.book import Book, Checkpoint, DepartmentTargets, Indicator, ItemId, Place, Project, SubGoal
from core.edit import Edit, InsertProject, InsertRow, RemoveProject, RemoveRow, SetField
from core.field_titles import HEADING_SUFFIX
from core.outline import level2_groups
from core.scheme import Category, Scheme

# ── Rows ──


def new_indicator(book: Book, project_id: ItemId, after: ItemId) -> InsertRow:
    """An empty row below the row `after`, in the same category."""
    project = book.project(project_id)
    index = project.row_index(after)
    neighbour = project.indicators[index]
    row = _empty_row(book, project, neighbour.level1, neighbour.level2)
    return InsertRow(project_id, index + 1, row)


def new_indicator_in(book: Book, project_id: ItemId, category: Category, scheme: Scheme) -> InsertRow:
    """An empty row at the end of a category; a new category begins where the scheme's order wants it."""
    project = book.project(project_id)
    level1, level2 = names_as_written(project.indicators, category, scheme)
    row = _empty_row(book, project, level1, level2)
    return InsertRow(project_id, end_of_category(project.indicators, category, scheme), row)


def duplicate_rows(
    book: Book, project_id: ItemId, row_ids: Collection[ItemId], scheme: Scheme
) -> Edit | None:
    """A copy of each row; the copies of one category stand together below the last row they were made of."""
    project = book.project(project_id)
    copies: list[tuple[int, Indicator]] = []
    for group in level2_groups(project.indicators, scheme):
        originals = [row for row in group.rows if row.id in row_ids]
        below = project.row_index(originals[-1].id) + 1 if originals else 0
        copies += [(below, row._replace(id=book.new_id())) for row in originals]
    copies.sort(key=itemgetter(0))
    return as_one(InsertRow(project_id, below + offset, copy) for offset, (below, copy) in enumerate(copies))


def delete_rows(book: Book, project_id: ItemId, row_ids: Collection[ItemId]) -> Edit | None:
    """Take rows out of a project."""
    project = book.project(project_id)
    return as_one(RemoveRow(project_id, row.id) for row in project.indicators if row.id in row_ids)


def move_rows(
    book: Book, project_id: ItemId, row_ids: Collection[ItemId], direction: Direction, scheme: Scheme
) -> Edit | None:
    """Move rows by one place of the tree.

    A row at the edge of its category goes on into the next one and takes over its levels; rows that stand
    together stay together, and none passes the end of the table.
    """
    project = book.project(project_id)
    rows = project.indicators
    in_tree = [row.id for group in level2_groups(rows, scheme) for row in group.rows if row.id in row_ids]
    for row_id in in_tree if direction is Direction.UP else reversed(in_tree):
        rows = one_place_further(rows, row_id, row_ids, direction, scheme)
    return rearranged(project, rows, row_ids)


def move_rows_to(
    book: Book, project_id: ItemId, row_ids: Collection[ItemId], category: Category, scheme: Scheme
) -> Edit | None:
    """Move rows to the end of a category and give them its levels; rows that are in it already stay."""
    project = book.project(project_id)
    rows = project.indicators
    level1, level2 = names_as_written(rows, category, scheme)
    for row in project.indicators:
        if row.id in row_ids and scheme.canonical(row.level1, row.level2) != category:
            others = tuple(other for other in rows if other is not row)
            index = end_of_category(others, category, scheme)
            rows = (*others[:index], row._replace(level1=level1, level2=level2), *others[index:])
    return rearranged(project, rows, row_ids)


def move_rows_beside(
    book: Book,
    project_id: ItemId,
    row_ids: Collection[ItemId],
    anchor: ItemId,
    scheme: Scheme,
    *,
    below: bool,
) -> Edit | None:
    """Move rows, in the order of the tree, directly above or below the row `anchor` and into its category."""
    project = book.project(project_id)
    rows = project.indicators
    target = project.row_index(anchor)
    moving = [row for group in level2_groups(rows, scheme) for row in group.rows if row.id in row_ids]
    level1, level2 = rows[target].level1, rows[target].level2
    before = [row for row in rows[: target + below] if row.id not in row_ids]
    after = [row for row in rows[target + below :] if row.id not in row_ids]
    return rearranged(
        project, (*before, *(_into(row, (level1, level2), scheme) for row in moving), *after), row_ids
    )


def insert_rows_beside(
    book: Book, project_id: ItemId, rows: Iterable[Indicator], anchor: ItemId, scheme: Scheme, *, below: bool
) -> Edit | None:
    """Put rows, which have ids of the book already, directly above or below the row `anchor`, into its category."""
    project = book.project(project_id)
    index = project.row_index(anchor) + below
    neighbour = project.indicators[project.row_index(anchor)]
    levels, empty_basis = (neighbour.level1, neighbour.level2), "" if project.has_basis else None
    return as_one(
        InsertRow(
            project_id, index + offset, _into(row, levels, scheme)._replace(basis=row.basis or empty_basis)
        )
        for offset, row in enumerate(rows)
    )


def rename_level1(book: Book, project_id: ItemId, level1: str, name: str, scheme: Scheme) -> Edit | None:
    """Give the whole level-1 group with the scheme's name `level1` another name."""
    rows = [row for row in book.project(project_id).indicators if category_of(row, scheme)[0] == level1]
    return as_one(level_settings(project_id, ((row, row._replace(level1=clean_cell(name))) for row in rows)))


def rename_level2(
    book: Book, project_id: ItemId, category: Category, name: str, scheme: Scheme
) -> Edit | None:
    """Give the whole level-2 group of a category another name."""
    rows = [row for row in book.project(project_id).indicators if category_of(row, scheme) == category]
    return as_one(level_settings(project_id, ((row, row._replace(level2=clean_cell(name))) for row in rows)))


# ── Projects ──


def new_project(
    book: Book,
    scheme: Scheme,
    after: ItemId | None = None,
    *,
    money_unit: str = "万元",
    checkpoints: Sequence[str] = (),
) -> InsertProject:
    """The scheme's empty form below the project `after` (None: at the end of the book).

    Unit, money unit and the parts that not every table has are as in the project above it. The first project has
    none to go by: it counts in `money_unit` and plans its spending up to these `checkpoints` (`3月底`, …; without
    any it has no spending plan).
    """
    index = book.position(after) + 1 if after is not None else len(book.project_ids)
    model = (
        book.project(book.project_ids[max(index - 1, 0)])
        if book.project_ids
        else _first_model(money_unit, checkpoints)
    )
    basis = "" if _has_basis(book, model) else None
    rows = [Indicator(book.new_id(), level1, level2, basis=basis) for level1, level2 in scheme.empty_rows]
    plan = model.spending_plan
    project = Project(
        id=book.new_id(),
        number=_next_number(book),
        title=_heading_suffix(model),
        unit_code=model.unit_code,
        unit_name=model.unit_name,
        money_unit=model.money_unit,
        code=None if model.code is None else "",
        spending_plan=None if plan is None else tuple(checkpoint._replace(percent="") for checkpoint in plan),
        indicators=tuple(rows),
    )
    return InsertProject(index, project)


def duplicate_project(book: Book, project_id: ItemId) -> InsertProject:
    """A copy of a project with all its rows, below it; its heading gets the next free number."""
    original = book.project(project_id)
    rows = tuple(row._replace(id=book.new_id()) for row in original.indicators)
    copy = replace(original, id=book.new_id(), number=_next_number(book), indicators=rows)
    return InsertProject(book.position(project_id) + 1, copy)


def delete_project(book: Book, project_id: ItemId) -> RemoveProject:
    """Take a project with all its rows out of the book."""
    return RemoveProject(book.project(project_id).id)


def rename_project(book: Book, project_id: ItemId, name: str) -> Edit | None:
    """Give a project another name, and its heading too where that was the old name and a 绩效目标表."""
    project = book.project(project_id)
    name = clean_cell(name)
    edits: list[Edit] = []
    if name != project.name:
        edits.append(SetField(Place(project_id, field="name"), name))
        if project.title and project.title == project.name + _heading_suffix(project):
            edits.append(SetField(Place(project_id, field="title"), name + _heading_suffix(project)))
    return as_one(edits)


# ── Department targets ──


def new_sub_goal(book: Book, targets: DepartmentTargets) -> InsertRow:
    """An empty sub-goal below the others, its heading begun with the next numeral: （十二）."""
    numeral = chinese_numeral(len(targets.sub_goals) + 1)
    return InsertRow(targets.id, len(targets.sub_goals), SubGoal(book.new_id(), heading=f"（{numeral}）"))


# ── Texts ──


def clean_cell(text: str) -> str:
    """The text as a cell of a text table can carry it.

    Tabs become a blank, every kind of line end becomes a line feed, blank lines and control characters go.
    """
    lines = text.replace("\t", " ").splitlines()
    kept = ("".join(filter(_is_printable, line)) for line in lines if line.strip())
    return "\n".join(line for line in kept if line.strip())


def chinese_numeral(number: int) -> str:
    """一, 十, 十二, 二十一: a whole number from 1 to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + _DIGITS[ones]


_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")


def _is_printable(character: str) -> bool:
    # Lone surrogates come from broken clipboards and fit no encoding.
    return unicodedata.category(character) not in ("Cc", "Cs")


# ── What an item takes from its neighbours ──


def _into(row: Indicator, levels: tuple[str, str], scheme: Scheme) -> Indicator:
    """The row with these level names; one that is in their category already keeps its own spelling."""
    if category_of(row, scheme) == scheme.canonical(*levels):
        return row
    return row._replace(level1=levels[0], level2=levels[1])


def _empty_row(book: Book, project: Project, level1: str, level2: str) -> Indicator:
    basis = "" if _has_basis(book, project) else None
    return Indicator(book.new_id(), level1, level2, basis=basis)


def _has_basis(book: Book, project: Project) -> bool:
    """Whether a new row of the project has the column 依据; a project without rows does as the book does."""
    if project.indicators:
        return project.has_basis
    return any(other.has_basis for other in book.projects)


def _next_number(book: Book) -> int | None:
    """The next free number of a heading; None in a book whose headings have none."""
    numbers = [project.number for project in book.projects if project.number is not None]
    return max(numbers, default=0) + 1 if numbers or not book.project_ids else None


def _first_model(money_unit: str, checkpoints: Sequence[str]) -> Project:
    """What the first project of a book is made like."""
    plan = tuple(Checkpoint(label, "") for label in checkpoints) or None
    return Project(ItemId(0), money_unit=money_unit, spending_plan=plan)


def _heading_suffix(project: Project) -> str:
    if project.name and project.title.startswith(project.name):
        return project.title.removeprefix(project.name)
    return HEADING_SUFFIX
