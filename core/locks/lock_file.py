"""The hidden file beside a book that says who edits it: `.~jimu-NAME.lock`."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from core.locks.processes import ProcessMark
from core.store import on_disk
from core.version import VERSION
from core.windows_files import hide

_LONGEST_NAME = 255
"""In bytes, as most file systems count."""
_SUCCESSOR = ".new"
_LARGEST_RECORD = 64 * 1024


class LockRecord(NamedTuple):
    """What a lock says. `since` is None where it does not say that; `token` tells one taking from another."""

    process: ProcessMark
    user: str = ""
    since: datetime | None = None
    token: str = ""


class Seen(NamedTuple):
    """A lock as found: its bytes, None where they may not be read, and what they say, None where that is nothing."""

    data: bytes | None
    record: LockRecord | None
    changed_at: float
    """Seconds since 1970, by the clock of the disk."""


def lock_of(path: Path) -> Path:
    """Where the lock lies of a file, or of what a symbolic link leads to; not looking whether there is one."""
    target = Path(os.path.realpath(on_disk(path)))
    name = f".~jimu-{target.name}.lock"
    if len(os.fsencode(name + _SUCCESSOR)) > _LONGEST_NAME:
        name = f".~jimu-{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:32]}.lock"
    return target.with_name(name)


def successor_of(lock: Path) -> Path:
    """Where a lock is written that is to take the place of a stale one."""
    return lock.with_name(lock.name + _SUCCESSOR)


def written(record: LockRecord) -> bytes:
    said = {
        "program": "jimu",
        "version": VERSION,
        **record.process._asdict(),
        "user": record.user,
        "since": record.since.isoformat(timespec="seconds") if record.since else "",
        "token": record.token,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def create(lock: Path, data: bytes) -> None:
    """Put a lock where there is none. Raises FileExistsError where there is one, any other OSError where none can be."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    descriptor = os.open(lock, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError:
        lock.unlink(missing_ok=True)
        raise
    hide(str(lock))


def look_at(lock: Path) -> Seen | None:
    """None where there is no lock. Raises OSError where not even that can be told."""
    try:
        state = lock.lstat()
        # Whatever else may have this name, reading it could take for ever.
        data = _read(lock) if stat.S_ISREG(state.st_mode) else None
    except FileNotFoundError:
        return None
    return Seen(data, _record(data) if data is not None else None, state.st_mtime)


def _read(lock: Path) -> bytes | None:
    try:
        with lock.open("rb") as file:
            return file.read(_LARGEST_RECORD)
    except PermissionError:
        return None


def _record(data: bytes) -> LockRecord | None:
    try:
        said = json.loads(data)
        host, pid = said["host"], said["pid"]
        started, boot, user, token = (said.get(key, "") for key in ("started", "boot", "user", "token"))
        texts = (host, started, boot, user, token)
        if not all(isinstance(text, str) for text in texts) or type(pid) is not int or pid <= 0:
            return None
        return LockRecord(ProcessMark(host, pid, started, boot), user, _moment(said.get("since")), token)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _moment(said: object) -> datetime | None:
    """A moment in this computer's time zone."""
    try:
        moment = datetime.fromisoformat(str(said))
        return moment.astimezone() if moment.tzinfo else moment.replace(tzinfo=UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
