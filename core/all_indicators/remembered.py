"""What is found out once for each text or value, as most occur in many lines."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

_Said = TypeVar("_Said", bound=Hashable)
_Found = TypeVar("_Found")


class Remembered(dict[_Said, _Found]):
    """Answers of a function, which is asked where there is none yet."""

    def __init__(self, find_out: Callable[[_Said], _Found]) -> None:
        super().__init__()
        self._find_out = find_out

    def __missing__(self, said: _Said) -> _Found:
        self[said] = found = self._find_out(said)
        return found
