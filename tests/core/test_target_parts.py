"""A target value taken apart into the fields of a form and put together again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.target import Operator, TargetKind, UnitKind, parse, parse_unit
from core.target_parts import (
    QUALITATIVE_VALUES,
    TargetParts,
    composed,
    offered_units,
    parts_of,
    with_operator,
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("≥95%", ("≥", "95", "%", "")),
        ("3个", ("", "3", "个", "")),
        ("0", ("", "0", "", "")),
        (">=95 ％", (">=", "95", "％", "")),
        ("＞＝３套", ("＞＝", "３", "套", "")),
        ("≤ 1,234.5 万元/年", ("≤", "1,234.5", "万元/年", "")),
        (" ≥2000 万次 ", ("≥", "2000", "万次", "")),
        ("≥.5", ("≥", ".5", "", "")),
        ("-5%", ("", "-5", "%", "")),
        ("不低于95%", ("不低于", "95", "%", "")),
        ("95%以上", ("", "95", "%", "以上")),
        ("≥5%（含）以上", ("≥", "5", "%", "（含）以上")),
        ("控制在5万元以内", ("控制在", "5", "万元", "以内")),
        ("≤8个月。合同签订后完成", ("≤", "8", "个月", "。合同签订后完成")),
        ("90%-95%", ("", "90%-95", "%", "")),
        ("≥3～5天", ("≥", "3～5", "天", "")),
        ("5万至10万元", ("", "5万至10", "万元", "")),
        ("3天-5", ("", "3天-5", "", "")),
        ("≤12月", ("≤", "12", "月", "")),
        ("≥100人/次", ("≥", "100", "人/次", "")),
    ],
)
def test_a_value_is_cut_into_pieces_as_they_are_written(text: str, pieces: tuple[str, ...]) -> None:
    parts = parts_of(text)
    assert parts is not None
    assert parts[:4] == pieces
    assert composed(parts) == text


@pytest.mark.parametrize(
    "text",
    ["", " ", "优", "AAA", "有效保障", "2026年12月底前", "12月", "T+1", "达到3A标准", "≥良好", "1:1.5"],
)
def test_words_and_deadlines_have_no_such_pieces(text: str) -> None:
    assert parts_of(text) is None


@pytest.mark.parametrize(
    ("text", "operator", "changed"),
    [
        ("≥95%", Operator.AT_MOST, "≤95%"),
        ("≥95%", Operator.AT_LEAST, "≥95%"),
        (">= 95%", Operator.AT_LEAST, ">= 95%"),
        ("不低于95%", Operator.AT_LEAST, "不低于95%"),
        ("不低于95%", Operator.ABOVE, ">95%"),
        ("95%以上", Operator.AT_LEAST, "≥95%"),
        ("5%（含） 以上，全年", Operator.BELOW, "<5%，全年"),
        ("3个", Operator.EQUAL, "=3个"),
        ("≤8个月。签订后完成", Operator.BELOW, "<8个月。签订后完成"),
        ("3天内", Operator.AT_MOST, "≤3天"),
        ("≥3内部系统", Operator.EQUAL, "=3内部系统"),
    ],
)
def test_another_operator_takes_the_place_of_the_old_one(text: str, operator: Operator, changed: str) -> None:
    parts = parts_of(text)
    assert parts is not None
    assert composed(with_operator(parts, operator)) == changed


def test_units_in_use_are_offered_first_then_those_of_the_same_kind() -> None:
    units = offered_units(["户次", "%"], like="元")
    assert units[:5] == ["户次", "%", "万元", "元", "亿元"]
    assert len(units) == len(set(units))


def test_only_well_spelt_units_of_the_dictionary_are_offered() -> None:
    for name in offered_units([]):
        unit = parse_unit(name)
        assert unit is not None
        assert unit.kind is not UnitKind.UNKNOWN
        assert unit.preferred is None


def test_grades_are_words() -> None:
    assert {parse(value).kind for value in QUALITATIVE_VALUES} == {TargetKind.TEXT}


_VALUES = st.text("≥≤>=<不低于至少以上内（含）0123456789.,-~% 个万元/人月年天。完成\n＝９", max_size=16)


@given(_VALUES)
def test_whatever_is_taken_apart_can_be_put_together(text: str) -> None:
    parts = parts_of(text)
    assert parts is None or composed(parts) == text


_OPERATORS = st.sampled_from(Operator)
_NUMBERS = st.decimals(0, 10**6, places=2).map(lambda number: f"{number.normalize():f}")
_UNITS = st.sampled_from(offered_units([])).filter(lambda unit: not unit.startswith("年"))


@given(_OPERATORS, _NUMBERS, _UNITS)
def test_what_is_put_together_says_what_the_pieces_say(operator: Operator, number: str, unit: str) -> None:
    parts = TargetParts(operator, number, unit)
    target = parts.target
    assert (target.operator, target.number) == (operator, Decimal(number))
    assert target.unit is not None
    assert target.unit.text == unit
    assert parts_of(composed(parts)) == parts


@given(_VALUES, _OPERATORS)
def test_a_chosen_operator_is_the_one_that_counts(text: str, operator: Operator) -> None:
    parts = parts_of(text)
    if parts is not None and parts.unit != "年":
        assert with_operator(parts, operator).target.operator is operator
