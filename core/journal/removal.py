"""Removing a journal that nobody needs any more."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from threading import Thread

from core.store import on_disk

JOURNAL = ".journal"
"""How the name of a journal's file ends; before it stands which one in its folder it is."""
_ENDED = ".ended"
_MANY_BYTES = 4_000_000
"""From so many on, the system takes its time to remove them."""


def remove(folder: Path) -> None:
    """Remove the folder of a journal, as far as that is possible now.

    It is no journal any more when this returns. Many bytes are left to a thread, for which a program that ends waits;
    what stands there after a crash meanwhile is a folder without a journal, which goes like all such.
    """
    there = on_disk(folder)
    try:
        files = sorted(there.iterdir())
        is_large = sum(file.stat().st_size for file in files) >= _MANY_BYTES
    except OSError:
        is_large = False
    if not is_large:
        shutil.rmtree(there, ignore_errors=True)
        return
    for file in files:
        if file.suffix == JOURNAL:
            # What a virus scanner holds for a moment goes with the others, or at the next start.
            with suppress(OSError):
                file.rename(file.with_suffix(_ENDED))
    Thread(target=shutil.rmtree, args=(there, True), name="removal of a journal").start()
