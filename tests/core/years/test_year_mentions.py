"""Years in texts: what names one, what only looks like one, and how another year is written in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.years.year_mentions import Form, with_years, year_mentions


@pytest.mark.parametrize(
    ("text", "years", "form"),
    [
        ("2026年12月底前", [2026], Form.YEAR),
        ("示例项目（2026 年度）", [2026], Form.YEAR),
        ("1.2026年度示例项目", [2026], Form.YEAR),
        ("２０２６年", [2026], Form.YEAR),
        ("2 0 2 6 年", [2026], Form.YEAR),
        ("二〇二六年度", [2026], Form.YEAR),
        ("二○三○年", [2030], Form.YEAR),
        ("26年6月底", [2026], Form.YEAR),
        ("25年12月至26年3月", [2025, 2026], Form.YEAR),
        ("2025—2026学年", [2025, 2026], Form.YEAR),
        ("2025-26学年", [2025, 2026], Form.YEAR),
        ("25/26供暖季", [2025, 2026], Form.YEAR),
        ("2026届毕业生", [2026], Form.YEAR),
        ("2026.12.31前完成", [2026], Form.DATE),
        ("2026-06-30", [2026], Form.DATE),
        ("2026/6/30", [2026], Form.DATE),
        ("2026.09 月前完工", [2026], Form.DATE),
        ("2026.12底", [2026], Form.DATE),
        ("2026.1-2026.12", [2026, 2026], Form.DATE),
        ("2026.6", [2026], Form.MONTH),
        ("示例平台-2026一般债", [2026], Form.BARE),
        ("2026部门预算", [2026], Form.BARE),
        ("示例项目（2026）", [2026], Form.BARE),
        ("2026-2028三年行动", [2026, 2028], Form.BARE),
    ],
)
def test_a_year_is_found_however_it_is_written(text: str, years: list[int], form: Form) -> None:
    mentions = year_mentions(text)
    assert [mention.year for mention in mentions] == years
    assert {mention.form for mention in mentions} == {form}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "上年、本年、当年和全年",
        "20774平方米",
        "≥2000 万次",
        "2026人次",
        "2026.09万元",
        "2026-3000元",
        "2000.10-2001.05元",
        "≥2026",
        "2026%",
        "1:2026",
        "1930000.00",
        "HJ 1238-2021",
        "GB/T 2020-2026",
        "DB12/T 1234-2026",
        "财预〔2021〕101号",
        "财预[2026]101号",
        "示例政办（2026）15号",
        "2026年第15号公告",
        "编号2026",
        "第2026号",
        "99010826P00041210001K",
        "V2026版本",
        "服务26年",
        "≥26年度",
    ],
)
def test_what_only_looks_like_a_year_is_none(text: str) -> None:
    assert year_mentions(text) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026年10月至2027年3月", (2026, 2027)),
        ("2026.01.01-2026.12.31", (2026, 2026)),
        ("2026-01-01至2026-12-31", (2026, 2026)),
        ("2025—2026学年", (2025, 2026)),
        ("2026年3月15日～2028年", (2026, 2028)),
        ("2025年完成，2026年验收", None),
    ],
)
def test_two_years_with_nothing_but_until_between_them_are_a_period(
    text: str, period: tuple[int, int] | None
) -> None:
    assert [mention.period for mention in year_mentions(text)] == [period, period]


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2026年", "2030年"),
        ("２０２６年", "２０３０年"),
        ("2 0 2 6 年", "2 0 3 0 年"),
        ("二〇二六年", "二〇三〇年"),
        ("二○二六年", "二○三○年"),
        ("26年6月", "30年6月"),
        ("2025-26学年", "2029-30学年"),
    ],
)
def test_another_year_is_spelt_as_the_first_one_was(text: str, later: str) -> None:
    years = [(mention, mention.year + 4) for mention in year_mentions(text)]
    assert with_years(text, years) == later


@given(st.text("2026年度月底前.-〇二六至（） 0１９第号A", max_size=40))
def test_the_same_years_leave_any_text_as_it_is(text: str) -> None:
    assert with_years(text, [(mention, mention.year) for mention in year_mentions(text)]) == text


def test_a_long_text_is_no_burden() -> None:
    text = "2026年12月底前完成。" * 20_000
    mentions = year_mentions(text)
    assert len(mentions) == 20_000
    assert max(len(mention.before) + len(mention.behind) for mention in mentions) < 200
