"""Forms in many arrangements: each holds the same project, or says what differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.book import Checkpoint, Indicator, ItemId, Project
from core.formats.workbook.titles import WorkbookKind
from tests.core.formats.workbook.sketches import only_project, read_sketches, rows_of

ROWS = (
    ("产出指标", "数量指标", "食堂数量", "正常运营的社区食堂", "≥12个"),
    ("产出指标", "数量指标", "用餐人次", "全年用餐的老年人", "≥3万人次"),
    ("产出指标", "成本指标", "补贴总成本", "全年补贴", "≤120万元"),
    ("效益指标", "社会效益指标", "用餐便利度", "用餐距离缩短", "明显提升"),
)
PLAN = tuple(
    Checkpoint(*pair) for pair in (("3月底", "25%"), ("6月底", "50%"), ("10月底", ""), ("12月底", "100%"))
)


def canteen(**changes: Any) -> Project:
    """The project that most of the forms here hold, without ids."""
    project = Project(
        id=ItemId(0),
        number=1,
        title="社区食堂补贴绩效目标表",
        unit_code="410001",
        unit_name="示例区民政局",
        money_unit="万元",
        name="社区食堂补贴",
        budget="120.00",
        fiscal_funds="100.00",
        other_funds="20.00",
        purpose="补贴社区食堂运营",
        goals=("开办社区食堂", "补贴老年人用餐"),
        indicators=tuple(Indicator(ItemId(0), *row) for row in ROWS),
    )
    return replace(project, **changes)


def without_ids(project: Project) -> Project:
    rows = tuple(row._replace(id=ItemId(0)) for row in project.indicators)
    return replace(project, id=ItemId(0), indicators=rows)


def form(sketch: str) -> Project:
    return without_ids(only_project(sketch))


PUBLISHED = """
1.社区食堂补贴绩效目标表|<|<|<|<
410001示例区民政局|<|<|单位：万元|<
项目编码|41000126P00010000001A|<|<|<
项目名称|社区食堂补贴|<|<|<
预算规模及资金用途|预算数|120.00|其中：财政资金|100.00
^|^|^|其他资金|20.00
^|补贴社区食堂运营|<|<|<
资金支出计划（%）|3月底|6月底|10月底|12月底
^|25%|50%||100%
绩效目标|1.开办社区食堂|<|<|<
^|2.补贴老年人用餐|<|<|<
一级指标|二级指标|三级指标|绩效指标描述|指标值
产出指标|数量指标|食堂数量|正常运营的社区食堂|≥12个
^|^|用餐人次|全年用餐的老年人|≥3万人次
^|成本指标|补贴总成本|全年补贴|≤120万元
效益指标|社会效益指标|用餐便利度|用餐距离缩短|明显提升
"""


def test_the_published_form_says_every_field() -> None:
    assert form(PUBLISHED) == canteen(code="41000126P00010000001A", spending_plan=PLAN)


def test_a_form_may_begin_anywhere_and_have_more_columns_and_lines_above() -> None:
    project = form("""
|附件2||||||
||||||
||1.社区食堂补贴绩效目标表|||||
||（2026年度）|||||
||||||
||410001示例区民政局||||单位：万元|
||项目名称|社区食堂补贴||||
||预算规模及资金用途|预算数|120.00|其中：财政资金|100.00|备用
|||其他资金|20.00|||
|||补贴社区食堂运营||||
||绩效目标|1.开办社区食堂||||
|||2.补贴老年人用餐||||
|序号|一级指标|二级指标|三级指标|绩效指标描述|指标值|备注
|1|产出指标|数量指标|食堂数量|正常运营的社区食堂|≥12个|
|2|||用餐人次|全年用餐的老年人|≥3万人次|重点
|3||成本指标|补贴总成本|全年补贴|≤120万元|
|4|效益指标|社会效益指标|用餐便利度|用餐距离缩短|明显提升|
""")
    assert project == canteen()


def test_level_names_may_be_repeated_and_titles_spelt_otherwise() -> None:
    project = form("""
1. 社区食堂补贴绩效目标表
单位代码|410001|单位名称|示例区民政局|
项 目 名 称：|社区食堂补贴|||
项目资金（万元）|年度资金总额：|120.00||
|其中：财政拨款|100.00||
|其他资金|20.00||
资金用途|补贴社区食堂运营|||
年度总体目标|1.开办社区食堂⏎2.补贴老年人用餐|||
一级|二级|三级|指标解释|年度指标值
产出指标|数量指标|食堂数量|正常运营的社区食堂|≥12个
产出指标|数量指标|用餐人次|全年用餐的老年人|≥3万人次
产出指标|成本指标|补贴总成本|全年补贴|≤120万元
效益指标|社会效益指标|用餐便利度|用餐距离缩短|明显提升
""")
    assert project == canteen()


def test_label_and_value_may_share_a_cell() -> None:
    project = form("""
