"""Findings of a whole book, kept up to date: an edit re-checks the sections it touched and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from core.book import Book, ItemId, Project, Section, Value
from core.decisions import Waiver, Waivers
from core.progress import Progress, unobserved
from core.rules.finding import Finding, Severity
from core.rules.registry import book_rules, project_rules
from core.rules.rule import PORTION, BookRule, Context
from core.rules.texts import texts_of
from core.rules.valued_rows import doubting_rules, has_doubt

_NOWHERE: frozenset[ItemId] = frozenset()


@dataclass(slots=True, eq=False)
class _Group:
    """Sections that belong together for a book-wide rule, by the key that it gives them; and where it found
    something."""

    rule: BookRule
    key: Hashable
    members: set[ItemId] = field(default_factory=set)
    reported: frozenset[ItemId] = _NOWHERE


_Source = _Group | None
"""Who found something in a section: a group of the book-wide rules, or None for the rules about one project."""


class WaivedFinding(NamedTuple):
    """A finding that does not count, and why."""

    finding: Finding
    waiver: Waiver


class Findings:
    """The findings of `book` under `context`, the same after any edits as if checked from scratch.

    Rules that the settings turn off are not asked. A waived finding is not among the others and does not count; it
    is given apart.

    Attributes:
        context: what the rules know; judging by another one takes other `Findings`, with the same waivers.
        waivers: what was accepted; `waive` and `take_back` change it.
    """

    def __init__(
        self,
        book: Book,
        context: Context,
        progress: Progress = unobserved,
        waivers: Waivers | None = None,
    ) -> None:
        self._book = book
        self.context = context
        self.waivers = Waivers() if waivers is None else waivers
        settings = context.settings
        self._rules = [rule for rule in project_rules() if not settings.turns_off(rule.key)]
        self._own: dict[ItemId, tuple[Finding, ...]] = {}
        self._shared: dict[ItemId, dict[_Group, list[Finding]]] = defaultdict(dict)
        self._waived: dict[ItemId, dict[_Source, list[WaivedFinding]]] = {}
        self._groups = _Groups([rule for rule in book_rules() if not settings.turns_off(rule.key)])
        self._counts: Counter[Severity] = Counter()
        self._waived_count = 0
        self.recheck([section.id for section in book.sections], progress)

    # ── What was found ──

    def of(self, section_id: ItemId) -> list[Finding]:
        """Findings of one section, gravest first, without the waived ones."""
        groups = self._shared.get(section_id, {}).values()
        shared = sorted((finding for group in groups for finding in group), key=_by_words)
        return sorted((*self._own.get(section_id, ()), *shared), key=lambda finding: finding.severity)

    def __iter__(self) -> Iterator[Finding]:
        """All findings in document order of the sections, without the waived ones."""
        for section in self._book.sections:
            yield from self.of(section.id)

    def count(self, severity: Severity) -> int:
        return self._counts[severity]

    def waived_of(self, section_id: ItemId) -> list[WaivedFinding]:
        """The waived findings of one section, gravest first."""
        waived = (one for group in self._waived.get(section_id, {}).values() for one in group)
        return sorted(waived, key=lambda one: (one.finding.severity, _by_words(one.finding)))

    @property
    def waived(self) -> Iterator[WaivedFinding]:
        """All waived findings in document order of the sections."""
        for section_id in sorted(self._waived, key=self._document_order):
            yield from self.waived_of(section_id)

    @property
    def waived_count(self) -> int:
        return self._waived_count

    def lapsed_waiver(self, finding: Finding) -> Waiver | None:
        """For a finding that counts: the waiver that it had before its text, or what is said of it, changed."""
        given = self.waivers.at(finding.rule, finding.place)
        if not given:
            return None
        holding = {one.waiver for one in self.waived_of(finding.place.section)}
        return next((waiver for waiver in reversed(given) if waiver not in holding), None)

    # ── Changes ──

    def recheck(self, touched: Iterable[ItemId], progress: Progress = unobserved) -> frozenset[ItemId]:
        """Bring the findings of the touched sections (new, changed or gone) up to date.

        Stopped by `progress`, it has to be called again with the same sections. Returns all sections whose findings
        may now differ: the touched ones and those in a group with them.
        """
        stale: dict[_Group, None] = {}
        affected = set(touched)
        section_ids = tuple(affected)
        for done, section_id in enumerate(section_ids):
            if done % PORTION == 0:
                self._recheck_own(section_ids[done : done + PORTION])
            progress(done, len(section_ids))
            section = self._book.section(section_id) if section_id in self._book else None
            stale |= dict.fromkeys(self._groups.regroup(section_id, section, self.context))
        for done, group in enumerate(stale):
            progress(done, len(stale))
            affected |= group.members | group.reported
            self._recheck_group(group)
            affected |= group.reported
        return frozenset(affected)

    def waive(self, finding: Finding, reason: str, who: str = "", on: str = "") -> frozenset[ItemId]:
        """Accept a finding that counts now; a lapsed waiver of it goes. Returns the sections as `recheck` does."""
        place = finding.place
        waiver = Waiver(finding.rule, place, self._text_at(finding), finding.message, reason, who, on)
        self.waivers.give(waiver, instead_of=self.lapsed_waiver(finding))
        return self.recheck({place.section})

    def take_back(self, waiver: Waiver) -> frozenset[ItemId]:
        """Let the waived finding count again. Raises LookupError when there is no such waiver."""
        self.waivers.take_back(waiver)
        return self.recheck({waiver.place.section})

    # ── Checking ──

    def _recheck_own(self, section_ids: Sequence[ItemId]) -> None:
        """Ask the rules about one project, one rule after another.

        Each looks at all of these projects in a row: a processor that has a rule at hand is a fifth quicker than one
        that is led from rule to rule.
        """
        portion: list[tuple[Project, list[Finding]]] = []
        for section_id in section_ids:
            self._count(self._own.pop(section_id, ()), -1)
            self._forget_waived(section_id, None)
            if self._book.is_project(section_id):
                portion.append((self._book.project(section_id), []))
        context = self.context
        context.forget()
        doubting = [doubting_rules(project, context) for project, _ in portion]
        for rule in self._rules:
            key, check, asked = rule.key, rule.check, portion
            if has_doubt(key):
                asked = [one for one, keys in zip(portion, doubting, strict=True) if key in keys]
            for project, found in asked:
                found += check(project, context)
        for project, found in portion:
            if counting := tuple(self._counting(found, None)):
                self._own[project.id] = counting
                self._count(counting, 1)

    def _recheck_group(self, group: _Group) -> None:
        for section_id in group.reported:
            if shared := self._shared.get(section_id):
                self._count(shared.pop(group, ()), -1)
                if not shared:  # or every project that ever was would leave something behind
                    del self._shared[section_id]
            self._forget_waived(section_id, group)
        found: list[Finding] = []
        if len(group.members) >= group.rule.fewest:
            found += group.rule.check(self._in_document_order(group.members), self.context)
        counting = self._counting(found, group)
        for finding in counting:
            self._shared[finding.place.section].setdefault(group, []).append(finding)
        self._count(counting, 1)
        group.reported = frozenset([finding.place.section for finding in found]) or _NOWHERE
        if not group.members:
            self._groups.forget(group)

    def _counting(self, found: Sequence[Finding], source: _Source) -> Sequence[Finding]:
        """The findings that nobody waived, with the severity that the office gives them; the others are put by."""
        severities = self.context.settings.severities
        if not found or not (severities or self.waivers):
            return found
        counting = []
        for finding in found:
            severity = severities.get(finding.rule) if severities else None
            if severity is not None and severity is not finding.severity:
                finding = replace(finding, severity=severity)
            waiver = self._waiver_of(finding) if self.waivers else None
            if waiver is None:
                counting.append(finding)
            else:
                by_source = self._waived.setdefault(finding.place.section, {})
                by_source.setdefault(source, []).append(WaivedFinding(finding, waiver))
                self._waived_count += 1
        return counting

    def _waiver_of(self, finding: Finding) -> Waiver | None:
        if not self.waivers.at(finding.rule, finding.place):
            return None
        return self.waivers.holding(finding.rule, finding.place, self._text_at(finding), finding.message)

    def _forget_waived(self, section_id: ItemId, source: _Source) -> None:
        if by_source := self._waived.get(section_id):
            self._waived_count -= len(by_source.pop(source, ()))
            if not by_source:
                del self._waived[section_id]

    def _text_at(self, finding: Finding) -> str:
        """What stands where the finding is; empty for the section or the row as a whole."""
        section_id, row_id, field = finding.place
        if field is None:
            return ""
        section = self._book.section(section_id)
        value: Value = getattr(section if row_id is None else section.row(row_id), field)
        return "\n".join(texts_of(value))

    def _in_document_order(self, section_ids: set[ItemId]) -> list[Section]:
        return [
            self._book.section(section_id) for section_id in sorted(section_ids, key=self._document_order)
        ]

    def _document_order(self, section_id: ItemId) -> tuple[bool, int]:
        """Sorts the parts before the projects by id, the projects by position."""
        is_project = self._book.is_project(section_id)
        return is_project, self._book.position(section_id) if is_project else section_id

    def _count(self, findings: Iterable[Finding], step: int) -> None:
        for finding in findings:
            self._counts[finding.severity] += step


def _by_words(finding: Finding) -> tuple[str, str, str]:
    """Sorts findings of several groups alike, whichever group was checked first."""
    return finding.rule, finding.message, str(finding.place)


class _Groups:
    """Which sections belong together for the book-wide rules."""

    def __init__(self, rules: Sequence[BookRule]) -> None:
        self._by_key: dict[BookRule, dict[Hashable, _Group]] = {rule: {} for rule in rules}
        self._of: dict[ItemId, Sequence[_Group]] = {}

    def regroup(self, section_id: ItemId, section: Section | None, context: Context) -> Sequence[_Group]:
        """Put the section into its groups anew and return the groups to check: those it left, is in or joined."""
        left = self._of.pop(section_id, ())
        for group in left:
            group.members.discard(section_id)
        if section is None:
            return left
        joined = [
            by_key.get(key) or by_key.setdefault(key, _Group(rule, key))
            for rule, by_key in self._by_key.items()
            for key in rule.keys(section, context)
        ]
        for group in joined:
            group.members.add(section_id)
        self._of[section_id] = joined
        return (*left, *joined)

    def forget(self, group: _Group) -> None:
        """Let go of a group that has no members any more."""
        del self._by_key[group.rule][group.key]
