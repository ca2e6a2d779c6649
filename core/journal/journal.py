"""Writing the journal of an open book: every change is with the system at once, and on disk within a second."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Event, Lock, Thread
from typing import NamedTuple

from core.decisions import Decisions
from core.edit import Group, InsertProject, InsertRow, steps
from core.formats import Layout
from core.journal.book_json import as_text
from core.journal.decision_json import decisions_to_json
from core.journal.edit_json import edit_as_text
from core.journal.laid_out import sections_in, suffix_of
from core.journal.lines import line
from core.journal.opening import Header, Start, digest, opening_lines
from core.journal.removal import JOURNAL, remove
from core.locks.processes import this_process
from core.session import Change, Session, Way
from core.store import on_disk, write_atomically

_PAUSE = 0.5
"""Seconds from one flush to the next, in which changes are gathered."""
_HEAD_START = 0.2
"""Seconds in which others take up a large change before the thread that puts it into lines competes with them."""
_LARGE = 500
"""Parts of a change from which on it takes long to be put into lines."""


class Origin(NamedTuple):
    """Where an open book comes from, or was saved to last: its name, its file (None: there is none), its layout."""

    name: str
    path: Path | None = None
    layout: Layout | None = None


class Journal:
    """The journal of one open book, in a folder of its own. Follows the session by itself.

    A change is with the system when it has been made; a large one, and what follows it until then, within a second
    or two, for putting it into lines is left to the thread that flushes.

    What the disk refuses is kept and tried again at the next change; editing never fails because of it. Times are
    local ones, for people; nothing is decided by them.

    Attributes:
        folder: where it lies.
    """

    def __init__(
        self, journals: Path, session: Session, origin: Origin, on_failure: Callable[[OSError], None]
    ) -> None:
        """Begin a journal in the folder of all journals.

        `on_failure` is called when the disk refuses, once until it takes lines again; in the thread that made the
        change, or called for this or for `flush`. Nothing here raises OSError.
        """
        name = f"{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}-{secrets.token_hex(3)}"
        self.folder = journals.absolute() / name
        self._session = session
        self._on_failure = on_failure
        self._is_failing = False
        # Guards the file against other threads; held for a moment only, unlike _flushing.
        self._guard = Lock()
        self._flushing = Lock()
        self._generation = 0
        self._file: _File | None = None
        self._is_lost = False
        self._start: Start | None = None
        self._decisions = session.decisions
        self._is_unsaved = session.modified
        self._unwritten: list[bytes | _Noted] = []
        self._trouble: OSError | None = None
        self._has_ended = Event()
        self._has_lines = Event()
        self._flusher = Thread(target=self._keep_flushing, name="journal", daemon=True)
        self._origin = origin
        self._unsubscribe = session.subscribe(self._note)
        self.begin_anew(origin)
        self._flusher.start()

    def begin_anew(self, origin: Origin) -> None:
        """Forget what was noted, for the book has just been saved there; call it after `Session.mark_saved`.

        Waits for the disk. At every instant there is a journal that can be used, the old one or the new one.
        """
        with self._flushing, self._guard:
            self._origin = origin
            self._begin()
            failure = self._write()
        self._tell(failure)

    def flush(self) -> None:
        """Wait until all changes are on disk, as far as it takes them."""
        self._put_into_lines()
        with self._guard:
            failure = self._write()
        self._sync()
        with self._guard:
            if self._is_lost:
                self._begin()
                failure = self._write()
            failure, self._trouble = failure or self._trouble, None
        self._tell(failure)

    def end(self) -> None:
        """The book is closed, saved or given up: remove the journal. Ending it again does nothing."""
        if self._has_ended.is_set():
            return
        self._unsubscribe()
        self._has_ended.set()
        self._has_lines.set()
        with self._flushing, self._guard:
            self._close()
            self._unwritten.clear()
        remove(self.folder)

    # ── What is written ──

    def _note(self, change: Change) -> None:
        """Listens to the session."""
        noted = self._noted(change)
        if noted is None:
            return
        said = noted if noted.is_large else noted.lines
        with self._guard:
            self._unwritten.append(said)
            if self._is_lost:
                self._begin()  # with the book as it is after this change
            failure = self._write() or self._trouble
            self._trouble = None
        self._has_lines.set()
        self._tell(failure)

    def _noted(self, change: Change) -> _Noted | None:
        """None where nothing is to be noted."""
        is_judged = change.way is Way.JUDGED
        decisions = None
        if is_judged or self._may_bring_decisions(change):
            now = self._session.decisions
            if now != self._decisions:
                self._decisions = decisions = now
        if is_judged and decisions is None:
            return None
        at = datetime.now().isoformat(timespec="seconds")
        return _Noted(None if is_judged else change, decisions, at)

    def _may_bring_decisions(self, change: Change) -> bool:
        """Whether a row may have come back by undoing: what was decided about it is not among what was noted since."""
        session = self._session
        has_decided = bool(session.findings.waivers) or next(iter(session.cost_choices), None) is not None
        return has_decided and any(isinstance(step, InsertRow | InsertProject) for step in steps(change.edit))

    def _begin(self) -> None:
        """Turn to another file, which says what the book is now."""
        session, layout = self._session, self._origin.layout
        sections = tuple(session.book.sections)
        laid_out = sections_in(layout) if layout is not None else None
        if laid_out is not None and len(laid_out) == len(sections):
            is_same = all(one is other for one, other in zip(laid_out, sections, strict=True))
            laid_out = None if is_same else laid_out
        self._decisions = session.decisions
        self._start = Start(sections, laid_out, self._decisions)
        self._is_unsaved = session.modified
        self._close()
        self._is_lost = False
        self._unwritten.clear()
        self._generation += 1

    def _write(self) -> OSError | None:
        """Hand over to the system all that is not yet; what it refuses stays for the next time."""
        if self._has_ended.is_set():
            return None
        try:
            if self._file is None and self._start is not None:
                self._file = self._create(self._start)
                self._start = None
                self._remove_older()
            ready = self._ready_lines()
            if self._file is not None and ready:
                self._file.append(b"".join(ready))
                del self._unwritten[: len(ready)]
        except OSError as error:
            return error
        return None

    def _ready_lines(self) -> list[bytes]:
        """What comes before the first change that waits to be put into lines."""
        ready = []
        for one in self._unwritten:
            if isinstance(one, _Noted):
                break
            ready.append(one)
        return ready

    def _is_large_waiting(self) -> bool:
        with self._guard:
            return any(isinstance(one, _Noted) for one in self._unwritten)

    def _put_into_lines(self) -> None:
        """Put the large changes that wait for it into lines, while others may be noted."""
        while True:
            with self._guard:
                noted = next((one for one in self._unwritten if isinstance(one, _Noted)), None)
            if noted is None:
                return
            lines = noted.lines
            with self._guard:
                # It is gone where the journal has begun anew, with the book as it is after this change.
                self._unwritten = [lines if one is noted else one for one in self._unwritten]

    def _create(self, start: Start) -> _File:
        """The file with its first lines; it stands in its place only when it is complete."""
        on_disk(self.folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        layout = self._origin.layout
        kept, digest_of_kept = self._keep(layout) if layout is not None else ("", "")
        header = Header(
            self._origin.name,
            self._origin.path,
            digest_of_kept,
            layout.title if layout is not None else "",
            kept,
            self._is_unsaved,
            datetime.now(),
            this_process(),
        )
        path = self.folder / f"{self._generation}{JOURNAL}"
        write_atomically(path, opening_lines(header, start))
        return _File(path)

    def _keep(self, layout: Layout) -> tuple[str, str]:
        """Keep the file's bytes beside the journal. Returns the name of what they are kept in, and their digest."""
        kept, data = f"{self._generation}{suffix_of(layout)}", layout.data
        write_atomically(self.folder / kept, data)
        return kept, digest(data)

    def _remove_older(self) -> None:
        for path in on_disk(self.folder).iterdir():
            if path.name.partition(".")[0] != str(self._generation):
                with suppress(OSError):
                    path.unlink()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _tell(self, failure: OSError | None) -> None:
        if failure is not None and not self._is_failing:
            self._on_failure(failure)
        self._is_failing = failure is not None

    # ── On disk within a second ──

    def _keep_flushing(self) -> None:
        """What the thread does; whoever types does not wait for the disk."""
        while True:
            self._has_lines.wait()
            self._has_lines.clear()
            if self._is_large_waiting():
                self._has_ended.wait(_HEAD_START)
            self._put_into_lines()
            with self._guard:
                self._trouble = self._write() or self._trouble
            self._sync()
            if self._has_ended.wait(_PAUSE):
                return

    def _sync(self) -> None:
        with self._flushing:
            with self._guard:
                file = self._file
            if file is None:
                return
            try:
                file.flush()
                is_lost = file.is_removed
            except OSError as error:
                with self._guard:
                    self._trouble = error
                return
            if is_lost:
                with self._guard:
                    self._close()
                    self._is_lost = True


