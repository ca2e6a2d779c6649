"""Which texts to suggest for a cell: what the book says in such places, then what the library says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from core.book import Indicator, Place, Project
from core.completion.text_pool import TextPool
from core.completion.units import unit_in_name, unit_of, with_units
from core.completion.vocabulary import Vocabulary
from core.library import BLANK, Entry, Library, category_in, value_for, year_of
from core.library.matching import folded, has_initials, may_be_initials
from core.library.reading import BUDGET, TO_FILL_IN
from core.scheme import Category
from core.session import Session
from core.wording import squeezed

MOST = 12
"""How many suggestions there are at most."""

_VALUES_FOR_UNITS = 300
"""How many values of a category are looked at for the units they use."""


class Suggestion(NamedTuple):
    """`text` is what the whole cell would say; `source` tells the user where that comes from."""

    text: str
    source: str


class Completions:
    """Suggests texts for the cells of one session's rows; follows what happens to the book."""

    def __init__(self, session: Session, library: Library) -> None:
        self._session = session
        self._library = library
        self._vocabulary = Vocabulary(session)
        self._ordered: dict[str, dict[Category, list[Entry]]] = {}
        self.close = self._vocabulary.close
        """Stops following the session."""

    def take_in(self) -> bool:
        """Look at some more of the book, some 5 ms long; True when all of it is known.

        Suggestions come from what is known so far, and each question takes in some more. Call it while the user
        does nothing, and a large book is known before the first question.
        """
        return self._vocabulary.take_in()

    def suggestions(self, place: Place, typed: str) -> list[Suggestion]:
        """What the cell at this place, in which `typed` stands by now, may be going to say; the likeliest first.

        Texts that begin so come first, then those that hold it, then those of names whose pinyin initials do.
        Empty for a place that is no cell of a target table's row.
        """
        self.take_in()
        cell = self._cell_at(place)
        if cell is None:
            return []
        sources: dict[str | None, Callable[[_Cell, str], Iterable[Suggestion]]] = {
            "level3": self._names,
            "description": self._descriptions,
            "value": self._values,
            "basis": self._bases,
        }
        source = sources.get(place.field)
        return _best(typed, source(cell, typed)) if source else []

    # ── Sources, by field ──

    def _names(self, cell: _Cell, typed: str) -> Iterable[Suggestion]:
        """Names used in the category, but for those that the project has in other rows."""
        taken = {row.name for row in cell.project.indicators if row is not cell.row}
        texts = chain(
            _from_pool(self._vocabulary.names(cell.category), typed),
            (_from_entry(entry, entry.name) for entry in self._entries(cell)),
        )
        return (suggestion for suggestion in texts if squeezed(suggestion.text) not in taken)

    def _descriptions(self, cell: _Cell, typed: str) -> Iterable[Suggestion]:
        """How rows of the same name are described."""
        yield from _by_use(row.description for row in self._rows_of_same_name(cell))
        for entry in self._entries_of_same_name(cell):
            yield _from_entry(entry, entry.description)

    def _values(self, cell: _Cell, typed: str) -> Iterable[Suggestion]:
        """Values of rows of the same name, then what is typed with a unit, then values of the category."""
        same_name = [row.value for row in self._rows_of_same_name(cell)]
        entries = self._entries_of_same_name(cell)
        yield from _by_use(same_name)
        for entry in entries:
            yield _from_entry(entry, value_for(entry, cell.project, self._year))
        pool = self._vocabulary.values(cell.category)
        in_category = [*pool.newest(_VALUES_FOR_UNITS), *_patterns(self._entries(cell))]
        for units in (
            [unit_of(cell.row.value)],
            map(unit_of, same_name + _patterns(entries)),
            [unit_in_name(cell.row.name)],
            map(unit_of, in_category),
        ):
            yield from (Suggestion(text, "单位") for text in with_units(typed, units))
        yield from _from_pool(pool, typed)

    def _bases(self, cell: _Cell, typed: str) -> Iterable[Suggestion]:
        yield from _by_use(row.basis or "" for row in self._rows_of_same_name(cell))
        yield from _from_pool(self._vocabulary.bases, typed)
        for entry in self._library.entries:
            yield _from_entry(entry, entry.basis)

    # ── What the sources look at ──

    @cached_property
    def _year(self) -> int | None:
        """The fiscal year as it is when it is needed first; a book hardly ever passes into another one."""
        return year_of(self._session.book)

    def _cell_at(self, place: Place) -> _Cell | None:
        book = self._session.book
        if place.row is None or not book.is_project(place.section):
            return None
        project = book.project(place.section)
        row = next((row for row in project.indicators if row.id == place.row), None)
        return _Cell(project, row, self._session.scheme.canonical(row.level1, row.level2)) if row else None

    def _rows_of_same_name(self, cell: _Cell) -> list[Indicator]:
        """The newest other rows of the cell's level-3 name."""
        return [row for row in self._vocabulary.rows_named(cell.row.name) if row.id != cell.row.id]

    def _entries_of_same_name(self, cell: _Cell) -> list[Entry]:
        return [entry for entry in self._entries(cell) if entry.name == cell.row.name]

    def _entries(self, cell: _Cell) -> list[Entry]:
        """The library's entries of the cell's category, those of the project's kind first."""
        scheme = self._session.scheme
        by_category = self._ordered.get(scheme.key)
        if by_category is None:
            by_category = self._ordered[scheme.key] = {}
            for entry in self._library.entries:
                by_category.setdefault(category_in(scheme, entry), []).append(entry)
        kind = self._library.kind_of(cell.project.name)
        entries = by_category.get(cell.category, [])
        return sorted(entries, key=lambda entry: kind is None or entry.kind != kind.name)


