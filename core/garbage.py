"""The collector of garbage, which has nothing to find while a book is read or written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from weakref import ref

_MANY = 10


def set_aside() -> None:
    """Let collections pass over all that there is now.

    Looking at every part of a large book that was just loaded and stays takes a fifth of a second each time, in the
    middle of typing.
    """
    gc.freeze()
    _aside.set()


def let_go(thing: object) -> None:
    """Say that nobody needs something large any more, as a book that was closed; it may have been set aside."""
    _let_go.append(ref(thing))


def hangs_on() -> bool:
    """Whether something that was let go is still there. Also true after many have gone by themselves: each leaves a
    few things that only a collection finds.
    """
    return len(_let_go) >= _MANY or any(one() is not None for one in _let_go)


def take_back() -> None:
    """Let collections look at everything again."""
    gc.unfreeze()
    _aside.clear()
    _let_go.clear()


def is_set_aside() -> bool:
    """Whether anything is set aside; to count it (`gc.get_freeze_count`) would be to look at every part of it."""
    return _aside.is_set()


@contextmanager
def uncollected() -> Iterator[None]:
    """Do without collections meanwhile, in all threads: of a million new objects that all stay, each collection would
    look at them all again.
    """
    _pauses.begin()
    try:
        yield
    finally:
        _pauses.end()


def is_paused() -> bool:
    """Whether anybody does without collections now."""
    return _pauses.count > 0


class _Pauses:
    """Counts who wants to do without collections; the last one who ends turns them on again."""

    def __init__(self) -> None:
        self._guard = Lock()
        self.count = 0
        self._was_enabled = False

    def begin(self) -> None:
        with self._guard:
            if self.count == 0:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self.count += 1

    def end(self) -> None:
        with self._guard:
            self.count -= 1
            if self.count == 0 and self._was_enabled:
                gc.enable()


_aside = Event()
_let_go: list[ref[object]] = []
_pauses = _Pauses()
