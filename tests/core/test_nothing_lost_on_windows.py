"""What Windows does otherwise to open files: other programs hold them, and programs end without a word."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.backups import Backups
from core.book import Place
from core.edit import SetField
from core.formats import SaveError, load, save
from core.locks import Held, HeldByOther, take
from core.open_file import OpenFile, state_before_reading
from core.store import FileHeld, Overtaken, ReadOnlyFile, write_atomically
from core.windows_files import IS_WINDOWS
from tests.core.journal.crashes import only_recovery, text_book

pytestmark = pytest.mark.skipif(
    not IS_WINDOWS, reason="Windows alone lets programs keep files from each other"
)

_ROOT = Path(__file__).parents[2]
_HOLDING = """
import _winapi, sys
read, write, existing = 0x80000000, 0x40000000, 3
_winapi.CreateFile(sys.argv[1], read | write, int(sys.argv[2]), 0, existing, 0, 0)
print("ready", flush=True)
input()
"""
_EDITING = """
import sys
from pathlib import Path
from tests.core.journal.crashes import opened
book = opened(Path(sys.argv[1]), Path(sys.argv[2]))
for number in range(20):
    book.name(f"第{number}个名称")
print("ready", flush=True)
input()
"""
NOTHING, READING = 0, 1
"""What a program lets others do to a file that it holds."""


@contextmanager
def running(story: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A program that has come to the end of its story, and waits there until it is killed."""
    command = [sys.executable, "-c", story, *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=_ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return text_book(tmp_path)


@pytest.mark.parametrize("share", [NOTHING, READING])
def test_a_file_that_another_program_holds_stays_and_is_saved_when_it_is_free(
    path: Path, tmp_path: Path, share: int
) -> None:
    """As Excel holds a workbook: nobody else may write, or not even read."""
    book, layout = load(path)
    backups = Backups(tmp_path / "backups")
    before = path.read_bytes()
    SetField(Place(book.project_ids[0], None, "name"), "另一个名称").apply(book)
    with running(_HOLDING, path, share) as process:
        with pytest.raises(FileHeld):
            write_atomically(path, b"new")
        with pytest.raises(SaveError, match="正被其他程序"):
            save(book, path, layout, backups=backups)
        process.kill()
        process.wait()
    assert path.read_bytes() == before
    assert [file for file in path.parent.iterdir() if file.is_file()] == [path]
    save(book, path, layout, backups=backups)
    assert load(path).book.projects[0].name == "另一个名称"
    assert [backups.read(version) for version in backups.versions(path)] == [before]


def test_a_read_only_file_stays(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(stat.S_IREAD)
    with pytest.raises(ReadOnlyFile):
        write_atomically(path, b"new")
    with pytest.raises(SaveError, match="只读"):
        save(load(path).book, path)
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert path.read_bytes() == before


def test_what_another_program_has_saved_meanwhile_is_not_replaced(path: Path) -> None:
    file = OpenFile(path, None, state_before_reading(path), load(path).book)
    assert not file.has_changed()
    path.write_bytes(b"theirs")
    assert file.has_changed()
    with pytest.raises(Overtaken):
        write_atomically(path, b"mine", lambda: not file.has_changed())
    assert path.read_bytes() == b"theirs"


def test_the_lock_is_hidden_and_a_program_that_was_killed_holds_nothing(path: Path) -> None:
    held = take(path)
    assert isinstance(held, Held)
    assert held.lock is not None
    assert held.lock.stat().st_file_attributes & stat.FILE_ATTRIBUTE_HIDDEN
    assert isinstance(take(path), HeldByOther)
    held.release()
    assert list(path.parent.iterdir()) == [path]


def test_what_a_killed_program_did_comes_back(path: Path, tmp_path: Path) -> None:
    journals = tmp_path / "journals"
    with running(_EDITING, path, journals) as process:
        process.kill()
        process.wait()
    recovery = only_recovery(journals)
    restored = recovery.restore()
    assert restored.book.projects[0].name == "第19个名称"
    assert restored.path == path
    recovery.discard()
    assert list(journals.iterdir()) == []
