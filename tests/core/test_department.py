"""The running text of a sub-goal's indicators, read as rows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.department import DepartmentIndicator, department_indicators
from core.formats import load
from core.target import Operator
from tests.real_tables import needs_real_tables, text_file

Row = DepartmentIndicator


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "走访覆盖率，已走访企业占企业总数的比例≥90%",
            Row("走访覆盖率", "已走访企业占企业总数的比例", Operator.AT_LEAST, Decimal(90), "%"),
        ),
        (
            "收入完成数，全年收入完成数（亿元）≥18.6",
            Row("收入完成数", "全年收入完成数（亿元）", Operator.AT_LEAST, Decimal("18.6"), "亿元"),
        ),
        ("违约事件次数<1", Row("违约事件次数", "", Operator.BELOW, Decimal(1), "")),
        ("意向公开及时性，按时公开情况", Row("意向公开及时性", "按时公开情况")),
        ("预算公开情况。", Row("预算公开情况")),
        (
            "受理、批复和公开完成率,按时完成的件数不低于95%",
            Row("受理、批复和公开完成率", "按时完成的件数", Operator.AT_LEAST, Decimal(95), "%"),
        ),
        (
            "培训人次（含线上，线下）≥1,200人次",
            Row("培训人次（含线上，线下）", "", Operator.AT_LEAST, Decimal(1200), "人次"),
        ),
        ("增长率，比上年（≥5%为优）有所提高", Row("增长率", "比上年（≥5%为优）有所提高")),
    ],
)
def test_a_part_of_the_text_is_a_row(text: str, row: Row) -> None:
    assert department_indicators(text) == (row,)


def test_semicolons_of_either_width_part_the_rows() -> None:
    rows = department_indicators("按时办结率≥98%；公开完整率≥95%;盘活率≥40%。")
    assert [row.name for row in rows] == ["按时办结率", "公开完整率", "盘活率"]


def test_semicolons_in_brackets_and_quotation_marks_part_nothing() -> None:
    assert len(department_indicators("完成率（含新增；结转）≥98%；“一网；通办”率≥95%")) == 2


def test_brackets_that_do_not_match_up_hide_nothing() -> None:
    assert len(department_indicators("完成率（含新增≥98%；盘活率≥40%")) == 2


@pytest.mark.parametrize("text", ["", "。", "；；\n"])
def test_a_text_without_words_has_no_rows(text: str) -> None:
    assert department_indicators(text) == ()


def test_a_value_is_sought_at_the_end_of_a_text_that_is_nothing_but_beginnings() -> None:
    (row,) = department_indicators("≥1甲" * 30_000 + "办结率≥95%")
    assert row.number == 95


@given(st.text(alphabet="率，,；;。（）()“”≥<95.%万元及时\n "))
def test_any_text_is_read_and_every_row_says_something(text: str) -> None:
    for row in department_indicators(text):
        assert row.name or row.description or row.number is not None


@needs_real_tables
def test_every_part_of_a_published_narrative_is_a_row() -> None:
    department = load(text_file("fengrun-finance-2023")).book.department
    assert department is not None
    rows = [row for sub_goal in department.sub_goals for row in department_indicators(sub_goal.indicators)]
    assert len(rows) == 41
    assert sum(row.number is not None for row in rows) == 35
    assert {row.unit for row in rows} == {"%", "亿元", ""}
