"""What the recovery journal adds to a change: each figure beside the same without a journal, in one run.

Usage: python scripts/bench_journal.py [FOLDER]

Types into a book of 100 and one of 10,000 projects with and without a journal in the folder (a temporary one if none
is given), while the journal's thread flushes to the same disk; prints medians, the 99th percentile and the worst. Then
what beginning a journal costs, which happens on opening and saving and not while somebody types.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.book import Place
from core.edit import SetField
from core.formats.text.layout import write_text
from core.journal import Journal, Origin
from core.session import Session
from scripts.bench import LARGE, SMALL, grown_book

CHANGES = 2000
PAUSE = 0.002
"""Seconds between two changes, so that flushing falls into the typing as it does in earnest."""


def main() -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        for count in (SMALL, LARGE):
            plain, journalled = Session(grown_book(count)), Session(grown_book(count))
            origin = Origin("", None, write_text(journalled.book, None))
            journal = Journal(folder, journalled, origin, refused)
            costs = sorted_costs([plain, journalled])
            for title, values in zip(("no journal", "journal"), costs, strict=True):
                print_costs(f"{count} projects, {title}", values)
            begun, flushed = took(partial(journal.begin_anew, origin)), took(journal.flush)
            print(f"{f'{count} projects, begin':<30} {begun:.1f} ms, flush {flushed:.1f} ms")
            journal.end()


def sorted_costs(sessions: list[Session]) -> list[list[float]]:
    """Milliseconds of each change, by session; the sessions take turns, so that they meet the same machine."""
    costs: list[list[float]] = [[] for _ in sessions]
    for n in range(CHANGES):
        for session, own in zip(sessions, costs, strict=True):
            project = session.book.project(session.book.project_ids[0])
            edit = SetField(Place(project.id, project.indicators[0].id, "value"), f"≥{n}个")
            own.append(took(partial(session.apply, edit, "输入")))
            time.sleep(PAUSE)
    return [sorted(own) for own in costs]


def took(job: Callable[[], None]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def print_costs(title: str, costs: list[float]) -> None:
    median, late, worst = costs[len(costs) // 2], costs[len(costs) * 99 // 100], costs[-1]
    print(f"{title:<30} median {median:7.3f} ms   p99 {late:7.3f} ms   worst {worst:8.3f} ms")


def refused(error: OSError) -> None:
    raise error


if __name__ == "__main__":
    main()
