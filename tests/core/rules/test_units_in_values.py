"""What a number counts: the rules unit-malformed and count-not-integer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import Severity
from core.target import parse
from tests.core.tables import after, findings, only_finding, row, table

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


# -- unit-malformed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level2", "name", "value", "severity", "mended"),
    [
        ("数量指标", "检修路灯数量", "≥300", ERROR, None),
        ("数量指标", "参加培训人数", "≥300", WARNING, "≥300人"),
        ("数量指标", "巡查次数", "12~15", WARNING, "12~15次"),
        ("质量指标", "路面验收合格率", "≥95", ERROR, "≥95%"),
        ("质量指标", "路面验收合格率", "≥0.95", ERROR, "≥95%"),
        ("质量指标", "路面验收合格率", "1", ERROR, "100%"),
        ("质量指标", "电梯故障率", "≤0.5", ERROR, None),
        ("质量指标", "产值增长率", "≥8", ERROR, None),
        ("服务对象满意度指标", "沿线居民", "≥95", ERROR, "≥95%"),
        ("成本指标", "路灯维修费用", "≤12", ERROR, None),
        ("成本指标", "路灯维修费用", "≤1.45万", WARNING, "≤1.45万元"),
        ("成本指标", "路灯维修费用", "≤3万/年", WARNING, "≤3万元/年"),
        ("数量指标", "服务人次", "≥3万", WARNING, "≥3万人次"),
        ("数量指标", "发放宣传单数量", "≥3万", WARNING, None),
        ("数量指标", "培训规模", "300人/次", WARNING, "300人次"),
        ("时效指标", "故障处理", "≤2时", HINT, "≤2小时"),
        ("时效指标", "施工工期", "≤10 月", HINT, "≤10 个月"),
        ("时效指标", "完工时间", "≤13月", HINT, "≤13个月"),
        ("时效指标", "完工时间", "≤10月", WARNING, None),
        ("数量指标", "驻场服务", "247*24", ERROR, None),
        ("数量指标", "驻场服务", "365天×24小时", ERROR, None),
        ("数量指标", "配备设备", "1+1套", WARNING, None),
        ("质量指标", "路面验收合格率", "95%百分比", ERROR, "95%"),
        ("质量指标", "路面验收合格率", "≥95%个", ERROR, None),
        ("质量指标", "路面验收合格率", "≥≥95%", ERROR, None),
        ("质量指标", "路面验收合格率", "0.95 百分比", ERROR, "95 %"),
        ("质量指标", "路面验收合格率", "1百分比", ERROR, "100%"),
        ("质量指标", "课题进展", "0.95百分比", ERROR, None),
        ("质量指标", "路面验收合格率", "≥0.98%", WARNING, None),
        ("质量指标", "路灯覆盖率", "≥16个", WARNING, None),
        ("质量指标", "路面验收合格率", "≥95分", WARNING, None),
        ("时效指标", "路灯安装完成时间", "100%", WARNING, None),
        ("数量指标", "参加培训人数", "≥5万元", WARNING, None),
    ],
)
def test_a_unit_that_is_missing_or_wrong_is_told(
    level2: str, name: str, value: str, severity: Severity, mended: str | None
) -> None:
    project = table(row(level2, name, value))
    finding = only_finding(project, "unit-malformed")
    assert (finding.severity, finding.place.row) == (severity, project.indicators[-1].id)
    assert (after(finding.fix, project).indicators[-1].value if finding.fix else None) == mended
    if finding.fix:
        assert findings(after(finding.fix, project), "unit-malformed") == []


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("数量指标", "检修路灯数量", "≥300盏"),
        ("数量指标", "孵化雏鸟数量", "≥500羽"),
        ("数量指标", "覆盖行政村数量", "5个村"),
        ("数量指标", "安全事故起数", "0"),
        ("数量指标", "服务人次", "≥2000 万次"),
        ("数量指标", "制作展板", "20块"),
        ("数量指标", "制作展板", "2*3米"),
        ("质量指标", "摄像头分辨率", "1920*1080"),
        ("质量指标", "路面验收合格率", "100%合格"),
        ("数量指标", "保养面积", "≥2522.98平方米"),
        ("数量指标", "授课标准", "≤600元/人·天"),
        ("质量指标", "考核得分", "≥90"),
        ("质量指标", "空气质量指数", "≤100"),
        ("质量指标", "水质酸碱度pH", "7"),
        ("质量指标", "值守时间", "7*24小时"),
        ("质量指标", "值守时间", "5天*8小时"),
        ("质量指标", "主体信用评级", "AAA"),
        ("质量指标", "监测方法", "HJ 1238-2021"),
        ("质量指标", "系统正常运行时间", "≥99%"),
        ("质量指标", "贷款不良率", "≤0.95%"),
        ("质量指标", "成果转化率", "≥0.3%"),
        ("质量指标", "路面验收合格率", "98百分比"),
        ("质量指标", "师生比例", "1:20"),
        ("时效指标", "数据更新", "T+1"),
        ("时效指标", "故障处理时间", ".5小时"),
        ("时效指标", "完工时间", "12月"),
        ("时效指标", "完工时间", "≤12月底"),
        ("时效指标", "完工时间", "2026.09月前完工"),
    ],
)
def test_sound_units_and_numbers_that_need_none_are_silent(level2: str, name: str, value: str) -> None:
    assert findings(table(row(level2, name, value)), "unit-malformed") == []


def test_a_month_is_a_duration_where_the_description_says_so() -> None:
    project = table(row("时效指标", "完工时间", "≤10月", description="总工期 10 个月"))
    finding = only_finding(project, "unit-malformed")
    assert finding.message == "“≤10月”指时间长短，应写作“≤10个月”"
    assert after(finding.fix, project).indicators[-1].value == "≤10个月"


def test_a_month_with_another_target_behind_it_is_told_as_a_compound_target_only() -> None:
    project = table(row("时效指标", "完工时间", "≤10月。合同签订后10个月内完成安装"))
    assert findings(project, "unit-malformed") == []
    assert len(findings(project, "compound-target")) == 1


def test_a_cost_without_a_unit_is_asked_about_in_the_unit_of_the_table() -> None:
    project = table(row("成本指标", "路灯维修费用", "≤1200"), money_unit="元")
    message = only_finding(project, "unit-malformed").message
    assert message == "“≤1200”没有写金额单位；本表以元为单位，是否应为“≤1200元”？"


@given(st.decimals(1, 100, places=1), st.sampled_from(["≥", "", "不低于"]))
def test_a_share_whose_unit_is_filled_in_keeps_its_number(number: object, operator: str) -> None:
    project = table(row("质量指标", "路面验收合格率", f"{operator}{number}"))
    (finding,) = findings(project, "unit-malformed")
    mended = parse(after(finding.fix, project).indicators[-1].value)
    assert mended.percent == (number if number != 1 else 100)
    assert mended.operator == parse(f"{operator}{number}").operator


# -- count-not-integer -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("检修路灯数量", "0.1套"),
        ("检修路灯数量", "≥2.5台"),
        ("服务人次", "≥1.00005万人次"),
        ("检修路灯数量", "2~3.5台"),
        ("检修路灯数量", "100%"),
        ("检修路灯数量", "≤30 百分比"),
        ("参加培训人数", "≥90%"),
    ],
)
def test_a_part_of_a_thing_or_a_share_for_a_number_is_an_error(name: str, value: str) -> None:
    project = table(row("数量指标", name, value))
    finding = only_finding(project, "count-not-integer")
    assert (finding.severity, finding.place.row) == (ERROR, project.indicators[-1].id)
    assert value in finding.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("检修路灯数量", "3.0套"),
        ("服务人次", "≥2.5万人次"),
        ("人均培训次数", "≥1.5次"),
        ("每户入户次数", "≥0.5次"),
        ("清淤长度", "≥12.6公里"),
        ("巡查频次", "≥0.5次/日"),
        ("清掏完成率", "≥30%"),
        ("参加培训人数增长", "≥5%"),
        ("新增就业人数", "≥5%"),
        ("能效指数", "≥95%"),
    ],
)
def test_whole_things_averages_and_changes_are_silent(name: str, value: str) -> None:
    assert findings(table(row("数量指标", name, value)), "count-not-integer") == []


# -- percent-spelling --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "clean"), [("≥98百分比", "≥98%"), ("100 百分比", "100%"), ("≤0.0百分比", "≤0.0%")]
)
def test_a_spelt_percent_becomes_its_sign(value: str, clean: str) -> None:
    project = table(row("质量指标", "设备合格率", value))
    finding = only_finding(project, "percent-spelling")
    assert finding.severity is HINT
    assert after(finding.fix, project).indicators[-1].value == clean


def test_a_sound_table_spells_no_percent() -> None:
    assert findings(table(), "percent-spelling") == []


def test_a_small_share_is_asked_about_and_not_mended() -> None:
    finding = only_finding(table(row("质量指标", "电梯故障率", "≤0.5百分比")), "percent-spelling")
    assert finding.fix is None
    assert finding.message == "“0.5百分比”是否应为“50%”？"


@pytest.mark.parametrize("value", ["0.95百分比", "≥1百分比", "95百分比%"])
def test_a_spelt_percent_that_is_malformed_is_told_once(value: str) -> None:
    project = table(row("质量指标", "设备合格率", value))
    assert only_finding(project, "unit-malformed")
    assert findings(project, "percent-spelling") == []
