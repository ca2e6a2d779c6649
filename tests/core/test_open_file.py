"""The file of an open book: what it was is known, and so is what somebody else makes of it."""

from pathlib import Path

import pytest

from core.book import Book
from core.open_file import OpenFile, is_still, state_before_reading
from core.store import Overtaken, write_atomically


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局 2026年.txt"
    path.write_bytes(b"old")
    return path


def test_a_file_that_was_just_saved_is_held_and_has_not_changed(path: Path) -> None:
    file = OpenFile.saved(path, Book(), None)
    assert not file.has_changed()
    assert len(list(path.parent.iterdir())) == 2
    path.write_bytes(b"theirs")
    assert file.has_changed()
    file.release()
    assert list(path.parent.iterdir()) == [path]


def test_what_comes_between_the_look_and_the_replacement_is_not_lost(path: Path) -> None:
    file = OpenFile(path, None, state_before_reading(path), Book())
    assert not file.has_changed()
    path.write_bytes(b"theirs")
    with pytest.raises(Overtaken):
        write_atomically(path, b"mine", lambda: is_still(path, file.state))
    assert path.read_bytes() == b"theirs"


def test_what_was_never_told_is_no_change(path: Path, tmp_path: Path) -> None:
    assert state_before_reading(tmp_path) is None
    assert is_still(path, None)


def test_a_file_that_cannot_be_read_now_is_no_change(path: Path) -> None:
    """Saving says why; here it is a folder that has taken its place."""
    state = state_before_reading(path)
    path.unlink()
    path.mkdir()
    assert state is not None
    (path / ("x" * 40)).touch()
    assert is_still(path, state._replace(size=path.stat().st_size))
