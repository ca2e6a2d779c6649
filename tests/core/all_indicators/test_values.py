"""Values of a column: counted, searched, chosen."""

from __future__ import annotations

import pytest

from core.all_indicators.line import Column
from core.all_indicators.tally import containing, most_frequent, tally
from core.all_indicators.value_choice import LISTED, ValueChoice
from tests.core.all_indicators.lines_of import lines

COUNTS = {"数量指标": 5, "质量指标": 2, "时效指标": 3, "": 1}


def test_values_are_counted_without_the_blanks_that_wraps_leave() -> None:
    found = lines("满意度", "满 意\n度", "合格率", " ")
    assert tally(found, Column.LEVEL3) == {"满意度": 2, "合格率": 1, "": 1}
    assert tally(found, Column.PROJECT) == {"1 示例档案数字化": 4}


def test_values_are_found_by_a_part_of_them() -> None:
    assert containing(["≥９５％", "95个", "优"], "95 %") == ["≥９５％"]


def test_the_most_frequent_values_come_first_and_equals_in_their_order() -> None:
    counts = {"甲": 1, "乙": 3, "丙": 1, "丁": 2}
    assert most_frequent(counts, counts, 3) == ["乙", "丁", "甲"]


class TestChoice:
    def test_at_first_what_the_filter_has_is_chosen(self) -> None:
        choice = ValueChoice(COUNTS, frozenset({"数量指标", "久已不用"}))
        assert [value for value in choice.listed if choice.is_chosen(value)] == ["数量指标"]
        assert choice.values == {"数量指标"}

    def test_all_values_are_no_filter(self) -> None:
        choice = ValueChoice(COUNTS, None)
        assert (choice.has_all, choice.values) == (True, None)
        choice.choose("", False)
        assert choice.values == {"数量指标", "质量指标", "时效指标"}
        choice.choose("", True)
        assert choice.values is None

    def test_what_is_searched_for_is_chosen_and_nothing_else(self) -> None:
        choice = ValueChoice(COUNTS, frozenset({"时效指标"}))
        choice.search("量指")
        assert (list(choice.listed), choice.found) == (["数量指标", "质量指标"], 2)
        assert choice.values == {"数量指标", "质量指标"}
        choice.choose("质量指标", False)
        assert choice.values == {"数量指标"}
        choice.search(" ")
        assert choice.values == {"时效指标"}

    def test_all_and_none_count_for_everything_that_was_found(self) -> None:
        choice = ValueChoice({f"第{place}项": 1 for place in range(1000)}, None)
        choice.choose_all(False)
        assert (choice.has_any, choice.values) == (False, frozenset())
        choice.choose("第1项", True)
        assert (choice.has_any, choice.has_all, choice.values) == (True, False, {"第1项"})
        choice.choose_all(True)
        assert choice.has_all

    def test_nothing_found_is_nothing_to_choose(self) -> None:
        choice = ValueChoice(COUNTS, None)
        choice.search("成本")
        assert (choice.has_any, choice.found) == (False, 0)

    @pytest.mark.parametrize("sort_key", [None, lambda value: int(value[1:-1])])
    def test_of_many_values_the_most_frequent_are_listed_in_order(self, sort_key: object) -> None:
        counts = {f"第{place}项": 1 + (place % 3 == 0) for place in range(1000, 0, -1)}
        listed = ValueChoice(counts, None, sort_key).listed  # type: ignore[arg-type]
        places = [int(value[1:-1]) for value in listed]
        assert len(listed) == LISTED
        assert all(place % 3 == 0 for place in places)
        assert places == sorted(places, reverse=sort_key is None)
