"""Why a file cannot be had or written, in the words of its user, and what he can do."""

import errno
import os
from pathlib import Path

import pytest

from core.backups import Backups
from core.formats import LoadError, SaveError
from core.formats.disk import HalfWritten, read_file, restore_version, write_file
from core.formats.errors import ChangedOnDisk
from core.store import FileHeld


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局2026年.txt"
    path.write_bytes(b"old")
    return path


def refusal_of(path: Path) -> str:
    with pytest.raises(SaveError) as refusal:
        write_file(path, b"new")
    assert f"“{path.name}”没有保存：" in refusal.value.message
    return refusal.value.message


def let_the_system_say(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("core.formats.disk.write_atomically", refuse)


def test_a_read_only_file_points_to_save_as(path: Path) -> None:
    path.chmod(0o444)
    message = refusal_of(path)
    assert "只读" in message
    assert "另存为" in message
    assert path.read_bytes() == b"old"


def test_a_held_file_names_the_programs_that_usually_hold_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_the_system_say(monkeypatch, FileHeld(errno.EACCES, "held"))
    message = refusal_of(path)
    assert "Excel、WPS" in message
    assert "关闭" in message


@pytest.mark.parametrize(
    ("lock", "program"), [(".~lock.某局2026年.txt#", "LibreOffice"), (".~某局2026年.txt", "WPS")]
)
def test_the_program_is_named_that_has_the_file_open(path: Path, lock: str, program: str) -> None:
    path.with_name(lock).write_bytes(b"")
    assert f"它正在 {program} 中打开" in refusal_of(path)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "配额用完了"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.ESTALE, "网络共享断开了"),
        (errno.EDOM, "系统报告“as it says”"),
    ],
)
def test_the_systems_reason_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    let_the_system_say(monkeypatch, OSError(number, "as it says"))
    message = refusal_of(path)
    assert reason in message
    assert "as it says" in message


def test_a_name_that_is_too_long_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    assert "文件名太长" in refusal_of(tmp_path / ("长" * 84 + ".txt"))
    with pytest.raises(LoadError, match="文件名太长"):
        read_file(tmp_path / ("长" * 84 + ".txt"))


def test_a_lock_whose_name_would_be_too_long_is_none(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + ".txt")
    write_file(path, b"new")
    assert read_file(path) == b"new"


