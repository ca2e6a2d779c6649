"""Regular expressions that users write: compiled, or refused with a sentence that says what is wrong and where.

Some go through a text in so many ways that they would never come to an end, as `(a+)+$` does. So they are left to the
package `regex`, whose searches can be given a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter
from typing import Any, TypeVar

from core.search.match import Match
from core.search.pattern_errors import BadPattern, explained
from core.search.width import half_width

_Found = TypeVar("_Found")

_TRIES = 2
_SECONDS_PER_TRY = 0.05
"""What one text may take. A second try tells a slow expression from a computer that was busy with something else."""
_SECONDS_PER_TEXT = 0.0001
"""What texts may take on average: some fifty times what ordinary expressions need, a minute for the largest books."""
_MOST_SECONDS = 0.3
"""What texts that follow each other may take beyond that: so long the window may stand still at worst."""
_TOO_SLOW = (
    "这个正则表达式太慢：里面的重复太多，或者重复套着重复，查找可能永远算不完，已经停止。"
    "请写得简单一些，例如把“(\\d+)+”写成“\\d+”。"
)


class RegularExpression:
    """A regular expression that is put aside when it takes too long.

    Raises BadPattern when it is no good one; so does each search that takes too long, and every one after it.
    """

    def __init__(self, pattern: str, *, match_case: bool, for_half_width: bool) -> None:
        """`for_half_width`: to be used on texts in half width."""
        self._compiled = _compiled(pattern, match_case, for_half_width)
        self._seconds = _MOST_SECONDS
        """What is left to the next texts. Each adds a little and takes what it needs; 0 is the end."""

    def search(self, text: str) -> Match | None:
        """The first match, if there is any."""
        match: Match | None = self._in_time(self._compiled.search, text)
        return match

    def fullmatch(self, text: str) -> Match | None:
        """The match that is the whole text, if there is one."""
        match: Match | None = self._in_time(self._compiled.fullmatch, text)
        return match

    def finditer(self, text: str) -> list[Match]:
        """All matches in the order of the text."""
        return self._in_time(self._find_all, text)

    def _find_all(self, text: str, **limits: object) -> list[Match]:
        # An expression that begins with `(?r)` finds the last one first.
        return sorted(self._compiled.finditer(text, **limits), key=lambda match: match.span())

    def _in_time(self, find: Callable[..., _Found], text: str) -> _Found:
        if self._seconds > 0:
            for _ in range(_TRIES):
                start = perf_counter()
                try:
                    # Keeping all other threads out costs less than handing over for so short a time.
                    found = find(text, timeout=_SECONDS_PER_TRY, concurrent=False)
                except (TimeoutError, MemoryError):
                    continue
                spent = min(perf_counter() - start, _SECONDS_PER_TRY)
                self._seconds = min(self._seconds - spent + _SECONDS_PER_TEXT, _MOST_SECONDS)
                return found
        self._seconds = 0.0
        raise BadPattern(_TOO_SLOW)


def _compiled(pattern: str, match_case: bool, for_half_width: bool) -> Any:
    import regex  # only here: 13 ms that most sessions need not wait for

    flags = regex.VERSION0 if match_case else regex.VERSION0 | regex.IGNORECASE
    try:
        as_written = regex.compile(pattern, flags)
        return regex.compile(_in_half_width(pattern), flags) if for_half_width else as_written
    except (regex.error, ValueError, OverflowError, RuntimeError) as error:
        raise explained(error, pattern) from error


def _in_half_width(pattern: str) -> str:
    """The pattern in half width; a full-width `（` becomes `\\(`, for it was never meant as a group."""
    halves = zip(pattern, half_width(pattern), strict=True)
    return "".join(written if written == half else re.escape(half) for written, half in halves)
