"""The library as a whole: its kinds of project, and searching in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from core.library.matching import folded, has_initials, may_be_initials
from core.library.reading import Entry, Kind, LibraryError, read_kind
from core.resources import RESOURCES
from core.scheme import Category


class Library:
    """Kinds of project with their entries.

    Attributes:
        kinds: as they were given; those of one name are one kind.
        problems: what was wrong with files that could not be read and are left out.
    """

    def __init__(self, kinds: Iterable[Kind], problems: Iterable[LibraryError] = ()) -> None:
        self.kinds = _merged(kinds)
        self.problems = tuple(problems)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, kind by kind."""
        return tuple(entry for kind in self.kinds for entry in kind.entries)

    def search(self, text: str, kind: Kind | None = None, category: Category | None = None) -> list[Entry]:
        """The entries that hold all words of the text, in any order; the more words in the name, the earlier.

        Words are set apart by blanks and looked for in name, description, keywords, kind and level-2 name; width
        and case make no difference. Letters may be pinyin initials of the name: `hgl` finds 合格率. A text without
        words finds everything.
        """
        words = [folded(word) for word in text.split()]
        found = [
            entry
            for entry in (kind.entries if kind else self.entries)
            if category in (None, entry.category) and all(self._holds(entry, word) for word in words)
        ]
        return sorted(found, key=lambda entry: -sum(word in folded(entry.name) for word in words))

    def kind_of(self, project_name: str) -> Kind | None:
        """The kind of project that a name tells: 培训 for 信息系统操作培训经费; None where it tells none.

        What a Chinese name is about stands at its end, so the last word in it decides, and of several that end
        there the longest.
        """
        name = folded(project_name)
        found = [
            (name.rfind(word) + len(word), len(word), kind)
            for kind in self.kinds
            for word in map(folded, kind.words)
            if word in name
        ]
        return max(found, key=lambda match: match[:2])[2] if found else None

    def _holds(self, entry: Entry, word: str) -> bool:
        return word in self._texts[entry] or (may_be_initials(word) and has_initials(entry.name, word))

    @cached_property
    def _texts(self) -> dict[Entry, str]:
        """What a search looks through."""
        return {entry: _searched_text(entry) for entry in self.entries}


@cache
def builtin_library() -> Library:
    """The library that the program ships with; read when it is asked for first."""
    return Library(map(_builtin_kind, _builtin_files()))


def read_ahead() -> Iterator[None]:
    """Read what `builtin_library` is made of, with a pause after each file, while nobody waits for it."""
    for path in _builtin_files():
        _builtin_kind(path)
        yield


def _builtin_files() -> list[Path]:
    return sorted((RESOURCES / "indicator-library").glob("*.toml"))


@cache
def _builtin_kind(path: Path) -> Kind:
    return read_kind(path)


def load_library(folder: Path) -> Library:
    """The built-in library, and before it the office's own: every .toml file in the folder.

    A folder that is not there holds none. A file that cannot be read is left out and explained by one of the
    library's `problems`; all others serve.
    """
    own: list[Kind] = []
    problems: list[LibraryError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            own.append(read_kind(path))
        except LibraryError as problem:
            problems.append(problem)
    return Library([*own, *builtin_library().kinds], problems) if own or problems else builtin_library()


def _merged(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    by_name: dict[str, Kind] = {}
    for kind in kinds:
        known = by_name.get(kind.name, Kind(kind.name))
        by_name[kind.name] = replace(
            known, words=known.words + kind.words, entries=known.entries + kind.entries
        )
    return tuple(by_name.values())


def _searched_text(entry: Entry) -> str:
    texts = (entry.name, entry.description, *entry.keywords, entry.kind, entry.category[1])
    return "\n".join(map(folded, texts))
