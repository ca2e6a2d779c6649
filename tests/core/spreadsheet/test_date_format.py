"""How days and times are shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.date_format import is_date_format, shown_date

LAST_OF_JUNE = 46203
"""30 June 2026, a Tuesday."""
AFTERNOON = LAST_OF_JUNE + (15 * 3600 + 4 * 60 + 5) / 86400


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("yyyy/m/d", "2026/6/30"),
        ('yyyy"年"m"月"d"日"', "2026年6月30日"),
        ('yyyy"年"m"月";@', "2026年6月"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', "2026年6月30日"),
        ("[$-F800]dddd\\, mmmm dd\\, yyyy", "2026年6月30日"),
        ("yyyy\\-mm\\-dd;@", "2026-06-30"),
        ("yy.mm.dd", "26.06.30"),
        ('e"年"', "2026年"),
        ("mmm-yy", "Jun-26"),
        ("dddd", "Tuesday"),
        ("aaaa", "星期二"),
        ("aaa", "二"),
        ("h:mm:ss", "15:04:05"),
        ("h:mm AM/PM", "3:04 PM"),
        ('上午/下午h"时"mm"分"', "下午3时04分"),
        ("mm:ss.0", "04:05.0"),
        ("yyyy/m/d h:mm", "2026/6/30 15:04"),
    ],
)
def test_a_day_is_shown_as_its_format_says(format: str, text: str) -> None:
    assert shown_date(AFTERNOON, format) == text
    assert is_date_format(format)


@pytest.mark.parametrize(
    "format", ["General", "0.00", "0.00E+00", "[Red]0", '0"d"', "@", "G/通用格式", "#,##0_);(#,##0)"]
)
def test_formats_of_other_numbers_are_none_for_days(format: str) -> None:
    assert not is_date_format(format)


@pytest.mark.parametrize(
    ("days", "format", "text"),
    [
        (1.25, "[h]:mm:ss", "30:00:00"),
        (1.25, "[mm]", "1800"),
        (0.5, "h:mm", "12:00"),
        (1, "yyyy/m/d", "1900/1/1"),
        (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"),
        (LAST_OF_JUNE + 0.9999999, "yyyy/m/d h:mm", "2026/7/1 0:00"),
        (2958465.9999999, "yyyy", "9999"),
        (-1, "yyyy/m/d", "-1"),
        (3000000, "yyyy/m/d", "3000000"),
    ],
)
def test_spans_and_the_ends_of_the_calendar_are_shown_sensibly(days: float, format: str, text: str) -> None:
    assert shown_date(days, format) == text


def test_a_workbook_may_count_its_days_from_1904() -> None:
    assert shown_date(LAST_OF_JUNE - 1462, "yyyy/m/d", counts_from_1904=True) == "2026/6/30"


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day_of_the_calendar_is_shown_as_itself(day: date) -> None:
    days = (day - date(1899, 12, 30)) / timedelta(days=1)
    assert shown_date(days, "yyyy-mm-dd") == f"{day:%Y}".zfill(4) + f"-{day:%m-%d}"


@given(st.floats(allow_nan=False), st.text('ymdhse.0;[]"\\aApP/M$-F8 ', max_size=15))
def test_any_number_can_be_shown_in_any_date_format(days: float, format: str) -> None:
    assert isinstance(shown_date(days, format), str)
