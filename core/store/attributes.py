"""What there is to a file besides its contents, and goes over to the file that takes its place."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.store.windows_attributes import take_over_on_windows
from core.windows_files import IS_WINDOWS

_NOT_TO_BE_GIVEN = {errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""How a disk says that it knows no such thing (memory sticks, shares), or that this user may not give it."""
_PERMISSIONS = 0o777
_GROUPS = 0o070


def take_over(old: Path, new: Path) -> None:
    """Give the new file the old one's owner, group, permissions and extended attributes (access lists among them).

    What the disk does not know or the user may not give stays behind, and rights of a group that could not be given
    do not become those of another group. Where there is no old file, the new one stays as it was made. On Windows it
    is the access list, the time of creation and the attributes that go over. Raises OSError.
    """
    if IS_WINDOWS:
        take_over_on_windows(old, new)
        return
    try:
        status = old.stat()
    except FileNotFoundError:
        return
    permissions = status.st_mode & _PERMISSIONS
    if not _give_away(new, status):
        permissions &= ~_GROUPS | (permissions & 0o007) << 3
    # After the owner, for a change of owner may take permissions away; access lists last, as they refine them.
    with _as_far_as_possible():
        new.chmod(permissions)
    if hasattr(os, "listxattr"):
        _copy_extended_attributes(old, new)


def _give_away(new: Path, status: os.stat_result) -> bool:
    """Give the file to the owner and the group, or to the group alone; whether it has the group now."""
    present = new.stat()
    if (present.st_uid, present.st_gid) == (status.st_uid, status.st_gid):
        return True
    for owner in (status.st_uid, -1):
        with _as_far_as_possible():
            os.chown(new, owner, status.st_gid)
            return True
    return False


def _copy_extended_attributes(old: Path, new: Path) -> None:
    with _as_far_as_possible():
        for name in os.listxattr(old):
            with _as_far_as_possible():
                os.setxattr(new, name, os.getxattr(old, name))


@contextmanager
def _as_far_as_possible() -> Iterator[None]:
    """Let pass that something cannot be given; a disk that fails is another matter."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NOT_TO_BE_GIVEN:
            raise
