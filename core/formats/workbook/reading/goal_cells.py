"""The numbered list of 绩效目标 in cells: a goal in each, or several lines in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from core.book import Goals

_FIRST_NUMBER = re.compile(r"((?:目标)?[（(]?)1([)）]?[.．、:：]|[)）])([ \u3000]*)")
_DECIMALS = re.compile(r"(?!(?:19|20)\d\d)\d")
"""What follows the point of a number in the text, as in 1.5; a year does not."""

PLAIN_NUMBERING = "{}."


class GoalCells(NamedTuple):
    """The goals that some cells hold, `counts` of them in each; for `numbering` see `mapping.GoalsMap`."""

    goals: Goals
    counts: tuple[int, ...]
    numbering: str


def read_goals(texts: Sequence[str]) -> GoalCells:
    """Take the numbers off the goals, and cut a cell where the next number begins a line."""
    filled = [text for text in texts if text and not text.isspace()]
    if not filled:
        return GoalCells((), (0,) * len(texts), PLAIN_NUMBERING)
    first = _FIRST_NUMBER.match(filled[0])
    if first is None or not _is_numbering(filled, first):
        return GoalCells(tuple(filled), tuple(int(text in filled) for text in texts), "")
    before, after, blanks = first.groups()
    numbering = f"{before}{{}}{after}"
    one_each = len(filled) > 1 and all(
        text.startswith(numbering.format(number)) for number, text in enumerate(filled, 1)
    )
    goals: list[str] = []
    counts: list[int] = []
    for text in texts:
        pieces = [text] if one_each else _cut(text, numbering, len(goals) + 1)
        pieces = [piece for piece in pieces if piece and not piece.isspace()]
        counts.append(len(pieces))
        goals += [
            piece.removeprefix(numbering.format(number))
            for number, piece in enumerate(pieces, len(goals) + 1)
        ]
    if blanks and all(goal.startswith(blanks) for goal in goals):
        goals = [goal.removeprefix(blanks) for goal in goals]
        numbering += blanks
    return GoalCells(tuple(goals), tuple(counts), numbering)


def _is_numbering(filled: Sequence[str], first: re.Match[str]) -> bool:
    """Whether the 1 at the beginning counts goals: `1.5万人` is a number, unless a second goal follows."""
    if first[3] or not first[2].endswith((".", "．")) or not _DECIMALS.match(filled[0], first.end()):
        return True
    second = f"{first[1]}2{first[2]}"
    return any(line.startswith(second) for text in filled for line in text.split("\n"))


def _cut(text: str, numbering: str, number: int) -> list[str]:
    """The pieces of a text of which each but the first begins a line with the next number."""
    pieces = [""]
    for line in text.split("\n"):
        if pieces == [""]:
            pieces = [line]
        elif line.startswith(numbering.format(number + len(pieces))):
            pieces.append(line)
        else:
            pieces[-1] += f"\n{line}"
    return pieces
