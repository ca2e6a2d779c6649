"""Backups: which versions of a file stay, and how they are found again."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.backups import Backups
from core.windows_files import IS_WINDOWS

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clock:
    """Goes on by a minute whenever it is looked at, or where it is put."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> Backups:
    return Backups(tmp_path / "backups", keep=3, now=clock)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "科室").mkdir()
    return tmp_path / "科室" / "某局2026年.txt"


def contents(backups: Backups, path: Path) -> list[bytes]:
    """The latest first."""
    return [backups.read(version) for version in backups.versions(path)]


def test_what_was_kept_is_read_back_with_its_time_and_size(backups: Backups, path: Path) -> None:
    kept = backups.keep_version(path, b"first")
    assert backups.versions(path) == [kept]
    assert (kept.kept_at, kept.size, kept.path.suffix) == (NOON + timedelta(minutes=1), 5, ".txt")
    assert backups.read(kept) == b"first"


def test_the_latest_versions_stay(backups: Backups, path: Path) -> None:
    for number in range(5):
        backups.keep_version(path, f"{number}".encode())
    assert contents(backups, path) == [b"4", b"3", b"2"]


def test_the_same_contents_are_kept_once(backups: Backups, path: Path) -> None:
    """As when saving fails again and again."""
    assert backups.keep_version(path, b"same") == backups.keep_version(path, b"same")
    assert contents(backups, path) == [b"same"]


def test_a_clock_that_is_set_back_does_not_change_the_order(
    backups: Backups, path: Path, clock: Clock
) -> None:
    backups.keep_version(path, b"older")
    clock.time = NOON - timedelta(days=400)
    backups.keep_version(path, b"newer")
    assert contents(backups, path) == [b"newer", b"older"]
    names = [version.path.name for version in backups.versions(path)]
    assert names == sorted(names, reverse=True)


def test_files_of_the_same_name_in_two_folders_are_two_files(backups: Backups, path: Path) -> None:
    backups.keep_version(path, b"mine")
    assert contents(backups, path.parent.parent / path.name) == []


@pytest.mark.skipif(IS_WINDOWS, reason="Windows lets only few users make links")
def test_a_link_and_its_target_are_one_file(backups: Backups, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.txt"
    link.symlink_to(path)
    backups.keep_version(path, b"mine")
    assert contents(backups, link) == [b"mine"]


def test_all_together_stay_within_the_size_and_the_oldest_go_first(backups: Backups, path: Path) -> None:
    backups.largest = 10
    other = path.with_name("另一局.txt")
    backups.keep_version(other, b"aaaa")
    backups.keep_version(path, b"bbbb")
    backups.keep_version(path, b"cccc")
    assert contents(backups, other) == []
    assert contents(backups, path) == [b"cccc", b"bbbb"]


def test_what_is_larger_than_all_may_be_is_refused(backups: Backups, path: Path) -> None:
    backups.largest = 3
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        backups.keep_version(path, b"four")
    assert contents(backups, path) == []


@pytest.mark.skipif(IS_WINDOWS, reason="Windows keeps rights in access lists")
def test_only_the_user_may_look_into_the_backups(backups: Backups, path: Path) -> None:
    folder = backups.keep_version(path, b"mine").path.parent
    assert folder.stat().st_mode & 0o077 == 0
    assert backups.folder.stat().st_mode & 0o077 == 0


def test_a_folder_says_whose_versions_it_holds(backups: Backups, path: Path) -> None:
    folder = backups.keep_version(path, b"mine").path.parent
    assert (folder / "path.txt").read_text("utf-8").strip() == str(path)


def test_other_files_in_the_folder_are_no_versions(backups: Backups, path: Path) -> None:
    kept = backups.keep_version(path, b"mine")
    for name in ("000009_20269902T081500Z.txt", "说明.txt"):
        (kept.path.parent / name).write_bytes(b"")
    assert backups.versions(path) == [kept]


def test_a_folder_that_is_none_has_no_versions(tmp_path: Path, path: Path) -> None:
    (tmp_path / "backups").write_bytes(b"a file")
    backups = Backups(tmp_path / "backups")
    assert not backups.versions(path)
    with pytest.raises((NotADirectoryError, FileNotFoundError, FileExistsError)):
        backups.keep_version(path, b"mine")


class TestWritingOver:
    def test_a_file_that_was_left_half_written_is_known(self, backups: Backups, path: Path) -> None:
        version = backups.keep_version(path, b"old contents")
        backups.begin_writing_over(path, version, b"new contents")
        path.write_bytes(b"new contnts")
        assert backups.interrupted(path) == version

    @pytest.mark.parametrize("whole", [b"old contents", b"new contents"])
    def test_a_file_that_is_whole_is_not_interrupted(
        self, backups: Backups, path: Path, whole: bytes
    ) -> None:
        version = backups.keep_version(path, b"old contents")
        backups.begin_writing_over(path, version, b"new contents")
        path.write_bytes(whole)
        assert backups.interrupted(path) is None
        path.write_bytes(b"another program's")
        assert backups.interrupted(path) is None

    def test_what_came_to_its_end_is_not_interrupted(self, backups: Backups, path: Path) -> None:
        version = backups.keep_version(path, b"old contents")
        backups.begin_writing_over(path, version, b"new contents")
        backups.end_writing_over(path)
        path.write_bytes(b"another program's")
        assert backups.interrupted(path) is None
