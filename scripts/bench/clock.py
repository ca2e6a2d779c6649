"""Timing jobs that take turns, so that a slow moment of the machine hits them all."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Clock:
    """How long named jobs take, round by round. All times are in milliseconds of the wall clock."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        """`now` gives seconds."""
        self._now = now
        self._taken: dict[str, list[float]] = defaultdict(list)

    def rounds(self, seconds: float, fewest: int = 2, most: int = 1000) -> Iterator[int]:
        """Counts rounds from 0 on, until so many seconds are over."""
        end = self._now() + seconds
        for number in range(most):
            if number >= fewest and self._now() > end:
                return
            yield number

    @contextmanager
    def timing(self, job: str) -> Iterator[None]:
        """What is done in this context is a round of the job."""
        start = self._now()
        yield
        self.note(job, (self._now() - start) * 1000)

    def note(self, job: str, milliseconds: float) -> None:
        """Another round of the job, measured elsewhere."""
        self._taken[job].append(milliseconds)

    def median(self, job: str) -> float:
        return statistics.median(self._taken[job])

    def late(self, job: str) -> float:
        """The 99th percentile: one round in a hundred took longer."""
        taken = sorted(self._taken[job])
        return taken[min(len(taken) * 99 // 100, len(taken) - 1)]

    def worst(self, job: str) -> float:
        return max(self._taken[job])
