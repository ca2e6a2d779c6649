"""A session keeps what the user decided about unit costs, and judges by it."""

from core.book import Book, Place
from core.cost import CostChoice, Instead
from core.edit import SetField
from core.scheme import schemes
from core.session import Change, Session
from tests.core.cost.cases import project_of


def opened() -> tuple[Session, CostChoice]:
    """A project whose unit cost times quantity misses the budget, and the decision not to count it."""
    project = project_of([("设备数量", "40台")], [("设备租用成本", "≤1万元/台")], budget="30")
    session = Session(Book([project]))
    return session, CostChoice(project.id, project.indicators[1].id, Instead.LEAVE_OUT)


def rules_broken(session: Session, choice: CostChoice) -> list[str]:
    return [one.rule for one in session.findings.of(choice.project) if "cost" in one.rule]


def test_a_choice_changes_the_findings_of_its_project_and_can_be_reset() -> None:
    session, choice = opened()
    assert rules_broken(session, choice) == ["unit-cost-mismatch"]
    session.choose_cost(choice)
    assert rules_broken(session, choice) == []
    session.forget_cost_choices(choice.project)
    assert rules_broken(session, choice) == ["unit-cost-mismatch"]


def test_listeners_are_told_which_project_a_choice_concerns_and_the_book_stays() -> None:
    session, choice = opened()
    before = session.book.projects
    told: list[Change] = []
    session.subscribe(told.append)
    session.choose_cost(choice)
    assert [choice.project in change.sections and not change.order for change in told] == [True]
    assert session.book.projects == before
    assert session.undo_label is None
    assert session.undo_label is None


def test_choices_outlast_edits_and_another_scheme() -> None:
    session, choice = opened()
    session.choose_cost(choice)
    session.apply(SetField(Place(choice.project, field="budget"), "31"), "修改预算数")
    assert rules_broken(session, choice) == []
    session.scheme = schemes()["2021"]
    assert rules_broken(session, choice) == []
