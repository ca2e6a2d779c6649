"""Taking a file for oneself, holding it, letting it go.

A lock keeps nobody from the file; it tells others. So where none can be written (a folder without rights, a disk that
is full), the file is edited all the same, and that it has changed on disk is noticed before saving (`core.file_state`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from core.locks.holder import HeldByOther
from core.locks.lock_file import LockRecord, Seen, create, lock_of, look_at, successor_of, written
from core.locks.processes import is_gone, is_of_this_computer, this_process, user_name
from core.windows_files import IS_WINDOWS

_ATTEMPTS = 5
_PAUSE = 0.1
"""Seconds in which a lock is written that has just been created, or put in the place of another."""
_MOMENT = 0.02
"""Seconds for which Windows refuses a lock because somebody else reads, replaces or removes it."""
_YOUNG = 60.0
"""Seconds, by the clock of the disk, in which an empty or damaged lock may be one that is being written."""


class Held:
    """A file that this process edits, until it is released.

    Attributes:
        lock: the file that says so; None where none could be written.
    """

    def __init__(self, path: Path, lock: Path | None, token: str = "") -> None:
        self._named = lock_of(path)
        self.lock = lock
        self._token = token

    def is_of(self, path: Path) -> bool:
        """Whether it is this file that is held."""
        return self._named == lock_of(path)

    def release(self) -> None:
        """Let others have the file. A lock that somebody has taken over in the meantime is his and stays."""
        lock, self.lock = self.lock, None
        if lock is None:
            return
        # A folder that is gone or has been closed to us: whoever comes next sees that this process has ended.
        with suppress(OSError):
            seen = look_at(lock)
            if seen is not None and _is_ours(seen, self._token):
                _patiently(lambda: lock.unlink(missing_ok=True))


def take(path: Path) -> Held | HeldByOther:
    """Say beside the file that this process edits it, or tell who does already.

    The lock of a process that is gone is taken over; a damaged one, too, once it is a minute old. Never raises for
    what disks and folders refuse.
    """
    lock, token = lock_of(path), os.urandom(16).hex()
    now = datetime.now().astimezone()
    data = written(LockRecord(this_process(), user_name(), now, token))
    holder = HeldByOther(lock=lock.name)
    try:
        for attempt in range(_ATTEMPTS):
            try:
                with suppress(FileExistsError):
                    create(lock, data)
                    return Held(path, lock, token)
                seen = _settled(lock)
                if seen is None:
                    continue
                if not _is_stale(seen):
                    return _holder(seen, lock)
                if _take_over(lock, seen, data):
                    return Held(path, lock, token)
                holder = _holder(seen, lock)
            except PermissionError:
                if not IS_WINDOWS or attempt + 1 == _ATTEMPTS:
                    raise
                time.sleep(_MOMENT)
    except OSError:
        return Held(path, None)
    return holder


def _settled(lock: Path) -> Seen | None:
    """The lock as it is once it has been written; None where it is gone."""
    seen = look_at(lock)
    if seen is not None and seen.record is None:
        time.sleep(_PAUSE)
        seen = look_at(lock)
    return seen


def _is_stale(seen: Seen) -> bool:
    if seen.record is not None:
        return is_of_this_computer(seen.record.process) and is_gone(seen.record.process)
    # One that may not be read is somebody's. The clock of a disk may be ahead, or have been set back since.
    return seen.data is not None and abs(time.time() - seen.changed_at) > _YOUNG


def _take_over(lock: Path, stale: Seen, data: bytes) -> bool:
    """Put our lock in the place of a stale one; false where a rival was faster.

    The new lock is written under one name that all rivals want, so that one of them at a time compares and replaces.
    """
    successor = successor_of(lock)
    try:
        create(successor, data)
    except FileExistsError:
        rival = _settled(successor)
        if rival is not None and _is_stale(rival):
            successor.unlink(missing_ok=True)
        time.sleep(_PAUSE)
        return False
    try:
        seen = look_at(lock)
        if seen is not None and seen.data == stale.data:
            _patiently(lambda: successor.replace(lock))
            return True
    except OSError:
        _patiently(lambda: successor.unlink(missing_ok=True))
        raise
    _patiently(lambda: successor.unlink(missing_ok=True))
    return False


def _patiently(act: Callable[[], object]) -> None:
    """Windows neither replaces nor removes what somebody is just reading, and reading a lock takes but a moment."""
    for _ in range(_ATTEMPTS if IS_WINDOWS else 0):
        try:
            act()
        except PermissionError:
            time.sleep(_MOMENT)
        else:
            return
    act()


def _is_ours(seen: Seen, token: str) -> bool:
    return seen.record is not None and seen.record.token == token


def _holder(seen: Seen, lock: Path) -> HeldByOther:
    if seen.record is None:
        return HeldByOther(since=datetime.fromtimestamp(seen.changed_at).astimezone(), lock=lock.name)
    process, user, since, _ = seen.record
    return HeldByOther(user, process.host, since, is_of_this_computer(process), lock=lock.name)
