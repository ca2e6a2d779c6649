"""A unit cost is multiplied by the quantity row that answers it, and by no other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cost import CostRole
from tests.core.cost.cases import Pair, composition_of

MULTIPLIED, UNIT_COST, REPEATED = CostRole.MULTIPLIED, CostRole.UNIT_COST, CostRole.REPEATED
SERVERS, SITES = ("服务器租用数量", "40台"), ("巡检站点数量", "≥25个")


@pytest.mark.parametrize(
    ("quantities", "cost", "amount"),
    [
        # The only row with the counter, whatever its name.
        ([("采购数量", "≥2000个")], ("按定额安排的支出", "≤100元/个"), "20"),
        # Of several rows the one whose name agrees.
        ([("门禁卡制作数量", "300张"), ("海报印制数量", "50张")], ("海报单位印制成本", "≤200元/张"), "1"),
        # Spellings of one counter, and counters that stand for one another where the names agree.
        ([("仓库租赁面积", "1000平方米")], ("仓库租赁单价", "≤300元/平米"), "30"),
        ([("学员培训人数", "≥200人次")], ("学员培训费", "≤500元/人"), "10"),
        # 万 before a counter, another money unit, an upper end of a price.
        ([("问卷发放数量", "2万份")], ("问卷印制成本", "≤5元/份"), "10"),
        ([("监测设备数量", "12套")], ("监测设备购置成本", "1.5~2万元/套"), "24"),
        # A noun in the place of a counter.
        ([("监理标底审核数量", "3个")], ("标底编制成本", "≤2万元/标底"), "6"),
        # Two quantities; 人次 for 人 and 次; a year stands for itself, a service of one year for 12 months.
        ([("协管员人数", "10人"), ("聘用月数", "12个月")], ("协管员补助", "≤0.3万元/人·月"), "36"),
        ([("体检人次", "500人次")], ("体检费用", "≤600元/人/次"), "30"),
        ([("培训人数", "50人"), ("培训天数", "4天")], ("培训费综合定额", "≤400元/人天"), "8"),
        ([("监理工作量", "60人天")], ("监理费", "≤0.2万元/人天"), "12"),
        ([("安保人数", "8人")], ("安保人员费用", "≤5万元/年/人"), "40"),
        ([("机房服务期限", "1年")], ("机房服务费", "≤2万元/月"), "24"),
        # Known by its name only.
        ([("学员人数", "100人")], ("每名学员教材费", "≤800元"), "8"),
        ([("车辆租赁数量", "10辆"), ("租赁月数", "6个月")], ("每辆车每月租赁费", "≤3000元"), "18"),
    ],
)  # fmt: skip
def test_a_unit_cost_is_multiplied_by_the_row_that_answers_it(
    quantities: list[Pair], cost: Pair, amount: str
) -> None:
    (only,) = composition_of(quantities, [cost]).rows
    assert (only.role, only.amount) == (MULTIPLIED, Decimal(amount))
    assert all(f"“{name}”" in only.reason for name, _ in [(q.indicator.name, q) for q in only.quantities])


@pytest.mark.parametrize(
    ("quantities", "costs", "reason"),
    [
        ([("场次", "5场")], [("证书费用", "≤85元/本")], "没有以“本”为单位的数量指标"),
        (
            [("新建站点数量", "5个"), ("改造站点数量", "8个")],
            [("站点维护费", "≤2万元/个")],
            "“新建站点数量”、“改造站点数量”都以“个”为单位，分不清数量取哪一行",
        ),
        # The quantity belongs to another cost.
        (
            [("学员培训人数", "300人")],
            [("学员培训费", "≤9万元"), ("伙食标准", "≤60元/人")],
            "数量指标“学员培训人数”（300人）对应的是其他成本指标",
        ),
        # A counter that is only akin, and a name that has nothing in common.
        (
            [("参观接待规模", "900人次")],
            [("聘请专家费", "≤500元/人")],
            "看不出数量指标“参观接待规模”（900人次）是否与它对应",
        ),
        ([("岗位人数", "9人")], [("岗位补贴", "≤0.2万元/人/月")], "没有以“月”为单位的数量指标"),
        ([("开通时间", "30天")], [("线路租用成本", "≤90元/天")], "没有以“天”为单位的数量指标"),
        ([("场次", "每场≥50人")], [("活动成本", "≤900元/场")], "没有以“场”为单位的数量指标"),
    ],
)
def test_a_unit_cost_that_no_single_row_answers_says_why(
    quantities: list[Pair], costs: list[Pair], reason: str
) -> None:
    row = composition_of(quantities, costs).rows[-1]
    assert row.role is UNIT_COST
    assert row.reason.startswith("单位成本（")
    assert row.reason.endswith(f"{reason}，不计入合计")


def test_the_product_is_told_with_its_conversion_and_where_the_quantity_comes_from() -> None:
    (row,) = composition_of([SERVERS], [("服务器租用成本", "≤1.5万元/台")], "600000", money_unit="元").rows
    assert row.reason == "40台 × 1.5万元/台 = 600000元，数量取自“服务器租用数量”"


def test_totals_and_products_reconcile_to_the_cent() -> None:
    composed = composition_of(
        [SITES, SERVERS],
        [("站点巡检成本", "≤85.5元/个"), ("服务器租用成本", "≤0.3万元/台"), ("平台运维成本", "≤6.7万元/年")],
        budget="18.92",
    )
    assert composed.total == Decimal("18.91375")
    assert composed.is_complete


def test_descriptions_decide_between_rows_whose_names_do_not() -> None:
    composed = composition_of([("甲类数量", "3个"), ("乙类数量", "4个")], [("建设成本", "≤1万元/个")])
    assert composed.rows[0].role is UNIT_COST
    first, second = composed.quantities
    told = first.indicator._replace(description="新建充电桩的数量")
    cost = composed.rows[0].indicator._replace(description="每个充电桩的建设费用")
    again = composition_of([], [], indicators=(told, second.indicator, cost))
    assert [one.indicator.name for one in again.rows[0].quantities] == ["甲类数量"]


def test_a_named_unit_cost_that_would_break_the_budget_is_not_multiplied() -> None:
    (row,) = composition_of([("设备采购数量", "10台")], [("设备平均采购费用", "≤95万元")]).rows
    assert row.role is UNIT_COST
    assert "10台 × 95万元 = 950万元，超过预算" in row.reason


@pytest.mark.parametrize(
    "total", [("资金投入", "≤12万元"), ("手册印制总额", "≤12万元"), ("手册印制费", "≤8万元")]
)
def test_a_product_that_a_total_already_holds_is_not_counted_again(total: Pair) -> None:
    composed = composition_of(
        [("手册印制数量", "8000册")], [("手册印制成本", "≤10元/册"), total], budget=total[1][1:-2]
    )
    assert composed.rows[0].role is REPEATED
    assert composed.rows[0].reason.startswith("8000册 × 10元/册 = 8万元")
    assert composed.difference == 0


def test_a_product_beside_totals_that_leave_room_for_it_is_counted() -> None:
    composed = composition_of(
        [("手册印制数量", "8000册")], [("手册印制成本", "≤10元/册"), ("手册发放费", "≤8万元")], budget="16"
    )
    assert composed.difference == 0


@given(st.decimals(min_value="0.01", max_value="99999", places=2), st.integers(min_value=1, max_value=10**7))
def test_products_are_exact_in_every_money_unit(price: Decimal, number: int) -> None:
    for unit, yuan in (("元", 1), ("万元", 10**4), ("亿元", 10**8)):
        composed = composition_of([("数量", f"{number}个")], [("费用", f"{price}元/个")], "", money_unit=unit)
        assert composed.total * yuan == price * number
