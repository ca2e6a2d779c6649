"""Findings after any edits are the same as if the book were checked from scratch."""

from collections import Counter
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Project
from core.rules import Context, Finding, Findings, Severity
from core.rules.registry import project_rules
from core.rules.rule import PORTION
from core.rules.settings import RuleSettings
from core.scheme import schemes
from core.session import Change, Session
from tests.core.random_edits import a_book, edits
from tests.core.tables import row, table


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
def test_a_book_has_the_findings_that_its_projects_have_alone(data: st.DataObject) -> None:
    session = Session(a_book(), schemes()["2015"])
    for _ in range(data.draw(st.integers(0, 4))):
        session.apply(data.draw(edits(session.book)), "修改")
    for project in session.book.projects:
        found = [one for one in session.findings.of(project.id) if one.rule in _ABOUT_PROJECTS]
        assert found == of_project_alone(project, session)


def test_many_projects_have_the_findings_that_each_has_alone() -> None:
    """More than one portion of them, so that rules meet projects that they have no doubt about."""
    names = [
        "设备故障率",
        "培训人数",
        "响应时间",
        "每盏灯养护费",
        "是否验收",
        "居民满意度",
        "ab 优",
        "<p>优</p>",
    ]
    values = [
        "",
        "优",
        "≥95%",
        "≥855%",
        "0.1套",
        "≤1.45万",
        "12月",
        "2023年底前",
        "≥10场，每场不少于50人",
        "98百分比",
    ]
    categories = ["数量指标", "时效指标", "成本指标"]
    one_row = [table(row(*cells)) for cells in product(categories, names, values)]
    session = Session(Book([table(), *one_row]), schemes()["2015"], settings=RuleSettings(fiscal_year=2025))
    assert len(one_row) > 3 * PORTION
    for project in session.book.projects:
        found = [one for one in session.findings.of(project.id) if one.rule in _ABOUT_PROJECTS]
        assert found == of_project_alone(project, session)


_ABOUT_PROJECTS = {rule.key for rule in project_rules()}


def of_project_alone(project: Project, session: Session) -> list[Finding]:
    """What all rules about one project say, each asked by itself; gravest first."""
    found = []
    for rule in project_rules():
        found += rule.check(project, replace(session.findings.context))
    return sorted(found, key=lambda finding: finding.severity)


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
