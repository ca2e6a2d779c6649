import pytest

from core.completion.units import unit_in_name, unit_of, with_units


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("24", ["24人", "24人次", "24%"]),
        ("≥24", ["≥24人", "≥24人次", "≥24%"]),
        ("≥ 24 ", ["≥ 24人", "≥ 24人次", "≥ 24%"]),
        ("不低于24", ["不低于24人", "不低于24人次", "不低于24%"]),
        ("≥24人", ["≥24人", "≥24人次"]),
        ("≥2.5", ["≥2.5人", "≥2.5人次", "≥2.5%"]),
        ("≥24台", []),
        ("≥24人次3", []),
        ("2026年12", []),
        ("2026年12月", []),
        ("优2", []),
        ("T+1", []),
        ("90%-95", []),
        ("≥", []),
        ("", []),
    ],
)
def test_a_bare_number_is_offered_with_each_unit(typed: str, offered: list[str]) -> None:
    assert with_units(typed, ["人次", "人", None, "人", "%"]) == offered


@pytest.mark.parametrize(
    ("value", "unit"),
    [("≥24人次", "人次"), ("≥98百分比", "%"), ("≤3月", "个月"), ("≤3万元/台", "万元/台"), ("优", None), ("3", None), ("500羽", None), ("5万", None)],
)  # fmt: skip
def test_the_unit_of_a_value_comes_well_spelt(value: str, unit: str | None) -> None:
    assert unit_of(value) == unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [("教材套数", "套"), ("演出场次数", "场次"), ("举办班次数量", "班次"), ("培训人数", "人"), ("合格率", None), ("系数", None), ("数", None), ("", None)],
)  # fmt: skip
def test_a_name_may_say_what_it_counts_in(name: str, unit: str | None) -> None:
    assert unit_in_name(name) == unit
