"""Which mandatory categories a table has and lacks."""

from __future__ import annotations

from core.mandatory import categories_of, unmet
from core.scheme import Requirement, schemes
from tests.core.tables import row, table

OLD, NEW = schemes()["2015"], schemes()["2021"]
PROMPT = ("产出指标", "时效指标")


def test_a_sound_table_lacks_nothing_and_an_empty_one_everything() -> None:
    assert unmet(OLD.mandatory, categories_of(table(), OLD)) == []
    assert unmet(OLD.mandatory, categories_of(table(indicators=()), OLD)) == list(OLD.mandatory)


def test_a_row_in_a_wrong_place_counts_where_it_belongs() -> None:
    misplaced = table(row("时效指标", "完工时间", "2026年6月底前", "效益指标"), without="时效指标")
    assert PROMPT in categories_of(misplaced, OLD)
    assert ("效益指标", "时效指标") not in categories_of(misplaced, OLD)


def test_short_names_and_blanks_are_understood() -> None:
    assert PROMPT in categories_of(table(row("时 效", "完工时间", "2026年6月底前"), without="时效指标"), OLD)


def test_a_name_that_no_scheme_knows_stays_as_it_is() -> None:
    odd = table(indicators=(row("进度指标", "完工进度", "100%"),))
    assert categories_of(odd, OLD) == {("产出指标", "进度指标")}


def test_any_row_under_level1_meets_a_requirement_without_level2() -> None:
    benefit, satisfaction = Requirement("效益指标", None), Requirement("满意度指标", None)
    assert unmet([satisfaction, benefit], [("效益指标", "社会效益指标")]) == [satisfaction]


def test_costs_under_the_categories_of_the_other_regime_count_as_its_own() -> None:
    assert ("产出指标", "成本指标") in categories_of(table(), OLD)
    assert ("成本指标", "经济成本指标") in categories_of(table(), NEW)
