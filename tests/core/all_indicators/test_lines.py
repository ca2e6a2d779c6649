"""Lines follow the book, whatever is done to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.all_indicators.line import Column, Line
from core.all_indicators.lines import LineChanges, Lines
from core.book import Book, Indicator, ItemId, Place, Project
from core.edit import MoveProject, MoveRow, RemoveProject, RemoveRow, SetField
from core.session import Change, Session
from tests.core.random_edits import a_book, edits


def said(lines: Lines) -> list[tuple[object, ...]]:
    return [(line.project, line.row) for line in lines]


def rows_of(book: Book) -> list[tuple[object, ...]]:
    return [(project, row) for project in book.projects for row in project.indicators]


def names(lines: list[Line]) -> list[str]:
    return [line.row.level3 for line in lines]


def test_lines_stand_in_document_order() -> None:
    book = a_book()
    lines = Lines(book)
    assert (said(lines), len(lines)) == (rows_of(book), 15)


@given(st.data())
def test_lines_may_be_made_in_pieces_while_the_book_changes(data: st.DataObject) -> None:
    session = Session(a_book())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.all_indicators.lines._PIECE", 1)
        lines = Lines(session.book, later=True)
        for _ in lines.gather():
            session.apply(data.draw(edits(session.book)), "修改")
    assert said(lines) == rows_of(session.book)


@given(st.data())
def test_after_any_edits_lines_are_those_of_the_book(data: st.DataObject) -> None:
    session = Session(a_book())
    lines = Lines(session.book)
    seen = set(lines)

    def follow(change: Change) -> None:
        before = {line: (line.project, line.row) for line in lines}
        changes = lines.follow(change.sections)
        assert set(lines) == (seen - set(changes.gone)) | set(changes.came)
        unsaid = set(changes.changed) | set(changes.came)
        for line in lines:
            if line not in unsaid:
                assert text_of(*before[line]) == text_of(line.project, line.row)
        seen.clear()
        seen.update(lines)

    session.subscribe(follow)
    for _ in range(data.draw(st.integers(1, 6))):
        if data.draw(st.booleans()):
            session.apply(data.draw(edits(session.book)), "修改")
        else:
            session.undo()
        assert said(lines) == rows_of(session.book)


def text_of(project: Project, row: Indicator) -> list[object]:
    """What a line with this project and row says in its columns."""
    said = [getattr(row if column.is_of_row else project, column) for column in Column]
    return [*said, project.number]


@given(st.data())
def test_a_look_after_many_edits_catches_up_with_all(data: st.DataObject) -> None:
    session = Session(a_book())
    lines = Lines(session.book)
    for _ in range(data.draw(st.integers(1, 6))):
        session.apply(data.draw(edits(session.book)), "修改")
    lines.follow(lines.stale())
    assert said(lines) == rows_of(session.book)


def test_changes_say_what_has_happened() -> None:
    book = a_book()
    lines = Lines(book)
    first, second, third = book.projects
    SetField(Place(first.id, first.indicators[0].id, "value"), "9个").apply(book)
    RemoveRow(first.id, first.indicators[1].id).apply(book)
    MoveRow(second.id, second.indicators[4].id, 0).apply(book)
    MoveProject(second.id, 0).apply(book)
    RemoveProject(third.id).apply(book)
    changes: LineChanges = lines.follow([first.id, second.id, third.id])
    assert names(changes.changed) == ["第1项"]
    assert names(changes.gone) == ["第2项", *(row.level3 for row in third.indicators)]
    assert changes.came == []
    assert changes.reordered == [second.id]


def test_a_renamed_project_changes_all_its_lines_and_another_budget_none() -> None:
    book = a_book()
    lines = Lines(book)
    project = book.projects[0]
    SetField(Place(project.id, None, "budget"), "9").apply(book)
    assert lines.follow([project.id]).changed == []
    SetField(Place(project.id, None, "name"), "示例绿化经费").apply(book)
    assert len(lines.follow([project.id]).changed) == 5


def test_the_column_basis_is_known_by_project() -> None:
    book = a_book()
    lines = Lines(book)
    first, second, _ = book.projects
    assert not lines.has_basis
    SetField(Place(second.id, second.indicators[0].id, "basis"), "合同").apply(book)
    lines.follow([second.id])
    assert (lines.takes_basis(first.id), lines.takes_basis(second.id), lines.has_basis) == (False, True, True)


def test_a_section_that_is_no_project_has_no_lines() -> None:
    lines = Lines(a_book())
    front = ItemId(31)
    assert (list(lines.of(front)), lines.follow([front])) == ([], LineChanges())
