"""Looking for a text or a regular expression in one text."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search import BadPattern, Query, Span
from core.search.width import half_width

WIDE_AND_NARROW = "aAＡａ%％（(）) 　，,文"


def found(query: Query, text: str) -> list[str]:
    return [text[start:end] for start, end in query.spans(text)]


@pytest.mark.parametrize(
    ("looked_for", "options", "text", "expected"),
    [
        ("培训", {}, "培训人数、培训天数", ["培训", "培训"]),
        ("培训", {}, "养护里程", []),
        ("", {}, "养护里程", []),
        ("wifi", {}, "大厅WiFi覆盖率", ["WiFi"]),
        ("wifi", {"match_case": True}, "大厅WiFi覆盖率", []),
        ("95%", {}, "≥９５％", ["９５％"]),
        ("９５％", {}, "≥95%", ["95%"]),
        ("95%", {"match_width": True}, "≥９５％", []),
        ("(二期)", {}, "改造（二期）", ["（二期）"]),
        ("优", {"whole_cell": True}, "优", ["优"]),
        ("优", {"whole_cell": True}, "优良率", []),
        ("1.5", {}, "1.5万元 185万元", ["1.5"]),
        ("a b", {}, "a　b", ["a　b"]),
        (r"\d+", {"is_regex": True}, "2026年６月", ["2026", "６"]),
        (r"^\d+$", {"is_regex": True}, "2026年", []),
        (r"\d{4}", {"is_regex": True, "whole_cell": True}, "2026", ["2026"]),
        (r"\d{2}", {"is_regex": True, "whole_cell": True}, "2026", []),
        (r"（.*?）", {"is_regex": True}, "甲（一）乙(二)", ["（一）", "(二)"]),
        (r"（.*?）", {"is_regex": True, "match_width": True}, "甲（一）乙(二)", ["（一）"]),
        (r"[０-９]+%", {"is_regex": True}, "达到95％", ["95％"]),
        (r"\w+", {"is_regex": True}, "培训 人数", ["培训", "人数"]),
        (r"x*", {"is_regex": True}, "axxb", ["xx"]),
        (r"[[a]", {"is_regex": True}, "[a]", ["[", "a"]),
        (r"\p{Han}+", {"is_regex": True}, "WiFi覆盖率", ["覆盖率"]),
        (r"(?<=第\d*)季", {"is_regex": True}, "第12季、四季", ["季"]),
        (r"(?r)\d", {"is_regex": True}, "3月6月", ["3", "6"]),
        (r"第\K\d", {"is_regex": True}, "第3月", ["3"]),
    ],
)
def test_a_query_finds(looked_for: str, options: dict[str, Any], text: str, expected: list[str]) -> None:
    assert found(Query(looked_for, **options), text) == expected


@given(st.text(WIDE_AND_NARROW, min_size=1, max_size=3), st.text(WIDE_AND_NARROW, max_size=30))
def test_plain_text_is_found_as_written_where_case_and_width_count(looked_for: str, text: str) -> None:
    expected = [match.span() for match in re.finditer(re.escape(looked_for), text)]
    assert list(Query(looked_for, match_case=True, match_width=True).spans(text)) == expected


@given(st.text(WIDE_AND_NARROW, min_size=1, max_size=3), st.text(WIDE_AND_NARROW, max_size=30))
def test_else_it_is_found_as_in_texts_of_one_width_and_case(looked_for: str, text: str) -> None:
    folded = [match.span() for match in re.finditer(re.escape(_folded(looked_for)), _folded(text))]
    assert list(Query(looked_for).spans(text)) == folded


@given(st.text(WIDE_AND_NARROW + "[]*?.\\:KRr<=|^", max_size=12), st.text(WIDE_AND_NARROW, max_size=30))
def test_any_expression_is_refused_or_finds_places_in_the_text(pattern: str, text: str) -> None:
    try:
        query = Query(pattern, is_regex=True)
    except BadPattern:
        return  # how it is explained, other tests say
    try:
        spans = query.spans(text)
    except BadPattern:
        return
    ends = [0, *(span.end for span in spans)]
    assert all(end <= start for end, (start, _) in zip(ends, spans, strict=False))
    assert all(start < end <= len(text) for start, end in spans)


@given(st.text())
def test_folding_the_width_keeps_every_place(text: str) -> None:
    assert len(half_width(text)) == len(text)


def test_what_surely_is_not_there_may_not_be_held() -> None:
    assert not Query("培训").may_hold("养护里程")
    assert Query("95%").may_hold("≥９５％")


def test_spans_may_be_moved() -> None:
    assert Span(1, 3).moved(10) == Span(11, 13)


@pytest.mark.parametrize(
    ("pattern", "position", "word"),
    [
        ("甲(乙", 1, "没有对应的右括号"),
        ("(甲)[(](乙(丙\\)", 8, "没有对应的右括号"),
        ("(?:甲", 0, "没有对应的右括号"),
        ("(?#甲", 0, "没有对应的右括号"),
        ("甲乙)", 2, "右括号“)”多了"),
        ("[0-9", 0, "没有对应的“]”"),
        ("([1][0-9[(甲", 4, "没有对应的“]”"),
        ("*甲", 0, "没有可以重复的内容"),
        ("甲+*", 2, "连在了一起"),
        ("甲\\", 1, "缺少字符"),
        ("[\\", 1, "缺少字符"),
        ("甲\\q", 1, "没有意义"),
        ("甲\\L<a>", 1, "没有意义"),
        ("甲\\x4", 1, "字符编号"),
        ("\\U0011ffff", 0, "字符编号"),
        ("\\N{FOO}", 0, "字符编号"),
        ("\\p{Foo}", 0, "字符类别的名字"),
        ("[[:foo:]]", 1, "字符类别的名字"),
        ("[9-0]", 2, "写反了"),
        ("[z-ａ]", None, "写反了"),
        ("a{3,1}", 2, "写反了"),
        ("a{99999999999}", 2, "重复次数太大"),
        ("a{e<=x}", 1, "花括号里的写法"),
        ("(a)\\2", 3, "没有对应的括号"),
        ("(?P=甲)", 0, "没有对应的括号"),
        ("(?1)", 0, "没有对应的括号"),
        ("(甲\\1)", 2, "它自己的括号里"),
        ("(?P<", 0, "括号的名字"),
        ("(?P<1>甲)", 0, "括号的名字"),
        ("甲(?z)", 1, "“(?”后面"),
        ("(*甲)", 0, "“(*”后面"),
        ("(?V1)甲", None, "请关闭“正则表达式”"),
        ("(" * 5000 + ")" * 5000, None, "套得太深"),
    ],
)
def test_a_bad_expression_is_explained_with_its_place(pattern: str, position: int | None, word: str) -> None:
    with pytest.raises(BadPattern) as raised:
        Query(pattern, is_regex=True)
    assert raised.value.position == position
    assert word in raised.value.message
    assert position is None or f"第 {position + 1} 个字符" in raised.value.message


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|aa)+$", r"(a+A)+$", r"(?:(?R)|a)*"])
@pytest.mark.parametrize("ask", [Query.spans, Query.may_hold])
def test_an_expression_that_never_ends_is_stopped_and_explained(
    pattern: str, ask: Callable[[Query, str], object]
) -> None:
    query = Query(pattern, is_regex=True)
    start = time.process_time()
    with pytest.raises(BadPattern, match=r"太慢.*例如"):
        ask(query, "a" * 400 + "!")
    assert time.process_time() - start < 1


def test_an_expression_that_was_stopped_is_not_tried_again() -> None:
    query = Query(r"(a+)+$", is_regex=True)
    with pytest.raises(BadPattern):
        query.spans("a" * 400 + "!")
    start = time.process_time()
    for _ in range(100):
        with pytest.raises(BadPattern, match="太慢"):
            query.spans("甲")
    assert time.process_time() - start < 0.1


def test_an_expression_that_is_slow_everywhere_is_stopped_soon() -> None:
    query = Query(r"(.*a){8}b", is_regex=True)
    start = time.process_time()
    with pytest.raises(BadPattern, match="太慢"):
        list(map(query.spans, ["a" * 15 + "!b"] * 10_000))
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d+(\.\d+)?%",
        r"(\d+、)+",
        r"(\d{1,3},)*\d+",
        r"([^，]+，)+",
        r"(今年|去年)+",
        r"(?:\d{4}年){2}",
        r"(?>a+)+",
        r"第.*章.*节.*条",
        r"^\s+|\s+$",
        r"(?P<字>.)(?P=字)",
        r"(a)?(?(1)b|c)",
        r"(?!甲)乙+",
        r"(\w+\s?)*z",
    ],
)
def test_an_ordinary_expression_is_never_stopped(pattern: str) -> None:
    query = Query(pattern, is_regex=True)
    for _ in range(300):
        for text in ("a" * 60, "1" * 60, "1," * 30 + "x", "第章节" * 20, "今年" * 30 + "x", "文" * 60 + "，"):
            query.spans(text)


def _folded(text: str) -> str:
    return half_width(text).lower()
