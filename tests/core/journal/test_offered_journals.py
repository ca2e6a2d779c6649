"""Which journals are offered after a crash, and what is said of those that are spoilt."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.book import ItemId
from core.edit import Edit, RemoveProject
from core.journal import Recovery, State, WrongJournal, recoveries
from core.journal.claim import claim
from core.journal.lines import line
from core.journal.removal import JOURNAL
from core.locks.lock_file import LockRecord, lock_of, look_at
from core.locks.processes import this_process
from core.progress import Cancelled
from tests.core.journal.crashes import (
    OpenBook,
    only_recovery,
    opened,
    same,
    text_book,
)
from tests.core.locks.holders import leave_lock

# -- which journals are offered ------------------------------------------------------------------------------


def test_a_running_program_keeps_its_journals(tmp_path: Path, journals: Path) -> None:
    book = opened(text_book(tmp_path), journals)
    book.name("甲")
    assert recoveries(journals) == []
    assert book.file.exists()
    book.journal.end()


def test_another_computer_keeps_its_journals(
    tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = this_process()._replace(host="另一台电脑", started="1")
    monkeypatch.setattr("core.journal.journal.this_process", lambda: elsewhere)
    book = opened(text_book(tmp_path), journals)
    book.name("甲")
    assert recoveries(journals) == []
    assert book.file.exists()


def test_without_changes_there_is_nothing_to_offer(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    book.session.undo()
    book.die()
    assert recoveries(journals) == []
    assert list(journals.iterdir()) == []


def test_without_a_folder_there_are_none(journals: Path) -> None:
    assert recoveries(journals) == []


def test_a_folder_without_a_journal_is_removed_when_it_is_old(journals: Path) -> None:
    young, old = journals / "young", journals / "old"
    for folder in (young, old):
        folder.mkdir(parents=True)
        (folder / "1.txt").write_bytes("内容".encode())
    os.utime(old, (0, 0))
    assert recoveries(journals) == []
    assert list(journals.iterdir()) == [young]


def test_a_discarded_book_is_not_offered_again(open_book: Callable[..., OpenBook], journals: Path) -> None:
    book = open_book()
    book.name("甲")
    recovery = only_recovery(journals)
    assert same(only_recovery(journals).restore(), book)
    book.die()
    recovery.discard()
    assert recoveries(journals) == []


# -- two programs that start at once -------------------------------------------------------------------------


@pytest.fixture
def another_program() -> Iterator[subprocess.Popen[str]]:
    """One that runs until the test ends."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def claim_as(process: subprocess.Popen[str], journal: Path) -> Path:
    """As the process would when it offers the journal."""
    by_process = LockRecord(this_process()._replace(pid=process.pid, started=""), "经办人")
    return leave_lock(journal / "recovery", by_process)


def test_what_another_program_offers_or_restores_is_not_offered(
    open_book: Callable[..., OpenBook], journals: Path, another_program: subprocess.Popen[str]
) -> None:
    book = open_book()
    book.name("甲")
    claim_as(another_program, book.journal.folder)
    assert recoveries(journals) == []
    assert book.file.exists()
    another_program.kill()
    another_program.wait()
    assert same(only_recovery(journals).restore(), book)


