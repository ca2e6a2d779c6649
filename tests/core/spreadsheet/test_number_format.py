"""How numbers are shown, and which number is shown as a text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.spreadsheet.number_format import Number, builtin_format, number_of, shown, shows_plainly

numbers = st.one_of(
    st.from_regex(r"-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,5})?%?", fullmatch=True),
    st.integers(-(10**15), 10**15).map(str),
    st.text("0123456789.-%", max_size=20),
)
formats = st.one_of(
    st.text('0#?.,%;@"\\_*[]- eEyd万<>=!GR', max_size=20),
    st.sampled_from(
        ["General", "0.00", "0%", '0.00"万元"', "0;-0;;@", "#,##0.00_);[Red](#,##0.00)", "0.00E+00"]
    ),
)


@given(numbers)
@example("0.000%")
@example("123456789012")
@example("0.000000000000001")
def test_a_number_is_shown_as_the_text_it_was_read_from(text: str) -> None:
    number = number_of(text)
    if number is not None:
        assert shown(float(number.value), number.format) == text


@pytest.mark.parametrize(
    ("text", "value", "format"),
    [
        ("3", "3", "General"),
        ("-3", "-3", "General"),
        ("0", "0", "General"),
        ("0.5", "0.5", "General"),
        ("28551.00", "28551", "0.00"),
        ("0.00", "0", "0.00"),
        ("95%", "0.95", "0%"),
        ("99.50%", "0.995", "0.00%"),
        ("-5%", "-0.05", "0%"),
    ],
)
def test_a_number_brings_the_format_that_shows_it(text: str, value: str, format: str) -> None:
    assert number_of(text) == Number(value, format)


@pytest.mark.parametrize("text", ["123456789012", "1234567.8912345", "0.00001"])
def test_what_general_would_round_or_show_with_an_exponent_has_a_format_of_its_own(text: str) -> None:
    number = number_of(text)
    assert number is not None
    assert number.format != "General"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "007",
        "1e5",
        ".5",
        "5.",
        "+3",
        " 3",
        "3 ",
        "1,234",
        "-0",
        "-0.00",
        "３",
        "1234567890123456",
        "3个",
        "≥3",
        "50%%",
    ],
)
def test_what_no_number_is_shown_as_stays_a_text(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (28551.0, "General", "28551"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012345.0, "General", "123456789012345"),
        (-0.0, "General", "0"),
        (-0.0, "0.00", "0.00"),
        (1e-9, "General", "0.000000001"),
        (1e300, "General", "1E+300"),
        (0.956, "0%", "95.6%"),
        (1234.5, "#,##0.00", "1234.50"),
        (0.5, "#.##", "0.5"),
        (7.0, "000", "007"),
        (3.0, "@", "3"),
        (3.0, "0.00;@", "3.00"),
        (3.0, "G/通用格式", "3"),
        (45000.0, "yyyy/m/d", "45000"),
        (12.0, "0.00E+00", "12"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_a_number_has_at_least_the_decimals_of_its_format_and_none_too_few(
    value: float, format: str, text: str
) -> None:
    assert shown(value, format) == text


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (162.8, '0.00"万元"', "162.80万元"),
        (162.8, "0.00万元", "162.80万元"),
        (0.95, '"≥"0%', "≥95%"),
        (5.0, '0\\ "个"', "5 个"),
        (5.0, '"约"General"个"', "约5个"),
        (5.0, "[$¥-804]#,##0.00", "¥5.00"),
        (5.0, "[Red][$-804]0.0_ ", "5.0"),
        (5.0, '* 0"元"', "5元"),
        (31979400.0, '0\\.0,"万元"', "3197.94万元"),
        (31979400.0, '0!.0000"万元"', "3197.9400万元"),
        (1234567.0, '#,##0,"千"', "1234.567千"),
    ],
)
def test_words_and_signs_of_a_format_are_shown(value: float, format: str, text: str) -> None:
    assert shown(value, format) == text


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (-5.0, "0.00", "-5.00"),
        (-5.0, '"共"0', "-共5"),
        (-5.0, "0.00_);(0.00)", "-5.00"),
        (-5.0, "0.00;[Red]0.00", "-5.00"),
        (-5.0, '0.00;"减少"0.00', "减少5.00"),
        (5.0, "0;-0;;@", "5"),
        (0.0, "0;-0;;@", ""),
        (5.0, ";;;", ""),
        (-5.0, ";;;", ""),
        (0.0, '0;-0;"无"', "无"),
        (0.0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"),
        (120.0, '[>=100]"多"0;[<0]"少"0;0', "多120"),
        (50.0, '[>=100]"多"0;[<0]"少"0;0', "50"),
        (1.0, '[=1]"是";[=0]"否";0', "是"),
    ],
)
def test_the_section_for_a_number_shows_it(value: float, format: str, text: str) -> None:
    assert shown(value, format) == text


@given(st.floats(), formats)
def test_any_number_can_be_shown_in_any_format(value: float, format: str) -> None:
    assert isinstance(shown(value, format), str)


@given(st.floats(allow_nan=False, allow_infinity=False), formats)
def test_a_plain_format_shows_all_numbers_as_general_does(value: float, format: str) -> None:
    if shows_plainly(format):
        assert shown(value, format) == shown(value, "General")


@pytest.mark.parametrize(
    ("number", "format"),
    [
        (0, "General"),
        (1, "0"),
        (4, "#,##0.00"),
        (10, "0.00%"),
        (14, "yyyy/m/d"),
        (22, "yyyy/m/d h:mm"),
        (31, 'yyyy"年"m"月"d"日"'),
        (49, "@"),
        (57, 'yyyy"年"m"月"'),
        (58, 'm"月"d"日"'),
        (163, "General"),
    ],
)
def test_formats_that_files_only_number_are_those_of_chinese_excel(number: int, format: str) -> None:
    assert builtin_format(number) == format
