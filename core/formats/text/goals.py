"""The numbered list of 绩效目标 in a source: where each goal stands, and where its number does."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.formats.text.slots import cell_text


class GoalSlot(NamedTuple):
    """One goal in the source. Its number, as `1.`, is no part of its text but may stand inside it."""

    start: int
    end: int
    number_start: int
    number_end: int

    def text(self, source: str) -> str:
        return cell_text(source[self.start : self.number_start] + source[self.number_end : self.end])


def split_goals(source: str, start: int, end: int, line_starts_only: bool) -> list[GoalSlot]:
    """Cut the text of 绩效目标 at its numbers, each only where it is the next one expected.

    `line_starts_only`: a number counts at the start of a line (cells), else also after a blank (rows).
    """
    numbers: list[tuple[int, int]] = []
    at = start
    while found := _goal_number(len(numbers) + 1, line_starts_only, first=not numbers).search(
        source, at, end
    ):
        if not numbers and cell_text(source[start : found.start(1)]).replace("<p>", "").strip():
            break
        numbers.append(found.span(1))
        at = found.end(1)
    if not numbers:
        return [GoalSlot(start, end, start, start)] if cell_text(source[start:end]) else []
    begins = [start, *(_before_tags(source, number_start) for number_start, _ in numbers[1:])]
    ends = [*begins[1:], end]
    return [
        GoalSlot(begin, _trimmed(source, begin, stop), *number)
        for begin, stop, number in zip(begins, ends, numbers, strict=True)
    ]


def _goal_number(number: int, line_starts_only: bool, first: bool) -> re.Pattern[str]:
    """Where goal `number` begins: `2.` not followed by a digit, as in 2.5, unless a year follows as in 2.2026年."""
    before = r"(?:^|(?<=[\n\t>]))" if line_starts_only or first else r"(?<=[\s>])"
    return re.compile(
        rf"{before}[ \u3000\t]*(?:\[bookmark:[^\]\n]*\]|<p>)*[ \u3000]*({number}[.．、](?!\d)[ \u3000]*|{number}[.．、](?=(?:19|20)\d\d))"
    )


def _before_tags(source: str, position: int) -> int:
    """The start of the tags and bookmarks right before the position, which belong to what follows them."""
    while tag := _TAG_BEFORE.search(source, max(0, position - 80), position):
        position = tag.start()
    return position


_TAG_BEFORE = re.compile(r"(?:<p>|\[bookmark:[^\]\n]*\])[ \u3000]*$")


def _trimmed(source: str, start: int, end: int) -> int:
    """The end of the text in `source[start:end]`, white space left out."""
    return start + len(source[start:end].rstrip())
