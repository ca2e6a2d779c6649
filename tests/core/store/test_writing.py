"""A save is all or nothing, also where the disk or another program is in the way."""

import errno
import os
from pathlib import Path

import pytest

from core.store import FileHeld, Irreplaceable, Overtaken, ReadOnlyFile, on_disk, write_atomically, writing
from core.windows_files import IS_WINDOWS

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
        monkeypatch.setattr("core.store.writing.time.sleep", self.pauses.append)

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
    monkeypatch.setattr(writing, "IS_WINDOWS", True)
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


class TestTheLastMoment:
    """What somebody else writes while a save is being prepared."""

    def test_it_is_asked_when_all_else_is_done(self, path: Path) -> None:
        def look() -> bool:
            (prepared,) = (file for file in path.parent.iterdir() if file != path)
            asked.append(prepared.read_bytes())
            return True

        asked: list[bytes] = []
        write_atomically(path, NEW, look)
        assert asked == [NEW]
        assert path.read_bytes() == NEW

    def test_a_file_that_was_written_meanwhile_stays(self, path: Path) -> None:
        with pytest.raises(Overtaken):
            write_atomically(path, NEW, lambda: False)
        assert path.read_bytes() == OLD
        assert list(path.parent.iterdir()) == [path]

    def test_it_is_asked_again_before_every_attempt(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As where a scanner holds the file, and then a colleague's program has written it."""
        refusals, answers = Refusals(monkeypatch, 2), iter([True, True, False])
        with pytest.raises(Overtaken):
            write_atomically(path, NEW, lambda: next(answers))
        assert refusals.left == 0
        assert path.read_bytes() == OLD


class TestWhatStays:
    @pytest.mark.skipif(IS_WINDOWS, reason="Windows keeps rights in access lists")
    def test_permissions_stay(self, path: Path) -> None:
        path.chmod(0o640)
        write_atomically(path, NEW)
        assert path.stat().st_mode & 0o777 == 0o640

    @pytest.mark.skipif(IS_WINDOWS, reason="Windows lets only few users make links")
    def test_a_link_stays_and_its_target_is_replaced(self, path: Path, tmp_path: Path) -> None:
        link = tmp_path / "链接.txt"
        link.symlink_to(path.name)
        write_atomically(link, NEW)
        assert link.is_symlink()
        assert path.read_bytes() == NEW

    @pytest.mark.skipif(IS_WINDOWS, reason="Windows lets only few users make links")
    def test_links_in_a_circle_are_an_error_of_the_system(self, tmp_path: Path) -> None:
        one, other = tmp_path / "甲.txt", tmp_path / "乙.txt"
        one.symlink_to(other)
        other.symlink_to(one)
        with pytest.raises(OSError, match="symbolic links") as refusal:
            write_atomically(one, NEW)
        assert refusal.value.errno == errno.ELOOP

    @pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives files away")
    def test_owner_and_group_stay(self, path: Path) -> None:
        os.chown(path, 12345, 54321)
        write_atomically(path, NEW)
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)

    @pytest.mark.skipif(IS_WINDOWS, reason="Windows keeps rights in access lists")
    def test_rights_of_a_group_do_not_become_those_of_another(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As when a colleague's file is saved by someone who is not in its group."""
        path.chmod(0o660)
        real_stat = Path.stat

        def of_another_group(self: Path, **options: bool) -> os.stat_result:
            status = list(real_stat(self, **options))
            if self == path:
                status[5] += 1
            return os.stat_result(status)

        def refuse(*_: object) -> None:
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(Path, "stat", of_another_group)
        monkeypatch.setattr(os, "chown", refuse)
        write_atomically(path, NEW)
        assert real_stat(path).st_mode & 0o777 == 0o600

    @pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes")
    def test_extended_attributes_stay(self, path: Path) -> None:
        try:
            os.setxattr(path, "user.密级", "内部".encode())
        except OSError as error:
            pytest.skip(f"this disk has no extended attributes: {error}")
        write_atomically(path, NEW)
        assert os.getxattr(path, "user.密级") == "内部".encode()


def test_contents_are_on_the_disk_before_they_have_the_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a power cut could leave the name with an empty file."""
    told: list[str] = []
    flush, replace = os.fsync, Path.replace

    def tell_flush(descriptor: int) -> None:
        told.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")  # noqa: PTH112
        flush(descriptor)

    def tell_replace(source: Path, target: Path) -> Path:
        told.append("name")
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", tell_flush)
    monkeypatch.setattr(Path, "replace", tell_replace)
    write_atomically(path, NEW)
    assert told == (["file", "name"] if IS_WINDOWS else ["file", "name", "folder"])


class TestWhereNothingCanBeReplaced:
    @pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY, errno.EXDEV])
    def test_a_refused_name_says_so(self, path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        def refuse(_: Path, target: Path) -> Path:
            raise OSError(number, "refused")

        monkeypatch.setattr(Path, "replace", refuse)
        monkeypatch.setattr("core.store.writing.time.sleep", lambda _: None)
        monkeypatch.setattr(writing, "_is_held", lambda _: False)
        with pytest.raises(Irreplaceable):
            write_atomically(path, NEW)
        assert path.read_bytes() == OLD
        assert list(path.parent.iterdir()) == [path]

    def test_a_folder_that_takes_no_file_says_so(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> int:
            raise PermissionError(errno.EACCES, "refused")

        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(Irreplaceable):
            write_atomically(path, NEW)

    def test_a_new_file_is_just_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """There is nothing that could be written over."""

        def refuse(*_: object) -> int:
            raise PermissionError(errno.EACCES, "refused")

        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(PermissionError) as refusal:
            write_atomically(tmp_path / "新.txt", NEW)
        assert not isinstance(refusal.value, Irreplaceable)

    def test_a_full_disk_is_another_matter(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(OSError, match="No space") as refusal:
            write_atomically(path, NEW)
        assert not isinstance(refusal.value, Irreplaceable)
        assert path.read_bytes() == OLD
        assert list(path.parent.iterdir()) == [path]


class TestLeftovers:
    def test_what_a_killed_save_left_goes_with_the_next_one(self, path: Path) -> None:
        abandoned, other = path.with_name(".jimu-0123.tmp"), path.with_name(".jimu-settings")
        for file in (abandoned, other):
            file.write_bytes(b"half")
            os.utime(file, (0, 0))
        write_atomically(path, NEW)
        assert sorted(path.parent.iterdir()) == sorted([path, other])

    def test_a_save_that_goes_on_elsewhere_keeps_its_file(self, path: Path) -> None:
        """Of another window, or of a colleague's machine on the same share."""
        fresh = path.with_name(".jimu-0123.tmp")
        fresh.write_bytes(b"half")
        write_atomically(path, NEW)
        assert fresh.exists()


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    path, other = tmp_path / "新.txt", tmp_path / "别的.txt"
    other.touch()
    write_atomically(path, NEW)
    assert path.stat().st_mode == other.stat().st_mode
