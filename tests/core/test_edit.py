"""Edits: each one's inverse takes it back, and a group happens as a whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Indicator, ItemId, Place, Project
from core.edit import (
    Edit,
    EditError,
    Group,
    InsertProject,
    InsertRow,
    MoveProject,
    MoveRow,
    RemoveProject,
    RemoveRow,
    SetField,
    section_of,
    steps,
)
from tests.core.random_edits import a_book, edits

FIRST = ItemId(1)


@given(st.data())
def test_the_inverse_of_an_edit_takes_it_back(data: st.DataObject) -> None:
    book = a_book()
    before = book.projects
    inverse = data.draw(edits(book)).apply(book)
    inverse.apply(book)
    assert book.projects == before


@given(st.data())
def test_the_inverse_of_the_inverse_does_it_again(data: st.DataObject) -> None:
    book = a_book()
    inverse = data.draw(edits(book)).apply(book)
    after = book.projects
    inverse.apply(book).apply(book)
    assert book.projects == after


@given(st.data())
def test_a_group_that_fails_leaves_the_book_as_it_was(data: st.DataObject) -> None:
    book = a_book()
    before = book.projects
    possible = data.draw(edits(book))
    impossible = RemoveRow(FIRST, ItemId(999_999))
    with pytest.raises((LookupError, EditError, ValueError)):
        Group((possible, impossible)).apply(book)
    assert book.projects == before


@pytest.mark.parametrize(
    "edit",
    [
        InsertRow(FIRST, 99, Indicator(ItemId(500))),
        InsertRow(FIRST, -1, Indicator(ItemId(500))),
        MoveRow(FIRST, ItemId(2), 99),
        MoveProject(FIRST, 7),
        InsertProject(9, Project(ItemId(600))),
        SetField(Place(FIRST), "text for no field"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_and_changes_nothing(edit: Edit) -> None:
    book = a_book()
    before = book.projects
    with pytest.raises(EditError):
        edit.apply(book)
    assert book.projects == before


def test_a_project_with_a_known_id_is_not_taken_in_twice() -> None:
    book = a_book()
    with pytest.raises(ValueError, match="in this book already"):
        InsertProject(0, Project(FIRST)).apply(book)


def test_a_set_field_answers_with_the_old_text() -> None:
    book = a_book()
    place = Place(FIRST, None, "name")
    old = book.project(FIRST).name
    assert SetField(place, "示例县绿化经费").apply(book) == SetField(place, old)
    assert book.project(FIRST).name == "示例县绿化经费"


def test_steps_take_nested_groups_apart_in_order() -> None:
    one, two, three = (RemoveRow(FIRST, ItemId(n)) for n in (2, 3, 4))
    assert list(steps(Group((one, Group((two, three)))))) == [one, two, three]


@pytest.mark.parametrize(
    "edit",
    [
        SetField(Place(FIRST, None, "name"), ""),
        InsertRow(FIRST, 0, Indicator(ItemId(500))),
        RemoveProject(FIRST),
        InsertProject(0, Project(FIRST)),
    ],
)
def test_every_single_edit_knows_its_section(edit: Edit) -> None:
    assert section_of(edit) == FIRST


def test_a_group_has_no_single_section() -> None:
    with pytest.raises(TypeError):
        section_of(Group(()))
