"""What the user looks for, and where in a text it is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.search.match import Match
from core.search.parts import ALL_PARTS, Part
from core.search.regular_expression import RegularExpression
from core.search.span import Span
from core.search.width import half_width, spellings


@dataclass(frozen=True)
class Query:
    """A text to look for, or a regular expression, in the chosen parts of the tables.

    `whole_cell`: nothing else may stand in the cell (the goal, the percentage). Without `match_width`, `%` finds `％`
    and the other way round.

    Raises BadPattern when `text` is no regular expression. A regular expression may also turn out to be too slow: then
    every question to the query raises BadPattern.
    """

    text: str
    whole_cell: bool = False
    match_case: bool = False
    match_width: bool = False
    is_regex: bool = False
    parts: frozenset[Part] = ALL_PARTS

    def __post_init__(self) -> None:
        _ = self._pattern  # a bad one is to be known now

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.text

    def may_hold(self, text: str) -> bool:
        """A quick answer that rules most texts out; True says nothing for sure."""
        return self._pattern.search(text if self._takes_as_written else half_width(text)) is not None

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where `text` holds what is looked for: places in the text as written, none of them empty."""
        return tuple(Span(*match.span()) for match in self.matches(text))

    def matches(self, text: str) -> Iterator[Match]:
        """The matches behind `spans`. Their places are those in `text`; what they hold may be in half width."""
        if self.is_empty:
            return
        if not self._takes_as_written:
            text = half_width(text)
        if self.whole_cell:
            match = self._pattern.fullmatch(text)
            found: Iterable[Match] = (match,) if match else ()
        else:
            found = self._pattern.finditer(text)
        yield from (match for match in found if match.end() > match.start())

    @cached_property
    def _takes_as_written(self) -> bool:
        """Whether the pattern knows both widths by itself."""
        return self.match_width or not self.is_regex

    @cached_property
    def _pattern(self) -> re.Pattern[str] | RegularExpression:
        if self.is_regex:
            return RegularExpression(
                self.text, match_case=self.match_case, for_half_width=not self.match_width
            )
        flags = re.NOFLAG if self.match_case else re.IGNORECASE
        if self.match_width:
            return re.compile(re.escape(self.text), flags)
        return re.compile("".join(map(_in_any_width, self.text)), flags)


def _in_any_width(character: str) -> str:
    """A pattern for the character in both widths: a pattern made once spares folding each text of the book."""
    both = spellings(character)
    return re.escape(both) if len(both) == 1 else f"[{re.escape(both)}]"
