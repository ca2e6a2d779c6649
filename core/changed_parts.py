"""What differs between two versions of a text: the parts that a preview emphasises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a text: its characters from `start` up to, not including, `end`."""

    start: int
    end: int


class ChangedParts(NamedTuple):
    """The pieces of the old text that go and the pieces of the new one that come; none of them is empty."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]


@lru_cache(maxsize=1024)
def changed_parts(before: str, after: str) -> ChangedParts:
    """Compare two texts. A number or a Latin word changes as a whole: 2025 becomes 2026, not 5 a 6.

    In a long text, everything between the first and the last difference counts as changed.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_places, new_places = _places(old), _places(new)
    gone, come = [], []
    for old_start, old_end, new_start, new_end in _changes(
        old[head : len(old) - tail], new[head : len(new) - tail]
    ):
        gone.append(Span(old_places[head + old_start], old_places[head + old_end]))
        come.append(Span(new_places[head + new_start], new_places[head + new_end]))
    return ChangedParts(_without_empty(gone), _without_empty(come))


_TOKEN = re.compile(r"[0-9]+|[A-Za-z]+|.", re.DOTALL)
_COMPARABLE = 400
"""Pieces that two texts may have for a comparison within a few milliseconds, as painting needs it."""


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pieces two texts have in common at their beginning."""
    count = 0
    for mine, yours in zip(old, new, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _places(pieces: Sequence[str]) -> list[int]:
    """Where each piece begins in the text, and where the text ends."""
    return list(accumulate(map(len, pieces), initial=0))


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Old start and end, new start and end of each stretch that differs."""
    if len(old) > _COMPARABLE or len(new) > _COMPARABLE:
        yield 0, len(old), 0, len(new)
        return
    for verb, *stretch in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb != "equal":
            yield stretch[0], stretch[1], stretch[2], stretch[3]


def _without_empty(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.start < span.end)
