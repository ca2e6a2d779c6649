"""Lines filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.all_indicators import arranging
from core.all_indicators.arranging import arranged
from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column, Line
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.lines import Lines
from core.all_indicators.ordering import CRITERIA, Ordering, SortKeys, criterion
from core.book import Book, Indicator, ItemId, Project
from tests.core.all_indicators.lines_of import NO_FINDINGS, lines, names, result

KEYS = SortKeys(lambda text: text)
"""By code point: the order of a language is the window's matter."""


@pytest.mark.parametrize(
    ("values", "ascending"),
    [
        (["3个", "≥20个", "≤100个"], ["3个", "≥20个", "≤100个"]),
        (["3万元", "500元", "0.1亿元"], ["500元", "3万元", "0.1亿元"]),
        (
            ["12月底前", "2025年底", "2026年3月", "2026年2月28日"],
            ["2025年底", "2026年2月28日", "2026年3月", "12月底前"],
        ),
        (["有效", "2026年底", "≥1%", ""], ["≥1%", "2026年底", "有效", ""]),
        (["9", "10", "-1"], ["-1", "9", "10"]),
        (["95元/个", "0.1万元/个"], ["95元/个", "0.1万元/个"]),
        (["0.4%", "5‰"], ["0.4%", "5‰"]),
    ],
)
def test_target_values_sort_by_what_they_say(values: list[str], ascending: list[str]) -> None:
    found = lines(*((value, value) for value in values))
    assert (
        names(result(arranged(found, LineFilter(), Ordering(Column.VALUE), KEYS, NO_FINDINGS))) == ascending
    )
    downwards = [*reversed([value for value in ascending if value]), *(["" for value in values if not value])]
    job = arranged(found, LineFilter(), Ordering(Column.VALUE, descending=True), KEYS, NO_FINDINGS)
    assert names(result(job)) == downwards


def test_texts_sort_without_regard_to_blanks_case_and_width() -> None:
    found = lines("Ｂ站点", "a 站点", "A站房", "")
    job = arranged(found, LineFilter(), Ordering(Column.LEVEL3), KEYS, NO_FINDINGS)
    assert names(result(job)) == ["A站房", "a 站点", "Ｂ站点", ""]


def test_projects_sort_by_number_before_name() -> None:
    named = [(10, "甲"), (2, "丙"), (None, "乙"), (2, "乙"), (None, "")]
    book = Book(
        [
            Project(ItemId(10 * place), number, name=name, indicators=(Indicator(ItemId(10 * place + 1)),))
            for place, (number, name) in enumerate(named, 1)
        ]
    )
    found = result(arranged(Lines(book), LineFilter(), Ordering(Column.PROJECT), KEYS, NO_FINDINGS))
    assert [(line.project.number, line.project.name) for line in found] == [
        (2, "丙"),
        (2, "乙"),
        (10, "甲"),
        (None, "乙"),
        (None, ""),
    ]


def test_without_an_ordering_lines_stay_in_document_order() -> None:
    found = lines("丙", "甲", "乙")
    wanted = LineFilter({Column.LEVEL3: ColumnFilter(condition=TextCondition(TextTest.LACKS, "甲"))})
    assert names(result(arranged(found, wanted, None, KEYS, NO_FINDINGS))) == ["丙", "乙"]


@given(st.lists(st.sampled_from(["甲", "乙", "丙", "", " "]), max_size=30), st.booleans())
def test_sorting_is_stable_and_agrees_with_itself(texts: list[str], descending: bool) -> None:
    ordering = Ordering(Column.LEVEL3, descending)
    found = lines(*texts)
    order = list(result(arranged(found, LineFilter(), ordering, KEYS, NO_FINDINGS)))
    filled = [line for line in found if line.row.level3.strip()]
    blank = [line for line in found if not line.row.level3.strip()]
    assert order == sorted(filled, key=lambda line: line.row.level3, reverse=descending) + blank
    assert all(ordering.agrees(one, other, KEYS) for one, other in pairwise(order))


_WORDS = st.text("甲乙aAＡß2２ \u3000", max_size=5)
_VALUES = st.sampled_from(
    ["≥3个", "≥ 3个", "3万元", "30000元", "0.5%", "2026年底", "12月底前", "优", "良 好", " ", ""]
)
_PROJECTS = st.builds(
    lambda number, name, rows: (number, name, rows),
    st.sampled_from([None, 1, 2, 10]),
    st.sampled_from(["", "甲", "乙", "a", "A"]),
    st.lists(st.tuples(_WORDS, _VALUES), max_size=6),
)


def lines_of(projects: Iterable[tuple[int | None, str, list[tuple[str, str]]]]) -> list[Line]:
    book = Book()
    made = []
    for number, name, rows in projects:
        said = (Indicator(book.new_id(), level3=level3, value=value) for level3, value in rows)
        project = Project(book.new_id(), number, name=name, indicators=tuple(said))
        made += [Line(project, row) for row in project.indicators]
    return made


