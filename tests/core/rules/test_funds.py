"""The money in the header: budget, fiscal and other funds, spending plan."""

import pytest

from core.book import Checkpoint, Place, SpendingPlan
from core.rules import Severity
from tests.core.tables import after, findings, only_finding, table


def plan(*percents: str) -> SpendingPlan:
    return tuple(map(Checkpoint, ("3月底", "6月底", "9月底", "12月底"), percents))


@pytest.mark.parametrize("budget", ["0", "0.00", "-5", "二十万", "20万元"])
def test_a_budget_of_nothing_or_no_number_is_an_error(budget: str) -> None:
    project = table(budget=budget)
    finding = only_finding(project, "budget-zero")
    assert (finding.severity, finding.place) == (Severity.ERROR, Place(project.id, None, "budget"))


@pytest.mark.parametrize("budget", ["20.00", "0.01", "28,551.00", ""])
def test_an_amount_is_a_budget_and_an_empty_cell_is_left_to_another_rule(budget: str) -> None:
    assert findings(table(budget=budget), "budget-zero") == []


@pytest.mark.parametrize(
    ("budget", "fiscal", "other"),
    [
        ("20.00", "20.00", ""),
        ("20.00", "20.0", "—"),
        ("20.00", "15.10", "4.90"),
        ("1,020.00", "1020", "0"),
        ("20.00", "20", "无"),
        ("", "20", "5"),
    ],
)
def test_funds_that_add_up_are_silent(budget: str, fiscal: str, other: str) -> None:
    project = table(budget=budget, fiscal_funds=fiscal, other_funds=other)
    assert findings(project, "funds-do-not-add-up") == []


def test_funds_that_do_not_add_up_are_told_with_their_figures() -> None:
    finding = only_finding(table(budget="20", fiscal_funds="15", other_funds="4.5"), "funds-do-not-add-up")
    assert finding.message == "财政资金 15.00 + 其他资金 4.50 = 19.50 万元，与预算数 20.00 万元相差 0.50 万元"
    assert finding.place.field == "budget"


def test_funds_that_are_no_number_are_told_at_their_own_place() -> None:
    finding = only_finding(table(fiscal_funds="全额"), "funds-do-not-add-up")
    assert (finding.place.field, finding.message) == ("fiscal_funds", "财政资金“全额”不是数字")


@pytest.mark.parametrize(
    ("percents", "message"),
    [
        (("50%", "25%", "75%", "100%"), "资金支出计划应为累计比例，6月底 25% 低于3月底 50%"),
        (("25%", "50%", "75%", "90%"), "资金支出计划应为累计比例，12月底只到 90%，最后应到 100%"),
        (("25%", "50%", "75%", ""), "资金支出计划应为累计比例，9月底只到 75%，最后应到 100%"),
        (("25%", "50%", "75%", "120%"), "资金支出计划12月底“120%”应是 0% 到 100% 的比例"),
        (("25%", "过半", "75%", "100%"), "资金支出计划6月底“过半”应是 0% 到 100% 的比例"),
        (("", "", "", ""), "资金支出计划没有填写，请填各时点的累计比例，最后到 100%"),
    ],
)
def test_a_plan_that_is_not_cumulative_is_an_error(percents: tuple[str, ...], message: str) -> None:
    finding = only_finding(table(spending_plan=plan(*percents)), "plan-not-cumulative")
    assert (finding.severity, finding.message) == (Severity.ERROR, message)
    assert finding.place.field == "spending_plan"


@pytest.mark.parametrize(
    "percents",
    [
        ("25%", "50%", "75%", "100%"),
        ("25", "50", "75", "100"),
        ("", "50%", "", "100%"),
        ("0%", "0%", "80%", "100％"),
    ],
)
def test_a_plan_that_grows_to_a_hundred_is_sound(percents: tuple[str, ...]) -> None:
    project = table(spending_plan=plan(*percents))
    assert findings(project, "plan-not-cumulative") == findings(project, "plan-stops-early") == []


def test_a_table_without_a_plan_needs_none() -> None:
    assert findings(table(spending_plan=None), "plan-not-cumulative") == []


def test_shares_of_each_period_are_added_up_by_the_fix() -> None:
    project = table(spending_plan=plan("30%", "20%", "30%", "20%"))
    mended = after(only_finding(project, "plan-not-cumulative").fix, project)
    assert mended.spending_plan == plan("30%", "50%", "80%", "100%")


def test_a_plan_that_stops_early_is_a_hint_and_filled_up_by_the_fix() -> None:
    project = table(spending_plan=plan("", "100%", "", ""))
    finding = only_finding(project, "plan-stops-early")
    assert finding.severity is Severity.HINT
    assert finding.message == "资金支出计划到6月底已是 100%，9月底、12月底空着，建议也填 100%"
    assert after(finding.fix, project).spending_plan == plan("", "100%", "100%", "100%")