def test_windows_gets_no_name_that_would_hide_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.formats.disk.IS_WINDOWS", True)
    assert "请换一个文件名" in refusal_of(tmp_path / "某局:2026.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_colon_is_no_trouble_elsewhere(tmp_path: Path) -> None:
    write_file(tmp_path / "某局:2026.txt", b"new")
    assert read_file(tmp_path / "某局:2026.txt") == b"new"


def test_what_somebody_else_writes_at_the_last_moment_stays(path: Path) -> None:
    with pytest.raises(ChangedOnDisk, match="正在保存时"):
        write_file(path, b"new", may_replace=lambda: False)
    assert path.read_bytes() == b"old"


class TestBackups:
    @pytest.fixture
    def backups(self, tmp_path: Path) -> Backups:
        return Backups(tmp_path / "backups")

    @pytest.fixture
    def told(self) -> list[str]:
        return []

    def test_what_stood_on_the_disk_is_kept(self, path: Path, backups: Backups, told: list[str]) -> None:
        write_file(path, b"new", backups, told.append)
        assert [backups.read(version) for version in backups.versions(path)] == [b"old"]
        assert path.read_bytes() == b"new"
        assert told == []

    def test_a_new_file_has_nothing_to_keep(self, tmp_path: Path, backups: Backups, told: list[str]) -> None:
        path = tmp_path / "新.txt"
        write_file(path, b"new", backups, told.append)
        assert backups.versions(path) == []
        assert told == []

    def test_none_are_kept_where_the_user_wants_none(self, path: Path, backups: Backups) -> None:
        backups.keep = 0
        write_file(path, b"new", backups)
        assert backups.versions(path) == []

    def test_failing_backups_are_told_once_and_stop_no_save(
        self, path: Path, backups: Backups, told: list[str]
    ) -> None:
        backups.folder.write_bytes(b"no folder")
        write_file(path, b"new", backups, told.append)
        write_file(path, b"newer", backups, told.append)
        assert path.read_bytes() == b"newer"
        assert len(told) == 1
        assert "没能备份" in told[0]
        backups.folder.unlink()
        write_file(path, b"newest", backups, told.append)
        backups.folder.rename(backups.folder.with_name("gone"))
        backups.folder.write_bytes(b"no folder")
        write_file(path, b"last", backups, told.append)
        assert len(told) == 2

    def test_a_save_that_fails_tells_nothing_of_a_saved_file(
        self, path: Path, backups: Backups, told: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backups.folder.write_bytes(b"no folder")
        let_the_system_say(monkeypatch, OSError(errno.ENOSPC, "full"))
        with pytest.raises(SaveError):
            write_file(path, b"new", backups, told.append)
        assert told == []

    def test_a_version_comes_back_and_the_present_one_is_kept(self, path: Path, backups: Backups) -> None:
        write_file(path, b"new", backups)
        restore_version(path, backups.versions(path)[0], backups)
        assert path.read_bytes() == b"old"
        assert [backups.read(version) for version in backups.versions(path)] == [b"new", b"old"]

    def test_a_version_comes_back_also_where_none_are_kept_otherwise(
        self, path: Path, backups: Backups
    ) -> None:
        write_file(path, b"new", backups)
        backups.keep = 0
        restore_version(path, backups.versions(path)[0], backups)
        assert path.read_bytes() == b"old"
        assert [backups.read(version) for version in backups.versions(path)] == [b"new"]

    def test_nothing_is_restored_over_a_file_that_cannot_be_kept(self, path: Path, backups: Backups) -> None:
        write_file(path, b"new", backups)
        version = backups.versions(path)[0]
        backups.largest = 2
        with pytest.raises(SaveError, match="没有还原"):
            restore_version(path, version, backups)
        assert path.read_bytes() == b"new"


class TestWhereNothingCanBeReplaced:
    @pytest.fixture(autouse=True)
    def refusing(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The table's folder lets nothing be put in its place."""

        replace = Path.replace

        def refuse(source: Path, target: Path) -> Path:
            if target == path:
                raise PermissionError(errno.EPERM, "Operation not permitted")
            return replace(source, target)

        monkeypatch.setattr(Path, "replace", refuse)
        monkeypatch.setattr("core.store.writing.time.sleep", lambda _: None)

    @pytest.fixture(params=[0, 10])
    def backups(self, tmp_path: Path, request: pytest.FixtureRequest) -> Backups:
        return Backups(tmp_path / "backups", keep=request.param)

    def test_the_file_is_written_over_and_that_is_told(self, path: Path, backups: Backups) -> None:
        told: list[str] = []
        write_file(path, b"new", backups, told.append)
        assert path.read_bytes() == b"new"
        assert [backups.read(version) for version in backups.versions(path)] == [b"old"]
        assert len(told) == 1
        assert "直接改写" in told[0]
        assert backups.interrupted(path) is None

    def test_what_somebody_else_writes_at_the_last_moment_stays(self, path: Path, backups: Backups) -> None:
        answers = iter([True] * 5)  # to each attempt to put the new file in its place
        with pytest.raises(ChangedOnDisk):
            write_file(path, b"new", backups, may_replace=lambda: next(answers, False))
        assert path.read_bytes() == b"old"
        assert backups.interrupted(path) is None

    def test_without_backups_the_file_is_left_alone(self, path: Path) -> None:
        refusal_of(path)
        assert path.read_bytes() == b"old"

    def test_without_a_kept_version_the_file_is_left_alone(self, path: Path, backups: Backups) -> None:
        backups.folder.write_bytes(b"no folder")
        with pytest.raises(SaveError, match="没能先备份"):
            write_file(path, b"new", backups)
        assert path.read_bytes() == b"old"

    def test_a_failure_half_way_leaves_the_old_file(
        self, path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fail_to_cut(monkeypatch, times=1)
        with pytest.raises(SaveError, match="原来的文件没有变"):
            write_file(path, b"new", backups)
        assert path.read_bytes() == b"old"
        assert backups.interrupted(path) is None

    def test_a_torn_file_says_where_the_old_one_is(
        self, path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fail_to_cut(monkeypatch, times=2)
        with pytest.raises(HalfWritten) as refusal:
            write_file(path, b"new, and longer", backups)
        version = backups.versions(path)[0]
        assert backups.read(version) == b"old"
        assert str(version.path) in refusal.value.message
        assert backups.interrupted(path) == version


def fail_to_cut(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let a file's length not be set so many times, as where a disk breaks."""
    cut, failures = os.ftruncate, iter(range(times))

    def maybe(descriptor: int, length: int) -> None:
        if next(failures, None) is not None:
            raise OSError(errno.EIO, "Input/output error")
        cut(descriptor, length)

    monkeypatch.setattr(os, "ftruncate", maybe)
