"""The numbered list of 绩效目标 in a source: where each goal stands, and where its number does."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.book import Goals
from core.formats.text.slots import BOOKMARK, cell_text


class GoalSlot(NamedTuple):
    """One goal in the source. Its number, as `1.`, is no part of its text but may stand inside it."""

    start: int
    end: int
    number_start: int
    number_end: int

    def text(self, source: str) -> str:
        text = source[self.number_end : self.end]
        if self.start < self.number_start:
            text = source[self.start : self.number_start] + text
        return cell_text(text)


def split_goals(source: str, start: int, end: int, line_starts_only: bool) -> list[GoalSlot]:
    """Cut the text of 绩效目标 at its numbers, each only where it is the next one expected.

    `line_starts_only`: a number counts at the start of a line (cells), else also after a blank (rows).
    """
    numbers = _goal_numbers(source, start, end, line_starts_only)
    if not numbers:
        return [GoalSlot(start, end, start, start)] if cell_text(source[start:end]) else []
    begins = [start, *(number_start for number_start, _ in numbers[1:])]
    area = source[start:end]
    if "<p>" in area or "[" in area:
        begins[1:] = [_before_tags(source, number_start) for number_start in begins[1:]]
    ends = [*begins[1:], end]
    return [
        GoalSlot(begin, _trimmed(source, begin, stop), *number)
        for begin, stop, number in zip(begins, ends, numbers, strict=True)
    ]


def goal_texts(source: str, start: int, end: int, line_starts_only: bool) -> Goals:
    """What the goals say that `split_goals` finds."""
    area = source[start:end]
    numbers = [] if "<" in area or "[" in area else _goal_numbers(source, start, end, line_starts_only)
    if not numbers or numbers[0][0] > start:
        return tuple(goal.text(source) for goal in split_goals(source, start, end, line_starts_only))
    ends = [*(number_start for number_start, _ in numbers[1:]), end]
    texts = (source[begin:stop].rstrip() for (_, begin), stop in zip(numbers, ends, strict=True))
    return tuple(map(cell_text, texts))


def _goal_numbers(source: str, start: int, end: int, line_starts_only: bool) -> list[tuple[int, int]]:
    """Where 1, 2, 3, … stand, each with its point and the blanks behind it; none where a text precedes the first."""
    numbers: list[tuple[int, int]] = []
    at = start
    for found in _NUMBER.finditer(source, start, end):
        if found[1] != str(len(numbers) + 1):
            continue
        is_first = not numbers
        number = found.start()
        starts_only = line_starts_only or is_first
        begins = source[number - 1 : number] in (_LINE_STARTS if starts_only else _STARTS)
        if not begins and not _begins_goal(source, at, number, line_starts_only=starts_only):
            continue
        if is_first and number > start:
            before = cell_text(source[start:number])
            if before.replace("<p>", "").strip():
                break
        numbers.append(found.span())
        at = found.end()
    return numbers


_LINE_STARTS = ("\n", "\t")
_STARTS = (*_LINE_STARTS, " ", "\u3000")
_NUMBER = re.compile(r"([0-9](?<![0-9]{2})[0-9]{0,8})[.．、](?:(?!\d)[ \u3000]*|(?=(?:19|20)\d\d))")
"""`2.` not followed by a digit, as in 2.5, unless a year follows as in 2.2026年."""


def _begins_goal(source: str, floor: int, number: int, *, line_starts_only: bool) -> bool:
    """Whether what stands before a number, back to `floor` at most, is a goal's beginning: blanks and tags."""
    at = _before_blanks(source, floor, number)
    if not line_starts_only and at < number:
        return True
    if at > floor and source[at - 1] == "]":
        while (tag := _bookmark_before(source, floor, at)) is not None:
            at = tag
        if line_starts_only:
            at = _before_blanks(source, floor, at)
    if at == 0:
        return line_starts_only
    before = source[at - 1]
    return before in "\n\t>" or (not line_starts_only and before.isspace())


def _before_blanks(source: str, floor: int, position: int) -> int:
    while position > floor and source[position - 1] in " \u3000":
        position -= 1
    return position


def _bookmark_before(source: str, floor: int, end: int) -> int | None:
    """Where the bookmark begins that ends at the position; None where there is none."""
    if end <= floor or source[end - 1] != "]":
        return None
    begin = source.rfind("[", floor, end)
    return begin if begin >= 0 and BOOKMARK.fullmatch(source, begin, end) else None


def _before_tags(source: str, position: int) -> int:
    """The start of the tags and bookmarks right before the position, which belong to what follows them."""
    while tag := _TAG_BEFORE.search(source, max(0, position - 80), position):
        position = tag.start()
    return position


_TAG_BEFORE = re.compile(r"(?:<p>|\[bookmark:[^\[\]\n]*\])[ \u3000]*$")


def _trimmed(source: str, start: int, end: int) -> int:
    """The end of the text in `source[start:end]`, white space left out."""
    return start + len(source[start:end].rstrip())
