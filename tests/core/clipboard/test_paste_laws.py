"""What holds for every paste."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.authoring import clean_cell
from core.book import Book, Indicator, ItemId, Place
from core.clipboard.block import Block
from core.clipboard.copying import cells_block, rows_block
from core.clipboard.html_table import as_html_table, parse_html_table
from core.clipboard.pasting import PasteKind, PasteTarget, plan_paste
from core.clipboard.tab_text import as_tab_text, parse_tab_text
from tests.core.clipboard.targets import SCHEME, TABLE, TREE_FIELDS, a_book, tree
from tests.core.random_edits import CATEGORIES
from tests.core.random_edits import a_book as a_random_book

Road = Callable[[Block], Block | None]
ROADS = {
    "text": lambda block: parse_tab_text(as_tab_text(block)),
    "html": lambda block: parse_html_table(as_html_table(block)),
}
roads = pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)

names = st.text(st.sampled_from('河道 a"<&\n'), max_size=6).map(lambda text: clean_cell(f"清{text}淤"))
descriptions = st.one_of(st.just(""), names)
values = st.sampled_from(["≥95%", "3个", "≤12.5万元", "2025年12月底前", "=1+1", "2025-1"])
categories = st.sampled_from([category for category in CATEGORIES if all(category)])
bases = st.sampled_from(["历史标准", "", "计划标准"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[Indicator, ...]:
    """Rows that read as such: with values, and texts of one kind in each column."""
    has_basis = draw(st.booleans())
    rows = draw(st.lists(st.tuples(categories, names, descriptions, values, bases), min_size=1, max_size=8))
    return tuple(
        Indicator(ItemId(11 + n), *category, name, description, value, basis if has_basis else None)
        for n, (category, name, description, value, basis) in enumerate(rows)
    )


def without_ids(rows: tuple[Indicator, ...]) -> list[Indicator]:
    return [row._replace(id=ItemId(0)) for row in rows]


@roads
@pytest.mark.parametrize("titles", [True, False])
@given(rows=tables())
def test_copied_rows_are_the_same_in_an_empty_project(
    road: Road, titles: bool, rows: tuple[Indicator, ...]
) -> None:
    block = road(rows_block(rows, titles=titles))
    assert block is not None
    book = a_book()
    plan = plan_paste(book, tree(book), block, SCHEME)
    edit = plan.edit()
    assert plan.problems == []
    assert edit is not None
    edit.apply(book)
    assert without_ids(book.project(TABLE).indicators) == without_ids(rows)


@roads
@given(rows=tables(), data=st.data())
def test_copied_cells_change_nothing_where_they_were(
    road: Road, rows: tuple[Indicator, ...], data: st.DataObject
) -> None:
    book = a_book()
    book.put(book.project(TABLE).with_rows(rows))
    first = data.draw(st.integers(0, len(rows) - 1))
    last = data.draw(st.integers(first, len(rows) - 1))
    fields = TREE_FIELDS[data.draw(st.integers(0, 2)) :]
    chosen = rows[first : last + 1]
    block = road(cells_block([[getattr(row, field) for field in fields] for row in chosen]))
    assert block is not None
    places = [[Place(TABLE, row.id, field) for field in fields] for row in chosen]
    target = PasteTarget(places, (len(chosen), len(fields)), TABLE, chosen[0].category, chosen[0].id)
    plan = plan_paste(book, target, block, SCHEME)
    assert plan.kind is PasteKind.CELLS
    assert plan.problems == []
    assert plan.edit() is None


cells = st.sampled_from(
    ["", "", "甲", "≥95%", "10", "%", "≥", "产出指标", "数量指标", "社会效益", "指标值", "三级指标", "二级指标", "合计", "项目名称", "说明\n二"]
)  # fmt: skip
any_block = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(any_block, st.sampled_from([1, 11, 21]), st.tuples(st.integers(1, 3), st.integers(1, 3)), st.data())
def test_every_paste_can_be_taken_back(
    rows: list[list[str]], project_id: int, selected: tuple[int, int], data: st.DataObject
) -> None:
    book = a_random_book()
    project = book.project(ItemId(project_id))
    row = project.indicators[data.draw(st.integers(0, 4))]
    places = [[Place(project.id, one.id, field) for field in TREE_FIELDS] for one in project.indicators]
    target = PasteTarget(places, selected, project.id, row.category, row.id)
    plan = plan_paste(book, target, Block.of(rows), SCHEME)
    for plan in (plan.as_kind(kind) for kind in plan.kinds):  # noqa: B020
        before = book.project(project.id)
        edit = plan.edit()
        if edit is None:
            assert plan.added == plan.filled == plan.overwritten == 0
            continue
        inverse = edit.apply(book)
        after = book.project(project.id)
        assert after != before
        assert len(after.indicators) == len(before.indicators) + plan.added
        inverse.apply(book)
        assert book.project(project.id) == before


@example([["甲", "产出指标", ""], ["", "", "≥95%"]])
@given(any_block)
def test_every_text_is_pasted_or_named_as_lost(rows: list[list[str]]) -> None:
    """A plan without problems puts every text but titles, numbering and operators without a value into the book."""
    book = a_book()
    plan = plan_paste(book, tree(book), Block.of(rows), SCHEME)
    edit = plan.edit()
    if plan.problems or edit is None:
        return
    edit.apply(book)
    said = "".join(text or "" for row in book.project(TABLE).indicators for text in row[1:])
    for number, line in enumerate(plan.block.rows):
        if number not in plan.source.title_rows:
            assert all(text in said for text in line if text not in ("≥", "%", "10"))


def test_ids_are_new_ones_of_the_book() -> None:
    book: Book = a_random_book()
    project = book.projects[0]
    target = PasteTarget([], (1, 1), project.id, project.indicators[0].category, None)
    edit = plan_paste(book, target, Block((("甲",), ("乙",))), SCHEME).edit()
    assert edit is not None
    edit.apply(book)
    ids = [row.id for one in book.projects for row in one.indicators]
    assert len(set(ids)) == len(ids) == 17
