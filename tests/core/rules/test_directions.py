"""The operator demands what is better: the rule direction."""

import pytest

from core.rules import Severity
from tests.core.tables import after, findings, only_finding, row, table


@pytest.mark.parametrize(
    ("level2", "name", "value", "severity", "mended"),
    [
        ("质量指标", "路面验收合格率", "<100%", Severity.ERROR, "100%"),
        ("质量指标", "路面验收合格率", "≤100%", Severity.WARNING, "100%"),
        ("质量指标", "路面验收合格率", "≤95 %", Severity.WARNING, "≥95 %"),
        ("质量指标", "路面验收合格率", "不高于95%", Severity.WARNING, "≥95%"),
        ("质量指标", "路面验收合格率", "95%以下", Severity.WARNING, "≥95%"),
        ("质量指标", "拨付数据准确率", "≤20%", Severity.WARNING, None),
        ("质量指标", "拨付数据准确率", "0%", Severity.ERROR, None),
        ("质量指标", "水质检测准确性", "≤98%", Severity.WARNING, "≥98%"),
        ("数量指标", "清掏化粪池数量", "≤30座", Severity.WARNING, None),
        ("数量指标", "清掏化粪池数量", "<30%", Severity.WARNING, None),
        ("数量指标", "清掏工作完成量", "≤30%", Severity.WARNING, None),
        ("可持续影响指标", "护栏使用年限", "≤5年", Severity.WARNING, None),
        ("质量指标", "电梯故障率", "≥3%", Severity.ERROR, "≤3%"),
        ("质量指标", "电梯故障率", "≥95%", Severity.ERROR, None),
        ("质量指标", "电梯故障率", "100%", Severity.ERROR, None),
        ("质量指标", "电梯故障率", "≤100%", Severity.WARNING, None),
        ("质量指标", "电梯故障率", "3%", Severity.HINT, "≤3%"),
        ("质量指标", "安全事故起数", "≥1起", Severity.WARNING, None),
        ("质量指标", "居民投诉", "≥3起", Severity.WARNING, None),
        ("时效指标", "热线响应时间", "≥2小时", Severity.WARNING, "≤2小时"),
        ("时效指标", "热线响应时间", "30 分钟", Severity.HINT, "≤30 分钟"),
        ("时效指标", "提前到账天数", "≤1个工作日", Severity.WARNING, None),
        ("成本指标", "路灯维修费用", "≥20万元", Severity.WARNING, "≤20万元"),
        ("生态效益指标", "单位面积能耗", "≥10千瓦时", Severity.WARNING, None),
        ("服务对象满意度指标", "沿线居民满意度", "≤90%", Severity.WARNING, "≥90%"),
    ],
)
def test_an_operator_that_demands_the_worse_is_told(
    level2: str, name: str, value: str, severity: Severity, mended: str | None
) -> None:
    project = table(row(level2, name, value))
    finding = only_finding(project, "direction")
    assert (finding.severity, finding.place.row) == (severity, project.indicators[-1].id)
    assert (after(finding.fix, project).indicators[-1].value if finding.fix else None) == mended
    if finding.fix:
        assert findings(after(finding.fix, project), "direction") == []


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "路面验收合格率", "≥95%"),
        ("质量指标", "路面验收合格率", "100%"),
        ("质量指标", "路面验收合格率", "90%-95%"),
        ("质量指标", "电梯故障率", "≤3%"),
        ("质量指标", "电梯故障率", "0%"),
        ("质量指标", "电梯故障修复率", "≥98%"),
        ("质量指标", "不合格样品处置率", "100%"),
        ("质量指标", "未成年人参与率", "≥30%"),
        ("质量指标", "成本控制率", "≤100%"),
        ("质量指标", "预算执行率", "≤100%"),
        ("质量指标", "服务器内存使用率", "≤80%"),
        ("质量指标", "设计变更金额占比", "≤10%"),
        ("质量指标", "降低群众投诉率", "≥5%"),
        ("数量指标", "召开会议次数", "≤4次"),
        ("数量指标", "公务用车数量", "≤3辆"),
        ("数量指标", "租赁房屋面积", "≤800平方米"),
        ("数量指标", "安全事故起数", "≤1起"),
        ("数量指标", "查处违规问题数量", "≥10个"),
        ("数量指标", "打击违法犯罪", "≥10起"),
        ("数量指标", "处理居民投诉", "≥30件"),
        ("社会效益指标", "群众办事平均跑动次数", "≤1次"),
        ("时效指标", "热线响应时间", "≤2小时"),
        ("时效指标", "故障响应时间", "T+1"),
        ("时效指标", "完成时间", "≤12月底"),
        ("时效指标", "运维服务时间", "1年"),
        ("时效指标", "提前到账天数", "≥1天"),
        ("成本指标", "每人补助标准", "≥600元/人"),
        ("成本指标", "债券利息支出", "362万元"),
        ("经济效益指标", "节约管理成本", "≥5万元"),
        ("社会效益指标", "投诉减少率", "≥10%"),
    ],
)
def test_operators_that_fit_or_that_nobody_can_judge_are_silent(level2: str, name: str, value: str) -> None:
    assert findings(table(row(level2, name, value)), "direction") == []


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "电梯故障率",
            "100%",
            "“电梯故障率”越低越好，指标值“100%”却要求全部出问题；请核对数字，或改用正向的名称",
        ),
        (
            "清掏完成率",
            "<100%",
            "“清掏完成率”越高越好，指标值“<100%”却只设上限，全部做到反而算没有完成；请改用“≥”，或核对名称和数字",
        ),
    ],
)
def test_the_message_says_which_way_is_better(name: str, value: str, message: str) -> None:
    assert only_finding(table(row("质量指标", name, value)), "direction").message == message
