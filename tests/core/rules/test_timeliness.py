"""Values of 时效指标 that say no time."""

import pytest

from core.book import Place
from core.rules import Severity
from tests.core.tables import findings, only_finding, row, table


@pytest.mark.parametrize(
    "value", ["符合", "时间进度完成", "按照上级要求按时推送", "及时完成", "第一时间处理"]
)
def test_a_value_about_time_without_a_time_is_a_warning(value: str) -> None:
    vague = row("时效指标", "平台建设完成时间", value)
    project = table(vague)
    finding = only_finding(project, "time-without-target")
    assert (finding.severity, finding.place) == (Severity.WARNING, Place(project.id, vague.id, "value"))
    assert (
        finding.message == f"“平台建设完成时间”的指标值“{value}”没有写出时间，请填期限或时长，如“≤5个工作日”"
    )


def test_a_name_about_time_asks_for_one_in_any_category() -> None:
    assert findings(table(row("质量指标", "故障响应时间", "符合合同约定")), "time-without-target")
    assert not findings(table(row("质量指标", "系统性能", "符合合同约定")), "time-without-target")


@pytest.mark.parametrize(
    "value",
    [
        "2026年11月底前",
        "≤30分钟",
        "T+1",
        "合同签订后8个月内完成",
        "每半年付息一次，于8月底前付清",
        "15时前受理的当日办结",
        "次日支付",
        "实时更新",
        "每季度报送",
        "汛前完成",
        "服务期内",
        "≥95%",
    ],
)
def test_every_way_to_say_a_time_will_do(value: str) -> None:
    assert findings(table(row("时效指标", "平台数据报送", value)), "time-without-target") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("利息支付准时率", "按时支付"),
        ("是否按期开工", "是"),
        ("按时完成改造", "按时完成改造"),
        ("改造完成时间", "待填"),
        ("改造完成时间", ""),
    ],
)
def test_what_other_rules_report_is_not_repeated(name: str, value: str) -> None:
    assert findings(table(row("时效指标", name, value)), "time-without-target") == []
