"""A pool answers as if it looked through all of its texts."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.completion.text_pool import TextPool

texts = st.text("率培训≥９5 a", min_size=1, max_size=4)


def filled(*added: str) -> TextPool:
    pool = TextPool()
    for text in added:
        pool.add(text)
    return pool


def test_the_most_used_comes_first() -> None:
    pool = filled("合格率", "合格人数", "合格率", "优良率")
    assert pool.beginning_with("合格", 5) == ["合格率", "合格人数"]
    assert pool.such_as(lambda text: "率" in text, 5) == ["合格率", "优良率"]
    assert pool.such_as(lambda text: "率" in text, 1) == ["合格率"]


def test_width_and_blanks_make_no_difference() -> None:
    assert filled("≥９５ ％").beginning_with("≥95", 5) == ["≥９５ ％"]


def test_what_was_added_last_is_the_newest() -> None:
    assert list(filled("一", "二", "一").newest(2)) == ["一", "二"]


def test_a_large_pool_still_finds_what_begins_so() -> None:
    pool = filled(*(f"第{number}项" for number in range(5000)))
    pool.add("另一项")
    for number in range(2000):
        pool.add(f"第{number}类")
    assert pool.beginning_with("另", 5) == ["另一项"]


@given(st.lists(st.tuples(st.booleans(), texts)), texts)
def test_adding_and_removing_in_any_order_counts_right(steps: list[tuple[bool, str]], start: str) -> None:
    pool, counts = TextPool(), Counter[str]()
    for is_added, text in steps:
        if is_added:
            pool.add(text)
            counts[text] += 1
        elif counts[text]:
            pool.remove(text)
            counts[text] -= 1
        else:
            pool.beginning_with("", 1)
    kept = {text for text, count in counts.items() if count}
    assert set(pool.newest()) == kept
    assert all(pool.count(text) == counts[text] for text in counts)
    folded = "".join(start.split()).replace("９", "9")
    expected = {text for text in kept if "".join(text.split()).replace("９", "9").startswith(folded)}
    assert set(pool.beginning_with(folded, 1000)) == expected
