"""A pool of texts with how often each is used, to be looked through at every key press."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from heapq import nlargest
from itertools import islice, takewhile

from core.library.matching import folded

_LOOKED_AT = 1000
"""How many texts one question looks at, whatever the size of the pool."""

_SORTED_AT_ONCE = 64
"""New texts from which on sorting all of them costs less than putting each in its place."""


class TextPool:
    """Texts, each counted as often as it was added. Width, case and white space make no difference in questions."""

    __slots__ = ("_counts", "_sorted", "_unsorted")

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        """The text added last stands last."""
        self._sorted: list[tuple[str, str]] = []
        """All texts behind their folded form, but for the unsorted ones."""
        self._unsorted: list[tuple[str, str]] = []

    def add(self, text: str) -> None:
        count = self._counts.pop(text, 0)
        self._counts[text] = count + 1
        if not count:
            form = folded(text)
            self._unsorted.append(
                (text if form == text else form, text)
            )  # one text, as nearly always, or two

    def remove(self, text: str) -> None:
        """Take back one `add`."""
        if self._counts[text] > 1:
            self._counts[text] -= 1
            return
        self._sort()
        del self._counts[text]
        del self._sorted[bisect_left(self._sorted, (folded(text), text))]

    def count(self, text: str) -> int:
        return self._counts.get(text, 0)

    def newest(self, most: int = _LOOKED_AT) -> Iterator[str]:
        """The texts that were added last, the last one first."""
        return islice(reversed(self._counts), most)

    def beginning_with(self, start: str, most: int) -> list[str]:
        """The texts whose folded form begins so, the most used first."""
        if not start:
            return self._most_used(self.newest(), most)
        self._sort()
        first = bisect_left(self._sorted, (start,))
        following = islice(self._sorted, first, first + _LOOKED_AT)
        matching = takewhile(lambda pair: pair[0].startswith(start), following)
        return self._most_used((text for _, text in matching), most)

    def such_as(self, fits: Callable[[str], object], most: int) -> list[str]:
        """Those of the newest texts that fit, the most used first."""
        return self._most_used((text for text in self.newest() if fits(text)), most)

    def _most_used(self, texts: Iterable[str], most: int) -> list[str]:
        return nlargest(most, texts, key=self._counts.__getitem__)

    def _sort(self) -> None:
        if len(self._unsorted) > _SORTED_AT_ONCE:
            self._sorted += self._unsorted
            self._sorted.sort()
        else:
            for pair in self._unsorted:
                insort(self._sorted, pair)
        self._unsorted.clear()
