"""A book to paste into, and places in it as the indicator tree and the grid of all indicators show them."""

from __future__ import annotations

from collections.abc import Sequence

from core.book import Book, Indicator, ItemId, Place, Project
from core.clipboard.block import Block
from core.clipboard.pasting import PastePlan, PasteTarget, plan_paste
from core.clipboard.tab_text import parse_tab_text
from core.scheme import Category, schemes

SCHEME = schemes()["2015"]
TABLE = ItemId(1)
QUANTITY, QUALITY, COST = ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "成本指标")
TREE_FIELDS = ("level3", "description", "value")


def a_book(*rows: tuple[Category, str, str, str], basis: str | None = None) -> Book:
    """A project (id 1) whose rows (category, name, description, value) have the ids 11, 12, …"""
    indicators = tuple(
        Indicator(ItemId(11 + n), *category, *texts, basis=basis) for n, (category, *texts) in enumerate(rows)
    )
    return Book([Project(TABLE, name="示例河道清淤", indicators=indicators)])


def two_rows() -> Book:
    return a_book((QUANTITY, "清淤长度", "丈量", "≥9公里"), (QUALITY, "合格率", "", "≥95%"))


def tree(
    book: Book, row: int = 0, field: str = "level3", selected: tuple[int, int] = (1, 1), **changes: object
) -> PasteTarget:
    """The cells of the tree from a row's field on, with a title above the rows of each category."""
    fields = [*TREE_FIELDS, *(["basis"] if book.project(TABLE).has_basis else [])]
    fields = fields[fields.index(field) :]
    rows = book.project(TABLE).indicators
    cells: list[list[Place | None]] = []
    for above, indicator in zip((None, *rows), rows, strict=False):
        if above is None or above.category != indicator.category:
            cells.append([None] * len(fields))
        cells.append([Place(TABLE, indicator.id, field) for field in fields])
    first = next((n for n, line in enumerate(cells) if line[0] and line[0].row == 11 + row), 0)
    category = rows[row].category if rows else QUANTITY
    after = rows[row].id if rows else None
    return PasteTarget(cells[first:], selected, TABLE, category, after)._replace(**changes)  # type: ignore[arg-type]


def grid(book: Book, *fields: str, selected: tuple[int, int] = (1, 1)) -> PasteTarget:
    """The cells of the grid from the first row on, in these columns; no rows can be added there."""
    cells = [
        [Place(project.id, row.id, field) for field in fields]
        for project in book.projects
        for row in project.indicators
    ]
    return PasteTarget(cells, selected, None, None, None)


def plan(book: Book, target: PasteTarget, text: str) -> PastePlan:
    """A block is written like a table: | parts the cells, a line end the rows."""
    return plan_paste(book, target, a_block(text), SCHEME)


def a_block(text: str) -> Block:
    return parse_tab_text("\n".join(line.strip() for line in text.strip().splitlines()).replace("|", "\t"))


def shown(book: Book, fields: Sequence[str] = ("level2", *TREE_FIELDS)) -> list[str]:
    """The rows of the project as lines of their texts."""
    return ["|".join(getattr(row, field) or "" for field in fields) for row in book.project(TABLE).indicators]


def pasted(plan: PastePlan) -> list[str]:
    """What the project shows after the plan's edit; which is taken back afterwards."""
    before = shown(plan.book)
    edit = plan.edit()
    assert edit is not None
    inverse = edit.apply(plan.book)
    after = shown(plan.book)
    inverse.apply(plan.book)
    assert shown(plan.book) == before
    return after
