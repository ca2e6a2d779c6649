"""Temporary files of saves, and what a killed save leaves behind."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PREFIX, SUFFIX = ".jimu-", ".tmp"
_ABANDONED_SECONDS = 600
"""How long nobody has written to a temporary file that is nobody's any more."""


def remove_leftovers(folder: Path, own: Path) -> None:
    """Remove the abandoned temporary files of a folder; `own` was just made there.

    Ages are told by the clock that stamps the files, a server's perhaps, not by this machine's. What cannot be
    removed stays: no reason for a save to fail.
    """
    with suppress(OSError):
        now = own.stat().st_mtime
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(PREFIX) and entry.name.endswith(SUFFIX):
                    with suppress(OSError):
                        if now - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED_SECONDS:
                            Path(entry.path).unlink()
