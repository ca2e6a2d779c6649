"""Finding the journals of programs that are gone, and giving back the books as they were."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from core.book import Book
from core.decisions import Decisions
from core.decisions.side_file import SideFileError
from core.file_state import state_of
from core.formats import Layout, LoadError, load, read_decisions
from core.history import History
from core.journal.book_json import Json
from core.journal.claim import claim, release
from core.journal.errors import WrongJournal
from core.journal.laid_out import ReadsDifferently, layout_of, say_the_same
from core.journal.lines import read_lines
from core.journal.opening import OPENING_LINES, Header, Start, digest, read_header, read_start
from core.journal.removal import JOURNAL, remove
from core.journal.replay import Noted, Replay, noted
from core.locks.processes import is_gone, is_of_this_computer
from core.progress import Progress, unobserved
from core.session import Way
from core.store import on_disk

_LABELS = 5
"""How many of the last changes are named."""
_ABANDONED = 24 * 3600
"""Seconds after which a folder is rubbish in which nobody has finished beginning a journal."""


class State(Enum):
    """How a journal stands to its file."""

    FITS = auto()
    """The file is what it was when the journal began."""
    NEW = auto()
    """The book has no file yet."""
    CHANGED = auto()
    """Somebody has changed the file since."""
    GONE = auto()
    """There is no such file any more, or it cannot be read."""
    UNREADABLE = auto()
    """Nothing can be restored."""


class Restored(NamedTuple):
    """What an open book is made of.

    Attributes:
        before: the book as it was read or saved last, by the same ids.
        history: the changes since the book was read or saved last, to be undone as before.
        path: the file that the book is to be saved to; None where the journal does not fit it.
        layout: the form in which it is to be saved; None: the plain form.
    """

    book: Book
    before: Book
    history: History
    decisions: Decisions
    name: str
    path: Path | None
    layout: Layout | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is left of a book that was open when its program ended. Doing nothing with it keeps it for later.

    Attributes:
        folder: where the journal lies.
        name, path: what the book was called, and its file.
        began: when it was read or saved last.
        changes: all that was done since and can be restored, in order.
        lost: how many changes stand behind a spoilt place of the journal, or do not fit, and cannot be restored.
        problem: why the journal is unreadable or ends early, in the user's words; "" where it does not.
        reads_differently: the file's own form cannot be had again, for this version of the program reads the file in
            another way, or its kept bytes are spoilt; the book can only be saved in plain form.
    """

    folder: Path
    state: State
    name: str
    path: Path | None = None
    began: datetime | None = None
    changes: tuple[Noted, ...] = ()
    lost: int = 0
    problem: str = ""
    reads_differently: bool = False
    _start: Start | None = None
    _layout: Layout | None = None
    _was_unsaved: bool = False

    @property
    def last_change(self) -> datetime | None:
        return self.changes[-1].at if self.changes else None

    @property
    def steps(self) -> int:
        """How many changes there are as the user counts them: typing in one place is one."""
        return sum(change.way is not Way.CONTINUED for change in self.changes) or len(self.changes[:1])

    @property
    def labels(self) -> list[str]:
        """The last changes in the user's words, the latest first; those that follow each other alike only once."""
        titles: list[str] = []
        for change in reversed(self.changes):
            if not titles or titles[-1] != change.title:
                titles.append(change.title)
            if len(titles) > _LABELS:
                break
        return titles[:_LABELS]

    @property
    def explanation(self) -> str:
        """What would be restored and where that would stand, in whole sentences."""
        if self.state is State.UNREADABLE:
            return f"“{self.name}”的恢复记录读不出来：{self.problem}。"
        since = "新建以来" if self.state is State.NEW else "打开或上次保存以来"
        count = "一些修改" if self._was_unsaved else f" {self.steps} 步操作"
        found = f"“{self.name}”{since}有{count}没有保存"
        sentences = [f"{found}，{'可以恢复到断开之前' if self.problem else '可以全部恢复'}。"]
        if self.problem:
            sentences.append(f"恢复记录不完整：{self.problem}，其后的 {self.lost} 步操作恢复不了。")
        if self.state is State.CHANGED:
            sentences.append("这个文件后来又被改过，恢复的内容会另外打开，不会覆盖它。")
        elif self.state is State.GONE:
            sentences.append("原来的文件现在找不到或打不开，恢复的内容会作为新文件打开。")
        if self.reads_differently:
            sentences.append("原文件的版式不能还原，恢复的内容会作为新文件打开，按普通格式保存。")
        return "".join(sentences)

    def restore(self) -> Restored:
        """The book as it was. The journal stays until it is discarded, which is for the time when another one is kept.

        Raises WrongJournal for a journal that is unreadable.
        """
        if self._start is None:
            raise WrongJournal(self.problem)
        is_own = self.state is State.FITS and not self.reads_differently
        has_decided = any(isinstance(change.said, Decisions) for change in self.changes)
        replay = Replay(self._start, is_saved=is_own and not self._was_unsaved and not has_decided)
        before = replay.book.copy()
        for change in self.changes:
            replay.do(change)
        return Restored(
            replay.finished_book(),
            before,
            replay.history,
            replay.decisions,
            self.name,
            self.path if is_own else None,
            self._layout,
        )

    def discard(self) -> None:
        """Give up what could be restored. What cannot be removed now will be offered again."""
        remove(self.folder)

    def leave(self) -> None:
        """Keep it for later; until then another program that starts may offer it."""
        release(self.folder)