def sorted_at_once(found: list[Line], ordering: Ordering) -> list[Line]:
    """Spelling by spelling, in the order of their keys."""
    said = CRITERIA[ordering.column]
    filled = [line for line in found if criterion(line, ordering.column)]
    key_of = KEYS.of(ordering.column).__getitem__
    order = sorted(dict.fromkeys(map(said, filled)), key=key_of, reverse=ordering.descending)
    in_order = [line for spelling in order for line in filled if said(line) == spelling]
    return in_order + [line for line in found if not criterion(line, ordering.column)]


@given(
    st.lists(_PROJECTS, max_size=6),
    st.sampled_from([Column.LEVEL3, Column.VALUE, Column.PROJECT]),
    st.booleans(),
    st.integers(1, 9),
    st.integers(1, 9),
)
def test_what_is_sorted_in_pieces_is_as_if_sorted_at_once(
    projects: list[tuple[int | None, str, list[tuple[str, str]]]],
    column: Column,
    descending: bool,
    page: int,
    piece: int,
) -> None:
    ordering = Ordering(column, descending)
    found = lines_of(projects)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arranging, "PAGE", page)
        patch.setattr(arranging, "_PIECE", piece)
        order = result(arranged(found, LineFilter(), ordering, KEYS, NO_FINDINGS))
    assert order == sorted_at_once(found, ordering)


@given(
    st.lists(_PROJECTS, max_size=6),
    st.sampled_from([None, *(Ordering(column) for column in (Column.LEVEL3, Column.VALUE, Column.PROJECT))]),
    st.booleans(),
    st.integers(1, 9),
    st.integers(1, 9),
)
def test_the_first_page_is_the_beginning_of_the_result(
    projects: list[tuple[int | None, str, list[tuple[str, str]]]],
    ordering: Ordering | None,
    is_filtered: bool,
    page: int,
    piece: int,
) -> None:
    wanted = ColumnFilter(condition=TextCondition(TextTest.CONTAINS, "甲") if is_filtered else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arranging, "PAGE", page)
        patch.setattr(arranging, "_PIECE", piece)
        job = arranged(lines_of(projects), LineFilter({Column.LEVEL3: wanted}), ordering, KEYS, NO_FINDINGS)
        pages, order = pages_and_result(job)
    filled = [line for line in order if ordering is None or criterion(line, ordering.column)]
    assert pages == ([order[:page]] if len(filled) >= page else [])


def pages_and_result(job: arranging.Arranging) -> tuple[list[list[Line]], list[Line]]:
    """What a job in pieces tells before its end, and at it."""
    pages = []
    while True:
        try:
            page = next(job)
        except StopIteration as stop:
            return pages, stop.value
        if page is not None:
            pages.append(page)


@pytest.mark.parametrize("ordering", [None, Ordering(Column.LEVEL3), Ordering(Column.VALUE, descending=True)])
def test_the_first_page_is_known_long_before_the_end(ordering: Ordering | None) -> None:
    found = lines(*((f"第{place}项", f"≥{place}个") for place in range(9000)))
    job = arranged(found, LineFilter(), ordering, KEYS, NO_FINDINGS)
    told = [page is not None for page in job]
    assert told.index(True) < len(told) / 2


def test_keys_of_values_that_are_learnt_are_those_that_are_found_out() -> None:
    found = lines(("甲", "≥3个"), ("乙", "2026年底"), ("丙", "优"))
    asked: list[str] = []

    def collate(text: str) -> str:
        asked.append(text)
        return text

    keys = SortKeys(collate)
    for _ in keys.learn_values(found):
        pass
    assert asked == ["优"]
    job = arranged(found, LineFilter(), Ordering(Column.VALUE), keys, NO_FINDINGS)
    assert (names(result(job)), asked) == (["甲", "乙", "丙"], ["优"])


def test_lines_that_change_places_disagree() -> None:
    low, high, blank = lines(("甲", "≥1%"), ("乙", "≥2%"), ("丙", ""))
    ordering = Ordering(Column.VALUE)
    assert ordering.agrees(low, high, KEYS)
    assert not ordering.agrees(high, low, KEYS)
    assert not ordering._replace(descending=True).agrees(low, high, KEYS)
    assert ordering.agrees(high, blank, KEYS)
    assert not ordering.agrees(blank, high, KEYS)


def test_a_long_job_pauses_between_pieces() -> None:
    found = lines(*(f"第{place}项" for place in range(5000)))
    job = arranged(found, LineFilter(), Ordering(Column.LEVEL3), KEYS, NO_FINDINGS)
    assert sum(1 for _ in job) > 5
