"""Who has a file open: taken by one, told to the next, and free again when its holder is gone."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.locks import Held, HeldByOther, take
from core.locks.lock_file import LockRecord, Seen, lock_of, look_at, successor_of
from core.locks.processes import ProcessMark, host_name, this_process, user_name
from core.windows_files import IS_WINDOWS
from tests.core.locks.holders import another_process, leave_lock

NOW = datetime.now().astimezone()
ELSEWHERE = ProcessMark("caizheng-07", 4711)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局 2026年.txt"
    path.write_text("表", "utf-8")
    return path


def held(path: Path) -> Held:
    taken = take(path)
    assert isinstance(taken, Held)
    return taken


def refused(path: Path) -> HeldByOther:
    taken = take(path)
    assert isinstance(taken, HeldByOther)
    return taken


def test_a_free_file_is_taken_and_a_hidden_file_beside_it_says_by_whom(path: Path) -> None:
    mine = held(path)
    lock = path.with_name(".~jimu-某局 2026年.txt.lock")
    assert mine.lock == lock
    said = json.loads(lock.read_bytes())
    assert (said["host"], said["pid"], said["user"]) == (host_name(), os.getpid(), user_name())
    assert abs(datetime.fromisoformat(said["since"]) - datetime.now().astimezone()) < timedelta(minutes=5)
    mine.release()
    assert list(path.parent.iterdir()) == [path]


def test_a_second_window_of_this_process_is_told_that_the_file_is_open_here(path: Path) -> None:
    first = held(path)
    holder = refused(path)
    assert (holder.is_here, holder.who) == (True, user_name())
    assert holder.since is not None
    first.release()
    held(path).release()


def test_another_process_holds_its_file_until_it_is_killed(path: Path) -> None:
    with another_process(path) as process:
        assert refused(path).is_here
        process.kill()
        process.wait()
        held(path).release()
    assert not lock_of(path).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no dead processes")
def test_a_process_that_has_ended_but_is_not_yet_cleared_away_is_gone(path: Path) -> None:
    with another_process(path) as process:
        process.kill()
        while "Z" not in Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2]:
            time.sleep(0.01)
        held(path).release()


def test_a_process_number_that_was_used_again_does_not_keep_the_file(path: Path) -> None:
    leave_lock(path, LockRecord(this_process()._replace(started="1"), "张三", NOW))
    held(path).release()


@pytest.mark.skipif(IS_WINDOWS, reason="Windows counts the start of a process from 1601")
def test_a_restart_of_the_computer_frees_the_file(path: Path) -> None:
    leave_lock(path, LockRecord(this_process()._replace(boot="another"), "张三", NOW))
    held(path).release()


def test_another_computer_keeps_the_file_and_says_who_and_since_when(path: Path) -> None:
    lock = leave_lock(path, LockRecord(ELSEWHERE, "张三", NOW.replace(microsecond=0)))
    assert refused(path) == HeldByOther("张三", "caizheng-07", NOW.replace(microsecond=0), lock=lock.name)
    assert lock.exists()


def test_a_lock_that_somebody_has_taken_over_is_his(path: Path) -> None:
    mine = held(path)
    theirs = leave_lock(path, LockRecord(ELSEWHERE, "张三", NOW)).read_bytes()
    mine.release()
    assert lock_of(path).read_bytes() == theirs


def test_releasing_twice_harms_nobody(path: Path) -> None:
    mine = held(path)
    mine.release()
    other = held(path)
    mine.release()
    assert refused(path).is_here
    other.release()


@pytest.mark.skipif(IS_WINDOWS, reason="Windows lets only few users make links")
def test_what_is_held_knows_its_file_by_any_of_its_names(path: Path, tmp_path: Path) -> None:
    mine = held(path)
    link = tmp_path / "连接.txt"
    link.symlink_to(path)
    assert mine.is_of(path)
    assert mine.is_of(link)
    assert refused(link).is_here, "a link and what it leads to are one file"
    assert not mine.is_of(tmp_path / "另一份.txt")
    mine.release()


BROKEN = [
    b"",
    b"{",
    b"[" * 60_000,
    b"null",
    b'{"host": 1, "pid": 2}',
    b'{"host": "x", "pid": -1}',
    b"\xff\xfe",
]


@pytest.mark.parametrize("data", BROKEN)
def test_a_damaged_lock_keeps_the_file_for_a_minute_and_names_nobody(path: Path, data: bytes) -> None:
    lock = lock_of(path)
    lock.write_bytes(data)
    holder = refused(path)
    assert (holder.who, holder.host, holder.is_here) == ("", "", False)
    assert holder.since is not None
    an_hour_ago = time.time() - 3600
    os.utime(lock, (an_hour_ago, an_hour_ago))
    held(path).release()


def test_a_damaged_lock_from_the_future_does_not_keep_the_file_for_ever(path: Path) -> None:
    lock = lock_of(path)
    lock.write_bytes(b"")
    in_a_year = time.time() + 365 * 86400
    os.utime(lock, (in_a_year, in_a_year))
    held(path).release()


@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_no_content_of_a_lock_is_too_odd(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    lock = tmp_path_factory.mktemp("locks") / "lock"
    lock.write_bytes(data)
    assert isinstance(look_at(lock), Seen)


@given(
    st.dictionaries(
        st.sampled_from(["host", "pid", "started", "boot", "user", "since", "token"]),
        st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=2),
    )
)
def test_a_lock_of_another_version_is_read_as_far_as_it_goes(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("locks") / "表.txt"
    lock_of(path).write_text(json.dumps(said), "utf-8")
    seen = look_at(lock_of(path))
    assert seen is not None
    assert seen.record is None or seen.record.process.host == said["host"]


@pytest.mark.skipif(IS_WINDOWS, reason="Windows has no pipes in folders")
def test_a_pipe_in_the_place_of_a_lock_is_not_waited_for(path: Path) -> None:
    os.mkfifo(lock_of(path))
    assert isinstance(take(path), HeldByOther)


def test_a_folder_in_the_place_of_a_lock_names_nobody(path: Path) -> None:
    lock_of(path).mkdir()
    assert refused(path).who == ""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which nobody may write")
def test_where_no_lock_can_be_written_the_file_is_edited_without_one() -> None:
    mine = held(Path("/proc/version"))
    assert mine.lock is None
    mine.release()


def test_where_a_stale_lock_cannot_be_replaced_the_file_is_edited_without_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = leave_lock(path, LockRecord(this_process()._replace(started="1"), "张三", NOW))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    mine = held(path)
    assert mine.lock is None
    mine.release()
    assert {*path.parent.iterdir()} == {path, lock}


def test_a_take_over_that_was_cut_short_is_cleared_away(path: Path) -> None:
    gone = LockRecord(this_process()._replace(started="1"), "张三", NOW)
    lock = leave_lock(path, gone)
    successor_of(lock).write_bytes(lock.read_bytes())
    held(path).release()
    assert list(path.parent.iterdir()) == [path]


def test_a_lock_that_could_not_be_written_whole_is_no_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.FileIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.locks.lock_file.os.fdopen", Full)
    assert held(path).lock is None
    assert list(path.parent.iterdir()) == [path]


def test_the_longest_name_has_a_lock_too(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + ".txt")
    path.write_text("表", "utf-8")
    mine = held(path)
    assert mine.lock is not None
    assert refused(path).is_here
    mine.release()


def test_of_many_that_come_at_once_one_gets_the_file(path: Path) -> None:
    for is_stale in (False, True) * 5:
        if is_stale:
            leave_lock(path, LockRecord(this_process()._replace(started="1"), "张三", NOW))
        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(take, [path] * 8))
        winners = [one for one in taken if isinstance(one, Held)]
        assert len(winners) == 1
        assert winners[0].lock is not None
        winners[0].release()
        assert list(path.parent.iterdir()) == [path]
