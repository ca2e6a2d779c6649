"""Findings that somebody accepted: they do not count, until the text or what is said of it changes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Place
from core.decisions import Waiver
from core.edit import RemoveProject, RemoveRow, SetField
from core.rules import Context, Finding, Findings, Severity
from core.rules.settings import DEFAULTS
from core.scheme import schemes
from core.session import Session
from tests.core.random_edits import a_book, edits
from tests.core.tables import row, table

REASON = "合同约定，经办人已核对"


@pytest.fixture
def session() -> Session:
    """Costs over the budget, and a percentage spelt out."""
    rows = row("成本指标", "设备费", "≤90万元"), row("质量指标", "抽检合格率", "≥95百分比")
    return Session(Book([table(*rows)]))


def finding_of(session: Session, rule: str) -> Finding:
    return next(finding for finding in session.findings if finding.rule == rule)


def waive(session: Session, rule: str) -> Finding:
    finding = finding_of(session, rule)
    session.findings.waive(finding, REASON, "经办人", "2026-03-31")
    return finding


def rules(session: Session) -> set[str]:
    return {finding.rule for finding in session.findings}


def test_a_waived_finding_does_not_count_and_is_given_apart(session: Session) -> None:
    before = session.findings.count(Severity.ERROR)
    finding = waive(session, "cost-over-budget")
    ((waived, waiver),) = session.findings.waived
    assert session.findings.count(Severity.ERROR) == before - 1
    assert "cost-over-budget" not in rules(session)
    assert waived == finding
    assert (waiver.reason, waiver.who, waiver.on) == (REASON, "经办人", "2026-03-31")
    assert session.findings.waived_of(finding.place.section) == [(waived, waiver)]


def test_a_waiver_that_is_taken_back_lets_the_finding_count_again(session: Session) -> None:
    before = list(session.findings)
    waive(session, "cost-over-budget")
    ((_, waiver),) = session.findings.waived
    session.findings.take_back(waiver)
    assert list(session.findings) == before
    assert list(session.findings.waived) == []
    with pytest.raises(LookupError):
        session.findings.take_back(waiver)


@pytest.mark.parametrize(
    "change",
    [
        lambda session, place: SetField(place, "≤91万元"),
        lambda session, place: SetField(Place(place.section, None, "budget"), "50.00"),
    ],
    ids=["the text", "what is said of it"],
)
def test_a_waiver_lapses_when_what_it_was_given_for_changes(
    session: Session, change: Callable[[Session, Place], SetField]
) -> None:
    place = waive(session, "cost-over-budget").place
    session.apply(change(session, place), "修改")
    lapsed = session.findings.lapsed_waiver(finding_of(session, "cost-over-budget"))
    assert lapsed is not None
    assert lapsed.reason == REASON
    assert list(session.findings.waived) == []
    session.undo()
    assert "cost-over-budget" not in rules(session)


def test_a_lapsed_waiver_goes_when_the_finding_is_waived_anew(session: Session) -> None:
    place = waive(session, "cost-over-budget").place
    session.apply(SetField(place, "≤91万元"), "修改")
    waive(session, "cost-over-budget")
    assert [waiver.text for waiver in session.findings.waivers] == ["≤91万元"]


def test_a_finding_that_was_never_waived_has_no_lapsed_waiver(session: Session) -> None:
    waive(session, "cost-over-budget")
    assert session.findings.lapsed_waiver(finding_of(session, "percent-spelling")) is None


def test_of_two_findings_of_one_rule_at_one_place_only_the_waived_one_is_silent() -> None:
    session = Session(Book([table(without="服务对象满意度指标")]))
    project = session.book.projects[0]
    benefit = next(row for row in project.indicators if row.level1 == "效益指标")
    session.apply(RemoveRow(project.id, benefit.id), "删除")
    first, second = [finding for finding in session.findings if finding.rule == "missing-category"]
    session.findings.waive(first, "内部运转，无满意度")
    assert [finding for finding in session.findings if finding.rule == "missing-category"] == [second]
    assert session.findings.lapsed_waiver(second) is None


def test_a_waiver_follows_its_row_through_other_changes(session: Session) -> None:
    place = waive(session, "percent-spelling").place
    session.apply(SetField(Place(place.section, None, "name"), "示例市职业技能提升经费"), "修改")
    session.apply(SetField(Place(place.section, place.row, "level3"), "抽查合格率"), "修改")
    assert "percent-spelling" not in rules(session)


def test_findings_about_the_whole_book_can_be_waived() -> None:
    session = Session(Book([table(name="示例市绿化经费")]))
    waive(session, "title-mismatch")
    assert "title-mismatch" not in rules(session)
    project = session.book.projects[0]
    session.apply(RemoveProject(project.id), "删除")
    assert list(session.findings.waived) == []
    session.undo()
    assert [one.finding.rule for one in session.findings.waived] == ["title-mismatch"]


def test_a_rule_that_weighs_something_else_now_keeps_its_waivers(session: Session) -> None:
    waive(session, "percent-spelling")
    heavier = type(DEFAULTS)(severities={"percent-spelling": Severity.ERROR})
    findings = Findings(session.book, Context(schemes()["2015"], heavier), waivers=session.findings.waivers)
    assert [one.finding.severity for one in findings.waived] == [Severity.ERROR]


def everything(findings: Findings) -> list[object]:
    counts = [*(findings.count(one) for one in Severity), findings.waived_count]
    return [list(findings), list(findings.waived), counts]


@given(st.data())
def test_after_any_changes_it_is_as_if_checked_from_scratch(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    for _ in range(data.draw(st.integers(1, 6))):
        counting, waived = list(session.findings), [one.waiver for one in session.findings.waived]
        action = data.draw(st.sampled_from(["edit", "undo", "waive", "take back"]))
        if action == "edit":
            session.apply(data.draw(edits(session.book)), "修改")
        elif action == "undo":
            session.undo()
        elif action == "waive" and counting:
            session.findings.waive(data.draw(st.sampled_from(counting)), REASON)
        elif action == "take back" and waived:
            session.findings.take_back(data.draw(st.sampled_from(waived)))
        fresh = Findings(session.book, session.findings.context, waivers=session.findings.waivers)
        assert everything(session.findings) == everything(fresh)


@given(st.data())
def test_waived_and_counting_findings_are_together_all_there_are(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    before = list(session.findings)
    for finding in data.draw(st.lists(st.sampled_from(before), unique_by=id)):
        if finding in list(session.findings):
            session.findings.waive(finding, REASON)
    waived = [one.finding for one in session.findings.waived]
    assert session.findings.waived_count == len(waived)
    together = [*session.findings, *waived]
    assert sorted(map(repr, together)) == sorted(map(repr, before))


def test_the_waivers_know_whether_they_are_saved(session: Session) -> None:
    waivers = session.findings.waivers
    assert not waivers.modified
    waive(session, "percent-spelling")
    assert waivers.modified
    waivers.mark_saved()
    assert not waivers.modified
    waiver: Waiver = next(iter(waivers))
    session.findings.take_back(waiver)
    assert waivers.modified
