"""A match: one place in a text where a search has found something."""

from __future__ import annotations

from typing import Protocol


class Match(Protocol):
    """What matches of plain texts and of regular expressions have in common; group 0 is the whole match."""

    def start(self) -> int: ...

    def end(self) -> int: ...

    def span(self, group: int = 0, /) -> tuple[int, int]:
        """Where the group begins and ends; (-1, -1) for one that took no part."""
        ...

    def groups(self) -> tuple[object, ...]: ...
