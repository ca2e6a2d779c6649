"""Counts the moments in which a window answers nobody, and says what it did meanwhile.

with StallWatch(app) as stalls:
    window.open_path(path)
print(stalls.longest_ms, *stalls.over(100), sep="\\n")
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from operator import sub
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer

from scripts.stolen_time import stolen_times

_BEAT_MILLISECONDS = 5
_LOOK_SECONDS = 0.02
"""How often another thread looks at what the interface's thread is doing."""
_FRAMES = 4
"""The innermost calls that are kept of a look."""


class Stall(NamedTuple):
    """Attributes:
    milliseconds: from one look at the events to the next.
    busy: so much of it the interface's own thread has worked; the rest it waited, for the disk or for other threads.
    lent: for so much of it the machine lent the processor to others that it lent longest (`stolen_time.py`).
    where: the calls that were seen most often in it, the innermost last.
    """

    milliseconds: float
    busy: float
    lent: float
    where: str

    def __str__(self) -> str:
        return f"{self.milliseconds:.0f} ms, {self.busy:.0f} busy, {self.lent:.0f} lent: {self.where}"


class StallWatch:
    """Watches the event loop of the thread that makes it, as long as the context lasts.

    A timer beats in the loop; what keeps it from beating keeps the user waiting. Code that the context runs outside
    of any loop counts as well.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._stalls: list[Stall] = []
        self._seen: list[str] = []
        self._watched = threading.get_ident()
        self._has_ended = threading.Event()
        self._timer = QTimer(QObject(app))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MILLISECONDS)
        self._timer.timeout.connect(self._beat)

    @property
    def longest_ms(self) -> float:
        """0 where nothing was watched."""
        return max((stall.milliseconds for stall in self._stalls), default=0.0)

    @property
    def busiest_ms(self) -> float:
        """The most that the interface's own thread has worked from one look at the events to the next."""
        return max((stall.busy for stall in self._stalls), default=0.0)

    def over(self, limit_ms: float) -> list[Stall]:
        """The stalls longer than so many milliseconds, in the order in which they came."""
        return [stall for stall in self._stalls if stall.milliseconds > limit_ms]

    def over_without_lending(self, limit_ms: float) -> list[Stall]:
        """Those that are longer even without the time for which the machine lent its processors to others."""
        return [stall for stall in self._stalls if stall.milliseconds - stall.lent > limit_ms]

    def __enter__(self) -> StallWatch:
        self._has_ended.clear()
        self._last, self._last_busy, self._last_stolen = (
            time.perf_counter(),
            time.thread_time(),
            stolen_times(),
        )
        self._timer.start()
        self._looker = threading.Thread(target=self._look, name="stall watch", daemon=True)
        self._looker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What was posted last, a paint above all, belongs to what was watched.
        self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self._beat()
        self._timer.stop()
        self._has_ended.set()
        self._looker.join()

    def _beat(self) -> None:
        now, busy, stolen = time.perf_counter(), time.thread_time(), stolen_times()
        lent = max(map(sub, stolen, self._last_stolen), default=0.0)
        seen, self._seen = self._seen, []
        where = max(seen, key=seen.count) if seen else ""
        self._stalls.append(
            Stall((now - self._last) * 1000, (busy - self._last_busy) * 1000, lent * 1000, where)
        )
        self._last, self._last_busy, self._last_stolen = now, busy, stolen

    def _look(self) -> None:
        while not self._has_ended.wait(_LOOK_SECONDS):
            if time.perf_counter() - self._last < _LOOK_SECONDS:
                continue
            calls = traceback.extract_stack(sys._current_frames()[self._watched])[-_FRAMES:]
            self._seen.append(" ▸ ".join(f"{call.filename}:{call.lineno} {call.name}" for call in calls))
