"""Writing over a file: it holds the new contents, or the old ones again."""

import errno
import os
from pathlib import Path

import pytest

from core.store import TornFile
from core.store.in_place import write_in_place

OLD, NEW, SHORT = "旧的内容".encode(), "新的更长的内容".encode(), b"new"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局.txt"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize("data", [NEW, SHORT, b""])
def test_the_file_holds_the_new_contents_and_no_more(path: Path, data: bytes) -> None:
    number = path.stat().st_ino
    write_in_place(path, data, OLD)
    assert path.read_bytes() == data
    assert path.stat().st_ino == number


@pytest.mark.parametrize("call", ["write", "ftruncate", "fsync"])
@pytest.mark.parametrize("data", [NEW, SHORT])
def test_a_failure_brings_the_old_contents_back(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, data: bytes
) -> None:
    refusals = fail(monkeypatch, call, times=1)
    with pytest.raises(OSError, match="No space left"):
        write_in_place(path, data, OLD)
    assert refusals == [call]
    assert path.read_bytes() == OLD


def test_a_disk_that_takes_only_parts_gets_all_of_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:2]))
    write_in_place(path, NEW, OLD)
    assert path.read_bytes() == NEW


def test_a_file_that_cannot_be_brought_back_is_said_to_be_torn(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, "fsync", times=2)
    with pytest.raises(TornFile):
        write_in_place(path, NEW, OLD)


def test_a_file_that_cannot_be_opened_is_not_torn(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, "open", times=2)
    with pytest.raises(OSError, match="No space left") as refusal:
        write_in_place(path, NEW, OLD)
    assert not isinstance(refusal.value, TornFile)


def fail(monkeypatch: pytest.MonkeyPatch, call: str, times: int) -> list[str]:
    """Let the call fail so many times; the list fills with the failures."""
    real, refusals = getattr(os, call), []

    def maybe(*arguments: object) -> object:
        if len(refusals) < times:
            refusals.append(call)
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, call, maybe)
    return refusals
