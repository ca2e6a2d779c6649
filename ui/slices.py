"""A long computation in slices, between which the window takes keys and paints."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer

from core.garbage import uncollected

_Result = TypeVar("_Result")

_AT_ONCE = 0.03
"""Seconds that nobody notices: what is done by then needs no second slice. The paint that follows takes as long again."""

_SLICE = 0.012
"""Seconds between two looks at the keys, for all computations that are running together."""


class Slices(QObject, Generic[_Result]):
    """Runs one computation at a time: a generator that pauses now and then and returns the result.

    What it yields, if anything, is how the result begins.
    """

    _running: ClassVar[WeakSet[Slices[Any]]] = WeakSet()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Generator[_Result | None, None, _Result] | None = None
        self._finished: Callable[[_Result], None] = lambda result: None
        self._begun: Callable[[_Result], None] = lambda beginning: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._go_on(_SLICE / max(len(self._running), 1)))

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def run(
        self,
        job: Generator[_Result | None, None, _Result],
        finished: Callable[[_Result], None],
        begun: Callable[[_Result], None] = lambda beginning: None,
        *,
        is_long: bool = False,
    ) -> None:
        """Compute this and nothing else any more; `finished` gets the result, of a short job at once.

        `begun` gets the beginning of the result, unless all is there by the end of the same slice. What is known to
        be long waits for its first slice, for others may begin long jobs in the same moment.
        """
        self.stop()
        self._job, self._finished, self._begun = job, finished, begun
        self._go_on(0 if is_long else _AT_ONCE)

    def finish(self) -> None:
        """Compute to the end now what is being computed, as something cannot wait for it."""
        self._timer.stop()
        self._go_on(math.inf)

    def stop(self) -> None:
        """Give up what is being computed; `finished` is not called."""
        self._timer.stop()
        self._end()

    def _end(self) -> None:
        self._job = None
        self._running.discard(self)

    def _go_on(self, seconds: float) -> None:
        if self._job is None:
            return
        end = time.perf_counter() + seconds
        beginning: _Result | None = None
        try:
            with uncollected():
                while time.perf_counter() < end:
                    beginning = next(self._job) or beginning
        except StopIteration as stop:
            self._end()
            self._finished(stop.value)
        except Exception:
            self._end()
            raise
        else:
            self._running.add(self)
            self._timer.start(0)
            if beginning is not None:
                self._begun(beginning)
