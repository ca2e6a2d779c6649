"""Amounts of money: read, converted and printed without losing a digit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Amount, MoneyUnit, format_amount, parse_amount

exact_numbers = st.decimals(allow_nan=False, allow_infinity=False, places=6)
money_units = st.sampled_from(MoneyUnit)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3197.94", "3197.94"),
        (" 28 551.00 ", "28551.00"),
        ("28,551.00", "28551.00"),
        ("1，234，567", "1234567"),
        ("５００．２５", "500.25"),
        (".5", "0.5"),
        ("0.00", "0.00"),
        ("-3", "-3"),
    ],
)
def test_an_amount_is_read_however_it_is_typed(text: str, number: str) -> None:
    assert parse_amount(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "　", "-", ".", "待定", "5万元", "1,5", "12,34", "1.2.3", "3-5"])
def test_what_is_not_one_number_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@given(st.text())
def test_reading_an_amount_never_raises(text: str) -> None:
    amount = parse_amount(text)
    assert amount is None or amount.is_finite()


def test_the_unit_is_converted_exactly() -> None:
    assert Amount(Decimal("29925"), MoneyUnit.YUAN).to(MoneyUnit.WAN) == Amount(
        Decimal("2.9925"), MoneyUnit.WAN
    )
    assert Amount(Decimal("1.5"), MoneyUnit.YI).to(MoneyUnit.WAN).value == 15000


def test_converting_keeps_more_digits_than_decimal_keeps_by_default() -> None:
    many_digits = Decimal("1" * 50)
    assert Amount(many_digits, MoneyUnit.YUAN).to(MoneyUnit.YI).value == Decimal("1" * 42 + "." + "1" * 8)


@given(exact_numbers, money_units, money_units)
def test_converting_there_and_back_changes_nothing(value: Decimal, unit: MoneyUnit, other: MoneyUnit) -> None:
    assert Amount(value, unit).to(other).to(unit) == Amount(value, unit)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("3198", "3198.00"),
        ("5.5", "5.50"),
        ("281.2525", "281.2525"),
        ("281.25000", "281.25"),
        ("1E+6", "1000000.00"),
        ("1E-8", "0.00000001"),
        ("-0", "0.00"),
    ],
)
def test_an_amount_is_printed_with_two_decimals_or_as_many_as_it_needs(value: str, printed: str) -> None:
    assert format_amount(Decimal(value)) == printed


@given(exact_numbers)
def test_a_printed_amount_reads_back_as_itself(value: Decimal) -> None:
    assert parse_amount(format_amount(value)) == value


def test_an_amount_prints_with_its_unit() -> None:
    assert str(Amount(Decimal("12.3"), MoneyUnit.WAN)) == "12.30万元"
