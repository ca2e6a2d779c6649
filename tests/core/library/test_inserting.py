"""Entries of the library become rows of a project."""

from __future__ import annotations

import pytest

from core.authoring import new_project
from core.book import Book, Indicator, Project
from core.edit import InsertRow
from core.library import BLANK, Entry, as_indicators, has_indicator, value_for
from core.scheme import schemes
from core.session import Session
from tests.core.tables import row, table

OLD, NEW = schemes()["2015"], schemes()["2021"]

LESSONS = Entry("培训", ("产出指标", "数量指标"), "授课次数", "年内授课的次数", "≥{待填}次", "计划标准")
PUPILS = Entry("培训", ("产出指标", "数量指标"), "培训人数", "到课的人数", "≥{待填}人", "计划标准")
COST = Entry("培训", ("产出指标", "成本指标"), "培训总成本", "支出合计", "≤{预算}", "预算支出标准")
DEADLINE = Entry(
    "培训", ("产出指标", "时效指标"), "结业时间", "末期结业的时间", "{年度}年11月底前", "计划标准"
)


def inserted(project: Project, *entries: Entry, scheme: str = "2015", again: bool = False) -> Project:
    session = Session(Book([project]), schemes()[scheme])
    edit = as_indicators(entries, session.book, project.id, session.scheme, again=again)
    if edit is not None:
        session.apply(edit, "挑选指标")
    return session.book.project(project.id)


def new_rows(before: Project, after: Project) -> list[Indicator]:
    return [row for row in after.indicators if row not in before.indicators]


def test_each_entry_becomes_a_row_at_the_end_of_its_category() -> None:
    project = table()
    after = inserted(project, LESSONS, COST)
    assert [row.level3 for row in after.indicators] == [
        "培训人数", "授课次数", "培训合格率", "课程按期开课率", "培训总费用", "培训总成本", "持证上岗人数", "学员满意度",
    ]  # fmt: skip
    lessons, _ = new_rows(project, after)
    assert lessons[1:] == ("产出指标", "数量指标", "授课次数", "年内授课的次数", "≥【待填】次", None)


def test_all_of_them_are_one_step_that_undo_takes_back() -> None:
    project = table()
    session = Session(Book([project]))
    edit = as_indicators([LESSONS, COST, DEADLINE], session.book, project.id, session.scheme)
    assert edit is not None
    session.apply(edit, "挑选指标")
    session.undo()
    assert session.book.project(project.id) == project


def test_several_of_one_category_keep_their_order() -> None:
    more = Entry("培训", LESSONS.category, "观摩次数", "观摩的次数", "≥{待填}次")
    assert [row.level3 for row in inserted(table(), LESSONS, more).indicators[:3]] == [
        "培训人数",
        "授课次数",
        "观摩次数",
    ]


def test_what_the_project_has_already_is_left_out_unless_asked_for() -> None:
    project = table()
    assert has_indicator(project, PUPILS)
    assert as_indicators([PUPILS], Book([project]), project.id, OLD) is None
    assert [row.level3 for row in new_rows(project, inserted(project, PUPILS, again=True))] == ["培训人数"]


def test_costs_stand_where_the_regime_wants_them() -> None:
    (cost,) = new_rows(table(), inserted(table().with_rows(()), COST, scheme="2021"))
    assert (cost.level1, cost.level2) == ("成本指标", "经济成本指标")


def test_level_names_are_written_as_the_table_writes_them() -> None:
    project = table(row("数量 指标", "教材套数", "≥3套"), without="数量指标")
    (lessons,) = new_rows(project, inserted(project, LESSONS))
    assert lessons.level2 == "数量 指标"


def test_empty_rows_of_a_new_form_are_filled_first() -> None:
    book = Book()
    form = new_project(book, OLD).project
    after = inserted(form, LESSONS, PUPILS)
    assert [row.level3 for row in after.indicators[:3]] == ["授课次数", "培训人数", ""]
    assert len(after.indicators) == len(form.indicators) + 1
    assert after.indicators[0].id == form.indicators[0].id


@pytest.mark.parametrize(("basis", "expected"), [(None, None), ("", "计划标准"), ("历史标准", "计划标准")])
def test_a_basis_is_written_where_there_is_a_column_for_it(basis: str | None, expected: str | None) -> None:
    project = table().with_rows(one._replace(basis=basis) for one in table().indicators)
    (lessons,) = new_rows(project, inserted(project, LESSONS))
    assert lessons.basis == expected


def test_a_table_without_rows_has_a_basis_where_the_book_has_one() -> None:
    others = table().with_rows(one._replace(basis="历史标准") for one in table().indicators)
    empty = table().with_rows(())
    edit = as_indicators([LESSONS], Book([others, empty]), empty.id, OLD)
    assert isinstance(edit, InsertRow)
    assert isinstance(edit.row, Indicator)
    assert edit.row.basis == "计划标准"


@pytest.mark.parametrize(
    ("budget", "money_unit", "value"),
    [
        ("20.00", "万元", "≤20.00万元"),
        ("28,551.00", "万元", "≤28551.00万元"),
        ("200000", "元", "≤200000元"),
        ("", "万元", f"≤{BLANK}万元"),
        ("0.00", "万元", f"≤{BLANK}万元"),
        ("二十万", "元", f"≤{BLANK}万元"),
        ("20", "千元", f"≤{BLANK}万元"),
    ],
)
def test_the_budget_is_put_in_where_the_table_states_one(budget: str, money_unit: str, value: str) -> None:
    assert value_for(COST, table(budget=budget, money_unit=money_unit), None) == value


def test_the_fiscal_year_is_put_in_where_the_book_tells_it() -> None:
    project = table(name="2026年示例市培训经费")
    (deadline,) = new_rows(project, inserted(project, DEADLINE))
    assert deadline.value == "2026年11月底前"
    (deadline,) = new_rows(table(), inserted(table().with_rows(()), DEADLINE))
    assert deadline.value == f"{BLANK}年11月底前"
