"""What the user decided about cost rows is found again in a book that is read anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.book import Book, ItemId, Project
from core.cost import CostChoice, CostChoices, Instead
from core.decisions import CostRecord
from core.decisions.cost_records import cost_choices, cost_records
from core.session import Session
from tests.core.cost.cases import project_of


def sites(number: int = 1) -> Project:
    """Two quantities of one counter, so that nobody but the user knows which one the unit cost means."""
    project = project_of(
        [("新建站点数量", "5个"), ("改造站点数量", "8个")],
        [("站点维护费", "≤2万元/个"), ("站点维护费", "≤6万元")],
    )
    return replace(project, number=number)


def decided(project: Project, row: int, by: ItemId | Instead) -> CostChoices:
    return CostChoices().with_choice(CostChoice(project.id, project.indicators[row].id, by))


def test_the_quantity_is_found_by_its_name() -> None:
    project, again = sites(), sites()
    (record,) = cost_records(decided(project, 2, project.indicators[0].id), Book([project]))
    assert (record.spot.row, record.spot.occurrence, record.by) == ("站点维护费", "1", "新建站点数量")
    choices, unplaced = cost_choices([record], Book([again]))
    assert dict(choices.of(again.id)) == {again.indicators[2].id: again.indicators[0].id}
    assert unplaced == ()


@pytest.mark.parametrize("instead", Instead)
def test_what_to_do_instead_is_written_too(instead: Instead) -> None:
    project, again = sites(), sites()
    records = cost_records(decided(project, 3, instead), Book([project]))
    choices, _ = cost_choices(records, Book([again]))
    assert dict(choices.of(again.id)) == {again.indicators[3].id: instead}


def test_projects_of_one_name_are_told_apart_by_their_numbers() -> None:
    first, second = sites(1), sites(2)
    records = cost_records(decided(second, 2, Instead.LEAVE_OUT), Book([first, second]))
    choices, _ = cost_choices(records, Book([first, second]))
    assert [choice.project for choice in choices] == [second.id]


def test_decisions_about_what_is_gone_are_not_written() -> None:
    project = sites()
    choices = decided(project, 2, project.indicators[0].id)
    assert cost_records(choices, Book([replace(project, indicators=project.indicators[1:])])) == []
    assert cost_records(choices, Book()) == []


def test_records_that_mean_nothing_in_the_book_are_kept() -> None:
    project = sites()
    (record,) = cost_records(decided(project, 2, project.indicators[0].id), Book([project]))
    elsewhere = record._replace(by="别的数量")
    session = Session(
        Book([project]), decisions=Session(Book([project])).decisions._replace(costs=(elsewhere,))
    )
    assert list(session.cost_choices) == []
    assert session.decisions.costs == (elsewhere,)
    assert not session.modified


def test_a_decision_makes_the_book_one_to_be_saved() -> None:
    project = sites()
    session = Session(Book([project]))
    session.choose_cost(CostChoice(project.id, project.indicators[2].id, Instead.LEAVE_OUT))
    assert session.modified
    assert [type(record) for record in session.decisions.costs] == [CostRecord]
    session.mark_saved()
    assert not session.modified
    session.forget_cost_choices(project.id)
    assert session.modified
