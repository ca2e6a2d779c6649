"""All fixes of some findings at once, as proposals that fit together for the user to accept one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.book import Book, ItemId, Place, Project, Row, Section
from core.edit import Edit, Group, RemoveRow, SetField, section_of, steps
from core.progress import Progress, unobserved
from core.proposal import Proposal
from core.rules import Context, Finding
from core.rules.registry import project_rules
from core.search.field_text import field_text

SAFE_RULES = frozenset({"stray-whitespace", "markup-noise", "percent-spelling", "placeholder-text"})
"""Rules whose fixes change how a text is written and not what it says. The user has to choose the others himself."""


class OfferedFix(NamedTuple):
    """A line of the preview. `reasons` are the messages of what it mends, `is_safe` whether it is ticked at first."""

    proposal: Proposal
    reasons: tuple[str, ...]
    is_safe: bool


class OfferedFixes(NamedTuple):
    """`left` counts the fixes that do not go together with an offered one; they can be offered afterwards."""

    offers: Sequence[OfferedFix]
    left: int


def offered_fixes(
    findings: Iterable[Finding], book: Book, context: Context, progress: Progress = unobserved
) -> OfferedFixes:
    """The fixes of the findings in their order, the safe ones first. Changes nothing.

    Two fixes of one text are offered as one; of those that cannot be joined, the first is offered.
    Raises Cancelled when `progress` does.
    """
    mendable = sorted((finding for finding in findings if finding.fix is not None), key=_safe_first)
    desk = _Desk(book, context)
    left = 0
    for done, finding in enumerate(mendable):
        progress(done, 2 * len(mendable))
        left += finding.fix is not None and not desk.take(finding, finding.fix)
    offers = []
    for done, taken in enumerate(desk.taken, len(mendable)):
        progress(done, 2 * len(mendable))
        offers.append(_offer(taken, book))
    return OfferedFixes(offers, left)


def is_safe(finding: Finding) -> bool:
    return finding.rule in SAFE_RULES


def _safe_first(finding: Finding) -> bool:
    return not is_safe(finding)


class _Taken:
    """Fixes that are done together, the later ones as they are after the earlier ones, and what they change."""

    def __init__(self, finding: Finding, fix: Edit, targets: set[Place]) -> None:
        self.findings = [finding]
        self.fixes = [fix]
        self.targets = targets


class _Desk:
    """Collects fixes so that any choice of them can be done in one go."""

    def __init__(self, book: Book, context: Context) -> None:
        self._book = book
        self._context = context
        self._rules = {rule.key: rule for rule in project_rules()}
        self._by_target: dict[Place, _Taken] = {}
        self.taken: list[_Taken] = []

    def take(self, finding: Finding, fix: Edit) -> bool:
        """Whether the fix goes together with those taken before."""
        targets = _targets(fix, self._book)
        others = {id(one): one for target in targets if (one := self._by_target.get(target))}
        if not others:
            taken = _Taken(finding, fix, targets)
            self.taken.append(taken)
            self._by_target |= dict.fromkeys(targets, taken)
            return True
        return len(others) == 1 and self._join(finding, *others.values())

    def _join(self, finding: Finding, other: _Taken) -> bool:
        """Let the rule look again at what the other fixes leave, and do after them what it proposes then."""
        section, rule = self._book.section(finding.place.section), self._rules.get(finding.rule)
        if rule is None or not isinstance(section, Project) or is_safe(finding) != is_safe(other.findings[0]):
            return False
        mended = _after(other.fixes, section, self._book)
        assert isinstance(mended, Project)
        again = [one.fix for one in rule.check(mended, self._context) if one.place == finding.place]
        if any(fix is None or not _targets(fix, self._book) <= other.targets for fix in again):
            return False
        other.findings.append(finding)
        other.fixes += [fix for fix in again[:1] if fix is not None]
        return True


def _targets(fix: Edit, book: Book) -> set[Place]:
    """The cells that a fix changes: all of a row that it removes, all of a section whose rows it adds or moves."""
    targets: set[Place] = set()
    for step in steps(fix):
        if isinstance(step, SetField):
            targets.add(step.place)
        elif isinstance(step, RemoveRow):
            targets |= _cells(book.section(step.section), step.row)
        elif (section_id := section_of(step)) in book:
            section = book.section(section_id)
            targets.update(*(_cells(section, row.id) for row in section.rows), {Place(section_id)})
    return targets


def _cells(section: Section, row_id: ItemId) -> set[Place]:
    return {Place(section.id, row_id, field) for field in section.row(row_id)._fields}


def _after(fixes: Sequence[Edit], section: Section, book: Book) -> Section:
    """What the fixes make of a section; the book stays as it is."""
    touched = {section_of(step) for fix in fixes for step in steps(fix)} | {section.id}
    scratch = Book(
        [book.project(one) for one in touched if book.is_project(one)], book.front, book.department
    )
    for fix in fixes:
        fix.apply(scratch)
    return scratch.section(section.id)


# ── What the preview shows ────────────────────────────────────────────────────────────────────────────────────────


def _offer(taken: _Taken, book: Book) -> OfferedFix:
    edit = taken.fixes[0] if len(taken.fixes) == 1 else Group(tuple(taken.fixes))
    return OfferedFix(
        Proposal(*_shown(taken, book), edit),
        tuple(dict.fromkeys(finding.message for finding in taken.findings)),
        all(map(is_safe, taken.findings)),
    )


def _shown(taken: _Taken, book: Book) -> tuple[Place, str, str]:
    """Where the fixes change something, and the text before and after; a row that goes is told with all its cells."""
    place = taken.findings[0].place
    if place not in taken.targets:
        set_fields = (step.place for step in steps(taken.fixes[0]) if isinstance(step, SetField))
        place = next(set_fields, place)
    section = book.section(place.section)
    after = _after(taken.fixes, section, book)
    if place.row is not None and all(row.id != place.row for row in after.rows):
        return place, _row_text(section.row(place.row)), ""
    return place, _text(section, place), _text(after, place)


def _text(section: Section, place: Place) -> str:
    if place.field is None:
        return ""
    return field_text(getattr(section if place.row is None else section.row(place.row), place.field)).text


def _row_text(row: Row) -> str:
    return " | ".join(text for text in row if isinstance(text, str) and text)