class _Noted(NamedTuple):
    """What is to be said of a change: the edit, or None where no text changed, and decisions that are others now."""

    change: Change | None
    decisions: Decisions | None
    at: str

    @property
    def is_large(self) -> bool:
        edit = self.change.edit if self.change is not None else None
        return isinstance(edit, Group) and sum(1 for _ in islice(steps(edit), _LARGE)) == _LARGE

    @property
    def lines(self) -> bytes:
        texts = []
        if (change := self.change) is not None:
            head = as_text({"way": change.way, "label": change.label, "at": self.at})
            texts.append(f'{head[:-1]},"edit":{edit_as_text(change.edit)}}}')
        if self.decisions is not None:
            texts.append(as_text({"decisions": decisions_to_json(self.decisions), "at": self.at}))
        return b"".join(map(line, texts))


class _File:
    """An open file to which lines are added whole."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(on_disk(path), flags)
        self._length = os.fstat(self._descriptor).st_size
        self._is_torn = False

    def append(self, lines: bytes) -> None:
        """Raises OSError, and then the lines do not count as written."""
        if self._is_torn:
            os.ftruncate(self._descriptor, self._length)
        self._is_torn = True
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        self._length += len(lines)
        self._is_torn = False

    def flush(self) -> None:
        """Wait until the disk has it. Raises OSError."""
        os.fsync(self._descriptor)

    @property
    def is_removed(self) -> bool:
        """Whether somebody has deleted it meanwhile; then what is written to it is for nobody."""
        return os.fstat(self._descriptor).st_nlink == 0

    def close(self) -> None:
        os.close(self._descriptor)
