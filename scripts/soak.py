"""A long day at one book: random edits, undos and redos, checked as they come; memory stays, and so do the findings.

Prints memory by quarters, and compares the findings at the end with those of a book that is checked from scratch.
Every now and then all that was done is undone, so that book and history do not grow by themselves.

Usage: python scripts/soak.py [--steps N] [--seed N] [BOOK]
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.book import Book, Checkpoint, Indicator, Place, Project
from core.edit import (
    Edit,
    Group,
    InsertProject,
    InsertRow,
    MoveProject,
    MoveRow,
    RemoveProject,
    RemoveRow,
    SetField,
)
from core.formats import load
from core.resources import RESOURCES
from core.rules import Findings, Severity
from core.session import Session

STEPS = 100_000
QUARTERS = 4
LONGEST_HISTORY = 500
"""Steps, until all of them are undone."""
MOST_GROWTH = 1.1
"""By how much memory may grow from the end of the first quarter to the end."""
PAGE = 4096

CATEGORIES = (
    *(("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标")),
    *(
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
        ("效益指标", "质量指标"),
        ("产出指标", ""),
    ),
)
NAMES = ("培训人数", "绿化面积", "设备采购成本", "群众满意度", "按期完工率", "绿化面积", "", " 优", "指标1：")
VALUES = (
    "≥95%",
    "≥95百分比",
    "≤3.2万元",
    "≤95元/个",
    "10",
    "0",
    "",
    "2026年12月底前",
    "长期",
    "≥100平方米",
    "=1",
    "优",
)
AMOUNTS = ("10", "12.50", "3,000", "", "0", "-4", "十万")
TITLES = ("示例市绿化经费绩效目标表", "示例市道路养护经费绩效目标表", "示例市 绿化经费", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", nargs="?", type=Path, default=next((RESOURCES / "samples").glob("*.txt")))
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    call = parser.parse_args()
    session = Session(load(call.book).book)
    print(f"seed {call.seed}, {len(session.book.projects)} projects, {len(list(session.findings))} findings")
    walk = Walk(session, random.Random(call.seed))
    memory = []
    same = True
    start = time.perf_counter()
    for quarter in range(1, QUARTERS + 1):
        if quarter == QUARTERS:
            tracemalloc.start()
            before = tracemalloc.take_snapshot()
        for _ in range(call.steps // QUARTERS):
            walk.step()
        fresh = from_scratch(session)
        same &= list(session.findings) == list(fresh) and _counts(session.findings) == _counts(fresh)
        found = len(list(fresh))
        walk.undo_all()
        memory.append(resident_memory())
        print(
            f"quarter {quarter}: {memory[-1] / 1024**2:.1f} MiB, {dict(walk.counts)}, {found} findings, {time.perf_counter() - start:.0f} s"
        )
    print(f"{walk.counts.total():,} steps")
    for statistic in tracemalloc.take_snapshot().compare_to(before, "lineno")[:5]:
        print(f"  last quarter: {statistic}")
    print(f"findings equal to those from scratch: {same}")
    is_flat = memory[-2] <= memory[0] * MOST_GROWTH  # the last quarter holds what tracemalloc takes
    print(f"memory flat: {is_flat}")
    sys.exit(not (same and is_flat))


def from_scratch(session: Session) -> Findings:
    """The findings of the book as it is now, by the standards of the session."""
    return Findings(session.book, session.findings.context, waivers=session.findings.waivers)


def _counts(findings: Findings) -> list[int]:
    return [findings.count(severity) for severity in Severity]


def resident_memory() -> int:
    """Of this process, in bytes."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


