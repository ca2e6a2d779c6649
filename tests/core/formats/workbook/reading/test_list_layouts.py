"""Lists in many arrangements, and the narrow list of one project."""

from __future__ import annotations

import pytest

from core.book import ItemId, Project
from core.formats.workbook.mapping import FieldText
from core.formats.workbook.reading.reader import read_workbook
from core.formats.workbook.titles import WorkbookKind
from core.progress import Cancelled
from tests.core.formats.workbook.sketches import grid, read_sketches, rows_of

ROWS = [
    ("产出指标", "数量指标", "食堂数量", "", "≥12个"),
    ("产出指标", "质量指标", "达标率", "", "100%"),
    ("产出指标", "数量指标", "设备数量", "", "5台"),
]


def projects(**sketches: str) -> list[Project]:
    return read_sketches(sketches)[0].projects


def names_and_rows(found: list[Project]) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(project.name, rows_of(project)) for project in found]


TWO_PROJECTS = [("食堂补贴", ROWS[:2]), ("设备更新", ROWS[2:])]


def test_every_row_may_name_its_project() -> None:
    found = projects(
        清单="""
示例区2026年项目绩效指标一览表|<|<|<|<|<
||||||
项目编码|项目名称|一级指标|二级指标|三级指标|指标值
410001|食堂补贴|产出指标|数量指标|食堂数量|≥12个
410001|食堂补贴|产出指标|质量指标|达标率|100%
410002|设备更新|产出指标|数量指标|设备数量|5台
"""
    )
    assert names_and_rows(found) == TWO_PROJECTS
    assert [project.code for project in found] == ["410001", "410002"]


def test_only_the_first_row_may_name_the_project() -> None:
    found = projects(
        清单="""
序号|项目名称|预算金额（元）|一级指标|二级指标|三级指标|指标值
1|食堂补贴|30000|产出指标|数量指标|食堂数量|≥12个
||||质量指标|达标率|100%
2|设备更新|5000|产出指标|数量指标|设备数量|5台
"""
    )
    assert names_and_rows(found) == TWO_PROJECTS
    assert [(project.budget, project.money_unit) for project in found] == [("30000", "元"), ("5000", "元")]


def test_the_cells_that_name_the_project_may_be_merged() -> None:
    found = projects(
        清单="""
单位名称|项目名称|一级指标|二级指标|三级指标|指标值
示例局|食堂补贴|产出指标|数量指标|食堂数量|≥12个
^|^|^|质量指标|达标率|100%
^|设备更新|产出指标|数量指标|设备数量|5台
"""
    )
    assert names_and_rows(found) == TWO_PROJECTS
    assert [project.unit_name for project in found] == ["示例局", "示例局"]


def test_two_projects_of_one_name_are_told_apart_by_their_first_rows() -> None:
    found = projects(
        清单="""
项目名称|一级指标|二级指标|三级指标|指标值
食堂补贴|产出指标|数量指标|食堂数量|≥12个
|产出指标|质量指标|达标率|100%
食堂补贴|产出指标|数量指标|设备数量|5台
"""
    )
    assert names_and_rows(found) == [("食堂补贴", ROWS[:2]), ("食堂补贴", ROWS[2:])]


def test_rows_of_a_project_may_lie_apart() -> None:
    found = projects(
        清单="""
序号|项目名称|一级指标|二级指标|三级指标|指标值
1|食堂补贴|产出指标|数量指标|食堂数量|≥12个
2|设备更新|产出指标|数量指标|设备数量|5台
3|食堂补贴|产出指标|质量指标|达标率|100%
"""
    )
    assert names_and_rows(found) == TWO_PROJECTS


def test_the_import_template_with_codes_beside_the_names() -> None:
    book, mapped = read_sketches(
        {
            "模板": """
*项目代码|*项目名称|一级绩效指标代码|*一级绩效指标名称|二级绩效指标代码|*二级绩效指标名称|三级绩效指标代码|*三级绩效指标名称|绩效指标说明|*指标值
41000126P0001|食堂补贴|01|产出指标|0101|数量指标|010101|食堂数量|运营的食堂|≥12个
41000126P0001|食堂补贴|01|产出指标|0102|质量指标|010201|达标率|合格的食堂|100%
"""
        }
    )
    (project,) = book.projects
    assert (project.code, project.name) == ("41000126P0001", "食堂补贴")
    assert rows_of(project)[0] == ("产出指标", "数量指标", "食堂数量", "运营的食堂", "≥12个")
    assert [entry.text for entry in mapped.unrecognised] == [
        "一级绩效指标代码",
        "二级绩效指标代码",
        "三级绩效指标代码",
    ]


def test_the_published_list_with_code_and_name_in_one_cell() -> None:
    found = projects(
        公开="""
单位名称|项目名称|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性
410001-示例局|41000126P000100000001-食堂补贴|开办食堂|产出指标|数量指标|食堂数量|≥|12|个|30|正向指标
||||质量指标|达标率|＝|100|%|30|正向指标
||||成本指标|群众负担|定性|不增加||30|
"""
    )
    (project,) = found
    assert (project.unit_code, project.unit_name) == ("410001", "示例局")
    assert (project.code, project.name, project.goals) == ("41000126P000100000001", "食堂补贴", ("开办食堂",))
    assert [row.value for row in project.indicators] == ["≥12个", "＝100%", "不增加"]


