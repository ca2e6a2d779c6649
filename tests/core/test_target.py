"""The grammar of 指标值."""

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Amount, MoneyUnit
from core.target import (
    Deadline,
    Operator,
    Target,
    TargetKind,
    UnitKind,
    _parse_any,
    _parse_simple,
    parse,
)
from tests.real_tables import BOOKS, golden_file, needs_real_tables


def form(text: str) -> tuple[str | None, str | None, str | None, str]:
    """Operator, number, unit and rest of a value that is a number."""
    target = parse(text)
    assert target.kind is TargetKind.NUMBER
    unit = target.unit.text if target.unit else None
    return target.operator, str(target.number), unit, target.rest


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("≥ 95 ％", "≥", "95", "%"),
        ("98百分比", None, "98", "百分比"),
        ("≤162.8万元/年", "≤", "162.8", "万元/年"),
        ("≥2000 万次", "≥", "2000", "万次"),
        ("20774平方米", None, "20774", "平方米"),
        ("≥30000TPS", "≥", "30000", "TPS"),
        (".5套", None, "0.5", "套"),
        ("１，２００ 个", None, "1200", "个"),
        ("12,345.60元", None, "12345.60", "元"),
        ("≤13 月", "≤", "13", "月"),
        ("≥-5%", "≥", "-5", "%"),
        ("≥855", "≥", "855", None),
        ("1.45万", None, "1.45", "万"),
        ("200人/次", None, "200", "人/次"),
        ("2 万 元", None, "2", "万元"),
        ("≥500羽", "≥", "500", "羽"),
        ("2025", None, "2025", None),
    ],
)
def test_a_number_comes_apart_into_operator_number_and_unit(
    text: str, operator: str | None, number: str, unit: str | None
) -> None:
    assert form(text) == (operator, number, unit, "")


@pytest.mark.parametrize(
    ("spellings", "operator"),
    [
        ("≥ ≧ >= => ＞＝ 不低于 不少于 不小于 不得低于 大于等于 大于或等于 至少 达到", Operator.AT_LEAST),
        ("≤ ≦ <= =< ＜＝ 不超过 不高于 不大于 不得超过 小于等于 低于或等于 控制在", Operator.AT_MOST),
        ("= ＝ 等于", Operator.EQUAL),
        ("> ＞ ﹥ 高于 大于 超过", Operator.ABOVE),
        ("< ＜ ﹤ 低于 小于 少于", Operator.BELOW),
    ],
)
def test_operators_have_many_spellings(spellings: str, operator: Operator) -> None:
    for spelling in spellings.split():
        assert parse(f"{spelling} 90%").operator is operator, spelling


@pytest.mark.parametrize(
    ("text", "operator"),
    [("95%以上", "≥"), ("95%（含）以上", "≥"), ("3天以内", "≤"), ("5个工作日内", "≤"), ("5%以下", "≤")],
)
def test_an_operator_may_be_a_word_behind_the_number(text: str, operator: str) -> None:
    assert parse(text).operator == operator
    assert parse(text).rest == ""


def test_a_written_operator_outranks_the_word_behind() -> None:
    assert parse(">95%以上").operator is Operator.ABOVE


def test_a_bare_number_must_be_met_exactly() -> None:
    assert parse("3个").operator is None
    assert parse("3个").effective_operator is Operator.EQUAL


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [
        ("90%-95%", 90, 95, "%"),
        ("3~5天", 3, 5, "天"),
        ("3天至5天", 3, 5, "天"),
        ("5万—10万元", 5, 10, "万元"),
        ("2000-5000元", 2000, 5000, "元"),
    ],
)
def test_a_range_has_two_ends_and_one_unit(text: str, lower: int, upper: int, unit: str) -> None:
    target = parse(text)
    assert target.kind is TargetKind.RANGE
    assert target.unit is not None
    assert (target.number, target.upper, target.unit.text) == (Decimal(lower), Decimal(upper), unit)


def test_ends_in_different_units_are_no_range() -> None:
    assert form("3天-1周") == (None, "3", "天", "-1周")


