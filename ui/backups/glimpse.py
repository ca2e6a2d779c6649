"""What the dialog says of a version once it is read, and how versions are read without the window waiting."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from core.backups import Version
from core.book import Book
from core.differences import Difference, differences
from core.formats import LoadError, load
from core.place_titles import place_title, section_title
from core.progress import Cancelled, Progress

_POLL_MILLISECONDS = 40


class Line(NamedTuple):
    """One place where the open book and the version differ; the texts are whole."""

    section: str
    place: str
    now: str
    then: str


class Glimpse(NamedTuple):
    """`problem` is a sentence about a version that is no book, else empty."""

    projects: int = 0
    indicators: int = 0
    lines: tuple[Line, ...] = ()
    problem: str = ""


def glimpse(version: Version, book: Book, progress: Progress) -> Glimpse:
    """Read the version and compare it with the book, which stays as it is. Raises what `progress` raises."""
    try:
        then = load(version.path, progress).book
    except LoadError as error:
        return Glimpse(problem=error.message)
    # Comparing uses up ids.
    found = differences(book.copy(), book.copy(), then, progress)
    lines = [_line(one, found.places) for one in found.offers]
    if found.left_out:
        lines.append(Line("其他部分", "封面与目录或部门整体目标，两边只有一边有", "", ""))
    return Glimpse(len(then.projects), sum(len(one.indicators) for one in then.projects), tuple(lines))


class VersionReader(QObject):
    """Reads versions one after the other in a thread.

    Signals:
        read(int, Glimpse): the version at this place of the list has been read.
    """

    read = Signal(int, object)

    def __init__(self, versions: Sequence[Version], book: Book, parent: QObject) -> None:
        super().__init__(parent)
        self._found: SimpleQueue[tuple[int, Glimpse]] = SimpleQueue()
        self._is_stopped = threading.Event()
        self._thread = threading.Thread(target=self._read_all, args=(versions, book.copy()), daemon=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tell)

    def start(self) -> None:
        self._thread.start()
        self._timer.start(_POLL_MILLISECONDS)

    def stop(self) -> None:
        """Tell nothing any more; the thread ends at the next part of the file."""
        self._timer.stop()
        self._is_stopped.set()

    def _read_all(self, versions: Sequence[Version], book: Book) -> None:
        for line, version in enumerate(versions):
            try:
                self._found.put((line, glimpse(version, book, self._progress)))
            except Cancelled:
                return

    def _progress(self, done: int, total: int) -> None:
        if self._is_stopped.is_set():
            raise Cancelled

    def _tell(self) -> None:
        has_ended = not self._thread.is_alive()
        while True:
            try:
                self.read.emit(*self._found.get_nowait())
            except Empty:
                break
        if has_ended:
            self._timer.stop()


def _line(difference: Difference, places: Book) -> Line:
    proposal = difference.proposal
    section = section_title(places.section(proposal.place.section))
    return Line(section, place_title(places, proposal.place), proposal.before, proposal.after)
