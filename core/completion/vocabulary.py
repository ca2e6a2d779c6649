"""The words of a book: which names, values and bases its rows use; kept up to date with every change."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import islice

from core.book import Indicator, ItemId, Project
from core.completion.text_pool import TextPool
from core.garbage import uncollected
from core.library import BLANK
from core.scheme import Category
from core.session import Change, Session

_AT_ONE_GO = 100
"""Projects that are taken in at one go, which takes some 5 ms."""

_NEWEST = 300
"""How many rows of one name are looked at."""


class Vocabulary:
    """The words of a session's book, as far as it has been taken in.

    Attributes:
        bases: what stands under 依据.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: deque[ItemId] | None = None
        self._taken: dict[ItemId, Project] = {}
        self._names: defaultdict[Category, TextPool] = defaultdict(TextPool)
        self._values: defaultdict[Category, TextPool] = defaultdict(TextPool)
        self._rows: defaultdict[str, dict[ItemId, Indicator]] = defaultdict(dict)
        self.bases = TextPool()
        self.close = session.subscribe(self._follow)
        """Stops following the session."""

    def take_in(self) -> bool:
        """Take in some more of the book; True when that was the last of it."""
        if self._waiting is None:
            self._waiting = deque(self._session.book.project_ids)
        with uncollected():
            for _ in range(min(_AT_ONE_GO, len(self._waiting))):
                self._bring_up_to_date(self._waiting.popleft())
        return not self._waiting

    def names(self, category: Category) -> TextPool:
        """Level-3 names of a category, given by its canonical names."""
        return self._names[category]

    def values(self, category: Category) -> TextPool:
        return self._values[category]

    def rows_named(self, name: str) -> list[Indicator]:
        """The newest rows of this name (without white space), the newest first."""
        rows = self._rows.get(name, {})
        return list(islice(reversed(rows.values()), _NEWEST))

    def _follow(self, change: Change) -> None:
        if self._waiting is None:
            return
        if len(change.sections) > _AT_ONE_GO:
            self._waiting.extend(change.sections)  # taken in when there is time, or with the next questions
            return
        for section_id in change.sections:
            self._bring_up_to_date(section_id)

    def _bring_up_to_date(self, section_id: ItemId) -> None:
        """Count what has come into one section since it was looked at last, and take back what has gone."""
        book = self._session.book
        before = self._taken.pop(section_id, None)
        now = book.project(section_id) if book.is_project(section_id) else None
        if now is not None:
            self._taken[section_id] = now
        old_rows = before.indicators if before else ()
        new_rows = now.indicators if now else ()
        if old_rows is new_rows:
            return
        old, new = set(old_rows), set(new_rows)
        for row in old_rows:
            if row not in new:
                self._forget(row)
        for row in new_rows:
            if row not in old:
                self._learn(row)

    def _learn(self, row: Indicator) -> None:
        for pool, text in self._pools(row):
            pool.add(text)
        if row.name:
            self._rows[row.name][row.id] = row

    def _forget(self, row: Indicator) -> None:
        for pool, text in self._pools(row):
            pool.remove(text)
        if row.name:
            same_name = self._rows[row.name]
            del same_name[row.id]
            if not same_name:
                del self._rows[row.name]

    def _pools(self, row: Indicator) -> list[tuple[TextPool, str]]:
        """Which texts of a row count, and where; what is still to be filled in does not."""
        category = self._session.scheme.canonical(row.level1, row.level2)
        texts = (
            (self._names[category], row.level3),
            (self._values[category], row.value),
            (self.bases, row.basis or ""),
        )
        return [(pool, text.strip()) for pool, text in texts if text.strip() and BLANK not in text]
