"""A journal that one program offers to its user, or restores, is not offered by another one meanwhile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.locks import Held, take
from core.locks.lock_file import lock_of, look_at
from core.locks.processes import this_process

_CLAIMED = "recovery"


def claim(folder: Path) -> bool:
    """Claim the journal in this folder for this process; False where another one that runs has done so.

    A program that ends lets go of it. Where no claim can be written (a data folder that is read-only), the journal
    is offered all the same.
    """
    return isinstance(take(folder / _CLAIMED), Held) or _is_ours(folder)


def release(folder: Path) -> None:
    """Let others offer the journal. What is not this process's stays."""
    with suppress(OSError):  # the folder may be gone, and with it all that is in it
        if _is_ours(folder):
            lock_of(folder / _CLAIMED).unlink(missing_ok=True)


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        seen = look_at(lock_of(folder / _CLAIMED))
        return seen is not None and seen.record is not None and seen.record.process == this_process()
    return False