1.社区食堂补贴绩效目标表||||
单位名称：示例区民政局（410001）   单位：万元||||
项目名称：社区食堂补贴||项目编码：41000126P00010000001A||
预算数：120.00|财政拨款：100.00|其他资金：20.00||
资金用途：补贴社区食堂运营||||
年度绩效目标：1.开办社区食堂⏎2.补贴老年人用餐||||
一级指标|二级指标|指标名称|指标说明|目标值
产出指标|数量指标|食堂数量|正常运营的社区食堂|≥12个
||用餐人次|全年用餐的老年人|≥3万人次
|成本指标|补贴总成本|全年补贴|≤120万元
效益指标|社会效益指标|用餐便利度|用餐距离缩短|明显提升
""")
    assert project == canteen(code="41000126P00010000001A")


def test_values_may_stand_below_their_labels() -> None:
    project = form("""
1.社区食堂补贴绩效目标表||||||
单位|项目名称|项目负责人|预算数|其中：财政资金|其他资金|金额单位
410001 示例区民政局|社区食堂补贴|张三|120.00|100.00|20.00|万元
资金用途|||||绩效目标|
补贴社区食堂运营|||||1.开办社区食堂⏎2.补贴老年人用餐|
一级指标|二级指标|三级指标|绩效指标描述|指标值
产出指标|数量指标|食堂数量|正常运营的社区食堂|≥12个
||用餐人次|全年用餐的老年人|≥3万人次
|成本指标|补贴总成本|全年补贴|≤120万元
效益指标|社会效益指标|用餐便利度|用餐距离缩短|明显提升
""")
    assert project == canteen()


def test_of_the_middle_term_and_the_year_side_by_side_the_year_counts() -> None:
    project = form("""
项目支出绩效目标申报表（2026年度）|<|<|<|<|<|<|<
项目名称|<|社区食堂补贴|<|<|<|<|<
主管部门及代码|<|[410]示例区政府|<|实施单位|[410001]示例区民政局|<|<
项目资金（万元）|<|中期资金总额：|360.00|年度资金总额：|<|120.00|<
^|^|其中：财政拨款|300.00|其中：财政拨款|<|100.00|<
^|^|其他资金|60.00|其他资金|<|20.00|<
总体目标|中期目标（2026年—2028年）|<|<|年度目标|<|<|<
^|目标1：建成三十家食堂|<|<|目标1：开办社区食堂⏎目标2：补贴老年人用餐|<|<|<
绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
^|产出指标|数量指标|食堂总数|≥30个|数量指标|食堂数量|≥12个
^|^|^|||^|用餐人次|≥3万人次
^|^|成本指标|三年成本|≤360万元|成本指标|补贴总成本|≤120万元
^|效益指标|社会效益指标|便利度|提升|社会效益指标|用餐便利度|明显提升
""")
    assert project == canteen(
        number=None,
        title="项目支出绩效目标申报表（2026年度）",
        purpose="",
        indicators=tuple(
            Indicator(ItemId(0), one, two, three, "", value) for one, two, three, _, value in ROWS
        ),
    )


def test_totals_notes_and_signatures_are_no_indicators() -> None:
    book, mapped = read_sketches(
        {
            "表": """
1.社区食堂补贴绩效目标表||||
项目名称|社区食堂补贴|||
一级指标|二级指标|三级指标|指标值|分值
产出指标|数量指标|食堂数量|≥12个|50
合计||||50
注：分值合计为50分。||||
填表人：张三||填表日期：2026年1月5日||
"""
        }
    )
    assert [row.level3 for row in book.projects[0].indicators] == ["食堂数量"]
    assert [(entry.place, entry.text) for entry in mapped.unrecognised] == [
        ("工作表“表”第 3 行", "分值"),
        ("工作表“表”第 5 行", "合计　50"),
        ("工作表“表”第 6 行", "注：分值合计为50分。"),
        ("工作表“表”第 7 行", "填表人：张三　填表日期：2026年1月5日"),
    ]


def test_operator_number_and_unit_may_have_columns_of_their_own() -> None:
    project = form("""
