"""What a hard crash leaves behind: no Python is running any more, but `faulthandler` still writes where it was.

Every running program has a file of its own. It takes it away at its end, so one that is found with something
in it, and whose program is gone, tells of a crash.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QLockFile

_MAX_CHARACTERS = 20_000


class CrashTrace:
    """This run's file in `folder`; without a writable folder it does nothing."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"crash-{os.getpid()}.txt"
        self._lock = _lock_of(self._path)
        self._file: TextIO | None = None

    def start(self) -> None:
        """Write to the file if this run should crash."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
            self._lock.tryLock(0)
            faulthandler.enable(self._file)

    def stop(self) -> None:
        """The run has come to a good end."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._path.unlink(missing_ok=True)
            self._lock.unlock()


def take_crash_traces(folder: Path) -> str:
    """What earlier runs that crashed have written, newest last, and then no more; "" when none did."""
    traces = []
    for path in sorted(folder.glob("crash-*.txt"), key=_age):
        lock = _lock_of(path)
        # A lock whose program is gone gives way; one that holds belongs to a running program.
        if not lock.tryLock(0):
            continue
        with contextlib.suppress(OSError):
            traces.append(path.read_text(encoding="utf-8", errors="replace")[:_MAX_CHARACTERS])
            path.unlink()
        lock.unlock()
    return "\n\n".join(trace for trace in traces if trace.strip())


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0
