"""What holds for any workbook: noise changes nothing, templates say what stands there, nothing crashes."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formats.workbook.mapping import FieldText, GoalsMap
from core.formats.workbook.reading.reader import NoTables
from core.spreadsheet.address import CellRange
from core.spreadsheet.reading.grid import Grid
from tests.core.formats.workbook.reading import test_form_layouts, test_list_layouts
from tests.core.formats.workbook.sketches import grid, misfits, read

FORM = grid(test_form_layouts.PUBLISHED, "目标表")
NOISE = st.sampled_from(["", "", "", "附件2", "内部资料", "x", "12.5", "（2026年度）"])
WORDS = st.sampled_from(
    [
        *(
            "",
            "",
            "",
            "甲",
            " ",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            "年度指标值",
            "计量单位",
            "计算符号",
            "数值",
        ),
        *(
            "项目名称",
            "项目编码：",
            "预算数",
            "其他资金",
            "绩效目标",
            "资金支出计划（%）",
            "单位：万元",
            "单位",
            "序号",
        ),
        *(
            "1.甲绩效目标表",
            "410001某局",
            "1.一\n2.二",
            "≥95%",
            "定性",
            "25%",
            "合计",
            "注：无",
            "120万元",
            "中期目标",
        ),
        *(
            "封面文字",
            "原目录序号",
            "原目录标题",
            "总体绩效目标",
            "绩效指标",
            "工作保障措施",
            "预算规模及资金用途",
        ),
        *(
            "项目名称：甲",
            "表内栏目",
            "金额单位",
            "主管部门",
            "指标名称",
            "99999999999999999999",
            "{}",
            "(",
            "\n",
        ),
    ]
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Sheets of words that mean something, in no order, with merges anywhere."""
    width, height = draw(st.integers(1, 7)), draw(st.integers(0, 9))
    rows = [draw(st.lists(WORDS, min_size=width, max_size=width)) for _ in range(height)]
    corners = st.tuples(st.integers(1, 9), st.integers(1, 7), st.integers(0, 3), st.integers(0, 3))
    merges = [
        CellRange(t, left, t + down, left + right)
        for t, left, down, right in draw(st.lists(corners, max_size=5))
    ]
    name = draw(st.sampled_from(["Sheet1", "目录", "项目", "指标"])) + draw(st.sampled_from(["", "2"]))
    return Grid(name, draw(st.booleans()), rows, tuple(merges), frozenset())


def moved(one: Grid, down: int, right: int, above: list[str], beside: list[str]) -> Grid:
    """The sheet with lines above it, empty columns before it, and a column behind it."""
    width = len(one.rows[0]) + right + 2
    lines = [[text, *[""] * (width - 1)] for text in (*above, *[""] * down)]
    rows = [[*[""] * right, *row, "", beside[index % len(beside)]] for index, row in enumerate(one.rows)]
    shift = len(lines)
    merges = tuple(
        CellRange(merge.top + shift, merge.left + right, merge.bottom + shift, merge.right + right)
        for merge in one.merges
    )
    return replace(one, rows=lines + rows, merges=merges)


@given(
    st.integers(0, 3), st.integers(0, 4), st.lists(NOISE, max_size=3), st.lists(NOISE, min_size=1, max_size=4)
)
def test_noise_around_a_form_does_not_change_the_book(
    down: int, right: int, above: list[str], beside: list[str]
) -> None:
    (expected,) = read([FORM])[0].projects
    (project,) = read([moved(FORM, down, right, above, beside)])[0].projects
    assert project == expected


def test_empty_cells_of_a_form_have_their_place_in_the_map() -> None:
    empty = """
<empty heading>|<|<|<|<
|<|<|单位：|<
项目名称||<|<|<
预算规模及资金用途|预算数||其中：财政资金|
^|^|^|其他资金|
^||<|<|<
绩效目标||<|<|<
一级指标|二级指标|三级指标|绩效指标描述|指标值
"""
    sheet = moved(grid(empty.replace("<empty heading>", "")), 0, 0, [], ["杂项"])
    book, mapped = read([sheet])
    (project,) = book.projects
    found = mapped.sections[project.id]
    said = {
        piece.field for template in found.cells.values() for piece in template if isinstance(piece, FieldText)
    }
    assert said == {
        *("number", "title", "unit_code", "unit_name", "money_unit", "name"),
        *("budget", "fiscal_funds", "other_funds", "purpose"),
    }
    assert found.goals == GoalsMap(2, (7,), (0,), "{}.")
    assert (project.name, project.money_unit, project.goals) == ("", "", ())


@given(st.lists(st.integers(1, len(FORM.rows)), max_size=4))
def test_hidden_rows_are_read_like_others(hidden: list[int]) -> None:
    assert read([replace(FORM, hidden_rows=frozenset(hidden))])[0].projects == read([FORM])[0].projects


@pytest.mark.parametrize("sketch", [test_form_layouts.PUBLISHED, *test_form_layouts.REGULAR])
def test_the_map_of_a_form_says_what_its_cells_say(sketch: str) -> None:
    sheets = [grid(sketch)]
    assert misfits(sheets, *read(sheets)) == []


@pytest.mark.parametrize("sketches", test_list_layouts.REGULAR)
def test_the_map_of_a_list_says_what_its_cells_say(sketches: dict[str, str]) -> None:
    sheets = [grid(sketch, name) for name, sketch in sketches.items()]
    assert misfits(sheets, *read(sheets)) == []


@given(st.lists(grids(), min_size=1, max_size=3, unique_by=lambda one: one.name))
def test_no_sheets_whatever_crash_the_reader(sheets: list[Grid]) -> None:
    with contextlib.suppress(NoTables):
        book, mapped = read(sheets)
        assert mapped.sections.keys() == {section.id for section in book.sections}
        for section in book.sections:
            rows = mapped.sections[section.id].rows
            assert rows is not None
            assert len(rows.rows) == len(section.rows)


@given(st.lists(grids(), min_size=1, max_size=2, unique_by=lambda one: one.name))
def test_a_sheet_is_never_read_twice(sheets: list[Grid]) -> None:
    with contextlib.suppress(NoTables):
        book, mapped = read(sheets)
        places = [
            (rows.sheet, row)
            for project in book.projects
            if (rows := mapped.sections[project.id].rows)
            for row in rows.rows
        ]
        assert len(places) == len(set(places))


def test_sheets_without_a_table_are_no_book() -> None:
    with pytest.raises(NoTables):
        read([grid("项目名称|甲\n绩效目标|办成"), Grid("空", True, [], (), frozenset())])


def test_a_hidden_sheet_counts_only_where_no_other_has_a_table() -> None:
    hidden = replace(FORM, name="旧表", visible=False)
    both, mapped = read([FORM, hidden])
    assert len(both.projects) == 1
    assert mapped.unrecognised == (("隐藏的工作表“旧表”", "1.社区食堂补贴绩效目标表"),)
    assert read([hidden])[0].projects == both.projects