class Walk:
    """Edits, undos and redos at random."""

    def __init__(self, session: Session, rng: random.Random) -> None:
        self.counts: Counter[str] = Counter()
        self._session = session
        self._rng = rng
        self._depth = 0

    def step(self) -> None:
        way = self._rng.choices(("edit", "undo", "redo"), (6, 3, 2))[0]
        if self._depth >= LONGEST_HISTORY:
            self.undo_all()
        if way == "undo" and self._session.undo_label is not None:
            self._session.undo()
            self._depth -= 1
        elif way == "redo" and self._session.redo_label is not None:
            self._session.redo()
            self._depth += 1
        else:
            way = "edit"
            self._session.apply(self._edit(), "修改", continues=self._rng.random() < 0.3)
            self._depth += 1
        self.counts[way] += 1

    def undo_all(self) -> None:
        while self._session.undo_label is not None:
            self._session.undo()
            self.counts["undo"] += 1
        self._depth = 0

    def _edit(self) -> Edit:
        if self._rng.random() < 0.1:
            return Group((self._set_cell(), self._set_header()))
        kinds: list[Callable[[], Edit]] = [self._set_header, self._set_cell, self._set_cell, self._set_cell]
        kinds += [self._insert_row, self._remove_row, self._move_row]
        if self._rng.random() < 0.2:
            kinds = [self._insert_project, self._remove_project, self._move_project]
        return self._rng.choice(kinds)()

    @property
    def _book(self) -> Book:
        return self._session.book

    def _project(self) -> Project:
        return self._book.project(self._rng.choice(self._book.project_ids))

    def _any_of(self, texts: tuple[str, ...]) -> str:
        """One of them, now and then with something new about it."""
        text = self._rng.choice(texts)
        return text if self._rng.random() < 0.7 else f"{text}{self._rng.randrange(1000)}"

    def _set_header(self) -> Edit:
        place = self._project()
        field = self._rng.choice(
            ("title", "name", "budget", "fiscal_funds", "purpose", "goals", "spending_plan")
        )
        value: object = self._any_of(TITLES if field in ("title", "name") else AMOUNTS)
        if field == "goals":
            value = tuple(self._any_of(NAMES) for _ in range(self._rng.randrange(4)))
        elif field == "spending_plan":
            value = tuple(Checkpoint(f"{month}月底", f"{month * 8}%") for month in (3, 6, 9, 12))
        return SetField(Place(place.id, None, field), value)  # type: ignore[arg-type]

    def _row(self) -> tuple[Project, Indicator] | None:
        project = self._project()
        return (project, self._rng.choice(project.indicators)) if project.indicators else None

    def _set_cell(self) -> Edit:
        if (found := self._row()) is None:
            return self._insert_row()
        project, row = found
        field = self._rng.choice(("level1", "level2", "level3", "description", "value"))
        texts = {"level1": tuple(one for one, _ in CATEGORIES), "level2": tuple(two for _, two in CATEGORIES)}
        text = (
            self._rng.choice(texts[field])
            if field in texts
            else self._any_of(VALUES if field == "value" else NAMES)
        )
        return SetField(Place(project.id, row.id, field), text)

    def _new_row(self) -> Indicator:
        name = self._any_of(NAMES)
        return Indicator(
            self._book.new_id(), *self._rng.choice(CATEGORIES), name, f"{name}的说明", self._any_of(VALUES)
        )

    def _insert_row(self) -> Edit:
        project = self._project()
        return InsertRow(project.id, self._rng.randint(0, len(project.indicators)), self._new_row())

    def _remove_row(self) -> Edit:
        if (found := self._row()) is None:
            return self._insert_row()
        return RemoveRow(found[0].id, found[1].id)

    def _move_row(self) -> Edit:
        if (found := self._row()) is None:
            return self._insert_row()
        return MoveRow(found[0].id, found[1].id, self._rng.randrange(len(found[0].indicators)))

    def _insert_project(self) -> Edit:
        rows = tuple(row._replace(id=self._book.new_id()) for row in self._project().indicators)
        copy = replace(self._project(), id=self._book.new_id(), title=self._any_of(TITLES), indicators=rows)
        return InsertProject(self._rng.randint(0, len(self._book.project_ids)), copy)

    def _remove_project(self) -> Edit:
        return (
            RemoveProject(self._project().id) if len(self._book.project_ids) > 1 else self._insert_project()
        )

    def _move_project(self) -> Edit:
        return MoveProject(self._project().id, self._rng.randrange(len(self._book.project_ids)))


if __name__ == "__main__":
    main()
