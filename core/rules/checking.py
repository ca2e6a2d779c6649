"""Findings of a whole book, kept up to date: an edit re-checks the sections it touched and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator

from core.book import Book, ItemId, Project, Section
from core.progress import Progress, unobserved
from core.rules.finding import Finding, Severity
from core.rules.rule import BookRule, Context, book_rules, project_rules

_GroupKey = tuple[str, Hashable]


class Findings:
    """The findings of `book` under `context`, the same after any edits as if checked from scratch."""

    def __init__(self, book: Book, context: Context, progress: Progress = unobserved) -> None:
        self._book = book
        self.context = context
        self._own: dict[ItemId, tuple[Finding, ...]] = {}
        self._shared: dict[ItemId, dict[_GroupKey, list[Finding]]] = defaultdict(dict)
        self._groups = _Groups()
        self._counts: Counter[Severity] = Counter()
        self.recheck([section.id for section in book.sections], progress)

    def recheck(self, touched: Iterable[ItemId], progress: Progress = unobserved) -> frozenset[ItemId]:
        """Bring the findings of the touched sections (new, changed or gone) up to date.

        Stopped by `progress`, it has to be called again with the same sections. Returns all sections whose findings may now differ: the touched ones and those in a group with them.
        """
        stale: dict[_GroupKey, BookRule] = {}
        affected = set(touched)
        for done, section_id in enumerate(tuple(affected)):
            progress(done, len(affected))
            section = self._book.section(section_id) if section_id in self._book else None
            self._recheck_own(section_id, section)
            stale |= self._groups.regroup(section_id, section)
        for done, (key, book_rule) in enumerate(stale.items()):
            progress(done, len(stale))
            affected |= self._recheck_group(key, book_rule)
        return frozenset(affected)

    def of(self, section_id: ItemId) -> list[Finding]:
        """Findings of one section, gravest first."""
        own = self._own.get(section_id, ())
        shared = self._shared.get(section_id, {})
        everything = [*own, *(finding for group in shared.values() for finding in group)]
        return sorted(everything, key=lambda finding: finding.severity)

    def __iter__(self) -> Iterator[Finding]:
        """All findings in document order of the sections."""
        for section in self._book.sections:
            yield from self.of(section.id)

    def count(self, severity: Severity) -> int:
        return self._counts[severity]

    def _recheck_own(self, section_id: ItemId, section: Section | None) -> None:
        self._count(self._own.pop(section_id, ()), -1)
        if isinstance(section, Project):
            found = tuple(
                finding for rule in project_rules() for finding in rule.check(section, self.context)
            )
            if found:
                self._own[section_id] = found
                self._count(found, 1)

    def _recheck_group(self, key: _GroupKey, book_rule: BookRule) -> set[ItemId]:
        """Check one group anew and return the sections that were or are concerned."""
        concerned = self._groups.members(key) | self._groups.reported(key)
        for section_id in concerned:
            self._count(self._shared[section_id].pop(key, ()), -1)
        members = self._in_document_order(self._groups.members(key))
        found = list(book_rule.check(members, self.context)) if members else []
        for finding in found:
            self._shared[finding.place.section].setdefault(key, []).append(finding)
        self._count(found, 1)
        self._groups.set_reported(key, {finding.place.section for finding in found})
        return concerned | self._groups.reported(key)

    def _in_document_order(self, section_ids: set[ItemId]) -> list[Section]:
        projects = [section_id for section_id in section_ids if self._book.is_project(section_id)]
        others = section_ids.difference(projects)
        ordered = [*sorted(others), *sorted(projects, key=self._book.position)]
        return [self._book.section(section_id) for section_id in ordered]

    def _count(self, findings: Iterable[Finding], step: int) -> None:
        for finding in findings:
            self._counts[finding.severity] += step


class _Groups:
    """Which sections belong together for the book-wide rules, and where each group has findings."""

    def __init__(self) -> None:
        self._members: dict[_GroupKey, set[ItemId]] = defaultdict(set)
        self._keys: dict[ItemId, dict[_GroupKey, BookRule]] = {}
        self._reported: dict[_GroupKey, set[ItemId]] = {}

    def regroup(self, section_id: ItemId, section: Section | None) -> dict[_GroupKey, BookRule]:
        """Put the section into its groups anew and return the groups to check: those it left, is in or joined."""
        left = self._keys.pop(section_id, {})
        for key in left:
            self._members[key].discard(section_id)
        joined: dict[_GroupKey, BookRule] = {}
        if section is not None:
            joined = {(rule.key, key): rule for rule in book_rules() for key in rule.keys(section)}
            self._keys[section_id] = joined
        for key in joined:
            self._members[key].add(section_id)
        return left | joined

    def members(self, key: _GroupKey) -> set[ItemId]:
        return self._members[key]

    def reported(self, key: _GroupKey) -> set[ItemId]:
        return self._reported.get(key, set())

    def set_reported(self, key: _GroupKey, section_ids: set[ItemId]) -> None:
        if section_ids:
            self._reported[key] = section_ids
        else:
            self._reported.pop(key, None)
        if not self._members[key]:
            del self._members[key]
