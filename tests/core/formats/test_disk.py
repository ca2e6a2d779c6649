"""Why a file cannot be had or written, in the words of its user, and what he can do."""

import errno
from pathlib import Path

import pytest

from core.formats import LoadError, SaveError
from core.formats.disk import read_file, write_file
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
    def refuse(path: Path, data: bytes) -> None:
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
    ("number", "reason"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EROFS, "磁盘是只读的"), (errno.EBUSY, "系统报告“as it says”")],
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
