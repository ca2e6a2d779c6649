"""Which fiscal year a book is of, and what in it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from core.book import Book, Place, Project
from core.wording import squeezed
from core.years.year_doubts import doubt_about
from core.years.year_mentions import year_mentions


class Evidence(NamedTuple):
    """A place that speaks for a year, with the words that do: `2026年度`, a 项目编码."""

    place: Place
    words: str


class FiscalYear(NamedTuple):
    """The year that most speaks for, and a few places that do, the weightiest first."""

    year: int
    evidence: tuple[Evidence, ...]


def fiscal_year(book: Book) -> FiscalYear | None:
    """The fiscal year of a book; None where nothing in it names a year.

    Title page and headings weigh most, then 项目编码 (domain: its seventh and eighth characters), then what texts
    and deadlines say. The first projects of a long book speak for all, so the answer takes a moment in any book.
    """
    votes: Counter[int] = Counter()
    found: dict[int, list[tuple[int, Evidence]]] = {}
    for vote in _votes(book):
        votes[vote.year] += vote.weight
        found.setdefault(vote.year, []).append((vote.weight, vote.evidence))
    if not votes:
        return None
    year = max(votes, key=lambda candidate: (votes[candidate], candidate))
    weightiest_first = sorted(found[year], key=lambda weighed: -weighed[0])
    return FiscalYear(year, tuple(evidence for _, evidence in weightiest_first[:_SHOWN]))


_PROJECTS_ASKED = 300
_SHOWN = 5
_FRONT, _DEPARTMENT, _HEADING, _CODE, _TEXT = 30, 6, 4, 3, 1
_CODE_OF_PROJECT = re.compile(r"[0-9]{6}(?P<year>2[0-9])[A-Z][0-9]{10,12}[0-9A-Z]?")


class _Vote(NamedTuple):
    year: int
    weight: int
    evidence: Evidence


def _votes(book: Book) -> Iterator[_Vote]:
    front, department = book.front, book.department
    if front:
        yield from _of_text(front.text, _FRONT, Place(front.id, field="text"))
    if department:
        yield from _of_text(department.overall, _DEPARTMENT, Place(department.id, field="overall"))
    for project_id in islice(book.project_ids, _PROJECTS_ASKED):
        yield from _of_project(book.project(project_id))


def _of_project(project: Project) -> Iterator[_Vote]:
    yield from _of_code(project)
    yield from _of_text(project.name or project.title, _HEADING, Place(project.id, field="name"))
    texts: Iterable[tuple[str, Place]] = (
        (project.purpose, Place(project.id, field="purpose")),
        *((goal, Place(project.id, field="goals")) for goal in project.goals),
        *((row.value, Place(project.id, row.id, "value")) for row in project.indicators),
    )
    for text, place in texts:
        yield from _of_text(text, _TEXT, place)


def _of_code(project: Project) -> Iterator[_Vote]:
    code = squeezed(project.code or "")
    if match := _CODE_OF_PROJECT.fullmatch(code):
        yield _Vote(2000 + int(match["year"]), _CODE, Evidence(Place(project.id, field="code"), code))


def _of_text(text: str, weight: int, place: Place) -> Iterator[_Vote]:
    """A vote for each year that the text names as the book's may be named; one that lasts longer says little."""
    for mention in year_mentions(text):
        lasts = mention.period is not None and mention.period[0] != mention.period[1]
        if not lasts and not doubt_about(mention):
            yield _Vote(mention.year, weight, Evidence(place, mention.words))