项目名称|社区食堂补贴||||
一级指标|二级指标|三级指标|运算符号|指标值|度量单位
产出指标|数量指标|食堂数量|≥|12|个
||用餐人次|＝|3万|人次
|质量指标|达标率|≥|95%|%
|成本指标|补贴总成本|≤|≤120|万元
效益指标|社会效益指标|用餐便利度|定性|明显提升|/
""")
    assert [row.value for row in project.indicators] == ["≥12个", "＝3万人次", "≥95%", "≤120万元", "明显提升"]


def test_tables_may_stand_below_each_other() -> None:
    book, mapped = read_sketches(
        {
            "全部": """
1.甲绩效目标表|<|<|<
410001示例局|<|单位：元|<
项目名称|甲|<|<
预算规模及资金用途|预算数|30000|
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|甲一|1个
^|质量指标|甲二|优
|||
2.乙绩效目标表|<|<|<
410002示例中心|<|单位：万元|<
项目名称|乙|<|<
预算规模及资金用途|预算数|5|
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|乙一|2个
|||
注：乙表为新增。|<|<|<
3.丙绩效目标表|<|<|<
项目名称|丙|<|<
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|丙一|3个
"""
        }
    )
    assert [(p.number, p.name, p.unit_name, p.money_unit, p.budget) for p in book.projects] == [
        (1, "甲", "示例局", "元", "30000"),
        (2, "乙", "示例中心", "万元", "5"),
        (3, "丙", "", "万元", ""),
    ]
    assert [[row.level3 for row in p.indicators] for p in book.projects] == [
        ["甲一", "甲二"],
        ["乙一"],
        ["丙一"],
    ]
    assert [(s.first_row, s.last_row) for s in mapped.sections.values()] == [(1, 7), (9, 14), (17, 20)]
    assert [entry.place for entry in mapped.unrecognised] == ["工作表“全部”第 16 行"]


def test_every_sheet_may_hold_a_table_and_others_none() -> None:
    table = "{0}绩效目标表\n项目名称|{0}\n绩效目标|办成{0}\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|{0}数|1个"
    book, mapped = read_sketches({"甲": table.format("甲"), "说明": "请逐项填写", "乙": table.format("乙")})
    assert [(p.name, p.goals) for p in book.projects] == [("甲", ("办成甲",)), ("乙", ("办成乙",))]
    assert mapped.kind is WorkbookKind.FORM
    assert mapped.unrecognised == (("工作表“说明”", "请逐项填写"),)


def test_titles_in_two_lines_count_by_the_lower_one() -> None:
    project = form("""
项目名称|甲|||
绩效指标|<|<|指标值|<
一级指标|二级指标|三级指标|年度目标值|备注
产出指标|数量指标|食堂数量|12个|
""")
    assert rows_of(project) == [("产出指标", "数量指标", "食堂数量", "", "12个")]


def test_amounts_may_carry_their_unit() -> None:
    project = form("""
项目名称|甲||
预算金额|30000元|其中：财政拨款|30000元
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
""")
    assert (project.money_unit, project.budget, project.fiscal_funds) == ("元", "30000", "30000")


def test_a_money_unit_in_a_label_counts_before_the_line_above() -> None:
    project = form("""
示例局||单位：元|
项目名称|甲||
项目资金（万元）|3||
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
""")
    assert (project.unit_name, project.money_unit, project.budget) == ("示例局", "万元", "3")


def test_percentages_may_stand_beside_their_checkpoints() -> None:
    project = form("""
项目名称|甲|||||||
资金支出计划|3月底|25%|6月底|50%|12月底|100%|
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
""")
    assert project.spending_plan == (("3月底", "25%"), ("6月底", "50%"), ("12月底", "100%"))


def test_a_name_that_no_label_says_is_taken_from_the_heading() -> None:
    project = form("""
3.社区食堂补贴项目绩效目标表|<|<|<
预算数|120||
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
""")
    assert (project.number, project.name, project.title) == (3, "社区食堂补贴项目", "")


def test_labels_without_a_field_are_kept_and_reported() -> None:
    book, mapped = read_sketches(
        {
            "表": """
项目名称|甲|项目负责人|张三
联系电话|12345||
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
"""
        }
    )
    assert book.projects[0].name == "甲"
    assert mapped.unrecognised == (
        ("工作表“表”第 1 行", "项目负责人　张三"),
        ("工作表“表”第 2 行", "联系电话　12345"),
    )


def test_checkpoints_may_stand_below_each_other() -> None:
    project = form("""
