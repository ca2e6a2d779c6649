"""Writing the journal: with the system at once, on disk soon, and never in the way of whoever types."""

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, current_thread

import pytest

from core.book import Place
from core.edit import Edit, Group, SetField
from core.journal import journal
from core.journal.journal import _LARGE as LARGE
from core.journal.removal import JOURNAL
from core.rules.settings import DEFAULTS
from core.windows_files import IS_WINDOWS
from tests.core.journal.crashes import (
    OpenBook,
    new_book,
    only_recovery,
    opened,
    text_book,
    write_as_another_program,
)
from tests.core.random_edits import a_book

PATIENCE = 60
"""Seconds after which something that should happen in one is taken not to happen."""


@pytest.fixture
def book(tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenBook]:
    write_as_another_program(monkeypatch)
    book = opened(text_book(tmp_path), journals)
    yield book
    book.journal.end()


def labels(book: OpenBook) -> list[str]:
    """Of the changes in the journal."""
    return [line["label"] for line in book.lines.said if isinstance(line, dict) and "label" in line]


def test_a_change_is_with_the_system_when_it_is_made(book: OpenBook) -> None:
    book.name("甲")
    book.name("乙")
    book.session.undo()
    assert [line["edit"]["value"] for line in book.lines.said[4:]] == ["甲", "乙", "甲"]
    assert [line["way"] for line in book.lines.said[4:]] == ["done", "done", "undone"]
    assert labels(book) == ["改名称"] * 3


def test_decisions_are_noted_when_they_have_changed(book: OpenBook) -> None:
    finding = next(iter(book.session.findings))
    book.session.waive(finding, "合同约定")
    book.session.settings = replace(DEFAULTS, fiscal_year=2026)
    (noted,) = book.lines.said[4:]
    assert [record[4] for record in noted["decisions"]["waivers"]] == ["合同约定"]


