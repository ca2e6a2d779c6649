"""The published tables: every finding that a reviewer expects is there, and none that a reviewer would resent."""

from functools import cache
from pathlib import Path

import pytest

from core.book import Book
from core.formats import load
from core.rules import Context, Finding, Findings, all_rules
from core.scheme import detect
from core.years.fiscal_year import fiscal_year
from tests.core.rules.acceptance import Line, expected_findings, expected_silent, located, matching
from tests.real_tables import BOOKS, golden_file, needs_real_tables, text_file

pytestmark = needs_real_tables

IMPLEMENTED = {rule.key for rule in all_rules()}
# JSON holds cleaned texts, in which these have nothing to find.
ABOUT_TEXTS_AS_WRITTEN = {"stray-whitespace", "markup-noise"}


def context_of(book: Book) -> Context:
    guessed = fiscal_year(book)
    return Context(detect(book), fiscal_year=guessed.year if guessed else None)


@cache
def found_in(path: Path) -> list[tuple[int, str, Finding]]:
    book, _ = load(path)
    return located(book, list(Findings(book, context_of(book))))


@pytest.mark.parametrize("line", [line for line in expected_findings() if line.rule in IMPLEMENTED], ids=str)
def test_what_a_reviewer_expects_is_reported(line: Line) -> None:
    assert list(matching(line, found_in(text_file(line.book))))
    if line.rule not in ABOUT_TEXTS_AS_WRITTEN:
        assert list(matching(line, found_in(golden_file(line.book))))


@pytest.mark.parametrize("line", [line for line in expected_silent() if line.rule in IMPLEMENTED], ids=str)
def test_what_a_reviewer_would_resent_is_not_reported(line: Line) -> None:
    assert not list(matching(line, found_in(text_file(line.book))))
    assert not list(matching(line, found_in(golden_file(line.book))))


@pytest.mark.parametrize("book", BOOKS)
def test_every_fix_mends_what_it_is_offered_for(book: str) -> None:
    opened, _ = load(text_file(book))
    context = context_of(opened)
    for finding in list(Findings(opened, context)):
        if finding.fix is None:
            continue
        inverse = finding.fix.apply(opened)
        left = [(one.rule, one.place) for one in Findings(opened, context).of(finding.place.section)]
        inverse.apply(opened)
        assert (finding.rule, finding.place) not in left