def test_core_indicators_of_one_project_in_a_narrow_list() -> None:
    book, mapped = read_sketches(
        {
            "Sheet1": """
社区食堂补贴项目支出核心绩效指标表|<|<|<|<|<|<|<
一级指标|二级指标|三级指标|指标解释|指标值设定依据|指标值|度量单位|权重
成本指标|经济成本指标|补贴标准|每餐补贴|预算标准|≤3|元/餐|20
产出指标|数量指标|食堂数量|运营的食堂|年初计划|≥12|个|40
"""
        }
    )
    (project,) = book.projects
    assert project.name == "社区食堂补贴"
    assert rows_of(project) == [
        ("成本指标", "经济成本指标", "补贴标准", "每餐补贴", "≤3元/餐", "预算标准"),
        ("产出指标", "数量指标", "食堂数量", "运营的食堂", "≥12个", "年初计划"),
    ]
    assert mapped.kind is WorkbookKind.LIST


def test_every_narrow_list_is_a_project_called_like_its_sheet() -> None:
    narrow = "一级|二级|三级|指标值\n产出|数量|{}|5个\n||其他|1个"
    book, _ = read_sketches({"食堂补贴": narrow.format("食堂"), "Sheet2": narrow.format("设备")})
    assert [project.name for project in book.projects] == ["食堂补贴", ""]
    assert rows_of(book.projects[1]) == [
        ("产出", "数量", "设备", "", "5个"),
        ("产出", "数量", "其他", "", "1个"),
    ]


def test_narrow_lists_below_each_other_have_their_names_above() -> None:
    found = projects(
        Sheet1="""
食堂补贴|<|<|<
一级|二级|三级|指标值
产出|数量|食堂数量|12个
|||
设备更新|<|<|<
一级|二级|三级|指标值
产出|数量|设备数量|5台
"""
    )
    assert [(project.name, len(project.indicators)) for project in found] == [
        ("食堂补贴", 1),
        ("设备更新", 1),
    ]


def test_titles_and_totals_that_are_printed_on_every_page_are_read_over() -> None:
    found = projects(
        清单="""
项目名称|一级指标|二级指标|三级指标|指标值|分值
食堂补贴|产出指标|数量指标|食堂数量|≥12个|50
本页小计|||||50
|||||
项目名称|一级指标|二级指标|三级指标|指标值|分值
食堂补贴|产出指标|质量指标|达标率|100%|50
设备更新|产出指标|数量指标|设备数量|5台|50
合计|||||150
"""
    )
    assert names_and_rows(found) == TWO_PROJECTS


def test_the_name_may_stand_on_a_row_of_its_own() -> None:
    found = projects(
        清单="""
项目名称|预算数|一级指标|二级指标|三级指标|指标值
食堂补贴|3||||
||产出指标|数量指标|食堂数量|≥12个
|||质量指标|达标率|100%
设备更新|5||||
||产出指标|数量指标|设备数量|5台
"""
    )
    assert names_and_rows(found) == TWO_PROJECTS
    assert [project.budget for project in found] == ["3", "5"]


def test_titles_of_a_list_may_stand_in_two_lines() -> None:
    found = projects(
        清单="""
项目名称|预算金额||绩效指标||||
|总额|财政拨款|一级指标|二级指标|三级指标|指标值|计量单位
食堂补贴|120|100|产出指标|数量指标|食堂数量|≥12|个
|||产出指标|质量指标|达标率|100|%
设备更新|20|20|产出指标|数量指标|设备数量|5|台
"""
    )
    assert names_and_rows(found) == TWO_PROJECTS
    assert [(project.budget, project.fiscal_funds) for project in found] == [("120", "100"), ("20", "20")]


def test_project_data_may_lie_on_a_sheet_of_their_own() -> None:
    indicators = """
项目编码|一级指标|二级指标|三级指标|指标值
A1|产出指标|数量指标|食堂数量|≥12个
A1|产出指标|质量指标|达标率|100%
A2|产出指标|数量指标|设备数量|5台
A9|产出指标|数量指标|无主|5台
"""
    book, mapped = read_sketches(
        {
            "基本信息": "项目编码|项目名称|预算数（元）|负责人\nA2|设备更新|500|李四\nA1|食堂补贴|300|张三",
            "绩效指标": indicators,
        }
    )
    assert names_and_rows(book.projects) == TWO_PROJECTS[::-1]
    assert [project.budget for project in book.projects] == ["500", "300"]
    assert [entry.text for entry in mapped.unrecognised] == ["A9　产出指标　数量指标　无主　5台", "负责人"]


