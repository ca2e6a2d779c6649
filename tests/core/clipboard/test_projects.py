"""Projects and rows that go from one open book to another."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Checkpoint, Indicator, ItemId, Project
from core.clipboard.projects import (
    BrokenItems,
    indicators_as_text,
    indicators_from_text,
    insert_projects,
    projects_as_text,
    projects_from_text,
)
from tests.core.random_edits import a_book
from tests.core.tables import table

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
rows = st.builds(Indicator, st.just(ItemId(7)), texts, texts, texts, texts, texts, st.none() | texts)
projects = st.builds(
    Project,
    st.just(ItemId(5)),
    st.none() | st.integers(1, 99),
    title=texts,
    code=st.none() | texts,
    purpose=texts,
    spending_plan=st.none() | st.lists(st.builds(Checkpoint, texts, texts), max_size=3).map(tuple),
    goals=st.lists(texts, max_size=2).map(tuple),
    indicators=st.lists(rows, max_size=3).map(tuple),
)


def numbers(book: Book) -> list[int | None]:
    return [project.number for project in book.projects]


@given(st.lists(projects, max_size=3))
def test_projects_come_back_as_they_were_but_for_ids(copied: list[Project]) -> None:
    book = a_book()
    got = projects_from_text(projects_as_text(copied), book)
    ids = [id_ for one in got for id_ in (one.id, *(row.id for row in one.indicators))]
    assert len({*ids}) == len(ids)
    assert all(id_ > 33 for id_ in ids)
    same = [
        replace(one, id=ItemId(5), indicators=tuple(row._replace(id=ItemId(7)) for row in one.indicators))
        for one in got
    ]
    assert same == copied


@given(st.lists(rows, max_size=3))
def test_rows_come_back_as_they_were_but_for_ids(copied: list[Indicator]) -> None:
    got = indicators_from_text(indicators_as_text(copied), Book())
    assert [row._replace(id=ItemId(7)) for row in got] == copied


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[1]", "[{}]", '[{"id":1,"name":5}]', '[{"id":1,"goals":"x"}]', "[" * 100_000]
)
def test_a_broken_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BrokenItems, match="重新复制"):
        projects_from_text(text, Book())
    with pytest.raises(BrokenItems, match="重新复制"):
        indicators_from_text(text, Book())


class TestInsertion:
    def test_projects_go_below_another_one_and_get_the_next_numbers(self) -> None:
        book = a_book()
        edit = insert_projects(book, [table(number=7, name="甲"), table(number=None, name="乙")], ItemId(1))
        assert edit is not None
        inverse = edit.apply(book)
        assert numbers(book) == [1, 4, 5, 2, 3]
        inverse.apply(book)
        assert numbers(book) == [1, 2, 3]

    def test_a_book_without_numbers_gives_none(self) -> None:
        book = Book([table(number=None)])
        edit = insert_projects(book, [table(number=7)], None)
        assert edit is not None
        edit.apply(book)
        assert numbers(book) == [None, None]

    def test_an_empty_book_takes_them_as_they_are(self) -> None:
        book = Book()
        edit = insert_projects(book, [table(number=7)], None)
        assert edit is not None
        edit.apply(book)
        assert numbers(book) == [7]

    def test_nothing_copied_is_nothing_to_do(self) -> None:
        assert insert_projects(a_book(), [], None) is None
