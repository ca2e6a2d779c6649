"""The system's reasons in the user's words."""

import errno
from pathlib import Path

import pytest

from core.formats.disk_errors import reason


def of_windows(number: int, kind: type[OSError] = OSError) -> OSError:
    """As Python reports errors of Windows: with a poor errno, and the system's own number."""
    error = kind(errno.EINVAL, "as Windows says")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("number", "words"),
    [(112, "磁盘空间不足"), (1295, "配额"), (64, "网络共享断开"), (59, "网络共享断开"), (19, "只读"), (32, "占用"), (21, "拔出")],
)  # fmt: skip
def test_windows_own_numbers_tell_more(tmp_path: Path, number: int, words: str) -> None:
    assert words in reason(of_windows(number), tmp_path / "甲.txt")
    assert "as Windows says" in reason(of_windows(number), tmp_path / "甲.txt")


def test_a_share_that_is_gone_is_not_a_missing_file(tmp_path: Path) -> None:
    assert "网络共享断开" in reason(of_windows(53, FileNotFoundError), tmp_path / "甲.txt")


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    missing = FileNotFoundError(errno.ENOENT, "No such file or directory")
    assert f"文件夹“{tmp_path / '科室'}”不存在" in reason(missing, tmp_path / "科室" / "甲.txt")
    assert reason(missing, tmp_path / "甲.txt").startswith("文件不存在")


def test_a_refusal_without_a_number_is_one_of_rights(tmp_path: Path) -> None:
    assert "没有权限" in reason(PermissionError("refused"), tmp_path / "甲.txt")
