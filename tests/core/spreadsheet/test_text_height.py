"""Row heights for wrapped texts."""

import pytest

from core.spreadsheet.text_height import row_height, text_width

USUAL = 10.5


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("绩效ab", 6), ("≥95%", 5)])
def test_a_chinese_character_is_as_wide_as_two_latin_ones(text: str, width: int) -> None:
    assert text_width(text) == width


def test_a_text_that_fits_takes_one_line() -> None:
    assert row_height("绩效指标", 8, USUAL) == row_height("", 8, USUAL) == 21


def test_each_line_adds_its_height() -> None:
    one, two, three = (row_height("\n".join(["甲"] * lines), 8, 20) for lines in (1, 2, 3))
    assert three - two == pytest.approx(two - one)


def test_larger_letters_need_more_lines_and_higher_ones() -> None:
    assert row_height("绩效指标" * 5, 40, 21) > 2 * row_height("绩效指标" * 5, 40, USUAL)


def test_merged_rows_share_the_height() -> None:
    text = "绩效指标" * 20
    assert row_height(text, 20, USUAL, 2) == pytest.approx(row_height(text, 20, USUAL) / 2)


def test_no_row_is_higher_than_excel_allows() -> None:
    assert row_height("甲\n" * 1000, 20, USUAL) == 409
