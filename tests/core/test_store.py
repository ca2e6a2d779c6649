"""A save is all or nothing, also where the disk or another program is in the way."""

import errno
import os
from pathlib import Path

import pytest

from core import store
from core.store import FileHeld, ReadOnlyFile, on_disk, write_atomically

OLD, NEW = "旧的".encode(), "新的".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局 2026年.txt"
    path.write_bytes(OLD)
    return path


class Refusals:
    """The system's answer to renaming: so many refusals, then it works."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, times: int, *, to_itself: OSError | None = None
    ) -> None:
        self.left = times
        self.pauses: list[float] = []
        self._replace, self._to_itself = Path.replace, to_itself
        monkeypatch.setattr(Path, "replace", lambda source, target: self.replace(source, target))
        monkeypatch.setattr(Path, "rename", lambda source, target: self.rename())
        monkeypatch.setattr("core.store.time.sleep", self.pauses.append)

    def replace(self, source: Path, target: Path) -> Path:
        if self.left:
            self.left -= 1
            raise PermissionError(errno.EACCES, "Access is denied")
        return self._replace(source, target)

    def rename(self) -> None:
        if self._to_itself is not None:
            raise self._to_itself


def of_windows(number: int) -> OSError:
    error = PermissionError(errno.EACCES, "refused")
    error.winerror = number  # type: ignore[attr-defined]
    return error


def test_a_file_that_a_scanner_holds_for_a_moment_is_replaced_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = Refusals(monkeypatch, 2)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert len(refusals.pauses) == 2


def test_the_patience_with_a_held_file_ends_within_a_second(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = Refusals(monkeypatch, 100)
    with pytest.raises(PermissionError):
        write_atomically(path, NEW)
    assert sum(refusals.pauses) < 1
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("to_itself", "is_held"), [(of_windows(32), True), (of_windows(5), False), (None, True)]
)
def test_windows_tells_a_held_file_from_missing_rights(
    path: Path, monkeypatch: pytest.MonkeyPatch, to_itself: OSError | None, is_held: bool
) -> None:
    monkeypatch.setattr(store, "IS_WINDOWS", True)
    Refusals(monkeypatch, 100, to_itself=to_itself)
    with pytest.raises(PermissionError) as refusal:
        write_atomically(path, NEW)
    assert isinstance(refusal.value, FileHeld) == is_held


def test_a_read_only_file_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(ReadOnlyFile):
        write_atomically(path, NEW)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_flushed_does_not_unmake_the_save(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network file systems take no fsync of a folder; by then the new file has its name."""
    flush = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112 (a descriptor)
            raise OSError(errno.EINVAL, "Invalid argument")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_a_disk_without_permissions_takes_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_a_drive_that_knows_no_links_takes_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As RAM disks on Windows do."""

    def refuse(_: Path) -> Path:
        raise OSError(errno.EINVAL, "Incorrect function")

    monkeypatch.setattr(Path, "resolve", refuse)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_a_name_as_long_as_the_disk_allows_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + ".txt")
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_a_relative_path_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert on_disk(Path("甲.txt")) == tmp_path / "甲.txt"
