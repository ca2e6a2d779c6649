"""Choosing among the values of a column, as the list of its filter lets the user do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from core.all_indicators.tally import Tally, containing, most_frequent

LISTED = 300
"""So many values at most are listed; who wants others searches for them."""


class ValueChoice:
    """Which values of a column are chosen.

    What is searched for is chosen, and nothing else; without a search the choice is what it was at first.

    Attributes:
        listed: the values to show: those searched for, or the most frequent of them.
        found: how many values were found.
    """

    def __init__(
        self, counts: Tally, chosen: frozenset[str] | None, sort_key: Callable[[str], Any] | None = None
    ) -> None:
        """`chosen` is None where all values are; without a `sort_key` the values stay in the order of `counts`."""
        self.counts = counts
        self._sort_key = sort_key
        self._dropped_at_first = frozenset() if chosen is None else frozenset(counts) - chosen
        self.search("")

    def search(self, words: str) -> None:
        """List the values that contain these words; all of them where there are none."""
        self._found = containing(self.counts, words) if words.strip() else list(self.counts)
        self._dropped = set() if words.strip() else set(self._dropped_at_first)
        self.listed = self._to_list()

    @property
    def found(self) -> int:
        return len(self._found)

    def is_chosen(self, value: str) -> bool:
        return value not in self._dropped

    def choose(self, value: str, chosen: bool) -> None:
        if chosen:
            self._dropped.discard(value)
        else:
            self._dropped.add(value)

    def choose_all(self, chosen: bool) -> None:
        """Choose all values that were found, also those that are not listed, or none."""
        self._dropped = set() if chosen else set(self._found)

    @property
    def has_all(self) -> bool:
        """Whether all values that were found are chosen."""
        return not self._dropped

    @property
    def has_any(self) -> bool:
        return len(self._dropped) < len(self._found)

    @property
    def values(self) -> frozenset[str] | None:
        """The chosen values; None where that is every value of the column."""
        if self.has_all and len(self._found) == len(self.counts):
            return None
        return frozenset(self._found) - self._dropped

    def _to_list(self) -> Sequence[str]:
        """In order; where there are too many values, the most frequent of them in order."""
        listed = self._found
        if len(listed) > LISTED:
            frequent = set(most_frequent(self.counts, listed, LISTED))
            listed = [value for value in listed if value in frequent]
        return listed if self._sort_key is None else sorted(listed, key=self._sort_key)
