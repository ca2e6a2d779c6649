"""A journal that is over is none any more at once, however many bytes it has."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.journal import recoveries, removal
from core.journal.removal import JOURNAL
from tests.core.journal.crashes import OpenBook

NAME = "removal of a journal"


@pytest.fixture
def bytes_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "_MANY_BYTES", 1)


def wait_for_removals() -> None:
    for thread in threading.enumerate():
        if thread.name == NAME:
            thread.join()


@pytest.mark.usefixtures("bytes_are_many")
def test_many_bytes_are_removed_by_a_thread_that_the_program_waits_for(
    open_book: Callable[..., OpenBook], journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, removed_by = threading.Event(), []
    rmtree = shutil.rmtree

    def later(*arguments: object) -> None:
        removed_by.append(threading.current_thread())
        may_go_on.wait()
        rmtree(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shutil, "rmtree", later)
    book = open_book()
    book.name("甲")
    book.journal.end()
    assert list(book.journal.folder.glob(f"*{JOURNAL}")) == []
    may_go_on.set()
    wait_for_removals()
    assert list(journals.iterdir()) == []
    assert [(thread.name, thread.daemon) for thread in removed_by] == [(NAME, False)]


@pytest.mark.usefixtures("bytes_are_many")
def test_a_program_that_dies_meanwhile_leaves_nothing_to_restore(
    open_book: Callable[..., OpenBook], journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book()
    book.name("甲")
    with monkeypatch.context() as dying:
        dying.setattr(shutil, "rmtree", lambda *arguments: None)
        book.journal.end()
        wait_for_removals()
    assert len(list(book.journal.folder.iterdir())) == 2
    assert recoveries(journals) == []
    os.utime(book.journal.folder, (0, 0))
    assert recoveries(journals) == []
    wait_for_removals()
    assert list(journals.iterdir()) == []