def test_projects_are_joined_by_unit_and_name_where_names_come_twice() -> None:
    found = projects(
        项目="单位|项目名称|预算数\n甲局|会议费|1\n乙局|会议费|2",
        指标="""
单位|项目名称|一级指标|二级指标|三级指标|指标值
乙局|会议费|产出指标|数量指标|会议次数|2次
甲局|会议费|产出指标|数量指标|会议次数|1次
""",
    )
    assert [(p.unit_name, p.budget, p.indicators[0].value) for p in found] == [
        ("甲局", "1", "1次"),
        ("乙局", "2", "2次"),
    ]


OWN_PROJECTS = """
序号|标题编号|标题|单位代码|单位名称|金额单位|项目编码|项目名称|预算数|财政资金|其他资金|资金用途|绩效目标|表内栏目|资金支出计划：3月底|资金支出计划：6月底
1|3|甲绩效目标表|410001|示例局|万元|4100|甲|3|3||用|1.一⏎2.二|项目编码、资金支出计划、指标值确定依据|25%|50%
2|||410001|示例局|元||甲|3|3||||资金支出计划（6月底）||100%
3|||410001|示例局|元||乙|3|3|||||||
"""
OWN_INDICATORS = """
序号|项目编码|项目名称|一级指标|二级指标|三级指标|绩效指标描述|指标值|计算符号|数值|计量单位|指标值确定依据
1|4100|甲|产出|数量|a|aa|≥95%|≥|95|%|历史
1|4100|甲|产出|质量|b|aa|优|定性|||
2||甲|产出|质量|b|aa|5 天|=|5|天|
2||甲|产出|质量|c|aa||≤|3|天|
2||甲|产出|质量|d|aa|6天|≥|6|天|
"""


def test_a_list_of_the_own_kind_says_which_parts_a_table_has() -> None:
    found = projects(项目=OWN_PROJECTS, 指标=OWN_INDICATORS)
    assert [(p.number, p.title, p.code) for p in found] == [
        (3, "甲绩效目标表", "4100"),
        (None, "", None),
        (None, "", None),
    ]
    assert [p.spending_plan for p in found] == [
        (("3月底", "25%"), ("6月底", "50%")),
        (("6月底", "100%"),),
        None,
    ]
    assert [[row.basis for row in p.indicators] for p in found] == [["历史", ""], [None, None, None], []]
    assert found[0].goals == ("一", "二")


def test_a_project_without_indicators_has_columns_for_them() -> None:
    book, mapped = read_sketches({"项目": OWN_PROJECTS, "指标": OWN_INDICATORS})
    rows = mapped.sections[book.projects[2].id].rows
    assert rows
    assert [rows.columns[column] for column in (1, 2, 3)] == [
        (FieldText("position"),),
        (FieldText("code"),),
        (FieldText("name"),),
    ]


def test_the_whole_value_counts_before_its_pieces_and_a_contradiction_is_reported() -> None:
    book, mapped = read_sketches({"项目": OWN_PROJECTS, "指标": OWN_INDICATORS})
    assert [row.value for row in book.projects[1].indicators] == ["5 天", "≤3天", "6天"]
    assert [entry.place for entry in mapped.unrecognised] == ["工作表“指标”第 6 行"]


def test_of_forms_and_lists_the_kind_with_more_projects_counts() -> None:
    book, mapped = read_sketches(
        {
            "清单": "项目名称|一级指标|二级指标|三级指标|指标值\n甲|产出|数量|a|1个\n乙|产出|数量|b|1个",
            "目标表": "项目名称|丙||\n一级指标|二级指标|三级指标|指标值\n产出|数量|c|1个",
        }
    )
    assert [project.name for project in book.projects] == ["甲", "乙"]
    assert [entry.place for entry in mapped.unrecognised] == ["工作表“目标表”第 2 行"]


REGULAR = [
    {"项目": OWN_PROJECTS, "指标": "\n".join(OWN_INDICATORS.strip().split("\n")[:4])},
    {
        "清单": """
序号|单位名称|项目名称|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位
1|410001-示例局|41000126P000100000001-食堂补贴|1.开办⏎2.补贴|产出指标|数量指标|食堂数量|≥|12|个
|||||质量指标|达标率|＝|100|%
||||效益指标|社会效益|便利度|定性|提升|/
2|410002-示例中心|41000126P000100000002-设备更新|更新|产出指标|数量指标|设备数量||5|台
"""
    },
    {
        "清单": """
项目编码|项目名称|预算数（元）|一级指标|二级指标|三级指标|指标值
A1|食堂补贴|300|产出指标|数量指标|食堂数量|≥12个
^|^|^|^|质量指标|达标率|100%
A2|设备更新|500|产出指标|数量指标|设备数量|5台
"""
    },
]
"""Lists of which every cell says what the book says."""


def test_reading_a_list_can_be_stopped_at_any_project() -> None:
    def stop(done: int, total: int) -> None:
        if (done, total) == (1, 2):
            raise Cancelled

    sheet = grid("项目名称|一级指标|指标值\n食堂补贴|产出指标|≥12个\n设备更新|产出指标|5台", "清单")
    with pytest.raises(Cancelled):
        read_workbook([sheet], lambda: ItemId(1), stop)
