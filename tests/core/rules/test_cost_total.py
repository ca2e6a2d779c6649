"""The project's costs as a whole, against its budget."""

import pytest

from core.book import Place
from core.rules import Severity
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
