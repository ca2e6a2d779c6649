"""The sheets beside the tables: front matter, department targets, contents."""

from __future__ import annotations

from core.formats.workbook.mapping import FieldText
from tests.core.formats.workbook.sketches import grid, misfits, read, read_sketches

TABLE = """
{0}绩效目标表
项目名称|{0}||
预算数|5||
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|{0}数|1个
"""
CONTENTS = """
目录||||
序号|项目名称|预算数|金额单位|单位
1|甲|5|万元|
2|乙|5|万元|
"""
FRONT = """
封面文字|示例市⏎2026年
原目录序号|原目录标题
1|甲绩效目标表
|附表
"""
DEPARTMENT = """
总体绩效目标|保障运行
分项绩效目标|绩效目标|绩效指标
（一）民生|办好食堂|食堂数量≥12个
||
工作保障措施|加强管理
"""
FORMS = {"1 甲": TABLE.format("甲"), "2 乙": TABLE.format("乙")}


def test_front_matter_and_department_targets_are_sections_of_the_book() -> None:
    book, mapped = read_sketches({"封面": FRONT, "部门整体": DEPARTMENT, **FORMS})
    assert book.front
    assert book.front.text == "示例市\n2026年"
    assert [entry[1:] for entry in book.front.contents] == [(1, "甲绩效目标表"), (None, "附表")]
    assert book.department
    assert (book.department.overall, book.department.safeguards) == ("保障运行", "加强管理")
    assert [row[1:] for row in book.department.sub_goals] == [
        ("（一）民生", "办好食堂", "食堂数量≥12个"),
        ("", "", ""),
    ]
    assert mapped.unrecognised == ()


def test_they_are_found_in_a_list_too_and_their_cells_are_mapped() -> None:
    sketches = {
        "封面": FRONT,
        "部门整体": DEPARTMENT,
        "清单": "项目名称|一级指标|二级指标|三级指标|指标值\n甲|产出|数量|a|1个",
    }
    sheets = [grid(sketch, name) for name, sketch in sketches.items()]
    book, mapped = read(sheets)
    assert book.front
    assert book.department
    assert misfits(sheets, book, mapped) == []


def test_the_contents_have_a_row_for_each_project() -> None:
    _, mapped = read_sketches({"目录": CONTENTS, **FORMS})
    assert mapped.contents
    assert (mapped.contents.sheet, mapped.contents.rows) == ("目录", (3, 4))
    assert mapped.contents.columns[2] == (FieldText("name"),)
    assert mapped.unrecognised == ()


def test_contents_that_list_other_projects_are_kept_as_they_are() -> None:
    _, mapped = read_sketches({"目录": CONTENTS, "甲": TABLE.format("甲")})
    assert mapped.contents is None
    assert mapped.unrecognised == (("工作表“目录”", "目录"),)


def test_a_foreign_sheet_with_all_names_in_order_is_a_contents_list() -> None:
    foreign = "编号|项目名称|预算数|金额单位\n01|甲|5|元\n02|乙|5|元"
    _, mapped = read_sketches({"项目一览": foreign, **FORMS})
    assert mapped.contents
    assert mapped.contents.columns == {2: (FieldText("name"),), 3: (FieldText("budget"),)}