@pytest.mark.parametrize(
    ("text", "deadline", "rest"),
    [
        ("2025年8月底前", Deadline(2025, 8, end_of=True), ""),
        ("≤12月底", Deadline(month=12, end_of=True), ""),
        ("不晚于2025年6月", Deadline(2025, 6), ""),
        ("2024 年 11 月 30 日前基本完成示例 模块", Deadline(2024, 11, 30), "基本完成示例 模块"),
    ],
)
def test_a_point_in_time_is_a_deadline(text: str, deadline: Deadline, rest: str) -> None:
    target = parse(text)
    assert (target.kind, target.deadline, target.rest) == (TargetKind.DEADLINE, deadline, rest)
    assert target.number is None


def test_a_month_with_an_operator_is_a_duration_that_may_be_a_month_of_the_year() -> None:
    target = parse("≤12 月")
    assert target.ambiguous_month
    assert (target.kind, target.number, target.deadline) == (
        TargetKind.NUMBER,
        Decimal(12),
        Deadline(month=12),
    )


def test_a_month_without_an_operator_is_a_month_of_the_year_that_may_be_a_duration() -> None:
    target = parse("12月")
    assert target.ambiguous_month
    assert (target.kind, target.number, target.deadline) == (
        TargetKind.DEADLINE,
        Decimal(12),
        Deadline(month=12),
    )


@pytest.mark.parametrize("text", ["≤13月", "≤12月底", "≤8个月", "6月30日", "12月份", "1-12月"])
def test_more_words_make_a_month_clear(text: str) -> None:
    assert not parse(text).ambiguous_month


@pytest.mark.parametrize("text", ["T+1", "Ｔ＋１", "≤T+1个工作日"])
def test_days_after_the_event_are_relative(text: str) -> None:
    assert (parse(text).kind, parse(text).number) == (TargetKind.RELATIVE, Decimal(1))


@pytest.mark.parametrize(
    "text",
    [
        "有效保障",
        "AAA",
        "达到3A级示例标准",
        "3A级",
        "9时前提交，9时后次日提交",
        "2/3以上",
        "1:1.5",
        "HJ 1238-2021",
        "每季度付款一次，于9月底前付清",
        "合同签订后 6 个月内交付示例系统",
        "不低于上年水平",
        "2024年债券利息",
        "100学生参加示例活动",
    ],
)
def test_a_value_of_no_known_form_is_text(text: str) -> None:
    assert parse(text) == Target(text, TargetKind.TEXT)


def test_a_symbol_before_a_text_is_still_an_operator() -> None:
    assert parse("≥良好") == Target("≥良好", TargetKind.TEXT, Operator.AT_LEAST)


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_a_blank_value_is_empty(text: str) -> None:
    assert parse(text).kind is TargetKind.EMPTY


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("≤8 月。签约后 8 个月内交付", "签约后 8 个月内交付"),
        ("≥5个示例 项目", "示例 项目"),
        ("100%，满意", "满意"),
        ("≥247*24", "*24"),
        ("95%。", ""),
    ],
)
def test_what_follows_the_understood_part_is_kept_as_written(text: str, rest: str) -> None:
    assert parse(text).rest == rest


def test_a_sum_of_money_is_an_amount() -> None:
    assert parse("≤12.5万元").amount == Amount(Decimal("12.5"), MoneyUnit.WAN)
    assert parse("≤3百万元").amount == Amount(Decimal(3_000_000), MoneyUnit.YUAN)
    assert parse("12%").amount is None


def test_wan_alone_is_read_as_wan_yuan_where_money_is_asked_for() -> None:
    target = parse("1.45万")
    assert target.unit is not None
    assert target.unit.kind is UnitKind.MULTIPLIER
    assert target.amount is not None
    assert target.amount.to(MoneyUnit.WAN).value == Decimal("1.45")


def test_money_per_something_is_a_unit_cost_and_no_amount() -> None:
    target = parse("≤95元/个")
    assert target.unit_cost == Amount(Decimal(95), MoneyUnit.YUAN)
    assert target.amount is None


def test_a_range_of_money_is_no_amount() -> None:
    assert parse("5-10万元").amount is None


