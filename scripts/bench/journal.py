"""What the recovery journal adds to a change, beside the same without one, and what beginning one takes.

A journal is begun when a book is opened or saved, and not while somebody types; its own thread flushes meanwhile to the
disk that holds the temporary files.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from core.book import Place
from core.edit import SetField
from core.formats.text.layout import write_text
from core.garbage import set_aside
from core.journal import Journal, Origin
from core.session import Session
from scripts.bench.clock import Clock
from scripts.bench.figures import Figure
from scripts.bench.grown_books import grown_book
from scripts.bench.sizes import Sizes

_SECONDS = 10.0
_MOST = 1000
_PAUSE = 0.002
"""Seconds between two changes, so that flushing falls into the typing as it does in earnest."""


def figures(sizes: Sizes) -> Iterator[Figure]:
    clock = Clock()
    plain, journalled = Session(grown_book(sizes.large)), Session(grown_book(sizes.large))
    origin = Origin("", None, write_text(journalled.book, None))
    with TemporaryDirectory() as folder:
        with clock.timing("begin"):
            journal = Journal(Path(folder), journalled, origin, _refused)
        set_aside()
        for number in clock.rounds(_SECONDS, most=_MOST):
            for name, session in (("plain", plain), ("journalled", journalled)):
                edit = _edit(session, number)
                with clock.timing(name):
                    session.apply(edit, "输入")
                time.sleep(_PAUSE)
        with clock.timing("flush"):
            journal.flush()
        journal.end()
    title = f"{sizes.large:,} indicators, core alone"
    beside = "without a journal"
    yield Figure(
        f"{title}: one edit, checked and journalled",
        clock.median("journalled"),
        beside,
        clock.median("plain"),
    )
    yield Figure(f"{title}: the same, p99", clock.late("journalled"), beside, clock.late("plain"))
    yield Figure(f"{title}: journal begun", clock.median("begin"))
    yield Figure(f"{title}: journal flushed", clock.median("flush"))


def _edit(session: Session, number: int) -> SetField:
    project = session.book.project(session.book.project_ids[0])
    return SetField(Place(project.id, project.indicators[0].id, "value"), f"≥{number}个")


def _refused(error: OSError) -> None:
    raise error
