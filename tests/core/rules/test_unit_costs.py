"""Single cost rows: unit costs by name, rows without an amount."""

import pytest

from core.book import Place
from core.rules import Severity
from tests.core.cost.cases import project_of
from tests.core.tables import after, costs, findings, only_finding, row, table


@pytest.mark.parametrize(
    ("name", "value", "mended"),
    [
        ("每台设备每月租赁费", "≤600元", "≤600元/台/月"),
        ("人均培训成本", "≤0.2 万元", "≤0.2 万元/人"),
        ("每名学员教材费", "120元", "120元/人"),
        ("户均补助金额", "≤500元/年", "≤500元/年/户"),
    ],
)
def test_a_unit_cost_known_by_its_name_only_gets_the_unit_that_the_name_says(
    name: str, value: str, mended: str
) -> None:
    project = costs((name, value))
    finding = only_finding(project, "unit-cost-by-name")
    assert finding.severity is Severity.WARNING
    assert finding.place == Place(project.id, project.indicators[-1].id, "value")
    assert f"请写成“{mended}”" in finding.message
    better = after(finding.fix, project)
    assert better.indicators[-1].value == mended
    assert findings(better, "unit-cost-by-name") == []


def test_the_quantity_says_the_unit_where_the_name_does_not() -> None:
    project = project_of([("桌椅采购数量", "200套")], [("桌椅采购单价", "≤450元")])
    finding = only_finding(project, "unit-cost-by-name")
    assert after(finding.fix, project).indicators[-1].value == "≤450元/套"


@pytest.mark.parametrize(("name", "value"), [("耗材单价", "≤450元"), ("人均餐费", "≤50元（含税）")])
def test_there_is_no_fix_where_the_unit_is_not_plain(name: str, value: str) -> None:
    assert only_finding(costs((name, value)), "unit-cost-by-name").fix is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("人均培训成本", "≤600元/人"), ("每年运维费用", "≤5万元"), ("各单位培训成本", "≤5万元")],
)
def test_unit_costs_with_their_unit_and_totals_are_silent(name: str, value: str) -> None:
    assert findings(costs((name, value)), "unit-cost-by-name") == []


@pytest.mark.parametrize(
    ("name", "value", "severity", "words"),
    [
        ("平台建设成本", "≤100%", Severity.ERROR, "“≤100%”是百分比，不是金额"),
        ("平台建设成本", "≤100 百分比", Severity.ERROR, "是百分比"),
        ("运维成本增长率", "≤3%", Severity.WARNING, "是比率"),
        ("经费节约比例", "≥5%", Severity.WARNING, "是比率"),
        ("平台建设成本", "按合同支付", Severity.WARNING, "“按合同支付”没有金额"),
        ("平台建设成本", "≤5个", Severity.WARNING, "以“个”为单位"),
    ],
)
def test_a_cost_row_without_an_amount_weighs_by_what_stands_there(
    name: str, value: str, severity: Severity, words: str
) -> None:
    finding = only_finding(costs((name, value)), "cost-without-amount")
    assert finding.severity is severity
    assert words in finding.message


@pytest.mark.parametrize("value", ["≤5万元", "≤5元/人", "≤5万", "", "/", "≤5", "待填", "XX"])
def test_amounts_and_what_other_rules_speak_of_are_silent(value: str) -> None:
    assert findings(costs(("平台建设成本", value)), "cost-without-amount") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("培训场次数量", "≥5场"),
        ("参训人员满意度", "≥90%"),
        ("绿化养护面积", "≥500平方米"),
        ("绿化养护面积", "按图纸"),
    ],
)
def test_rows_that_are_no_costs_only_stand_in_the_wrong_category(name: str, value: str) -> None:
    project = costs((name, value))
    assert only_finding(project, "wrong-category")
    assert findings(project, "cost-without-amount") == []


def test_a_repeated_name_is_told_once() -> None:
    project = costs(("平台建设成本", "平台建设成本"))
    assert only_finding(project, "name-equals-value")
    assert findings(project, "cost-without-amount") == []


def test_social_costs_need_no_amount() -> None:
    project = table(row("社会成本指标", "交通受阻时长", "≤5%", "成本指标"))
    assert findings(project, "cost-without-amount", "2021") == []
