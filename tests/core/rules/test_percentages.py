"""Shares that cannot be: the rule percent-out-of-range."""

import pytest

from core.rules import Severity
from tests.core.tables import findings, only_finding, row, table


@pytest.mark.parametrize(
    ("name", "value", "severity"),
    [
        ("路面验收合格率", "≥985%", Severity.ERROR),
        ("路面验收合格率", "≥985", Severity.ERROR),
        ("路面验收合格率", "100.5%", Severity.ERROR),
        ("路面验收合格率", ">100%", Severity.ERROR),
        ("路面验收合格率", "95%-105%", Severity.ERROR),
        ("路面验收合格率", "≥-5%", Severity.ERROR),
        ("电梯故障率", "<0%", Severity.ERROR),
        ("电梯故障率", "≤1200‰", Severity.ERROR),
        ("任务完成率", "≥110%", Severity.WARNING),
        ("任务完成率", "≥985%", Severity.ERROR),
    ],
)
def test_a_share_beyond_its_bounds_is_told(name: str, value: str, severity: Severity) -> None:
    project = table(row("质量指标", name, value))
    finding = only_finding(project, "percent-out-of-range")
    assert (finding.severity, finding.place.row) == (severity, project.indicators[-1].id)
    assert value in finding.message


@pytest.mark.parametrize("name", ["沿线居民满意度", "沿线居民"])
def test_a_satisfaction_above_everything_is_one_finding(name: str) -> None:
    project = table(row("服务对象满意度指标", name, "≥855", "满意度指标"))
    assert only_finding(project, "percent-out-of-range").severity is Severity.ERROR
    assert findings(project, "satisfaction-target") == []
    assert findings(project, "unit-malformed") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("路面验收合格率", "≥100%"),
        ("电梯故障率", "≤0%"),
        ("拨备覆盖率", "≥150%"),
        ("拨备覆盖水平", "≥150%"),
        ("资本充足率", "≥110%"),
        ("产值增长率", "≥120%"),
        ("成本增长率", "≤-5%"),
        ("流动性比例", "≥125%"),
        ("投资回报率", "≥130%"),
        ("床位使用率", "≥102%"),
        ("路面验收合格率", "合格"),
        ("检修路灯数量", "≥855盏"),
        ("值守率", "7*24小时"),
    ],
)
def test_shares_within_bounds_or_without_any_are_silent(name: str, value: str) -> None:
    assert findings(table(row("质量指标", name, value)), "percent-out-of-range") == []
