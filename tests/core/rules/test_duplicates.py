"""Indicators that stand in a project more than once."""

import pytest

from core.rules import Severity
from tests.core.tables import after, findings, only_finding, row, table


def test_the_same_row_twice_is_an_error_and_the_later_one_goes() -> None:
    first, second = (row("数量指标", "购置设备数量", "≥3台") for _ in range(2))
    project = table(first, second)
    finding = only_finding(project, "duplicate-indicator")
    assert (finding.severity, finding.place.row) == (Severity.ERROR, second.id)
    assert after(finding.fix, project).indicators == project.indicators[:-1]


@pytest.mark.parametrize(
    ("other", "severity"),
    [
        (row("质量 指标", "设备合 格率", "≥98 %", description="首批"), Severity.ERROR),
        (row("时效指标", "设备合格率", "≥98%", description="首批"), Severity.WARNING),
        (row("质量指标", "设备合格率", "≥95%", description="首批"), Severity.HINT),
        (row("质量指标", "设备合格率", "≥98%", description="第二批"), Severity.HINT),
    ],
)
def test_the_same_name_weighs_by_what_else_is_the_same(other, severity: Severity) -> None:
    first = row("质量指标", "设备合格率", "≥98%", description="首批")
    finding = only_finding(table(first, other), "duplicate-indicator")
    assert finding.severity is severity


def test_a_name_used_in_two_categories_names_both() -> None:
    project = table(row("质量指标", "资金合规率", "100%"), row("时效指标", "资金合规率", "100%"))
    finding = only_finding(project, "duplicate-indicator")
    assert finding.message == "“资金合规率”在“质量指标”和“时效指标”里各有一个，请确认归类或改名"


def test_rows_without_a_name_are_no_duplicates() -> None:
    assert findings(table(row("数量指标", "", ""), row("数量指标", "", "")), "duplicate-indicator") == []


def test_three_of_a_kind_are_two_findings() -> None:
    rows = [row("数量指标", "购置设备数量", "≥3台") for _ in range(3)]
    assert len(findings(table(*rows), "duplicate-indicator")) == 2