项目名称|甲||
资金支出计划（%）|3月底|25%|
^|6月底|50%|
^|12月底|100%|
绩效目标|办成||
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
""")
    assert project.spending_plan == (("3月底", "25%"), ("6月底", "50%"), ("12月底", "100%"))
    assert project.goals == ("办成",)


def test_a_self_evaluation_table_is_read_by_its_targets() -> None:
    project = form("""
项目支出绩效自评表|||||||
项目名称|甲||||||
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额|100|100|90|10|90%|9
|其中：财政拨款|80|80|70|||
|其他资金|20|20|20|||
年度总体目标|预期目标|||实际完成情况|||
|1.办成一⏎2.办成二|||已完成|||
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
产出指标|数量指标|食堂数量|12个|13个|50|50|
""")
    assert (project.budget, project.fiscal_funds, project.other_funds) == ("100", "80", "20")
    assert project.goals == ("办成一", "办成二")
    assert rows_of(project) == [("产出指标", "数量指标", "食堂数量", "", "12个")]


def test_goals_of_the_year_may_carry_their_label_in_the_cell() -> None:
    project = form("""
项目名称|甲||
总体目标|中期目标：建成三十家|年度目标：1.办成一⏎2.办成二|
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
""")
    assert project.goals == ("办成一", "办成二")


def test_numbered_spare_rows_and_long_remarks_are_no_indicators() -> None:
    project = form("""
项目名称|甲|||
序号|一级指标|二级指标|三级指标|指标值
1|产出指标|数量指标|食堂数量|12个
2||||
3||||
|本表一式三份，由主管部门、财政部门和项目单位各留存一份。|||
""")
    assert rows_of(project) == [("产出指标", "数量指标", "食堂数量", "", "12个")]


def test_a_new_row_without_a_name_is_an_indicator_where_its_levels_are() -> None:
    project = form("""
项目名称|甲||
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
^|^||
效益指标|||
""")
    assert rows_of(project)[1:] == [("产出指标", "数量指标", "", "", ""), ("效益指标", "", "", "", "")]


def test_a_header_may_be_wider_than_the_indicators_and_rows_of_dots_are_none() -> None:
    project = form("""
填报单位（盖章）：示例局||||||金额单位：元
项目名称||食堂补贴||项目编码||A1
一级指标|二级指标|三级指标|指标值|
产出指标|数量指标|食堂数量|12个|
||……||
""")
    assert (project.unit_name, project.money_unit) == ("示例局", "元")
    assert (project.name, project.code) == ("食堂补贴", "A1")
    assert rows_of(project) == [("产出指标", "数量指标", "食堂数量", "", "12个")]


@pytest.mark.parametrize(
    ("cell", "code", "name"),
    [
        ("410001示例局", "410001", "示例局"),
        ("[410001]示例局", "410001", "示例局"),
        ("410-示例局", "410", "示例局"),
        ("示例局（410001）", "410001", "示例局"),
        ("示例局 410001", "410001", "示例局"),
        ("301医院", "", "301医院"),
        ("410001", "410001", ""),
        ("", "", ""),
    ],
)
def test_unit_code_and_name_may_share_a_cell(cell: str, code: str, name: str) -> None:
    project = form(f"""
预算单位|{cell}||
项目名称|甲||
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|食堂数量|12个
""")
    assert (project.unit_code, project.unit_name) == (code, name)


REGULAR = [
    """
1. 社区食堂补贴绩效目标表
单位代码|410001|单位名称|示例区民政局|
项 目 名 称：|社区食堂补贴|||
项目资金（万元）|年度资金总额：|120.00||
|其中：财政拨款|100.00||
|其他资金|20.00||
年度总体目标|目标1：开办社区食堂⏎目标2：补贴老年人用餐|||
一级|二级|三级|指标解释|年度指标值
产出指标|数量指标|食堂数量|正常运营的社区食堂|≥12个
产出指标|数量指标|用餐人次|全年用餐的老年人|≥3万人次
""",
    """
单位名称：示例区民政局（410001）   单位：万元||||
项目名称：社区食堂补贴||项目编码：41000126P00010000001A||
预算数：120.00万元|财政拨款：100.00万元|其他资金：20.00||
年度绩效目标：1.开办社区食堂⏎2.补贴老年人用餐||||
一级指标|二级指标|指标名称|计算符号|指标值|计量单位
产出指标|数量指标|食堂数量|≥|12|个
||用餐人次||3|万人次
|质量指标|改善|定性|明显|
""",
]
"""Forms of which every cell says what the book says, and nothing is left out."""
