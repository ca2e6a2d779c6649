"""What is said about selected cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.selection_summary import Figures, Summary, Tally, summary


def total(*texts: str) -> str | None:
    """The sum of cells with these texts, None where there is none."""
    figures = summary(texts).figures
    return figures.total if figures else None


def spread(*texts: str) -> tuple[str, str, str]:
    """Average, smallest and largest number of cells with these texts."""
    figures = summary(texts).figures
    assert figures is not None
    assert figures.total == ""
    return figures.average, figures.smallest, figures.largest


def test_every_cell_counts_and_numbers_count_beside() -> None:
    assert summary(["", "有效保障", "≥95%", "2026年12月底前"]) == Summary(cells=4, numbers=1, figures=None)


@pytest.mark.parametrize(
    ("texts", "sum_"),
    [
        (["≤3000万元", "≤198万元"], "3198.00 万元"),
        (["≤1亿元", "2500万元", "95元"], "12500.0095 万元"),
        (["≤40万元/年", "2.5万元/年"], "42.50 万元/年"),
        (["≤40万元/年", "≤18.86万元"], "58.86 万元"),
        (["5万", "3万元"], "8.00 万元"),
        (["3百万元", "1百万元"], "4.00 百万元"),
        (["≥300人次", "20 人次", "5人/次"], "325 人次"),
        (["≥2万次", "500次"], "20500 次"),
        (["20", "０．５"], "20.5"),
        (["100", "200"], "300"),
        (["1000平方米", "500平方米"], "1500 平方米"),
        (["500羽", "20羽"], "520 羽"),
    ],
)
def test_what_adds_up_is_added_in_one_unit(texts: list[str], sum_: str) -> None:
    assert total(*texts) == sum_


@pytest.mark.parametrize(
    ("texts", "figures"),
    [
        (["≥95%", "90%", "=100%"], ("95 %", "90 %", "100 %")),
        (["≥95%", "90百分比"], ("92.5 %", "90 %", "95 %")),
        (["≤5‰", "1%"], ("0.75 %", "0.5 %", "1 %")),
        (["≤3天", "5天", "8天"], ("5.33 天", "3 天", "8 天")),
        (["≤6月", "12个月"], ("9 个月", "6 个月", "12 个月")),
        (["95元/个", "100元/个"], ("97.50 元/个", "95.00 元/个", "100.00 元/个")),
        (["≥3次/日", "5次/日"], ("4 次/日", "3 次/日", "5 次/日")),
    ],
)
def test_of_what_does_not_add_up_the_spread_is_told(texts: list[str], figures: tuple[str, str, str]) -> None:
    assert spread(*texts) == figures


@pytest.mark.parametrize(
    "texts",
    [
        ["≤20万元", "≥95%"],
        ["≤20万元", "95元/个"],
        ["95元/个", "95元/户"],
        ["300人次", "5个"],
        ["20", "20个"],
    ],
)
def test_numbers_of_different_kinds_are_only_counted(texts: list[str]) -> None:
    assert summary(texts) == Summary(cells=2, numbers=2, figures=None)


@pytest.mark.parametrize(
    "text", ["90%-95%", "T+1", "12月", "≤8个月。合同签订后完成", "3A级", "培训300人次" * 9]
)
def test_what_is_not_one_number_is_no_number(text: str) -> None:
    assert summary([text, text]).numbers == 0


def test_one_number_needs_no_sum() -> None:
    assert summary(["≤20万元", "按期"]).figures is None


def test_a_huge_number_is_added_exactly() -> None:
    assert total("9" * 40, "1") == "1" + "0" * 40
    assert spread("9" * 40 + "%", "9" * 40 + "%")[0] == "9" * 40 + " %"


amounts = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False).map("{:f}万元".format)


@given(st.lists(amounts, min_size=2).flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_the_order_of_the_cells_makes_no_difference(orders: tuple[list[str], list[str]]) -> None:
    one, other = orders
    assert summary(one) == summary(other)


@given(st.lists(amounts, min_size=2))
def test_sums_are_exact(texts: list[str]) -> None:
    expected = sum(Decimal(text.removesuffix("万元")) for text in texts)
    figures = summary(texts).figures
    assert figures is not None
    assert Decimal(figures.total.removesuffix(" 万元")) == expected


@given(st.lists(st.text(alphabet="≥≤0123456789.万元%个次/年月天 至-T+前"), max_size=20))
def test_any_texts_have_a_summary_also_in_pieces(texts: list[str]) -> None:
    tally = Tally()
    for text in texts:
        tally.add(text)
        assert isinstance(tally.summary.figures, Figures | None)
    assert tally.summary == summary(texts)
