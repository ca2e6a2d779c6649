"""Target values that can be graded: rate-without-number, ungradeable-value, compound-target."""

import pytest

from core.rules import Severity
from tests.core.tables import findings, only_finding, row, table

WARNING, HINT = Severity.WARNING, Severity.HINT

# -- rate-without-number -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "severity", "says"),
    [
        ("路灯安装及时率", "及时安装", WARNING, "请写成百分数，如“≥95%”"),
        ("电梯故障率", "较低", WARNING, "请写成百分数，如“≤5%”"),
        ("企业贷款利率", "下降", WARNING, "请写成百分数"),
        ("稳步提高拨付准确率", "准确无误", WARNING, "没有数字"),
        ("绿地占比", "有所提高", WARNING, "没有数字"),
        ("水质是否达标", "切实保证水质", WARNING, "只能答是或否"),
        ("水质是否达标", "是", HINT, "只能答是或否"),
        ("测评是否通过", "通过", HINT, "只能答是或否"),
    ],
)
def test_a_rate_or_a_question_answered_in_words_is_told(
    name: str, value: str, severity: Severity, says: str
) -> None:
    project = table(row("质量指标", name, value))
    finding = only_finding(project, "rate-without-number")
    assert (finding.severity, finding.place.row) == (severity, project.indicators[-1].id)
    assert says in finding.message
    assert findings(project, "ungradeable-value") == []


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "路灯安装及时率", "100%"),
        ("质量指标", "路灯安装及时率", "<p>100%</p>"),
        ("质量指标", "路灯安装及时率", "安装及时率达到95%以上"),
        ("质量指标", "路灯安装及时率", "百分之百"),
        ("质量指标", "路灯安装及时率", ""),
        ("质量指标", "路灯安装及时率", "路灯安装及时率"),
        ("质量指标", "路灯安装及时率", "≥【待填】%"),
        ("社会效益指标", "提高工作效率", "明显提高"),
        ("成本指标", "成本下降率", "有所下降"),
    ],
)
def test_rates_with_a_number_and_what_others_report_are_silent(level2: str, name: str, value: str) -> None:
    assert findings(table(row(level2, name, value)), "rate-without-number") == []


# -- ungradeable-value -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level2", "level1", "name", "value", "severity"),
    [
        ("质量指标", "产出指标", "路灯照明效果", "较好满足", WARNING),
        ("质量指标", "产出指标", "施工要求", "满足", WARNING),
        ("质量指标", "产出指标", "路灯照明效果", "良好", WARNING),
        ("数量指标", "产出指标", "检修路灯数量", "若干", WARNING),
        ("数量指标", "产出指标", "检修路灯数量", "尽可能多", WARNING),
        ("社会效益指标", "效益指标", "夜间出行环境", "明显改善", HINT),
        ("社会效益指标", "效益指标", "夜间出行环境", " 优", HINT),
        ("可持续影响指标", "效益指标", "管护机制", "建立健全", HINT),
        ("生态效益指标", "效益指标", "节能减排", "为绿色发展提供支撑。", HINT),
    ],
)
def test_a_value_that_everybody_grades_otherwise_is_told(
    level2: str, level1: str, name: str, value: str, severity: Severity
) -> None:
    project = table(row(level2, name, value, level1))
    finding = only_finding(project, "ungradeable-value")
    assert (finding.severity, finding.place.row) == (severity, project.indicators[-1].id)


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "路灯照明效果", "通过验收"),
        ("质量指标", "路灯照明效果", "满足合同约定的照度"),
        ("质量指标", "路灯照明效果", "符合《城市道路照明设计标准》"),
        ("质量指标", "物业服务", "达到3A物业服务标准"),
        ("质量指标", "监测方法", "HJ 1238-2021"),
        ("质量指标", "主体信用评级", "AAA"),
        ("质量指标", "招标是否规范", "是"),
        ("质量指标", "施工安全", "无安全责任事故"),
        ("质量指标", "路灯照明效果", "照度提高20%"),
        ("质量指标", "路灯照明效果", "路灯照明效果"),
        ("质量指标", "路灯照明效果", "路灯照明效果的说明"),
        ("时效指标", "安装进度", "符合"),
        ("质量指标", "故障响应时间", "及时"),
        ("成本指标", "维修费用", "基本节约"),
        ("数量指标", "检修路灯数量", "全部路灯"),
    ],
)
def test_facts_standards_and_what_others_report_are_silent(level2: str, name: str, value: str) -> None:
    assert findings(table(row(level2, name, value)), "ungradeable-value") == []


@pytest.mark.parametrize(
    "description",
    ["优：无投诉；良：投诉不超过3起；差：其他", "按考核办法评定等级", "分档评定，90分以上为优"],
)
def test_a_grade_with_a_grading_in_the_description_is_silent(description: str) -> None:
    project = table(row("质量指标", "路灯照明效果", "优", description=description))
    assert findings(project, "ungradeable-value") == []


# -- compound-target ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "second"),
    [
        ("≥10场，每场不少于50人", "每场不少于50人"),
        ("≤8个月。合同签订后8个月内完成", "合同签订后8个月内完成"),
        ("≥95%，全部达标", "全部达标"),
        ("2026年6月30日前完成初验，2026年12月底前完成终验", "完成初验，2026年12月底前完成终验"),
        ("(1) 改善照明；(2) 减少能耗；", "减少能耗"),
        ("1.改善照明 2.减少能耗", "减少能耗"),
        ("增速不低于上年；户数不低于年初", "户数不低于年初"),
    ],
)
def test_a_second_target_is_named(value: str, second: str) -> None:
    project = table(row("质量指标", "路灯照明效果", value))
    finding = only_finding(project, "compound-target")
    assert finding.severity is WARNING
    assert f"“{second}”" in finding.message
    assert findings(project, "ungradeable-value") == []


@pytest.mark.parametrize(
    "value",
    [
        "≥95%",
        "≥95%。",
        "95%以上",
        "≥5个（其中新建3个，改建2个）",
        "90%-95%",
        "100%完成",
        "2026年12月31日前基本完成安装",
        "2026年6月、12月底前",
        "每半年付息一次，于8月底前付清",
        "改善照明，减少能耗",
        "1.改善照明",
        "247*24小时",
        "1.5倍左右",
        "T+1",
        "",
    ],
)
def test_one_target_with_its_particulars_is_silent(value: str) -> None:
    assert findings(table(row("质量指标", "路灯照明效果", value)), "compound-target") == []
