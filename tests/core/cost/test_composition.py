"""Cost composition: which cost rows count, in which unit, and how the total stands to the budget."""

from decimal import Decimal

import pytest

from core.cost import Composition, CostRole, CostRow, compose
from tests.core.tables import costs, row, table

TOTAL, UNIT_COST, NO_AMOUNT = CostRole.TOTAL, CostRole.UNIT_COST, CostRole.NO_AMOUNT


def composition(*values: str | tuple[str, str], budget: str = "20", money_unit: str = "万元") -> Composition:
    return compose(costs(*values, budget=budget, money_unit=money_unit))


def only_row(name: str, value: str) -> CostRow:
    (only,) = composition((name, value)).rows
    return only


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("≤20万元", "20"),
        ("20 万元", "20"),
        ("≤200000元", "20"),
        ("<0.5亿元", "5000"),
        ("≤36.8万元/年", "36.8"),
        ("≤5万", "5"),
        ("18~20万元", "20"),
    ],
)
def test_an_amount_counts_in_the_money_unit_of_the_project(value: str, amount: str) -> None:
    counted = only_row("平台运维费用", value)
    assert (counted.role, counted.amount) == (TOTAL, Decimal(amount))


def test_a_converted_amount_says_so() -> None:
    (only,) = composition("≤230万元", money_unit="元").rows
    assert only.reason == "230万元 = 2300000元"


@pytest.mark.parametrize("value", ["≤85元/个", "≤300元/人/天", "≤0.8万元/月", "≤2万元/年/人", "≤40元/平方米"])
def test_a_unit_cost_stays_out_of_the_total(value: str) -> None:
    composed = composition(("证书制作费用", value), ("平台运维费用", "≤12万元"))
    assert composed.rows[0].role is UNIT_COST
    assert "单位成本" in composed.rows[0].reason
    assert "不计入合计" in composed.rows[0].reason
    assert composed.total == 12
    assert not composed.is_complete


@pytest.mark.parametrize(
    "name",
    [
        "每名学员教材费",
        "年人均培训费",
        "户均补助金额",
        "平均采购费用",
        "耗材单价",
        "单位成本",
        "设备单位养护成本",
        "设备采购单位成本",
        "每年每人体检费",
    ],
)
def test_a_unit_cost_may_be_known_by_its_name_only(name: str) -> None:
    only = only_row(name, "≤600元")
    assert only.role is not TOTAL
    assert only.by_name


@pytest.mark.parametrize(
    "name",
    [
        "预算单位系统运维成本",
        "各单位培训成本",
        "单位运转成本",
        "施工单位检测费用",
        "预算单位成本",
        "每年运维费用",
        "年均运维成本",
        "区域均衡发展成本",
    ],
)
def test_offices_and_years_make_no_unit_cost(name: str) -> None:
    assert only_row(name, "≤20万元").role is TOTAL


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("≤5%", "比率不是金额，不计入合计"),
        ("有效控制", "指标值是文字，没有金额，不计入合计"),
        ("≤20", "没有写金额单位（元、万元），不计入合计"),
        ("≥3个", "单位“个”不是金额，不计入合计"),
        ("", "没有填写指标值"),
    ],
)
def test_a_row_without_amount_says_why(value: str, reason: str) -> None:
    only = only_row("平台运维费用", value)
    assert (only.role, only.amount, only.reason) == (NO_AMOUNT, None, reason)


def test_only_cost_rows_are_composed() -> None:
    composed = compose(table(row("经济效益指标", "带动投资", "≥900万元", "效益指标")))
    assert [one.indicator.name for one in composed.rows] == ["培训总费用"]


def test_the_difference_is_above_zero_when_costs_exceed_the_budget() -> None:
    composed = composition("≤15万元", "≤5.06万元")
    assert (composed.total, composed.difference, composed.is_complete) == (
        Decimal("20.06"),
        Decimal("0.06"),
        True,
    )


def test_without_a_budget_there_is_no_difference() -> None:
    composed = composition("≤15万元", budget="待定")
    assert (composed.budget, composed.difference) == (None, None)


def test_an_unknown_money_unit_compares_nothing() -> None:
    assert composition("≤15万元", money_unit="美元").difference is None


def test_a_table_without_costs_is_not_complete() -> None:
    assert not composition().is_complete


def counted(*values: str | tuple[str, str], budget: str = "100") -> list[str]:
    return [one.indicator.value for one in composition(*values, budget=budget).counted]


def test_a_row_that_sums_up_the_others_is_not_counted_again() -> None:
    composed = composition(("资金投入", "≤100万元"), "≤60万元", "≤40万元", budget="100")
    assert composed.rows[0].role is CostRole.REPEATED
    assert composed.total == 100
    assert composed.is_complete


def test_parts_of_a_whole_that_are_not_all_listed_are_not_counted_on_top() -> None:
    assert counted(("资金投入", "≤100万元"), "≤60万元") == ["≤100万元"]


def test_a_sum_of_parts_above_the_whole_counts_so_that_the_overrun_shows() -> None:
    assert counted(("项目总成本", "≤100万元"), "≤60万元", "≤40.5万元") == ["≤60万元", "≤40.5万元"]


def test_rows_that_fit_the_budget_together_are_all_counted() -> None:
    assert counted("≤50万元", "≤50万元") == ["≤50万元", "≤50万元"]


def test_two_like_amounts_beyond_the_budget_are_two_costs() -> None:
    assert counted(("一期费用", "≤60万元"), ("二期费用", "≤60万元")) == ["≤60万元", "≤60万元"]


def test_a_whole_stated_beside_one_part_of_the_same_amount_counts_once() -> None:
    assert counted(("资金投入", "≤100万元"), ("设备购置费", "≤100万元")) == ["≤100万元"]


def test_a_cost_on_top_of_one_that_uses_up_the_budget_is_counted() -> None:
    assert counted(("设备购置费", "≤100万元"), ("监理费", "≤5万元")) == ["≤100万元", "≤5万元"]


def test_social_costs_are_not_paid_from_the_budget() -> None:
    rows = (
        row("经济成本指标", "培训费用", "≤20万元", "成本指标"),
        row("社会成本指标", "停工损失", "≤3万元", "成本指标"),
    )
    composed = compose(table(*rows, without="成本指标"))
    assert [one.role for one in composed.rows] == [TOTAL, CostRole.BORNE_BY_OTHERS]
    assert (composed.total, composed.is_complete) == (20, True)