def recoveries(journals: Path, progress: Progress = unobserved) -> list[Recovery]:
    """The books that can be restored from the folder of all journals, the one that was changed last first.

    Journals of programs that still run, or of other computers, are left alone; those that nobody needs are removed:
    nothing was changed, or what was changed has reached the file. Those that are returned are claimed: a program that
    starts meanwhile does not offer them too, until they are left or this one ends. Reads the books' files, which may
    take time. Raises what `progress` raises.
    """
    found: list[Recovery] = []
    folders = _folders(journals)
    try:
        for done, folder in enumerate(folders):
            progress(done, len(folders))
            recovery = _read_folder(folder)
            if recovery is not None:
                found.append(recovery)
    except BaseException:
        for recovery in found:
            recovery.leave()
        raise
    return sorted(found, key=lambda one: one.last_change or one.began or datetime.min, reverse=True)


def _folders(journals: Path) -> list[Path]:
    try:
        return sorted(path for path in on_disk(journals).iterdir() if path.is_dir())
    except OSError:  # there is none yet, or nobody may look into it
        return []


def _read_folder(folder: Path) -> Recovery | None:
    """None for a journal that is not to be offered."""
    files = sorted(folder.glob(f"*{JOURNAL}"), key=_generation, reverse=True)
    if not files:
        _remove_abandoned(folder)
        return None
    problem = ""
    for file in files:
        try:
            said, beyond = read_lines(file.read_bytes())
            header = read_header(said[0] if said else None)
        except OSError as error:
            problem = problem or f"系统报告“{error.strerror or error}”"
            continue
        except WrongJournal as error:
            problem = problem or error.reason
            continue
        if not is_of_this_computer(header.writer) or not is_gone(header.writer):
            return None
        if not _claimed(file):
            return None
        return _assess(folder, header, said[1:], beyond)
    return Recovery(folder, State.UNREADABLE, folder.name, problem=problem) if _claimed(files[0]) else None


def _claimed(file: Path) -> bool:
    """Whether the journal, which has just been read, is this program's to offer: nobody else does, or has done so."""
    if not claim(file.parent):
        return False
    if file.exists():
        return True
    release(file.parent)
    return False


def _generation(file: Path) -> int:
    return int(file.stem) if file.stem.isdecimal() else -1


def _assess(folder: Path, header: Header, said: Sequence[Json], beyond: int) -> Recovery | None:
    """What can be restored; None, with the journal removed, where nothing has to be."""
    recovery = Recovery(folder, State.UNREADABLE, header.name, header.path, header.began)
    lines = said[OPENING_LINES - 1 :]
    try:
        start = read_start(list(said[: OPENING_LINES - 1]))
        replay = Replay(start, is_saved=not header.is_unsaved)
    except WrongJournal as error:
        return replace(recovery, problem=error.reason)
    decisions = replay.decisions
    changes, problem = _done_again(replay, lines)
    lost = len(lines) - len(changes) + beyond
    if lost:
        problem = problem or "中间有一处损坏了"
        if not changes and not header.is_unsaved:
            return replace(recovery, lost=lost, problem=problem)
    elif replay.history.is_at_saved and replay.decisions == decisions:
        remove(folder)
        return None
    state = _state(header)
    if state is State.CHANGED and not lost and header.path and _is_saved_there(header.path, replay):
        remove(folder)
        return None
    layout, reads_differently = _layout(folder, header, start)
    return replace(
        recovery,
        state=state,
        changes=changes,
        lost=lost,
        problem=problem,
        reads_differently=reads_differently,
        _start=start,
        _layout=layout,
        _was_unsaved=header.is_unsaved,
    )


def _done_again(replay: Replay, lines: Sequence[Json]) -> tuple[tuple[Noted, ...], str]:
    """The changes that fit, one after the other; with them why the next one does not, "" where all do."""
    changes: list[Noted] = []
    for said in lines:
        try:
            change = noted(said)
            replay.do(change)
        except WrongJournal as error:
            return tuple(changes), error.reason
        changes.append(change)
    return tuple(changes), ""


def _state(header: Header) -> State:
    if header.path is None:
        return State.NEW
    try:
        is_same = state_of(header.path).digest.hex() == header.digest
    except OSError:
        return State.GONE
    return State.FITS if is_same else State.CHANGED


def _is_saved_there(path: Path, replay: Replay) -> bool:
    """Whether the file says what the book was: the program ended between saving and beginning the journal anew."""
    try:
        read, layout = load(path)
        decisions = read_decisions(path, layout)
    except (LoadError, SideFileError):
        return False
    told, wanted = (tuple(map(frozenset, one)) for one in (decisions, replay.decisions))
    return told == wanted and say_the_same(read.sections, replay.book.sections)


def _layout(folder: Path, header: Header, start: Start) -> tuple[Layout | None, bool]:
    """The layout of the bytes that were kept; None for a book in plain form, or, with True, where it cannot be had."""
    if not header.kept:
        return None, False
    kept = folder / header.kept
    try:
        if digest(kept.read_bytes()) != header.digest:
            return None, True
        return layout_of(kept, start.sections if start.laid_out is None else start.laid_out), False
    except (OSError, ReadsDifferently):
        return None, True


def _remove_abandoned(folder: Path) -> None:
    try:
        age = time.time() - folder.stat().st_mtime
    except OSError:
        return
    if age > _ABANDONED:
        remove(folder)
