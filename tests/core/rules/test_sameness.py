"""When two cells say the same: the quick answer is that of a comparison word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.sameness import said, say_the_same

_TEXTS = st.lists(
    st.sampled_from(
        ["合格", "率", "≥", "９", "9", ".", "5", "，", " ", "<p>", "</p>", "&nbsp;", "（", "Ａ", "A"]
    ),
    max_size=5,
).map("".join)


@given(_TEXTS, _TEXTS)
def test_texts_say_the_same_when_their_words_are_the_same(one: str, other: str) -> None:
    assert say_the_same(one, other) == (said(one) == said(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("合格率", "合格 率"), ("合格率。", "合格率"), ("<p>合格率</p>", "合格率"), ("９.5", "9.5"), ("", "。")],
)
def test_spelling_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert say_the_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("9.5", "95"), ("合格率", "合格人数"), ("≥95%", "95%"), ("优", "")]
)
def test_other_words_do(one: str, other: str) -> None:
    assert not say_the_same(one, other)
