"""The project's costs as a whole, against its budget."""

from decimal import Decimal

import pytest

from core.book import Book, Place
from core.rules import Context, Findings, Severity
from core.rules.settings import RuleSettings
from core.scheme import schemes
from tests.core.cost.cases import project_of
from tests.core.tables import after, costs, findings, only_finding


def test_costs_over_the_budget_are_told_with_their_figures_at_the_largest_row() -> None:
    project = costs("≤5万元", "≤18万元")
    finding = only_finding(project, "cost-over-budget")
    assert finding.severity is Severity.ERROR
    assert finding.message == "成本合计 23.00 万元超过预算 20.00 万元，多 3.00 万元"
    assert finding.place == Place(project.id, project.indicators[-1].id, "value")
    assert finding.fix is None


def test_a_ceiling_rounded_up_is_taken_back_to_the_budget() -> None:
    project = costs("≤1998万元", budget="1997.94")
    finding = only_finding(project, "cost-over-budget")
    assert finding.message == "成本合计 1998.00 万元超过预算 1997.94 万元，多 0.06 万元（指标值取整所致？）"
    mended = after(finding.fix, project)
    assert mended.indicators[-1].value == "≤1997.94万元"
    assert findings(mended, "cost-over-budget") == []


def test_the_fix_writes_the_budget_in_the_unit_of_the_row() -> None:
    project = costs("≤230万元", budget="2299400", money_unit="元")
    finding = only_finding(project, "cost-over-budget")
    assert after(finding.fix, project).indicators[-1].value == "≤229.94万元"


@pytest.mark.parametrize(
    ("values", "budget"),
    [
        (["≤20万元"], "20"),
        (["≤200000元"], "20"),
        (["≤700元/户", "≤20万元"], "20"),
        ([("每名学员教材费", "≤600万元")], "20"),
        ([("资金投入", "≤20万元"), "≤12万元", "≤8万元"], "20"),
        (["≤25万元"], ""),
        (["≤25万元"], "0"),
        ([], "20"),
    ],
)
def test_costs_within_the_budget_or_not_to_be_compared_are_silent(values: list, budget: str) -> None:
    assert findings(costs(*values, budget=budget), "cost-over-budget") == []


@pytest.mark.parametrize(
    ("value", "budget", "severity", "message"),
    [
        (
            "≤15万元",
            "20",
            Severity.WARNING,
            "成本合计 15.00 万元低于预算 20.00 万元，少 5.00 万元（预算数的 25.0%）",
        ),
        (
            "≤199万元",
            "200",
            Severity.HINT,
            "成本合计 199.00 万元低于预算 200.00 万元，少 1.00 万元（预算数的 0.5%）",
        ),
        (
            "≤0.36万元",
            "0.37",
            Severity.HINT,
            "成本合计 0.36 万元低于预算 0.37 万元，少 0.01 万元（指标值舍去尾数所致？）",
        ),
    ],
)
def test_costs_under_the_budget_weigh_by_their_share(
    value: str, budget: str, severity: Severity, message: str
) -> None:
    project = costs(value, budget=budget)
    finding = only_finding(project, "cost-under-budget")
    assert (finding.severity, finding.message, finding.place) == (severity, message, Place(project.id))


@pytest.mark.parametrize(
    "values",
    [["≤15万元", "≤85元/个"], ["≤15万元", "费用不增加"], ["≤20万元"], ["≤12万元", "≤8万元/年"], []],
)
def test_costs_that_something_else_may_explain_are_silent(values: list[str]) -> None:
    assert findings(costs(*values, budget="20"), "cost-under-budget") == []


SERVERS = ("服务器租用数量", "40台")


@pytest.mark.parametrize(
    ("costs_of_rent", "budget", "message"),
    [
        (
            [("服务器租用成本", "≤1.5万元/台")],
            "50",
            "成本合计 40台 × 1.5万元/台 = 60.00 万元，比预算 50.00 万元多 10.00 万元（预算数的 20.0%）",
        ),
        (
            [("服务器租用成本", "≤3000元/台"), ("运维费", "≤30万元")],
            "50",
            "成本合计 40台 × 3000元/台 + 30.00 = 42.00 万元，比预算 50.00 万元少 8.00 万元（预算数的 16.0%）",
        ),
        (
            [("服务器租用成本", "≤1万元/台"), *((f"第{n}项费用", "≤1.5万元") for n in range(8))],
            "100",
            "成本合计 40台 × 1万元/台 + 其他 8 项 12.00 = 52.00 万元，"
            "比预算 100.00 万元少 48.00 万元（预算数的 48.0%）",
        ),
    ],
)
def test_unit_costs_times_quantities_that_miss_the_budget_are_told_with_the_sum(
    costs_of_rent: list, budget: str, message: str
) -> None:
    project = project_of([SERVERS], costs_of_rent, budget)
    finding = only_finding(project, "unit-cost-mismatch")
    assert finding.severity is Severity.WARNING
    assert finding.message == f"{message}，请核对数量、单位成本和预算数"
    assert finding.place == Place(project.id, project.indicators[1].id, "value")
    assert findings(project, "cost-over-budget") == findings(project, "cost-under-budget") == []


@pytest.mark.parametrize(
    ("quantities", "unit_costs", "budget"),
    [
        ([SERVERS], [("服务器租用成本", "≤1.5万元/台")], "60"),
        ([SERVERS], [("服务器租用成本", "≤1.5万元/台")], "58"),  # within 5 %
        ([SERVERS], [("服务器租用成本", "≤1.5万元/台"), ("资金投入", "≤90万元")], "90"),
        ([SERVERS], [("服务器租用成本", "≤1.5万元/台"), ("运维成本", "严格控制")], "90"),
        ([SERVERS], [("机柜费", "≤1.5万元/个")], "90"),
        ([SERVERS], [("每台服务器租用费", "≤1万元")], "90"),  # unit-cost-by-name comes first
        ([SERVERS], [("服务器租用成本", "≤1.5万元/台")], "待定"),
        # 72台 may be 60 of the one kind and 12 of the other.
        ([("设备购置数量", "72台")], [("计算机购置费", "≤6000元/台"), ("打印机购置费", "≤2500元/台")], "39"),
    ],
)
def test_unit_costs_that_reconcile_or_cannot_be_compared_are_silent(
    quantities: list, unit_costs: list, budget: str
) -> None:
    project = project_of(quantities, unit_costs, budget)
    assert findings(project, "unit-cost-mismatch") == []
    assert findings(project, "cost-over-budget") == findings(project, "cost-under-budget") == []


def test_totals_beyond_the_budget_are_an_error_with_or_without_unit_costs() -> None:
    project = project_of([SERVERS], [("服务器租用成本", "≤100元/台"), ("运维费", "≤80万元")], "70")
    assert only_finding(project, "cost-over-budget").message.startswith("成本合计 80.00 万元超过")
    assert findings(project, "unit-cost-mismatch") == []


def test_the_thresholds_are_settings() -> None:
    project = project_of([SERVERS], [("服务器租用成本", "≤1.5万元/台")], "50")
    lenient = Context(schemes()["2015"], RuleSettings(unit_cost_share=Decimal("0.2")))
    assert "unit-cost-mismatch" not in [one.rule for one in Findings(Book([project]), lenient)]
