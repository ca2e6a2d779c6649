"""What a preview emphasises of two versions of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.changed_parts import Span, changed_parts


def _pieces(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("2025年12月底前", "2026年12月底前", ["2025"], ["2026"]),
        ("2025年至2026年", "2026年至2027年", ["2025", "2026"], ["2026", "2027"]),
        (" 优", "优", [" "], []),
        ("培训人次", "培训总人次", [], ["总"]),
        ("≥95百分比", "≥95%", ["百分比"], ["%"]),
        ("完成第1期", "完成第1期", [], []),
        ("", "新增", [], ["新增"]),
    ],
)
def test_only_what_differs_is_emphasised(before: str, after: str, gone: list[str], come: list[str]) -> None:
    parts = changed_parts(before, after)
    assert (_pieces(before, parts.before), _pieces(after, parts.after)) == (gone, come)


def test_in_a_long_text_all_between_the_first_and_the_last_difference_counts() -> None:
    middle = "其间不变的文字" * 100
    parts = changed_parts(f"前文2025{middle}2025后文", f"前文2026{middle}2026后文")
    assert parts.before == parts.after == (Span(2, 10 + len(middle)),)


@given(st.text("年度2 025a6", max_size=30), st.text("年度2 025a6", max_size=30))
def test_both_versions_are_the_same_apart_from_their_changed_parts(before: str, after: str) -> None:
    def rest(text: str, spans: tuple[Span, ...]) -> str:
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
        return text

    parts = changed_parts(before, after)
    assert rest(before, parts.before) == rest(after, parts.after)
    assert (parts == ((), ())) == (before == after)