def test_what_is_offered_is_claimed_until_it_is_left(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    recovery = only_recovery(journals)
    lock = lock_of(book.journal.folder / "recovery")
    seen = look_at(lock)
    assert seen is not None
    assert seen.record is not None
    assert seen.record.process == this_process()
    recovery.leave()
    assert not lock.exists()


def test_what_the_user_stops_looking_for_is_left(open_book: Callable[..., OpenBook], journals: Path) -> None:
    for _ in range(2):
        open_book().name("甲")

    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        recoveries(journals, stop)
    assert list(journals.glob("*/*.lock")) == []


def test_leaving_takes_nothing_from_another_program(
    open_book: Callable[..., OpenBook], journals: Path, another_program: subprocess.Popen[str]
) -> None:
    book = open_book()
    book.name("甲")
    recovery = only_recovery(journals)
    lock = claim_as(another_program, book.journal.folder)
    recovery.leave()
    assert lock.exists()


def test_a_journal_that_another_program_has_just_restored_is_not_offered(
    open_book: Callable[..., OpenBook], journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was there when its lines were read."""
    book = open_book()
    book.name("甲")
    book.die()

    def too_late(folder: Path) -> bool:
        shutil.rmtree(folder)
        return claim(folder)

    monkeypatch.setattr("core.journal.recovery.claim", too_late)
    assert recoveries(journals) == []
    assert list(journals.iterdir()) == []


# -- journals that are spoilt --------------------------------------------------------------------------------


def spoil(book: OpenBook, change: Callable[[list[bytes]], None]) -> None:
    lines = book.file.read_bytes().splitlines(keepends=True)
    change(lines)
    book.file.write_bytes(b"".join(lines))


@pytest.mark.parametrize("rest", [b"", b"0", b"\0" * 100])
def test_a_torn_last_line_is_dropped_without_a_word(
    open_book: Callable[..., OpenBook], journals: Path, rest: bytes
) -> None:
    book = open_book()
    book.name("甲")
    state = list(book.session.book.sections)
    book.name("乙")

    def tear(lines: list[bytes]) -> None:
        lines[-1] = lines[-1][:20] + rest

    spoil(book, tear)
    recovery = only_recovery(journals)
    assert (recovery.problem, recovery.lost) == ("", 0)
    assert list(recovery.restore().book.sections) == state


def test_a_journal_that_is_broken_in_the_middle_is_restored_up_to_there(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    for name in ("甲", "乙", "丙", "丁"):
        book.name(name)

    def damage(lines: list[bytes]) -> None:
        lines[-3] = lines[-3].replace("乙".encode(), "丑".encode())

    spoil(book, damage)
    recovery = only_recovery(journals)
    assert recovery.restore().book.project(book.first).name == "甲"
    assert recovery.lost == 2
    assert "其后的 2 步操作恢复不了" in recovery.explanation
    assert "可以恢复到断开之前" in recovery.explanation


def test_a_change_that_does_not_fit_ends_the_recovery_and_is_said(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    stray: list[Edit] = [RemoveProject(ItemId(10**6))]
    said = '{"way":"done","label":"删除项目","edit":{"edit":"remove project","project":%d},"at":"2026-03-31"}'
    spoil(book, lambda lines: lines.append(line(said % stray[0].project)))  # type: ignore[union-attr]
    recovery = only_recovery(journals)
    assert same(recovery.restore(), book)
    assert recovery.lost == 1
    assert "“删除项目”这一步与前面的内容对不上" in recovery.explanation


def unreadable(recovery: Recovery) -> bool:
    with pytest.raises(WrongJournal):
        recovery.restore()
    assert recovery.explanation.endswith(f"{recovery.problem}。")
    return recovery.state is State.UNREADABLE


@pytest.mark.parametrize(
    ("number", "said", "reason"),
    [
        (0, '{"format":2}', "另一个版本"),
        (0, "[]", "另一个版本"),
        (0, '{"format":1,"name":"a"}', "开头的说明不完整"),
        (1, "{}", "打开时的内容"),
        (1, '[{"kind":"table"}]', "既不是项目"),
        (2, '"x"', "打开时的内容"),
        (3, "[]", "已核实"),
    ],
)
def test_an_opening_that_is_not_understood_is_said_and_kept(
    open_book: Callable[..., OpenBook], journals: Path, number: int, said: str, reason: str
) -> None:
    book = open_book()
    book.name("甲")
    spoil(book, lambda lines: lines.__setitem__(number, line(said)))
    recovery = only_recovery(journals)
    assert unreadable(recovery)
    assert reason in recovery.problem
    book.die()
    recovery.discard()
    assert recoveries(journals) == []


def test_an_opening_that_is_spoilt_is_said(open_book: Callable[..., OpenBook], journals: Path) -> None:
    book = open_book()
    book.name("甲")
    spoil(book, lambda lines: lines.__setitem__(1, b"spoilt\n"))
    assert unreadable(only_recovery(journals))


def test_a_journal_that_the_disk_does_not_give_is_said(
    open_book: Callable[..., OpenBook], journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book()
    book.name("甲")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.suffix == JOURNAL:
            raise OSError(errno.EIO, "Input/output error")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert unreadable(only_recovery(journals))
