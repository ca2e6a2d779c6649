"""A book as a new workbook of target tables (form), looked at with openpyxl."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.book import (
    Book,
    Checkpoint,
    ContentsEntry,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    ItemId,
    Project,
    SubGoal,
)
from core.formats.workbook.titles import WorkbookKind
from core.formats.workbook.writing.new_workbook import TextTooLong, new_workbook
from core.progress import Cancelled

ROWS = (
    Indicator(ItemId(11), "产出指标", "数量指标", "食堂数量", "开办的食堂", "12"),
    Indicator(ItemId(12), "产出指标", "数量指标", "用餐人次", "全年用餐", "≥5000人次"),
    Indicator(ItemId(13), "产出指标", "成本指标", "补贴", "全年补贴", "≤120万元"),
    Indicator(ItemId(14), "效益指标", "成本指标", "节约率", "节约的费用", "5%"),
    Indicator(ItemId(15), "产出指标", "数量指标", "再设食堂", "新设的食堂", "1个"),
)
PROJECT = Project(
    ItemId(1),
    number=3,
    title="食堂补贴绩效目标表",
    unit_code="410001",
    unit_name="示例区民政局",
    name="食堂补贴",
    budget="120.00",
    fiscal_funds="100.5",
    other_funds="待定",
    purpose="补贴食堂",
    goals=("开办食堂", "补贴用餐"),
    indicators=ROWS,
)
PLAN = (Checkpoint("6月底", "50%"), Checkpoint("12月底", "100%"))
FULL = replace(
    PROJECT,
    id=ItemId(5),
    code="41000126P00010000001A",
    spending_plan=PLAN,
    indicators=tuple(row._replace(basis="年初计划") for row in ROWS),
)
FRONT = FrontMatter(ItemId(30), "示例区民政局\n（2026年）", (ContentsEntry(ItemId(31), 1, "食堂补贴"),))
DEPARTMENT = DepartmentTargets(
    ItemId(40), "办好食堂。", (SubGoal(ItemId(41), "（一）补贴", "按期补贴。", "完成率≥95%。"),), "加强监督。"
)


def form_of(*projects: Project, **parts: FrontMatter | DepartmentTargets) -> Workbook:
    book = Book(projects, **parts)  # type: ignore[arg-type]
    return load_workbook(BytesIO(new_workbook(book, WorkbookKind.FORM)))


def sheet_of(project: Project) -> Worksheet:
    return form_of(project).worksheets[-1]


def texts(sheet: Worksheet) -> list[list[object]]:
    """The filled cells row by row."""
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def merges(sheet: Worksheet) -> set[str]:
    return {str(area) for area in sheet.merged_cells.ranges}


# -- the table -----------------------------------------------------------------------------------------------------


def test_the_parts_of_a_table_come_in_the_order_of_published_ones() -> None:
    assert texts(sheet_of(FULL))[:11] == [
        ["3.食堂补贴绩效目标表"],
        ["410001示例区民政局", "单位：万元"],
        ["项目编码", "41000126P00010000001A"],
        ["项目名称", "食堂补贴"],
        ["预算规模及资金用途", "预算数", 120, "其中：财政资金", 100.5],
        ["其他资金", "待定"],
        ["补贴食堂"],
        ["资金支出计划（%）", "6月底", "12月底"],
        [0.5, 1],
        ["绩效目标", "1.开办食堂"],
        ["2.补贴用餐"],
    ]
    assert texts(sheet_of(FULL))[11:13] == [
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "食堂数量", "开办的食堂", 12, "年初计划"],
    ]


def test_a_table_has_no_rows_and_columns_for_parts_it_lacks() -> None:
    sheet = sheet_of(PROJECT)
    assert [row[0] for row in texts(sheet)[2:4]] == ["项目名称", "预算规模及资金用途"]
    assert sheet.max_column == 5
    assert "资金支出计划（%）" not in {cell.value for cell in sheet["A"]}


@pytest.mark.parametrize(
    ("number", "title", "heading"), [(None, "甲目标表", "甲目标表"), (7, "甲", "7.甲"), (None, "", None)]
)
def test_the_first_row_is_the_heading_even_where_there_is_none(
    number: int | None, title: str, heading: str | None
) -> None:
    sheet = sheet_of(replace(PROJECT, number=number, title=title))
    assert sheet["A1"].value == heading
    assert sheet["A3"].value == "项目名称"


def test_goals_have_a_row_even_where_there_are_none() -> None:
    sheet = sheet_of(replace(PROJECT, goals=()))
    assert [sheet["A7"].value, sheet["B7"].value, sheet["A8"].value] == ["绩效目标", None, "一级指标"]
    assert "B7:E7" in merges(sheet)


def test_a_spending_plan_without_checkpoints_is_a_label() -> None:
    sheet = sheet_of(replace(PROJECT, spending_plan=()))
    assert texts(sheet)[6:9] == [["资金支出计划（%）"], [], ["绩效目标", "1.开办食堂"]]
    assert "A7:A8" in merges(sheet)


def test_a_long_spending_plan_goes_on_to_the_right_of_the_table() -> None:
    plan = tuple(Checkpoint(f"{month}月底", f"{month}%") for month in range(1, 13))
    sheet = sheet_of(replace(PROJECT, spending_plan=plan))
    assert [cell.value for cell in sheet[7]][1:] == [f"{month}月底" for month in range(1, 13)]
    assert [cell.value for cell in sheet[8]][1:] == [month / 100 for month in range(1, 13)]


def test_header_cells_are_merged_as_in_published_tables() -> None:
    merged = {
        "A1:F1",
        "A2:C2",
        "D2:F2",
        "B3:F3",
        "B4:F4",
        "A5:A7",
        "B5:B6",
        "C5:C6",
        "E5:F5",
        "E6:F6",
        "B7:F7",
    }
    assert merged | {"A8:A9", "A10:A11", "B10:F10", "B11:F11"} <= merges(sheet_of(FULL))


def test_levels_are_merged_over_neighbours_that_say_the_same() -> None:
    sheet = sheet_of(PROJECT)
    below_titles = {area for area in merges(sheet) if int(area.partition(":")[0][1:]) > 9}
    assert sheet["A9"].value == "一级指标"
    assert below_titles == {"A10:A12", "B10:B11"}
    assert [sheet[f"A{row}"].value for row in range(10, 15)] == [
        "产出指标",
        None,
        None,
        "效益指标",
        "产出指标",
    ]
    assert [sheet[f"B{row}"].value for row in range(10, 15)] == [
        "数量指标",
        None,
        "成本指标",
        "成本指标",
        "数量指标",
    ]


def test_amounts_and_bare_values_are_numbers_that_look_as_written() -> None:
    sheet = sheet_of(PROJECT)
    assert (sheet["C4"].value, sheet["C4"].number_format) == (120, "0.00")
    assert (sheet["E4"].value, sheet["E4"].number_format) == (100.5, "General")
    assert sheet["E5"].value == "待定"
    values = [(sheet[f"E{row}"].value, sheet[f"E{row}"].number_format) for row in (10, 11, 13)]
    assert values == [(12, "General"), ("≥5000人次", "General"), (0.05, "0%")]


def test_codes_and_names_are_texts_though_they_look_like_numbers() -> None:
    sheet = sheet_of(replace(FULL, title="", number=None, unit_name="", code="2026", name="2026"))
    assert [sheet[name].value for name in ("A2", "B3", "B4")] == ["410001", "2026", "2026"]


def test_every_cell_of_the_table_has_lines() -> None:
    sheet = sheet_of(FULL)
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            sides = cell.border
            assert cell.coordinate in sheet.merged_cells or sides.left.style == sides.top.style == "thin"
    assert sheet["A1"].border.left.style is None


def test_texts_wrap_and_the_title_stands_out() -> None:
    sheet = sheet_of(PROJECT)
    assert (sheet["A1"].font.name, sheet["A1"].font.size, sheet["A1"].alignment.horizontal) == (
        "黑体",
        16,
        "center",
    )
    assert sheet["D10"].alignment.wrap_text
    assert sheet["D10"].alignment.horizontal == "left"
    assert sheet["D10"].font.name == "宋体"
    assert sheet["A9"].font.bold


def test_a_long_purpose_makes_its_row_high() -> None:
    long = sheet_of(replace(PROJECT, purpose="很长的资金用途说明，" * 40)).row_dimensions[6].height
    assert long > 5 * sheet_of(PROJECT).row_dimensions[6].height


def test_a_table_prints_on_a4_with_its_column_titles_on_every_page() -> None:
    sheet = sheet_of(FULL)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$12:$12"
    assert "&P" in sheet.oddFooter.center.text


# -- the sheets ----------------------------------------------------------------------------------------------------


def test_contents_come_first_and_lead_to_every_table() -> None:
    book = form_of(PROJECT, replace(PROJECT, id=ItemId(2), name="王's 项目", money_unit="元", budget="5"))
    contents = book.worksheets[0]
    assert book.sheetnames == ["目录", "1 食堂补贴", "2 王's 项目"]
    assert [list(row) for row in contents.iter_rows(values_only=True)] == [
        ["序号", "项目名称", "预算数", "金额单位", "单位"],
        [1, "食堂补贴", 120, "万元", "示例区民政局"],
        [2, "王's 项目", 5, "元", "示例区民政局"],
    ]
    assert [contents[name].hyperlink.location for name in ("B2", "B3")] == [
        "'1 食堂补贴'!A1",
        "'2 王''s 项目'!A1",
    ]
    assert contents.freeze_panes == "A2"


NASTY = (
    "a[b]:c*d?e/f\\g",
    "长" * 40,
    "同名",
    "同名",
    "",
    "'",
    "目录",
    "\N{OLD ITALIC LETTER A}" * 30,
    "a\x0bb",
)


def test_sheet_names_are_legal_and_unique_whatever_the_projects_are_called() -> None:
    projects = [replace(PROJECT, id=ItemId(100 + place), name=name) for place, name in enumerate(NASTY)]
    names = form_of(*projects).sheetnames
    assert len({name.casefold() for name in names}) == len(NASTY) + 1
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) / 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_front_matter_and_department_targets_have_sheets_of_their_own() -> None:
    book = form_of(PROJECT, front=FRONT, department=DEPARTMENT)
    assert book.sheetnames == ["目录", "封面", "部门整体", "1 食堂补贴"]
    assert texts(book["封面"]) == [
        ["封面文字", "示例区民政局\n（2026年）"],
        ["原目录序号", "原目录标题"],
        [1, "食堂补贴"],
    ]
    assert texts(book["部门整体"]) == [
        ["总体绩效目标", "办好食堂。"],
        ["分项绩效目标", "绩效目标", "绩效指标"],
        ["（一）补贴", "按期补贴。", "完成率≥95%。"],
        ["工作保障措施", "加强监督。"],
    ]
    assert merges(book["部门整体"]) == {"B1:C1", "B4:C4"}


def test_titles_are_there_though_nothing_stands_below_them() -> None:
    book = form_of(PROJECT, front=FrontMatter(ItemId(30)), department=DepartmentTargets(ItemId(40)))
    assert texts(book["封面"]) == [["封面文字"], ["原目录序号", "原目录标题"]]
    assert [row[0] for row in texts(book["部门整体"])] == ["总体绩效目标", "分项绩效目标", "工作保障措施"]


def test_a_formula_in_a_text_stays_a_text() -> None:
    spoilt = replace(PROJECT, name="=1+1", purpose="+A1", other_funds="-A1", goals=())
    spoilt = replace(spoilt, title="", number=None, unit_code="", unit_name="@SUM(A1)")
    row = Indicator(ItemId(2), "=1", "\t=2", "+3", "-甲", "=4", "@5")
    for sheet in form_of(replace(spoilt, indicators=(row,)), front=FrontMatter(ItemId(9), "=1+1")):
        types = {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
        assert types <= {"s", "n"}


# -- what cannot be, and how it is told ----------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "name", "purpose", "budget", "unit_name"])
def test_a_text_too_long_for_a_cell_is_told_by_section_and_field(field: str) -> None:
    spoilt = replace(PROJECT, id=ItemId(77), **{field: "长" * 32_768})
    with pytest.raises(TextTooLong) as raised:
        new_workbook(Book([PROJECT, spoilt]), WorkbookKind.FORM)
    assert (raised.value.section.id, raised.value.field) == (77, field)


def test_a_row_too_long_for_a_cell_is_told_by_its_field() -> None:
    row = ROWS[0]._replace(description="长" * 40_000)
    with pytest.raises(TextTooLong) as raised:
        new_workbook(Book([replace(PROJECT, indicators=(row,))]), WorkbookKind.FORM)
    assert raised.value.field == "description"


def test_writing_can_be_stopped_between_tables() -> None:
    def stop(done: int, total: int) -> None:
        if (done, total) == (1, 2):
            raise Cancelled

    with pytest.raises(Cancelled):
        new_workbook(Book([PROJECT, replace(PROJECT, id=ItemId(2))]), WorkbookKind.FORM, stop)
