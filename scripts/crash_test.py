"""Kill a program in the middle of its changes, again and again, and see whether its book comes back.

Usage: python scripts/crash_test.py [--count N] [--seconds S] [--seed N]

A child process opens a sample book, makes random changes, saves now and then, and acknowledges each of that through a
pipe. It is killed at a random time. What is recovered then has to be what was acknowledged last, or one change more,
which had been made but not acknowledged yet. Afterwards everything is undone and redone again. Prints how many changes
were acknowledged and how many of them were lost; ends with 1 where one was.
"""

from __future__ import annotations

import argparse
import os
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random, randrange
from tempfile import TemporaryDirectory
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.book import Section
from core.decisions.records import CostRecord, WaiverRecord
from core.formats import LossyError, SaveError, load, read_decisions, save
from core.journal import Journal, Origin, Restored, recoveries
from core.journal.laid_out import say_the_same
from core.progress import unobserved
from core.resources import RESOURCES
from core.session import Session
from tests.core.random_changes import RandomChanges

LONGEST_LIFE = 0.6
"""Seconds after its opening of the book in which a child is killed; every tenth one is killed while it opens."""
SAVES = 0.04
"""The share of changes after which the book is saved."""


class Snapshot(NamedTuple):
    """What a session held: the book with its ids, and the decisions in any order."""

    sections: tuple[Section, ...]
    decisions: frozenset[WaiverRecord | CostRecord]


class Life(NamedTuple):
    """How one child ended."""

    acknowledged: int
    lost: int
    how: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="how many children are killed")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after this time")
    parser.add_argument("--seed", type=int, default=randrange(10**6), help="of the first child's changes")
    call = parser.parse_args()
    if not hasattr(os, "fork"):
        print("this system cannot fork; the crash test needs one that can")
        return 0
    lives: list[Life] = []
    ways: dict[str, int] = {}
    end = time.monotonic() + call.seconds
    for seed in range(call.seed, call.seed + call.count):
        if time.monotonic() > end:
            break
        with TemporaryDirectory() as folder:
            life = one_life(Path(folder), seed)
        lives.append(life)
        ways[life.how] = ways.get(life.how, 0) + 1
        if life.lost:
            print(f"seed {seed}: {life.lost} of {life.acknowledged} changes lost ({life.how})")
    acknowledged, lost = sum(life.acknowledged for life in lives), sum(life.lost for life in lives)
    told = ", ".join(f"{count} {how}" for how, count in sorted(ways.items()))
    print(f"killed {len(lives)} times (from seed {call.seed}): {told}")
    print(f"changes acknowledged {acknowledged}, lost {lost}")
    return 1 if lost else 0


def one_life(folder: Path, seed: int) -> Life:
    """Let a child live for a while, and compare what it leaves behind with what it had acknowledged."""
    random = Random(seed)
    path = book_file(folder, seed)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        live(path, folder / "journals", seed, writing)
    os.close(writing)
    if seed % 10:
        select.select([reading], [], [])
    acknowledged = acknowledgements(reading, child, random.uniform(0, LONGEST_LIFE))
    twin = folder / "twin"
    twin.mkdir()
    expected = list(islice(snapshots(book_file(twin, seed), seed), acknowledged + 2))
    how, found = what_is_left(path, folder / "journals")
    if any(found.is_of(one) for one in expected[acknowledged:]):
        return Life(acknowledged, 0, how)
    earlier = (n for n in range(acknowledged, -1, -1) if found.is_of(expected[n]))
    return Life(acknowledged, acknowledged - next(earlier, 0) or 1, how)


def book_file(folder: Path, seed: int) -> Path:
    """A book of its own to work on: one of the samples, now and then as a workbook."""
    samples = sorted((RESOURCES / "samples").glob("*.txt"))
    sample = samples[seed % len(samples)]
    if seed % 4:
        return Path(shutil.copy(sample, folder / sample.name))
    path = folder / f"{sample.stem}.xlsx"
    save(load(sample).book, path)
    return path


# -- the child -----------------------------------------------------------------------------------------------


def live(path: Path, journals: Path, seed: int, writing: int) -> None:
    """What the child does until it is killed; never returns."""
    try:
        for count, _ in enumerate(snapshots(path, seed, journals)):
            os.write(writing, b"%d\n" % count)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def snapshots(path: Path, seed: int, journals: Path | None = None) -> Iterator[Snapshot]:
    """Open the book and change it without end; what it is at first and after each change.

    The same for the same seed, whether a journal is kept or not.
    """
    book, layout = load(path)
    session = Session(book, decisions=read_decisions(path, layout))
    journal = Journal(journals, session, Origin(path.name, path, layout), refused) if journals else None
    random = Random(seed)
    changes = RandomChanges(session, random)
    while True:
        decisions = session.decisions
        yield Snapshot(tuple(session.book.sections), frozenset((*decisions.waivers, *decisions.costs)))
        if random.random() > SAVES:
            changes.make_one()
            continue
        if journal:
            journal.flush()
        # A book with texts that its file cannot carry goes on unsaved.
        with suppress(SaveError, LossyError):
            layout = save(session.book, path, layout, decisions=session.decisions, progress=unobserved)
            session.mark_saved()
            if journal:
                journal.begin_anew(Origin(path.name, path, layout))


def refused(error: OSError) -> None:
    raise error


# -- what it leaves behind -----------------------------------------------------------------------------------


def acknowledgements(reading: int, child: int, seconds: float) -> int:
    """Kill the child after this time; how many changes it had acknowledged. Its opening counts as none."""
    end = time.monotonic() + seconds
    data = b""
    while (left := end - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            data += os.read(reading, 65536)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit("the child has ended by itself")
    while more := os.read(reading, 65536):
        data += more
    os.close(reading)
    return max(data.count(b"\n") - 1, 0)


@dataclass(frozen=True)
class Left:
    """What a child left behind: a recovered book with its ids, or a file that says the book."""

    sections: tuple[Section, ...]
    decisions: frozenset[WaiverRecord | CostRecord]
    has_ids: bool

    def is_of(self, expected: Snapshot) -> bool:
        if self.decisions != expected.decisions:
            return False
        if self.has_ids:
            return self.sections == expected.sections
        return say_the_same(self.sections, expected.sections)


def what_is_left(path: Path, journals: Path) -> tuple[str, Left]:
    found = recoveries(journals)
    if not found:
        book, layout = load(path)
        decisions = read_decisions(path, layout)
        said = frozenset((*decisions.waivers, *decisions.costs))
        return "with nothing to recover", Left(tuple(book.sections), said, has_ids=False)
    (recovery,) = found
    if recovery.problem or recovery.reads_differently:
        raise SystemExit(f"{recovery.folder}: {recovery.explanation}")
    restored = recovery.restore()
    decisions = restored.decisions
    sections = tuple(restored.book.sections)
    check_history(restored, sections)
    said = frozenset((*decisions.waivers, *decisions.costs))
    return f"recovered, {recovery.state.name}", Left(sections, said, has_ids=True)


def check_history(restored: Restored, sections: tuple[Section, ...]) -> None:
    """Undo and redo everything that was recovered."""
    session = Session(restored.book, decisions=restored.decisions, history=restored.history)
    undone = 0
    while session.undo_label is not None:
        session.undo()
        undone += 1
    for _ in range(undone):
        session.redo()
    if tuple(session.book.sections) != sections:
        raise SystemExit("the recovered history does not lead back to the recovered book")


if __name__ == "__main__":
    sys.exit(main())
