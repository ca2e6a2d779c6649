"""Which texts and findings one column lets through: chosen values, a condition, operators, severities."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.all_indicators.line import Column, speller
from core.all_indicators.remembered import Remembered
from core.rules.finding import Severity
from core.target import Operator, parse
from core.typography import plain

TextTester = Callable[[str], object]
"""Gives something true for the texts that pass."""


class TextTest(StrEnum):
    """How a text is compared with the one that was typed."""

    CONTAINS = "contains"
    LACKS = "lacks"
    EQUALS = "equals"
    STARTS = "starts"
    EMPTY = "empty"
    """Nothing but blanks; what was typed does not matter."""


@dataclass(frozen=True, slots=True)
class TextCondition:
    """`words` as typed. Blanks, case and the width of characters make no difference."""

    test: TextTest
    words: str = ""

    def tester(self) -> TextTester:
        """The condition as a function of the text in a cell."""
        words = folded(self.words)
        run = max(_STEADY.findall(words), key=len, default="")
        # Turns most texts away before they are folded, which takes ten times as long.
        may_hold = re.compile(r"\s*".join(map(_spellings, run))).search
        testers: dict[TextTest, Callable[[str], bool]] = {
            TextTest.CONTAINS: lambda text: bool(may_hold(text)) and words in folded(text),
            TextTest.LACKS: lambda text: not may_hold(text) or words not in folded(text),
            TextTest.EQUALS: lambda text: bool(may_hold(text)) and words == folded(text),
            TextTest.STARTS: lambda text: bool(may_hold(text)) and folded(text).startswith(words),
            TextTest.EMPTY: lambda text: not folded(text),
        }
        if self.test is TextTest.CONTAINS and words == run:
            return may_hold
        return Remembered[str, bool](testers[self.test]).__getitem__


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """All that is not None must hold.

    Attributes:
        values: the texts that are let through, as the column's `speller` writes them.
        condition: what the text must be like.
        operators: the 计算符号 that are let through; None among them stands for values that have none.
        severities: at least one finding at the cell has one of these.
    """

    values: frozenset[str] | None = None
    condition: TextCondition | None = None
    operators: frozenset[Operator | None] | None = None
    severities: frozenset[Severity] | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything passes."""
        return self == _OPEN

    def text_testers(self, column: Column) -> list[TextTester]:
        """What a text in this column has to pass; nothing where only findings decide."""
        testers: list[TextTester] = []
        if (values := self.values) is not None:
            spelled = speller(column)
            testers.append(Remembered[str, bool](lambda text: spelled(text) in values).__getitem__)
        if self.condition is not None:
            testers.append(self.condition.tester())
        if (operators := self.operators) is not None:
            testers.append(Remembered[str, bool](lambda text: parse(text).operator in operators).__getitem__)
        return testers


_OPEN = ColumnFilter()


def folded(text: str) -> str:
    """The text as it is compared: without blanks, in small letters, every character in its plain spelling."""
    return plain(text).casefold() if _UNFOLDED.search(text) else text


_UNFOLDED = re.compile(r"[^\u4e00-\u9fff0-9a-z]")
"""Anything but common Chinese characters, digits and small letters, to which folding does nothing."""

_STEADY = re.compile(r"[\u4e00-\u9fff0-9]+")
"""Common Chinese characters and digits: nothing becomes one by folding but their `_spellings`."""


def _spellings(character: str) -> str:
    """A pattern for all characters that are folded to a digit or a common Chinese character."""
    return f"[{character}{chr(ord(character) + 0xFEE0)}]" if character.isdigit() else character
