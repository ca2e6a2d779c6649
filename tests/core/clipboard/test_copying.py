"""Blocks that are copied out of a book."""

import pytest

from core.book import Indicator, ItemId, Project
from core.clipboard.block import Block, Span
from core.clipboard.copying import cells_block, projects_block, rows_block


def rows(*levels: str, basis: str | None = None) -> list[Indicator]:
    """`产出/数量` for each row."""
    return [
        Indicator(ItemId(n), *one.split("/"), f"第{n}项", "", f"{n}个", basis)
        for n, one in enumerate(levels, 1)
    ]


def test_neighbours_of_a_level_share_a_merged_cell() -> None:
    block = rows_block(rows("产出/数量", "产出/数量", "产出/质量", "效益/质量", "效益/质量"))
    assert block.column(0) == ["产出", "", "", "效益", ""]
    assert block.column(1) == ["数量", "", "质量", "质量", ""]
    assert set(block.spans) == {Span(0, 0, 3, 1), Span(3, 0, 2, 1), Span(0, 1, 2, 1), Span(3, 1, 2, 1)}


def test_an_empty_level_2_is_never_mistaken_for_one_that_continues() -> None:
    assert rows_block(rows("产出/数量", "产出/", "产出/")).column(0) == ["产出", "产出", ""]


@pytest.mark.parametrize(("basis", "titles"), [(None, 5), ("", 6), ("计划标准", 6)])
def test_the_column_basis_is_there_where_the_table_has_it(basis: str | None, titles: int) -> None:
    block = rows_block(rows("产出/数量", "产出/数量", basis=basis), titles=True)
    assert block.width == titles
    assert block.rows[0][:3] == ("一级指标", "二级指标", "三级指标")
    assert block.spans == (Span(1, 0, 2, 1), Span(1, 1, 2, 1))


def test_cells_are_a_block_as_they_are() -> None:
    assert cells_block([["甲", "乙"], ["丙"]]) == Block((("甲", "乙"), ("丙", "")))


def test_projects_are_lines_below_titles() -> None:
    block = projects_block([Project(ItemId(1), unit_name="示例局", name="示例项目", budget="20.00")])
    assert block.rows[0][:4] == ("单位代码", "单位名称", "项目编码", "项目名称")
    assert block.rows[1] == ("", "示例局", "", "示例项目", "万元", "20.00", "")


@pytest.mark.parametrize(
    ("rows", "spans"),
    [((), ()), (((),), ()), ((("甲",), ("乙", "丙")), ()), ((("甲",),), (Span(0, 0, 2, 1),))],
)
def test_what_is_no_rectangle_is_no_block(rows: tuple[tuple[str, ...], ...], spans: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match="block"):
        Block(rows, spans)
