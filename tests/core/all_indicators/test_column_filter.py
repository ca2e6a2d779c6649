"""Filters of columns and what they let through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest, folded
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.book import Place
from core.cell_findings import CellFindings
from core.rules import Finding, Severity
from core.target import Operator
from tests.core.all_indicators.lines_of import NO_FINDINGS, lines, names


@pytest.mark.parametrize(
    ("test", "words", "admitted"),
    [
        (TextTest.CONTAINS, "满意", ["居民满意度", "满 意率"]),
        (TextTest.CONTAINS, "95%", ["达标率９５ ％"]),
        (TextTest.CONTAINS, "GB", ["ｇｂ存储量"]),
        (TextTest.LACKS, "率", ["居民满意度", "ｇｂ存储量", " \n"]),
        (TextTest.EQUALS, "满意率", ["满 意率"]),
        (TextTest.STARTS, "达标", ["达标率９５ ％"]),
        (TextTest.EMPTY, "", [" \n"]),
    ],
)
def test_a_text_condition_sees_no_blanks_no_case_and_no_width(
    test: TextTest, words: str, admitted: list[str]
) -> None:
    found = lines("居民满意度", "满 意率", "达标率９５ ％", "ｇｂ存储量", " \n")
    wanted = LineFilter({Column.LEVEL3: ColumnFilter(condition=TextCondition(test, words))})
    assert names(wanted.passed(found, NO_FINDINGS)) == admitted


_TEXTS = st.text("率达满aAＡｂ9９ \u3000%％\n，,", max_size=6)


@given(_TEXTS, _TEXTS)
def test_texts_turned_away_unfolded_are_those_that_would_be_folded(text: str, words: str) -> None:
    by_folding = {
        TextTest.CONTAINS: folded(words) in folded(text),
        TextTest.LACKS: folded(words) not in folded(text),
        TextTest.EQUALS: folded(words) == folded(text),
        TextTest.STARTS: folded(text).startswith(folded(words)),
        TextTest.EMPTY: not folded(text),
    }
    assert {test: bool(TextCondition(test, words).tester()(text)) for test in TextTest} == by_folding


def test_no_character_becomes_a_chinese_one_or_a_digit_but_its_spellings() -> None:
    steady = {character: chr(ord(character) + 0xFEE0) for character in "0123456789"}
    for code in range(0x10000):
        character = chr(code)
        for became in folded(character):
            if became in steady or "\u4e00" <= became <= "\u9fff":
                assert character in (became, steady.get(became))


@pytest.mark.parametrize("text", ["满 意\n95\u3000%", "满意９５％", "满意9 ５%"])
def test_words_are_found_through_blanks_and_width(text: str) -> None:
    for words in ("满意95%", "95", "意９", "% "):
        assert TextCondition(TextTest.CONTAINS, words).tester()(text)
    assert not TextCondition(TextTest.CONTAINS, "59").tester()(text)


def test_what_looks_like_a_pattern_is_a_text() -> None:
    wanted = LineFilter({Column.LEVEL3: ColumnFilter(condition=TextCondition(TextTest.CONTAINS, "[.*"))})
    assert names(wanted.passed(lines("甲[.*乙", "甲乙"), NO_FINDINGS)) == ["甲[.*乙"]


def test_a_chosen_value_is_let_through_however_it_is_wrapped() -> None:
    wanted = LineFilter({Column.LEVEL3: ColumnFilter(values=frozenset({"满意率"}))})
    assert names(wanted.passed(lines("满意率", "满 意\n率", "满意"), NO_FINDINGS)) == ["满意率", "满 意\n率"]


@pytest.mark.parametrize(
    ("operators", "admitted"),
    [
        ({Operator.AT_LEAST}, ["甲", "丁"]),
        ({Operator.EQUAL, Operator.BELOW}, ["乙"]),
        ({None}, ["丙", "戊", "己"]),
        ({Operator.AT_MOST, None}, ["丙", "戊", "己"]),
    ],
)
def test_a_value_is_let_through_by_its_operator(operators: set[Operator | None], admitted: list[str]) -> None:
    found = lines(
        ("甲", "≥95%"), ("乙", "=3个"), ("丙", "3个"), ("丁", "不低于5天"), ("戊", "优"), ("己", "")
    )
    wanted = LineFilter({Column.VALUE: ColumnFilter(operators=frozenset(operators))})
    assert names(wanted.passed(found, NO_FINDINGS)) == admitted


def test_filters_of_a_column_and_of_several_must_all_hold() -> None:
    found = lines(("培训人数", "≥3人"), ("培训场次", "3场"), ("参训人数", "≥5人"), ("培训天数", "≥3天"))
    wanted = (
        LineFilter()
        .with_column(Column.LEVEL3, ColumnFilter(condition=TextCondition(TextTest.STARTS, "培训")))
        .with_column(
            Column.VALUE,
            ColumnFilter(values=frozenset({"≥3人", "≥5人", "3场"}), operators=frozenset({Operator.AT_LEAST})),
        )
    )
    assert names(wanted.passed(found, NO_FINDINGS)) == ["培训人数"]
    assert list(wanted) == [Column.LEVEL3, Column.VALUE]


def test_an_open_filter_is_none() -> None:
    wanted = LineFilter({Column.VALUE: ColumnFilter()})
    assert not wanted
    assert not wanted.with_column(Column.UNIT, ColumnFilter(values=frozenset())).with_column(
        Column.UNIT, ColumnFilter()
    )


def test_a_project_is_chosen_by_its_number_and_name() -> None:
    wanted = LineFilter({Column.PROJECT: ColumnFilter(values=frozenset({"1 示例档案数字化"}))})
    assert len(wanted.passed(lines("甲", "乙"), NO_FINDINGS)) == 2


@pytest.mark.parametrize(
    ("column", "severities", "admitted"),
    [
        (Column.VALUE, {Severity.ERROR}, ["甲"]),
        (Column.VALUE, {Severity.WARNING, Severity.HINT}, ["乙"]),
        (Column.LEVEL3, set(Severity), ["丙"]),
        (Column.PROJECT, {Severity.ERROR}, []),
        (Column.PROJECT, {Severity.WARNING}, ["甲", "乙", "丙"]),
        (Column.UNIT, {Severity.ERROR}, ["甲", "乙", "丙"]),
        (Column.DESCRIPTION, set(Severity), []),
    ],
)
def test_lines_are_found_by_what_is_wrong_with_their_cells(
    column: Column, severities: set[Severity], admitted: list[str]
) -> None:
    found = lines("甲", "乙", "丙")
    project, (first, second, third) = found[0].project.id, (line.row.id for line in found)
    said = [
        (Severity.ERROR, Place(project, first, "value")),
        (Severity.HINT, Place(project, second, "value")),
        (Severity.HINT, Place(project, third)),
        (Severity.WARNING, Place(project, None, "budget")),
        (Severity.ERROR, Place(project, None, "unit_code")),
    ]
    findings = CellFindings(lambda _: [Finding("any", severity, place, "不对") for severity, place in said])
    wanted = LineFilter({column: ColumnFilter(severities=frozenset(severities))})
    assert names(wanted.passed(found, findings)) == admitted
