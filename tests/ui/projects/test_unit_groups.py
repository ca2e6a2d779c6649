"""Projects grouped by unit, their budgets added up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book
from core.money import Amount, MoneyUnit
from core.session import Session
from tests.core.tables import table
from ui.projects.unit_groups import ProjectEntry, budget_of, group_by_unit, sum_of_totals, total_budget


def entries(book: Book) -> list[ProjectEntry]:
    session = Session(book)
    return [ProjectEntry.of(project, session) for project in book.projects]


def test_projects_of_one_unit_stand_together_though_others_lie_between() -> None:
    book = Book([table(unit_name=name) for name in ("示例市甲局", "示例市乙局", "示例市甲局")])
    groups = group_by_unit(entries(book))
    assert [(group.unit[1], len(group.projects)) for group in groups] == [
        ("示例市甲局", 2),
        ("示例市乙局", 1),
    ]


def test_two_units_with_one_code_are_two_groups() -> None:
    book = Book([table(unit_code="990101", unit_name=name) for name in ("示例市甲局", "示例市乙局")])
    assert len(group_by_unit(entries(book))) == 2


def test_a_total_of_budgets_in_yuan_stays_in_yuan() -> None:
    book = Book([table(budget="1500", money_unit="元")])
    assert total_budget(entries(book)).amount == Amount(Decimal(1500), MoneyUnit.YUAN)


def test_budgets_in_different_money_units_are_converted_to_wan_yuan() -> None:
    book = Book([table(budget="12.5"), table(budget="350000", money_unit="元")])
    assert total_budget(entries(book)).amount == Amount(Decimal("47.5"), MoneyUnit.WAN)


def test_a_budget_that_is_no_amount_is_left_out_and_counted() -> None:
    book = Book([table(budget="12.5"), table(budget="待定"), table(money_unit="美元")])
    total = total_budget(entries(book))
    assert (total.amount.value, total.projects, total.uncounted) == (Decimal("12.5"), 3, 2)


def test_a_budget_in_an_unknown_money_unit_is_no_amount() -> None:
    assert budget_of(table(money_unit="美元")) is None


AMOUNTS = st.tuples(
    st.sampled_from(["12.5", "350000", "待定", ""]), st.sampled_from(["元", "万元", "亿元", "美元"])
)


@given(st.lists(st.tuples(st.sampled_from(["示例市甲局", "示例市乙局"]), AMOUNTS), max_size=6))
def test_the_totals_of_the_units_make_the_total_of_all(drawn: list[tuple[str, tuple[str, str]]]) -> None:
    book = Book([table(unit_name=unit, budget=text, money_unit=money) for unit, (text, money) in drawn])
    known = {entry.id: entry for entry in entries(book)}
    totals = [total_budget(known[one] for one in unit.projects) for unit in group_by_unit(known.values())]
    assert sum_of_totals(totals) == total_budget(known.values())
