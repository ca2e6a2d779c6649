"""How texts are written: mark-up, stray white space, placeholders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import Severity
from core.rules.wording import without_markup, without_stray_white_space
from tests.core.tables import after, findings, only_finding, row, table


@pytest.mark.parametrize("rule", ["markup-noise", "stray-whitespace", "placeholder-text"])
def test_a_sound_table_has_no_findings_about_wording(rule: str) -> None:
    assert findings(table(), rule) == []


# -- markup-noise ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>保障平台稳定运行</p>", "保障平台稳定运行"),
        ("<p>保障平台</p><p>提升效率</p>", "保障平台\n提升效率"),
        ("保障平台<br/>提升效率", "保障平台\n提升效率"),
        ('<span style="color:red">保障</span>平台', "保障平台"),
        ("[bookmark: _Toc42]绿化经费", "绿化经费"),
        ("响应时间&lt;5&nbsp;分钟", "响应时间<5 分钟"),
    ],
)
def test_markup_is_told_and_taken_out(text: str, clean: str) -> None:
    project = table(purpose=text)
    finding = only_finding(project, "markup-noise")
    assert finding.severity is Severity.WARNING
    assert after(finding.fix, project).purpose == clean


@pytest.mark.parametrize("text", ["<100 万元", "5<x<10", ">95%", "<5分钟，>3次", "[注：含税]"])
def test_comparison_signs_and_brackets_are_no_markup(text: str) -> None:
    assert without_markup(text) == text
    assert findings(table(row("质量指标", "设备响应", text)), "markup-noise") == []


def test_markup_around_several_goals_is_one_finding() -> None:
    project = table(goals=("<p>完成培训", "发放证书</p>"))
    finding = only_finding(project, "markup-noise")
    assert finding.message == "绩效目标里留有标记“<p>”"
    assert after(finding.fix, project).goals == ("完成培训", "发放证书")


# -- stray-whitespace --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (" 优", "优"),
        ("设备到货时间\t", "设备到货时间"),
        ("树木成活 率", "树木成活率"),
        ("保　障", "保障"),
        ("2026 年 12 月", "2026 年 12 月"),
        ("提升效率； (2)改善服务", "提升效率； (2)改善服务"),
        ("第一行\n第二行", "第一行\n第二行"),
    ],
)
def test_white_space_is_stray_at_the_ends_and_between_chinese_characters(text: str, clean: str) -> None:
    assert without_stray_white_space(text) == clean
    project = table(row("质量指标", text, "≥95%", description="说明"))
    found = findings(project, "stray-whitespace")
    assert len(found) == (text != clean)
    for finding in found:
        assert after(finding.fix, project).indicators[-1].level3 == clean


@given(st.text("设备A1%。 \t\n\u3000\xa0\x1c\0", min_size=1, max_size=8))
def test_no_stray_white_space_is_overlooked(text: str) -> None:
    found = findings(table(row("质量指标", "设备合格率", "≥95%", description=text)), "stray-whitespace")
    assert bool(found) == (without_stray_white_space(text) != text)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (" 设备数量", "三级指标“设备数量”前后有多余的空格"),
        ("设备购置数 量", "三级指标“设备购置数 量”的汉字之间有空格"),
    ],
)
def test_the_message_says_where_the_white_space_is(name: str, message: str) -> None:
    project = table(row("数量指标", name, "≥3台", description="说明"))
    assert only_finding(project, "stray-whitespace").message == message


def test_a_level_name_beside_several_rows_is_one_finding_and_one_fix() -> None:
    project = table(*(row("质量指 标", f"第{n}批设备合格率", "≥98%") for n in "一二三"))
    finding = only_finding(project, "stray-whitespace")
    assert {one.level2 for one in after(finding.fix, project).indicators[-3:]} == {"质量指标"}


def test_the_indent_of_a_paragraph_is_no_stray_white_space() -> None:
    assert findings(table(purpose="　　用于职业技能培训。"), "stray-whitespace") == []


def test_a_goal_with_stray_white_space_is_mended_among_the_others() -> None:
    project = table(goals=("完成培训", " 发放证书"))
    assert after(only_finding(project, "stray-whitespace").fix, project).goals == ("完成培训", "发放证书")


# -- placeholder-text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "goal", ["目标内容1", "目标内容 1", "目标一", "XX", "待填", "（待补充）", "请输入绩效目标", "……"]
)
def test_a_cell_of_nothing_but_a_placeholder_is_an_error(goal: str) -> None:
    finding = only_finding(table(goals=(goal,)), "placeholder-text")
    assert (finding.severity, finding.place.field) == (Severity.ERROR, "goals")


@pytest.mark.parametrize(
    "name",
    [
        *("指标1", "指标", "三级指标", "XXX", "待定"),
        "\u3000指 标 １",
        "三 级指标",
        "ＸＸ",
        "＊＊",
        "．．．",
        "○○",
        "（ 待定 ）",
        " 请 填写",
        "项目 名称",
        "资金\n用途",
    ],
)
def test_a_placeholder_for_a_name_is_an_error(name: str) -> None:
    project = table(row("数量指标", name, "≥3台", description="说明"))
    assert only_finding(project, "placeholder-text").severity is Severity.ERROR


def test_a_placeholder_before_a_real_goal_is_a_warning_and_taken_off() -> None:
    project = table(goals=("目标内容1：完成全部培训",))
    finding = only_finding(project, "placeholder-text")
    assert finding.severity is Severity.WARNING
    assert after(finding.fix, project).goals == ("完成全部培训",)


@pytest.mark.parametrize("goal", ["完成XX平台建设", "20XX年底前完成", "完成（待填）期培训", "建设××系统"])
def test_a_placeholder_inside_a_sentence_is_a_warning(goal: str) -> None:
    assert only_finding(table(goals=(goal,)), "placeholder-text").severity is Severity.WARNING


@pytest.mark.parametrize(
    "goal",
    ["目标1：完成全部培训", "制度有待完善", "采购XXL号工作服", "完成指标体系建设", "合格率=合格数/总数×100%"],
)
def test_words_that_look_like_placeholders_are_left_alone(goal: str) -> None:
    assert findings(table(goals=(goal,)), "placeholder-text") == []
