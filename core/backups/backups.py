"""The folder of backups: the latest versions of every file that was saved, within a total size."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from core.backups.version import Version, stored_in, version_at, version_name
from core.store import on_disk, write_atomically
from core.store.writing import behind_links
from core.windows_files import IS_WINDOWS

DEFAULT_KEEP = 10
DEFAULT_LARGEST = 512 * 1024 * 1024
_NOT_FOR_OTHERS = 0o700
"""A copy of a file that only its owner may read is nobody else's to read either."""
_KEY_DIGITS = 24
_PATH_NAME = "path.txt"
_UNFINISHED_NAME = "unfinished.txt"


class Backups:
    """Keeps what files held before they were saved, in a folder per file.

    Attributes:
        folder: where they lie; need not exist yet.
        keep: how many versions of a file stay; with 0 none is kept without need.
        largest: how many bytes all of them may have together.
        is_failing: whether the latest attempt to keep a version failed, so that this is told only once.
    """

    def __init__(
        self,
        folder: Path,
        keep: int = DEFAULT_KEEP,
        largest: int = DEFAULT_LARGEST,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = folder
        self.keep = keep
        self.largest = largest
        self.is_failing = False
        self._now = now
        self._at_most = largest  # bytes of all versions; not counted yet

    # ── Versions of a file ──

    def versions(self, path: Path) -> Sequence[Version]:
        """The backups of the file, the latest first; none where they cannot be listed."""
        try:
            return _versions_in(self._folder_of(path))
        except OSError:
            return ()

    def read(self, version: Version) -> bytes:
        """Raises OSError."""
        return version.path.read_bytes()

    def keep_version(self, path: Path, data: bytes) -> Version:
        """Keep what the file holds; the latest version serves where it holds the same. Raises OSError."""
        if len(data) > self.largest:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        folder = self._folder_of(path)
        versions = _versions_in(folder)
        if versions and versions[0].size == len(data) and self.read(versions[0]) == data:
            return versions[0]
        self._make(folder, path)
        number = versions[0].number + 1 if versions else 1
        kept_at = self._now().replace(microsecond=0)
        file = folder / version_name(number, kept_at, path.suffix)
        write_atomically(file, data)
        version = Version(number, kept_at, len(data), file)
        with suppress(OSError):  # the next save tries again
            self._forget_old_versions(version)
        return version

    # ── Files that are written over, where nothing can be put in their place ──

    def begin_writing_over(self, path: Path, version: Version, data: bytes) -> None:
        """Note that the file, of which `version` is the whole old content, is about to be filled with `data`.

        Raises OSError.
        """
        note = f"{version.path.name}\n{_digest(data)}\n"
        write_atomically(self._folder_of(path) / _UNFINISHED_NAME, note.encode())

    def end_writing_over(self, path: Path) -> None:
        """The file is whole, whether the old one or the new one."""
        with suppress(OSError):  # what is left is seen through by its digest
            (self._folder_of(path) / _UNFINISHED_NAME).unlink(missing_ok=True)

    def interrupted(self, path: Path) -> Version | None:
        """The old content of a file that is a part of two, as the program was ended while writing over it.

        None where the file is whole, as it nearly always is.
        """
        try:
            folder = self._folder_of(path)
            name, digest = (folder / _UNFINISHED_NAME).read_text("utf-8").splitlines()
            version = next(one for one in _versions_in(folder) if one.path.name == name)
            present, old = on_disk(path).read_bytes(), self.read(version)
        except (OSError, ValueError, StopIteration):
            return None
        if _digest(present) == digest or present == old:
            self.end_writing_over(path)
            return None
        return version

    # ── Folders ──

    def _folder_of(self, path: Path) -> Path:
        """Two ways to a file lead to the same folder; on Windows without asking a share that may be gone."""
        absolute = on_disk(path)
        real = os.path.normcase(absolute) if IS_WINDOWS else str(behind_links(absolute))
        return self.folder / _digest(os.fsencode(real))[:_KEY_DIGITS]

    def _make(self, folder: Path, path: Path) -> None:
        """A new folder says for people whose versions it holds."""
        if folder.is_dir():
            return
        self.folder.mkdir(mode=_NOT_FOR_OTHERS, parents=True, exist_ok=True)
        folder.mkdir(mode=_NOT_FOR_OTHERS, exist_ok=True)
        write_atomically(folder / _PATH_NAME, f"{path.absolute()}\n".encode("utf-8", "surrogateescape"))

    def _forget_old_versions(self, latest: Version) -> None:
        """Keep within the number and the size; the latest version stays in any case. Raises OSError."""
        for version in _versions_in(latest.path.parent)[max(self.keep, 1) :]:
            _remove(version.path)
        # Ten thousand versions take a while to add up, so that this is done only where it may matter.
        self._at_most += latest.size
        if self._at_most > self.largest:
            self._forget_the_oldest(latest)

    def _forget_the_oldest(self, latest: Version) -> None:
        stored = [one for folder in _folders_in(self.folder) for one in stored_in(folder)]
        size = sum(one.size for one in stored)
        for one in sorted(stored, key=lambda one: one.stamp):
            if size <= self.largest:
                break
            if one.path != latest.path:
                size -= one.size
                _remove(one.path)
        self._at_most = size


def _versions_in(folder: Path) -> list[Version]:
    """The latest first. Raises OSError."""
    try:
        with os.scandir(folder) as entries:
            versions = [version for entry in entries if (version := version_at(entry))]
    except FileNotFoundError:
        return []
    return sorted(versions, key=lambda version: version.number, reverse=True)


def _folders_in(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir()]


def _remove(path: Path) -> None:
    """Another window may have removed it already."""
    with suppress(OSError):
        path.unlink()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
