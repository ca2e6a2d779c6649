"""The units of 指标值: from the dictionary, put together, or unknown."""

from decimal import Decimal

import pytest

from core.money import MoneyUnit
from core.unit import Unit, UnitKind, parse_unit


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("个", UnitKind.COUNT),
        ("人次", UnitKind.COUNT),
        ("万次", UnitKind.COUNT),
        ("台（套）", UnitKind.COUNT),
        ("百分比", UnitKind.RATIO),
        ("％", UnitKind.RATIO),
        ("个百分点", UnitKind.RATIO),
        ("亿元", UnitKind.MONEY),
        ("元/平米", UnitKind.MONEY_PER),
        ("万元/年/人", UnitKind.MONEY_PER),
        ("元每人", UnitKind.MONEY_PER),
        ("个工作日", UnitKind.DURATION),
        ("天/次", UnitKind.DURATION),
        ("次/日", UnitKind.RATE),
        ("TPS", UnitKind.RATE),
        ("㎡", UnitKind.AREA),
        ("千瓦时", UnitKind.MEASURE),
        ("分", UnitKind.SCORE),
        ("万", UnitKind.MULTIPLIER),
        ("羽", UnitKind.UNKNOWN),
        ("万美元", UnitKind.UNKNOWN),
    ],
)
def test_a_unit_has_a_kind(text: str, kind: UnitKind) -> None:
    assert unit(text).kind is kind


def test_only_counts_are_whole_numbers() -> None:
    assert unit("套").integer
    assert unit("万人").integer
    assert not unit("小时").integer
    assert not unit("次/日").integer


def test_a_compound_unit_says_for_each_of_what() -> None:
    fee = unit("元/人·月")
    assert (fee.numerator, fee.denominators, fee.money_unit) == ("元", ("人", "月"), MoneyUnit.YUAN)


def test_a_denominator_need_not_be_in_the_dictionary() -> None:
    assert unit("万元／灯塔").denominators == ("灯塔",)


def test_a_multiplier_is_taken_off_the_counter() -> None:
    visits = unit("万次/日")
    assert (visits.numerator, visits.multiplier) == ("次", Decimal(10_000))


def test_wan_yuan_is_a_money_unit_and_no_multiple_of_yuan() -> None:
    assert (unit("万元").money_unit, unit("万元").multiplier) == (MoneyUnit.WAN, Decimal(1))
    assert (unit("百万元").money_unit, unit("百万元").multiplier) == (MoneyUnit.YUAN, Decimal(1_000_000))


@pytest.mark.parametrize(
    ("text", "preferred"),
    [("百分比", "%"), ("月", "个月"), ("万", "万元"), ("人/次", "人次"), ("%", None), ("个月", None)],
)
def test_a_badly_spelt_unit_names_the_better_spelling(text: str, preferred: str | None) -> None:
    assert unit(text).preferred == preferred


@pytest.mark.parametrize("text", ["", "5个", "个、套", "（"])
def test_a_text_with_digits_or_punctuation_is_no_unit(text: str) -> None:
    assert parse_unit(text) is None