@pytest.mark.parametrize(
    ("text", "percent"), [("95百分比", "95"), ("5‰", "0.5"), ("2倍", "200"), ("3个", None)]
)
def test_ratios_are_stated_in_per_cent(text: str, percent: str | None) -> None:
    assert parse(text).percent == (percent and Decimal(percent))


def test_the_quantity_counts_multipliers_in() -> None:
    assert parse("≥1.5万人").quantity == 15_000
    assert parse("≥3个").quantity == 3


@given(st.text())
def test_parsing_never_raises_and_keeps_the_text(text: str) -> None:
    assert parse(text).text == text


@given(st.text(alphabet="≥<=0123456789.,年月日底前至-~/+T%万元个人·（含）以上内 。完成", max_size=20))
def test_what_is_not_understood_is_the_end_of_the_text(text: str) -> None:
    assert text.rstrip().endswith(parse(text).rest)


numbers = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
units = st.sampled_from(
    ["个", "%", "百分比", "万元", "亿元", "元/人·月", "万次/日", "个工作日", "个月", "㎡", "人天"]
)


@given(st.sampled_from(Operator), numbers, units, st.sampled_from(["", " ", "\u3000"]))
def test_a_value_put_together_comes_apart_again(
    operator: Operator, number: Decimal, unit: str, blank: str
) -> None:
    target = parse(f"{operator}{blank}{number}{blank}{unit}")
    assert target.unit is not None
    assert (target.operator, target.number, target.unit.text, target.rest) == (operator, number, unit, "")


@given(numbers, numbers, units)
def test_a_range_put_together_comes_apart_again(lower: Decimal, upper: Decimal, unit: str) -> None:
    target = parse(f"{lower}-{upper}{unit}")
    assert (target.kind, target.number, target.upper) == (TargetKind.RANGE, lower, upper)


BEGINS_WITH_NUMBER = re.compile(r"[≥≤=><]?\s*\.?[0-9]")
CLOCK_TIME = re.compile(r"[0-9]+时[前后]")


@pytest.fixture(scope="module")
def values() -> list[str]:
    books = [json.loads(golden_file(book).read_text(encoding="utf-8")) for book in BOOKS]
    rows = (row for book in books for project in book["projects"] for row in project["indicators"])
    return sorted({row["value"].strip() for row in rows})


@needs_real_tables
class TestRealTables:
    def test_every_value_that_begins_with_a_number_is_understood(self, values: list[str]) -> None:
        numeric = [
            value for value in values if BEGINS_WITH_NUMBER.match(value) and not CLOCK_TIME.match(value)
        ]
        assert len(numeric) > 100
        assert [value for value in numeric if parse(value).kind is TargetKind.TEXT] == []

    def test_every_other_value_is_text_or_a_deadline(self, values: list[str]) -> None:
        wordy = [value for value in values if not BEGINS_WITH_NUMBER.match(value)]
        kinds = {parse(value).kind for value in wordy}
        assert kinds == {TargetKind.TEXT, TargetKind.DEADLINE, TargetKind.RELATIVE}

    def test_every_unit_is_in_the_dictionary(self, values: list[str]) -> None:
        units = {target.unit for target in map(parse, values) if target.unit}
        assert [unit.text for unit in units if unit.kind is UnitKind.UNKNOWN] == []

    def test_every_symbol_is_the_operator(self, values: list[str]) -> None:
        symbols = [value for value in values if value[0] in "≥≤=><"]
        assert [parse(value).operator for value in symbols] == [value[0] for value in symbols]


_PIECES = ("≥", "≤", "=", ">", "12", "2025", "3.5", "1", ",", ".", "%", "万", "元", "/", "人", "年", "月", "日", "底", "前",
           "以上", "个", "A", "E", "时", "点", "-", "~", "至", "季度", "T+1", "羽", "月份", "号")  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=4).map("".join))
def test_a_simple_value_is_read_as_any_value_is(text: str) -> None:
    simple = _parse_simple(text, text)
    assert simple is None or simple == _parse_any(text, text)


@pytest.mark.parametrize("text", ["≥95%", "12次", "≤162.8万元", "300", "=1元/人", "≥500羽"])
def test_most_values_are_simple(text: str) -> None:
    assert _parse_simple(text, text) is not None