def test_a_thread_brings_changes_to_the_disk(book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    is_flushed = Event()
    flush = os.fsync

    def note(descriptor: int) -> None:
        flush(descriptor)
        is_flushed.set()

    monkeypatch.setattr(os, "fsync", note)
    book.name("甲")
    assert is_flushed.wait(PATIENCE)


def test_typing_does_not_wait_for_the_disk(book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    is_stuck, may_go_on = Event(), Event()
    flush = os.fsync

    def stick(descriptor: int) -> None:
        is_stuck.set()
        may_go_on.wait(PATIENCE)
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", stick)
    book.name("甲")
    assert is_stuck.wait(PATIENCE)
    book.name("乙")
    assert len(labels(book)) == 2
    assert not may_go_on.is_set()
    may_go_on.set()


@pytest.fixture
def large(book: OpenBook) -> Edit:
    """A change of many parts."""
    place = Place(book.first, None, "purpose")
    return Group(tuple(SetField(place, f"用途{number}") for number in range(LARGE)))


def test_a_large_change_is_put_into_lines_by_the_thread(
    book: OpenBook, large: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_flushed = Event()
    flush, put_into_lines = os.fsync, journal.edit_as_text
    threads = []

    def note_flush(descriptor: int) -> None:
        flush(descriptor)
        is_flushed.set()

    def note_thread(edit: Edit) -> str:
        threads.append(current_thread())
        return put_into_lines(edit)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(journal, "edit_as_text", note_thread)
    book.session.apply(large, "全部替换")
    assert is_flushed.wait(PATIENCE)
    assert labels(book) == ["全部替换"]
    assert threads
    assert current_thread() not in threads


def test_what_follows_a_large_change_comes_after_it(book: OpenBook, large: Edit, journals: Path) -> None:
    book.session.apply(large, "全部替换")
    book.name("甲")
    book.session.undo()
    book.session.undo()
    book.session.redo()
    book.journal.flush()
    assert labels(book) == ["全部替换", "改名称", "改名称", "全部替换", "全部替换"]
    wanted = book.state
    book.die()
    restored = only_recovery(journals).restore()
    assert list(restored.book.sections) == wanted[0]


def test_a_large_change_that_is_saved_by_now_is_not_in_the_new_journal(book: OpenBook, large: Edit) -> None:
    book.session.apply(large, "全部替换")
    book.save()
    book.begin_anew()
    book.name("甲")
    book.journal.flush()
    assert labels(book) == ["改名称"]


def test_a_file_that_takes_nothing_for_a_while_gets_a_large_change_later(
    book: OpenBook, large: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "no space")

    book.session.apply(large, "全部替换")
    with monkeypatch.context() as full:
        full.setattr(os, "write", refuse)
        book.journal.flush()
    assert [failure.errno for failure in book.failures] == [errno.ENOSPC]
    book.journal.flush()
    assert labels(book) == ["全部替换"]


def test_flushing_waits_for_the_disk(book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    flush = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (flushed.append(descriptor), flush(descriptor))[1])
    book.name("甲")
    book.journal.flush()
    assert flushed


def test_after_saving_the_journal_begins_anew(book: OpenBook, journals: Path) -> None:
    book.name("甲")
    book.save()
    book.begin_anew()
    assert labels(book) == []
    book.name("乙")
    assert len(list(book.journal.folder.iterdir())) == 2
    recovery = only_recovery(journals)
    assert recovery.steps == 1
    assert recovery.restore().book.project(book.first).name == "乙"


def test_a_closed_book_leaves_nothing(book: OpenBook, journals: Path) -> None:
    book.name("甲")
    book.journal.end()
    assert list(journals.iterdir()) == []
    book.name("乙")
    book.journal.flush()
    assert list(journals.iterdir()) == []


@pytest.mark.skipif(IS_WINDOWS, reason="Windows keeps rights in access lists")
def test_only_the_user_may_look_into_a_journal(book: OpenBook) -> None:
    assert book.journal.folder.stat().st_mode & 0o077 == 0


# -- when the disk refuses -----------------------------------------------------------------------------------


class FullDisk:
    """Takes so many more bytes through `os.write`, then nothing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
        self.left = left
        self._write = os.write
        monkeypatch.setattr(os, "write", self.write)

    def write(self, descriptor: int, data: memoryview) -> int:
        if not self.left:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self._write(descriptor, data[: self.left])
        self.left -= written
        return written


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_full_disk_is_told_once_and_tried_again(
    book: OpenBook, journals: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    book.name("甲")
    disk = FullDisk(monkeypatch, room)
    for name in ("乙", "丙", "丁"):
        book.name(name)
    assert [failure.errno for failure in book.failures] == [errno.ENOSPC]
    assert book.session.book.project(book.first).name == "丁"
    disk.left = 10**9
    book.name("戊")
    assert len(labels(book)) == 5
    assert book.lines.beyond == 0
    assert only_recovery(journals).restore().book.projects == book.session.book.projects
    assert len(book.failures) == 1


def test_a_disk_that_fails_again_is_told_again(book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = FullDisk(monkeypatch, 0)
    book.name("甲")
    disk.left = 10**9
    book.journal.flush()
    disk.left = 0
    book.name("乙")
    assert len(book.failures) == 2


def test_a_disk_that_cannot_flush_is_told(book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    book.name("甲")
    monkeypatch.setattr(os, "fsync", refuse)
    book.journal.flush()
    assert [failure.errno for failure in book.failures] == [errno.EIO]


def test_a_folder_that_cannot_be_had_is_tried_again(
    tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journals.write_text("a file, no folder")
    write_as_another_program(monkeypatch)
    book = opened(text_book(tmp_path), journals)
    book.name("甲")
    assert len(book.failures) == 1
    journals.unlink()
    book.name("乙")
    assert len(book.failures) == 1
    restored = only_recovery(journals).restore()
    assert restored.book.projects == book.session.book.projects
    assert restored.history.undo_label == "改名称"
    book.journal.end()


@pytest.mark.skipif(IS_WINDOWS, reason="Windows lets nobody delete an open file")
def test_a_journal_that_somebody_has_deleted_begins_anew(book: OpenBook, journals: Path) -> None:
    book.name("甲")
    shutil.rmtree(journals)
    book.name("乙")
    book.journal.flush()
    assert not book.failures
    recovery = only_recovery(journals)
    assert recovery.restore().book.projects == book.session.book.projects
    book.name("丙")
    assert only_recovery(journals).restore().book.project(book.first).name == "丙"
    assert recovery.explanation.startswith("“某局2026年.txt”打开或上次保存以来有一些修改没有保存")


def test_a_new_book_keeps_no_bytes(journals: Path) -> None:
    book = new_book(journals, a_book())
    assert [path.suffix for path in book.journal.folder.iterdir()] == [JOURNAL]
    book.journal.end()
