"""Files on disk: a save is all or nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from pathlib import Path

from core.windows_files import IS_WINDOWS, long_path

_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds before each further attempt to put a file in its place, less than a second in all."""
_ACCESS_DENIED = 5
"""What Windows reports where rights are missing; a file that is held gives another number (32, 33)."""


class ReadOnlyFile(PermissionError):
    """The old file is marked as read-only."""


class FileHeld(PermissionError):
    """Another program holds the old file, so that nothing can take its place."""


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file; at every instant it is the old one or the new one, whole.

    A symbolic link stays and its target is replaced; the permissions stay. Raises OSError (ReadOnlyFile, FileHeld),
    and then the old file is as it was.
    """
    target = _behind_links(on_disk(path))
    if _is_read_only(target):
        raise ReadOnlyFile(errno.EACCES, "文件是只读的", str(path))
    # A short name of its own: the file's, made longer, could be too long.
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".jimu-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # Shares and memory sticks may know no permissions.
        with contextlib.suppress(PermissionError):
            temporary.chmod(_mode_of(target))
        _replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(target.parent)


def on_disk(path: Path) -> Path:
    """The absolute path in the form in which the system takes it, however long it is."""
    absolute = path.absolute()
    return Path(long_path(str(absolute))) if IS_WINDOWS else absolute


def _behind_links(path: Path) -> Path:
    """What a symbolic link leads to; some drives and long paths of Windows refuse to tell, and have no links."""
    try:
        return path.resolve()
    except OSError:
        return path


def _replace(temporary: Path, target: Path) -> None:
    """Virus scanners and search indexes hold a new file for a moment, so a refusal is not the last word."""
    for pause in _PAUSES:
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    try:
        temporary.replace(target)
    except PermissionError as error:
        if IS_WINDOWS and target.is_file() and _is_held(target):
            raise FileHeld(errno.EACCES, "文件正被其他程序占用", str(target)) from error
        raise


def _is_held(target: Path) -> bool:
    """Whether another program, and not a missing right, keeps Windows from replacing the file.

    For both, replacing reports the same; giving the file its own name again tells them apart.
    """
    try:
        target.rename(target)
    except OSError as error:
        return getattr(error, "winerror", None) != _ACCESS_DENIED
    return True


def _is_read_only(path: Path) -> bool:
    """Whether nobody may write the file, or not this user; false where there is no file."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not mode & 0o222 or not os.access(path, os.W_OK)


def _mode_of(path: Path) -> int:
    """Permission bits of the file; those of a new file where there is none."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    """Make the new name durable; Windows knows no handles of folders, and some shares cannot do it.

    The new file stands already, so that this cannot fail the save any more.
    """
    if IS_WINDOWS:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
