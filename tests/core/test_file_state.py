"""A file that another program has changed is noticed, whatever the clocks say."""

import os
import sys
from pathlib import Path

import pytest

from core.file_state import has_changed, may_have_changed, state_of
from core.windows_files import IS_WINDOWS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局 2026年.txt"
    path.write_bytes(b"old")
    return path


def test_an_untouched_file_has_not_changed(path: Path) -> None:
    state = state_of(path)
    assert not may_have_changed(path, state)
    assert not has_changed(path, state)


@pytest.mark.parametrize("data", [b"new", b"longer than before", b""])
def test_other_bytes_are_a_change(path: Path, data: bytes) -> None:
    state = state_of(path)
    path.write_bytes(data)
    later = state.modified_at + 100  # the finest that Windows tells apart
    os.utime(path, ns=(later, later))
    assert may_have_changed(path, state)
    assert has_changed(path, state)


@pytest.mark.parametrize("shift", [0, -3600 * 10**9])
def test_a_clock_that_was_set_back_hides_nothing(path: Path, shift: int) -> None:
    state = state_of(path)
    path.write_bytes(b"new")
    os.utime(path, ns=(state.modified_at + shift, state.modified_at + shift))
    assert has_changed(path, state)


def test_the_same_bytes_written_again_are_no_change(path: Path) -> None:
    state = state_of(path)
    path.write_bytes(b"old")
    os.utime(path, ns=(1, 1))
    assert may_have_changed(path, state)
    assert not has_changed(path, state)


def test_a_file_that_is_gone_has_nothing_to_overwrite(path: Path) -> None:
    state = state_of(path)
    path.unlink()
    assert not may_have_changed(path, state)
    assert not has_changed(path, state)


@pytest.mark.skipif(IS_WINDOWS, reason="Windows lets only few users make links")
def test_a_file_replaced_behind_a_link_has_changed(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "连接.txt"
    link.symlink_to(path)
    state = state_of(link)
    path.write_bytes(b"new")
    assert has_changed(link, state)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="whoever may read everything is not refused"
)
def test_a_file_that_may_not_be_read_says_so(path: Path) -> None:
    state = state_of(path)
    path.chmod(0)
    with pytest.raises(PermissionError):
        has_changed(path, state)
