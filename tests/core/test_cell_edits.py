"""Clear and fill: what they do to a table of cells, and that undo takes it back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Place, Project
from core.cell_edits import Line, clear, fill, fill_down, fill_right, set_texts, texts_of
from tests.core.tables import row, table

FIELDS = ("level3", "description", "value")


def a_book() -> Book:
    return Book([table(row("数量指标", "教材套数", "≥300套")), table(number=2)])


def cells(project: Project, *fields: str) -> list[Line]:
    return [[Place(project.id, one.id, field) for field in fields] for one in project.indicators]


def test_cleared_cells_are_empty() -> None:
    book = a_book()
    (first, *_), project = cells(book.projects[0], "value"), book.projects[0]
    edit = clear(book, [place for place in first if place])
    assert edit is not None
    edit.apply(book)
    assert book.projects[0].indicators[0].value == ""
    assert book.projects[0].indicators[1:] == project.indicators[1:]


def test_filling_down_takes_the_first_text_of_each_column() -> None:
    book = a_book()
    edit = fill_down(book, cells(book.projects[0], "description", "value"))
    assert edit is not None
    first = book.projects[0].indicators[0]
    edit.apply(book)
    assert {(one.description, one.value) for one in book.projects[0].indicators} == {
        (first.description, first.value)
    }


def test_filling_to_the_right_takes_the_first_text_of_each_line() -> None:
    book = a_book()
    edit = fill_right(book, cells(book.projects[0], "level3", "description"))
    assert edit is not None
    edit.apply(book)
    assert all(one.description == one.level3 for one in book.projects[0].indicators)


def test_a_cell_that_takes_no_text_is_passed_over() -> None:
    book = a_book()
    project = book.projects[0]
    one, other = (Place(project.id, each.id, "value") for each in project.indicators[:2])
    edit = fill_down(book, [[one], [None], [other]])
    assert edit is not None
    edit.apply(book)
    assert texts_of(book, [[one, None, other]]) == [
        [project.indicators[0].value, "", project.indicators[0].value]
    ]


def test_what_changes_nothing_is_no_edit() -> None:
    book = a_book()
    places = [place for line in cells(book.projects[0], *FIELDS) for place in line if place]
    assert set_texts(book, zip(places, *texts_of(book, [places]), strict=True)) is None
    assert clear(book, []) is None


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=6), st.text(max_size=5))
def test_one_undo_takes_every_fill_back(chosen: list[list[bool]], text: str) -> None:
    book = a_book()
    before = book.projects
    picked = [
        [place if is_chosen else None for place, is_chosen in zip(line, marks, strict=True)]
        for line, marks in zip(cells(before[0], *FIELDS), chosen, strict=False)
    ]
    places = [place for line in picked for place in line if place]
    for edit in (fill(book, places, text), fill_down(book, picked), fill_right(book, picked)):
        if edit is not None:
            edit.apply(book).apply(book)
    assert book.projects == before
