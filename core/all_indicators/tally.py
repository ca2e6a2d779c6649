"""How often each value occurs in a column: what its filter offers to choose from."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping

from core.all_indicators.column_filter import folded
from core.all_indicators.line import TEXT_OF, Column, Line, speller

Tally = Mapping[str, int]
"""How many lines have a value, as the column's `speller` writes it."""


def tally(lines: Iterable[Line], column: Column) -> Tally:
    """Count the values that these lines have in a column."""
    counted: dict[str, int] = {}
    spelled = speller(column)
    for text, count in Counter(map(TEXT_OF[column], lines)).items():
        value = spelled(text)
        counted[value] = counted.get(value, 0) + count
    return counted


def containing(values: Iterable[str], words: str) -> list[str]:
    """The values that contain what was typed, as in the condition 包含."""
    words = folded(words)
    return [value for value in values if words in folded(value)]


def most_frequent(counts: Tally, values: Iterable[str], limit: int) -> list[str]:
    """Of these values the `limit` that occur most often; of equally frequent ones those that came first."""
    return heapq.nlargest(limit, values, key=counts.__getitem__)
