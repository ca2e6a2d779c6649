"""The user may count a unit cost otherwise; what was decided is data beside the book."""

from __future__ import annotations

from dataclasses import replace

from core.book import Project
from core.cost import CostChoice, CostChoices, CostRole, Instead, compose
from tests.core.cost.cases import project_of


def sites() -> Project:
    """Two quantities of one counter, so that nobody but the user knows which one the unit cost means."""
    return project_of(
        [("新建站点数量", "5个"), ("改造站点数量", "8个")],
        [("站点维护费", "≤2万元/个"), ("平台服务费", "≤6万元")],
    )


def chosen(project: Project, by: object) -> tuple[CostRole, str]:
    choices = CostChoices().with_choice(CostChoice(project.id, project.indicators[2].id, by))
    composed = compose(project, choices.of(project.id))
    return composed.rows[0].role, f"{composed.total}"


def test_a_chosen_quantity_is_what_the_unit_cost_is_multiplied_by() -> None:
    project = sites()
    assert chosen(project, project.indicators[1].id) == (CostRole.MULTIPLIED, "22")


def test_a_unit_cost_can_be_left_out_or_counted_as_a_total() -> None:
    project = sites()
    assert chosen(project, Instead.LEAVE_OUT) == (CostRole.LEFT_OUT, "6")
    assert chosen(project, Instead.AS_TOTAL) == (CostRole.TOTAL, "8")


def test_a_chosen_total_stays_counted_beside_totals_that_use_up_the_budget() -> None:
    project = project_of([], [("路灯单价", "≤3万元"), ("资金投入", "≤100万元")])
    choice = CostChoice(project.id, project.indicators[0].id, Instead.AS_TOTAL)
    composed = compose(project, CostChoices().with_choice(choice).of(project.id))
    assert [row.is_counted for row in composed.rows] == [True, True]


def test_a_chosen_quantity_counts_even_beside_totals_that_use_up_the_budget() -> None:
    project = project_of(
        [("账户数量", "700户")], [("账户管理费", "≤0.6万元/户"), ("资金投入", "≤1050万元")], "1050"
    )
    accounts, cost, _ = project.indicators
    assert compose(project).total == 1050
    assert compose(project, {cost.id: accounts.id}).total == 1470


def test_a_chosen_quantity_answers_its_own_counter_and_the_rest_is_matched() -> None:
    project = project_of(
        [("甲班人数", "5人"), ("乙班人数", "8人"), ("补助月数", "3个月")], [("补助", "≤0.1万元/人/月")]
    )
    choice = CostChoice(project.id, project.indicators[3].id, project.indicators[1].id)
    composed = compose(project, CostChoices().with_choice(choice).of(project.id))
    assert [str(one) for one in composed.rows[0].quantities] == ["8人", "3个月"]


def test_a_chosen_quantity_that_is_gone_is_forgotten() -> None:
    project = sites()
    cost, quantity = project.indicators[2], project.indicators[0]
    left = replace(project, indicators=project.indicators[1:])
    composed = compose(left, {cost.id: quantity.id})
    assert [str(one) for one in composed.rows[0].quantities] == ["8个"]
    assert not composed.rows[0].is_chosen


def test_a_choice_replaces_the_one_before_and_can_be_taken_back() -> None:
    choices = CostChoices().with_choice(CostChoice(1, 2, Instead.LEAVE_OUT))
    choices = choices.with_choice(CostChoice(1, 2, 3)).with_choice(CostChoice(4, 5, 6))
    assert (dict(choices.of(1)), dict(choices.of(4))) == ({2: 3}, {5: 6})
    assert choices.with_choice(CostChoice(1, 2, None)).without(4) == CostChoices()
