"""The indicators that the program ships with, judged by its own rules."""

from __future__ import annotations

import pytest

from core.book import Book, Project
from core.library import BLANK, Kind, as_indicators, builtin_library, category_in
from core.rules import Severity
from core.scheme import Scheme, schemes
from core.session import Session
from core.target import TargetKind, UnitKind, parse
from core.wording import squeezed
from tests.core.tables import table

KINDS = builtin_library().kinds
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
each_scheme = pytest.mark.parametrize("scheme", schemes().values(), ids=list(schemes()))


def made_from(kind: Kind, scheme: Scheme) -> Session:
    """A session with one project that has all of the kind's indicators and no others."""
    project = table(name="2026年示例市专项", title="2026年示例市专项绩效目标表").with_rows(())
    session = Session(Book([project]), scheme)
    edit = as_indicators(kind.entries, session.book, project.id, scheme)
    assert edit is not None
    session.apply(edit, "挑选指标")
    return session


def filled_in(project: Project) -> Project:
    """The project after its user has put figures where they were missing."""
    return project.with_rows(row._replace(value=row.value.replace(BLANK, "12")) for row in project.indicators)


@each_kind
@each_scheme
def test_a_project_made_from_the_library_is_sound_once_it_is_filled_in(kind: Kind, scheme: Scheme) -> None:
    (project,) = made_from(kind, scheme).book.projects
    found = Session(Book([filled_in(project)]), scheme).findings
    assert [finding.message for finding in found if finding.severity < Severity.HINT] == []


@each_kind
def test_what_is_not_filled_in_is_pointed_out(kind: Kind) -> None:
    session = made_from(kind, schemes()["2015"])
    (project,) = session.book.projects
    blank = {row.id for row in project.indicators if BLANK in row.value}
    found = {finding.place.row for finding in session.findings if finding.rule == "placeholder-text"}
    assert found == blank


@each_kind
def test_values_say_something_that_can_be_judged(kind: Kind) -> None:
    (project,) = made_from(kind, schemes()["2015"]).book.projects
    for row in filled_in(project).indicators:
        target = parse(row.value)
        assert target.kind in (TargetKind.NUMBER, TargetKind.DEADLINE), row
        assert not target.rest, row
        assert target.deadline or (target.unit and target.unit.kind is not UnitKind.UNKNOWN), row


@each_kind
@each_scheme
def test_every_indicator_has_its_place_in_the_scheme(kind: Kind, scheme: Scheme) -> None:
    assert all(scheme.knows(category_in(scheme, entry)) for entry in kind.entries)


@each_kind
def test_descriptions_define_and_do_not_repeat_the_name(kind: Kind) -> None:
    for entry in kind.entries:
        assert squeezed(entry.description) != entry.name
        assert len(entry.description) >= 10, entry
        assert entry.basis, entry


def test_there_is_enough_to_choose_from_for_each_kind() -> None:
    assert len(KINDS) >= 20
    assert all(8 <= len(kind.entries) <= 20 for kind in KINDS)


def test_no_name_stands_for_two_things() -> None:
    names = [entry.name for entry in builtin_library().entries]
    assert len(names) == len(set(names))
