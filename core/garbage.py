"""The collector of garbage, which has nothing to find while a book is read or written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def set_aside() -> None:
    """Let collections pass over all that there is now.

    Looking at every part of a large book that was just loaded and stays takes a fifth of a second each time, in the
    middle of typing.
    """
    gc.freeze()


def take_back() -> None:
    """Let collections look at everything again, as a book that was set aside may have been closed."""
    gc.unfreeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Do without collections meanwhile: of a million new objects that all stay, each would look at them all again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
