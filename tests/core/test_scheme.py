"""The two regimes: their names, aliases, what they ask for, and which of them a book follows."""

import pytest

from core.book import Book, Indicator, ItemId, Project
from core.scheme import Requirement, canonical, detect, is_cost_category, level_aliases, schemes

OLD, NEW = schemes()["2015"], schemes()["2021"]


def test_both_regimes_are_known_oldest_first() -> None:
    assert list(schemes()) == ["2015", "2021"]
    assert OLD.title == "2015 版（财预〔2015〕88号）"


def test_cost_is_a_level2_name_of_the_old_regime_and_a_level1_name_of_the_new() -> None:
    assert "成本指标" in OLD.level2_names("产出指标")
    assert OLD.level1_names == ("产出指标", "效益指标", "满意度指标")
    assert NEW.level1_names == ("成本指标", "产出指标", "效益指标", "满意度指标")


@pytest.mark.parametrize(
    ("level1", "level2", "canonical"),
    [
        ("产出指标", "时效", ("产出指标", "时效指标")),
        ("效果指标", "环境效益指标", ("效益指标", "生态效益指标")),
        ("效益指标", "社会效益指 标", ("效益指标", "社会效益指标")),
        ("满意度", "服务对象满 意度指标", ("满意度指标", "服务对象满意度指标")),
        ("满意度指标", "满意度指标", ("满意度指标", "服务对象满意度指标")),
        ("产出指标", "进度 指标", ("产出指标", "进度指标")),
    ],
)
def test_aliases_are_mapped_and_unknown_names_kept(
    level1: str, level2: str, canonical: tuple[str, str]
) -> None:
    assert OLD.canonical(level1, level2) == canonical


@pytest.mark.parametrize("scheme", [OLD, NEW])
def test_every_alias_of_a_level2_name_leads_to_a_name_of_some_regime(scheme) -> None:
    known = {name for regime in (OLD, NEW) for names in regime.levels.values() for name in names}
    assert {scheme.canonical("", alias)[1] for alias in level_aliases()["level2"]} <= known


@pytest.mark.parametrize("scheme", [OLD, NEW])
def test_the_empty_form_has_all_that_is_mandatory_and_nothing_unknown(scheme) -> None:
    assert all(scheme.knows(category) for category in scheme.empty_rows)
    assert all(any(need.is_met_by(category) for category in scheme.empty_rows) for need in scheme.mandatory)


def test_the_new_regime_compels_neither_cost_nor_timeliness_nor_satisfaction() -> None:
    assert {need.title for need in NEW.mandatory} == {"数量指标", "质量指标", "效益指标"}


def test_any_benefit_meets_the_need_for_benefits() -> None:
    assert Requirement("效益指标", None).is_met_by(("效益指标", "可持续影响指标"))
    assert not Requirement("产出指标", "质量指标").is_met_by(("产出指标", "数量指标"))


@pytest.mark.parametrize(
    ("scheme", "category", "proper"),
    [
        (OLD, ("效益指标", "质量指标"), ("产出指标", "质量指标")),
        (OLD, ("产出指标", "经济成本指标"), ("产出指标", "成本指标")),
        (NEW, ("产出指标", "成本指标"), ("成本指标", "经济成本指标")),
        (NEW, ("产出指标", "经济成本指标"), ("成本指标", "经济成本指标")),
        (OLD, ("满意度指标", ""), ("满意度指标", "服务对象满意度指标")),
        (OLD, ("产出指标", ""), None),
        (OLD, ("产出指标", "进度指标"), None),
    ],
)
def test_a_misplaced_category_has_a_proper_place(scheme, category, proper) -> None:
    assert scheme.proper_category(category) == proper


@pytest.mark.parametrize(
    ("level1", "level2", "is_cost"),
    [
        ("产出指标", "成本指标", True),
        ("产出指标", "成本", True),
        ("成本指标", "经济成本指标", True),
        ("成本指标", "", True),
        ("产出指标", "经济成本指标", True),
        ("效益指标", "经济效益指标", False),
    ],
)
def test_cost_rows_are_known_in_either_regime(level1: str, level2: str, is_cost: bool) -> None:
    assert is_cost_category(canonical(level1, level2)) is is_cost


@pytest.mark.parametrize(
    ("categories", "scheme"),
    [
        ([], OLD),
        ([("产出指标", "成本指标")], OLD),
        ([("成本指标", "经济成本指标")], NEW),
        ([("产出指标", "经济成本指标")], NEW),
        ([("产出指标", "成本指标"), ("产出指标", "成本指标"), ("成本指标", "社会成本指标")], OLD),
    ],
)
def test_a_book_follows_the_regime_by_which_most_of_its_costs_stand(categories, scheme) -> None:
    rows = tuple(Indicator(ItemId(n), *category) for n, category in enumerate(categories, 2))
    assert detect(Book([Project(ItemId(1), indicators=rows)])) is scheme
