"""The acceptance lists beside the published tables: what must be reported there, and what must not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.book import Book
from core.rules import Finding
from core.wording import squeezed
from tests.real_tables import FOLDER


@dataclass(frozen=True)
class Line:
    """One line of a list. `project` counts from 1, None means any; so does `severity` None; `where` is the level-3
    name, a field of the header, or * for the project as a whole."""

    book: str
    project: int | None
    rule: str
    severity: str | None = None
    where: str = "*"

    def __str__(self) -> str:
        return f"{self.book}-{self.project or 'all'}-{self.rule}-{self.where}"


def expected_findings() -> list[Line]:
    return [
        Line(book, int(project), rule, None if severity == "*" else severity, where)
        for book, project, rule, severity, where, *_ in _rows("expected-findings.tsv")
    ]


def expected_silent() -> list[Line]:
    return [
        Line(book, None if project == "*" else int(project), rule)
        for book, project, rule, *_ in _rows("expected-silent.tsv")
    ]


def matching(line: Line, findings: list[tuple[int, str, Finding]]) -> Iterator[Finding]:
    """The findings that a line speaks of; they come as `located` gives them."""
    for project, where, finding in findings:
        if (
            finding.rule == line.rule
            and line.project in (None, project)
            and line.severity in (None, finding.severity.key)
            and line.where in ("*", where)
        ):
            yield finding


def located(book: Book, findings: list[Finding]) -> list[tuple[int, str, Finding]]:
    """Findings with the number of their project in the file and what the lists call their place."""
    positions = {section_id: number for number, section_id in enumerate(book.project_ids, 1)}
    return [
        (positions[finding.place.section], _where(book, finding), finding)
        for finding in findings
        if finding.place.section in positions
    ]


def _where(book: Book, finding: Finding) -> str:
    section_id, row_id, field = finding.place
    if row_id is None:
        return field or "*"
    return squeezed(str(getattr(book.project(section_id).row(row_id), "level3", "")))


def _rows(file: str) -> list[list[str]]:
    if not FOLDER.is_dir():
        return []
    lines = (FOLDER / file).read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line.strip()]
