"""Putting new contents in the place of a file, so that it is the old one or the new one at every instant."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from core.store.attributes import take_over
from core.store.leftovers import PREFIX, SUFFIX, remove_leftovers
from core.store.refusals import FileHeld, Irreplaceable, Overtaken, ReadOnlyFile
from core.windows_files import IS_WINDOWS, hide, long_path

_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds before each further attempt to put a file in its place, less than a second in all."""
_ACCESS_DENIED = 5
"""What Windows reports where rights are missing; a file that is held gives another number (32, 33)."""
_NO_REPLACING = {
    errno.EACCES, errno.EPERM, errno.EBUSY, errno.EXDEV, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS,
}  # fmt: skip
"""How systems say that a folder takes no new file, or a file none in its place."""


def always() -> bool:
    """Where nobody minds what the old file holds."""
    return True


def write_atomically(path: Path, data: bytes, may_replace: Callable[[], bool] = always) -> None:
    """Put `data` in the place of the file; at every instant it is the old one or the new one, whole.

    A symbolic link stays and its target is replaced; what else there is to the file stays as far as the user may
    give it (see `core.store.attributes`). `may_replace` is asked at the last moment before that, and whenever it is
    tried again. Raises OSError (ReadOnlyFile, FileHeld, Irreplaceable; Overtaken where it may not be replaced any more),
    and then the old file is as it was.
    """
    target = behind_links(on_disk(path))
    if _is_read_only(target):
        raise ReadOnlyFile(errno.EACCES, "文件是只读的", str(path))
    with _irreplaceable_if_refused(target):
        descriptor, temporary = _create_beside(target)
    try:
        remove_leftovers(target.parent, temporary)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            take_over(target, temporary)
            os.fsync(file.fileno())
        with _irreplaceable_if_refused(target):
            _replace(temporary, target, may_replace)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(target.parent)


def on_disk(path: Path) -> Path:
    """The absolute path in the form in which the system takes it, however long it is."""
    absolute = path.absolute()
    return Path(long_path(str(absolute))) if IS_WINDOWS else absolute


def behind_links(path: Path) -> Path:
    """What a symbolic link leads to; some drives and long paths of Windows refuse to tell, and have no links.

    Raises OSError for links that lead in a circle.
    """
    try:
        return path.resolve()
    except OSError:
        return path
    except RuntimeError as error:  # Python 3.11 says so of circles
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _create_beside(target: Path) -> tuple[int, Path]:
    """A new empty file in the target's folder; in place of an old one it is this user's alone until it is finished.

    Not by `tempfile`, which tries ten thousand names where Windows lets nobody create any file.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    # A short name of its own: the file's, made longer, could be too long.
    temporary = target.with_name(f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}")
    descriptor = os.open(temporary, flags, 0o600 if target.exists() else 0o666)
    hide(str(temporary))
    return descriptor, temporary


@contextlib.contextmanager
def _irreplaceable_if_refused(target: Path) -> Iterator[None]:
    """Tells a place where nothing can be replaced from other failures."""
    try:
        yield
    except (FileHeld, Overtaken):
        raise
    except OSError as error:
        if error.errno in _NO_REPLACING and target.is_file() and os.access(target, os.W_OK):
            raise Irreplaceable(error.errno, error.strerror, str(target)) from error
        raise


def _replace(temporary: Path, target: Path, may_replace: Callable[[], bool]) -> None:
    """Virus scanners and search indexes hold a new file for a moment, so a refusal is not the last word."""

    def attempt() -> None:
        if not may_replace():
            raise Overtaken
        temporary.replace(target)

    for pause in _PAUSES:
        try:
            attempt()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    try:
        attempt()
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
