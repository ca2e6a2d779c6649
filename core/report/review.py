"""The review of files and books: what is in them, and what the rules and the waivers say about it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.book import Book, Project, Section
from core.decisions import Waiver
from core.decisions.side_file import SideFileError
from core.formats import FileError, Layout, Unrecognised, load, read_decisions
from core.money import EXACT, Amount, MoneyUnit, parse_amount
from core.progress import Cancelled, Progress, unobserved
from core.report.places import place_text, place_title, section_title
from core.report.printable import printable, shortened
from core.report.reviewed import NO_UNIT, WHOLE_FILE, Remark, ReviewedFile, ReviewedUnit
from core.report.shares import share
from core.rules import Criterion, Finding, Findings, all_rules
from core.rules.settings import DEFAULTS, RuleSettings
from core.session import Session
from core.wording import squeezed

_log = logging.getLogger("jimu")


class Checked(NamedTuple):
    """The findings of a book that count, and those that do not, each with the reason."""

    findings: Sequence[Finding]
    waived: Sequence[tuple[Finding, str]] = ()

    @classmethod
    def of(cls, findings: Findings) -> Checked:
        """What findings say now, and what their waivers say about the rest."""
        return cls(list(findings), [(one.finding, _reason(one.waiver)) for one in findings.waived])


Reviewer = Callable[[Path, Book, Layout], Checked]
"""Checks a book that was read from a file, by an office's own settings and waivers."""


def reviewer_by(settings: RuleSettings) -> Reviewer:
    """Checks books by these settings, with the decisions that are kept in or beside their files.

    It raises SideFileError where those cannot be read.
    """

    def review(path: Path, book: Book, layout: Layout) -> Checked:
        decisions = read_decisions(path, layout)
        return Checked.of(Session(book, settings=settings, decisions=decisions).findings)

    return review


checked = reviewer_by(DEFAULTS)
"""Checks books by the shipped settings."""


def review_files(
    paths: Sequence[Path], reviewer: Reviewer = checked, progress: Progress = unobserved
) -> Iterator[ReviewedFile]:
    """The files one after the other, each named so that it can be told from the others.

    Raises only what `progress` raises.
    """
    for index, (path, name) in enumerate(zip(paths, distinct_names(paths), strict=True)):
        yield review_file(path, name, reviewer, share(progress, index, len(paths)))
    progress(len(paths), len(paths))


def review_file(
    path: Path, name: str, reviewer: Reviewer = checked, progress: Progress = unobserved
) -> ReviewedFile:
    """Read and check a file. Raises only what `progress` raises: whatever else goes wrong is the file's `failure`."""
    try:
        book, layout = load(path, progress)
        return review_book(name, book, reviewer(path, book, layout), layout.unrecognised)
    except Cancelled:
        raise
    except FileError as error:
        return ReviewedFile(printable(name), failure=printable(error.message))
    except SideFileError as error:
        return ReviewedFile(printable(name), failure=printable(str(error)))
    except Exception as error:  # one odd file may not cost the other 199 their report
        _log.exception("review failed: %s", path.name)
        failure = f"“{path.name}”审核时出现意外错误（{type(error).__name__}），没有审完。请单独打开它查看。"
        return ReviewedFile(printable(name), failure=printable(failure))


def review_book(
    name: str, book: Book, found: Checked, unrecognised: Sequence[Unrecognised] = ()
) -> ReviewedFile:
    """What there is to say about a book that has been checked."""
    remarks = [_remark(book, finding) for finding in found.findings]
    remarks += [_remark(book, finding, reason) for finding, reason in found.waived]
    return ReviewedFile(
        printable(name),
        tuple(_units(book.projects)),
        tuple(remarks),
        tuple(Unrecognised(printable(part.place), _quoted(part.text)) for part in unrecognised),
    )


def distinct_names(paths: Sequence[Path]) -> list[str]:
    """The files' names; with as many folders before them as tell them apart."""
    names = [path.name for path in paths]
    for depth in range(2, max((len(path.parts) for path in paths), default=0) + 1):
        shared = {name for name, count in Counter(names).items() if count > 1}
        if not shared:
            break
        names = [
            "/".join(path.parts[-depth:]) if name in shared else name
            for path, name in zip(paths, names, strict=True)
        ]
    return names


# ── Remarks ───────────────────────────────────────────────────────────────────────────────────────────────────

_LONGEST_TITLE, _LONGEST_QUOTE, _LONGEST_MESSAGE = 100, 160, 500
"""In characters. Whoever has to mend a text finds it by its beginning, and no row may outgrow its page."""


def _remark(book: Book, finding: Finding, waived: str | None = None) -> Remark:
    section = book.section(finding.place.section)
    return Remark(
        _criteria()[finding.rule],
        finding.severity,
        _unit_title(section),
        _titled(section_title(book, section)),
        _titled(place_title(section, finding.place)) + _others(finding),
        _quoted(place_text(section, finding.place)),
        shortened(printable(finding.message), _LONGEST_MESSAGE),
        None if waived is None else _quoted(waived),
    )


def _others(finding: Finding) -> str:
    """Of a finding about several rows, how many they are."""
    return f"，共 {len(finding.others) + 1} 处" if finding.others else ""


def _reason(waiver: Waiver) -> str:
    """`按批复执行（王主任，2026-03-31）`"""
    signed = "，".join(part for part in (waiver.who, waiver.on) if part)
    return f"{waiver.reason}（{signed}）" if signed else waiver.reason


@cache
def _criteria() -> dict[str, Criterion]:
    return {rule.key: rule.criterion for rule in all_rules()}


def _quoted(text: str) -> str:
    return shortened(printable(text), _LONGEST_QUOTE)


def _titled(text: str) -> str:
    return shortened(printable(text), _LONGEST_TITLE)


# ── Units ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _units(projects: Iterable[Project]) -> Iterator[ReviewedUnit]:
    """In the order in which the file first names them."""
    by_unit: dict[str, list[Project]] = {}
    for project in projects:
        by_unit.setdefault(_unit_title(project), []).append(project)
    for title, members in by_unit.items():
        budgets = [_budget(project) for project in members]
        known = [budget for budget in budgets if budget is not None]
        total = Decimal(0)
        for budget in known:
            total = EXACT.add(total, budget)
        indicators = sum(len(project.indicators) for project in members)
        yield ReviewedUnit(title, len(members), indicators, total, len(budgets) - len(known))


def _unit_title(section: Section) -> str:
    """Code and name: neither alone is a key."""
    if not isinstance(section, Project):
        return WHOLE_FILE
    return _titled(f"{squeezed(section.unit_code)} {squeezed(section.unit_name)}".strip()) or NO_UNIT


def _budget(project: Project) -> Decimal | None:
    """In 万元."""
    stated = squeezed(project.money_unit)
    amount = parse_amount(project.budget)
    if amount is None or stated not in tuple(MoneyUnit):
        return None
    return Amount(amount, MoneyUnit(stated)).to(MoneyUnit.WAN).value