class _Cell(NamedTuple):
    """Where something is being written."""

    project: Project
    row: Indicator
    category: Category


def _best(typed: str, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions that fit what is typed, each text once, the best fitting first."""
    wanted = folded(typed)
    ranked: dict[str, tuple[int, Suggestion]] = {}
    for suggestion in suggestions:
        if suggestion.text and BLANK not in suggestion.text and suggestion.text not in ranked:
            rank = _rank(suggestion.text, wanted)
            if rank is not None and suggestion.text != typed.strip():
                ranked[suggestion.text] = rank, suggestion
    best = sorted(ranked.values(), key=lambda pair: pair[0])
    return [suggestion for _, suggestion in best[:MOST]]


def _rank(text: str, wanted: str) -> int | None:
    """How well a text fits: 0 where it begins as wanted, None where it does not fit at all."""
    text = folded(text)
    if text.startswith(wanted):
        return 0
    if wanted in text:
        return 1
    return 2 if may_be_initials(wanted) and has_initials(text, wanted) else None


def _from_pool(pool: TextPool, typed: str) -> Iterator[Suggestion]:
    wanted = folded(typed)
    texts = pool.beginning_with(wanted, MOST)
    if len(texts) < MOST:
        texts += pool.such_as(lambda text: wanted in folded(text), MOST)
    if len(texts) < MOST and may_be_initials(wanted):
        texts += pool.such_as(lambda text: has_initials(text, wanted), MOST)
    for text in texts:
        yield Suggestion(text, f"本文件 {pool.count(text)} 处")


def _by_use(texts: Iterable[str]) -> Iterator[Suggestion]:
    """The texts of rows of the same name, the most frequent first."""
    for text, _ in Counter(text.strip() for text in texts).most_common():
        yield Suggestion(text, "同名指标")


def _from_entry(entry: Entry, text: str) -> Suggestion:
    return Suggestion(text, f"指标库 · {entry.kind}")


def _patterns(entries: Iterable[Entry]) -> list[str]:
    """The entries' values with some number in them, for the units."""
    return [entry.value.replace(BUDGET, "1万元").replace(TO_FILL_IN, "1") for entry in entries]
