"""Findings after any edits are the same as if the book were checked from scratch."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book
from core.rules import Context, Findings, Severity
from core.scheme import schemes
from core.session import Change, Session
from tests.core.random_edits import a_book, edits


def from_scratch(book: Book) -> Findings:
    return Findings(book, Context(schemes()["2015"]))


def by_section(findings: Findings, book: Book) -> dict:
    return {section.id: findings.of(section.id) for section in book.sections}


def counts(findings: Findings) -> dict[Severity, int]:
    return {severity: findings.count(severity) for severity in Severity}


@given(st.data())
def test_incremental_findings_are_those_from_scratch(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    for _ in range(data.draw(st.integers(1, 6))):
        action = data.draw(st.sampled_from(["apply", "apply", "apply", "undo", "redo"]))
        if action == "apply":
            session.apply(data.draw(edits(session.book)), "修改")
        elif action == "undo":
            session.undo()
        else:
            session.redo()
        fresh = from_scratch(session.book)
        assert by_section(session.findings, session.book) == by_section(fresh, session.book)
        assert counts(session.findings) == counts(fresh)


@given(st.data())
def test_undo_restores_the_findings(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    before = by_section(session.findings, session.book)
    session.apply(data.draw(edits(session.book)), "修改")
    session.undo()
    assert by_section(session.findings, session.book) == before


@given(st.data())
def test_a_change_names_every_section_whose_findings_differ(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    heard: list[Change] = []
    session.subscribe(heard.append)
    before = by_section(session.findings, session.book)
    session.apply(data.draw(edits(session.book)), "修改")
    after = by_section(session.findings, session.book)
    differing = {key for key in before | after if before.get(key, []) != after.get(key, [])}
    assert differing <= {key for change in heard for key in change.sections}


def test_counts_are_those_of_the_findings_listed() -> None:
    findings = from_scratch(a_book())
    listed = Counter(finding.severity for finding in findings)
    assert sum(listed.values()) > 0
    assert counts(findings) == {severity: listed[severity] for severity in Severity}
