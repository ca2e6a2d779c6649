"""Garbage is collected by the interface's thread alone.

A collection destroys what it finds in the thread that happened to start it, widgets too; the timers of a widget that
another thread has destroyed go on, and end the program. Python starts a collection in whichever thread makes objects,
even in one that is just about to begin its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from core.garbage import hangs_on, is_paused, is_set_aside, set_aside, take_back

_EVERY_MILLISECONDS = 1000
_OLDEST = 2


class GarbageCollection(QObject):
    """Collects in its own thread what Python would collect in any; from then on Python does not."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MILLISECONDS)

    def collect(self) -> None:
        """Collect the oldest generation that Python would collect by now; none while somebody does without.

        All generations when nothing is set aside, as at the start, and when a closed book does not go by itself. What
        outlives that is set aside, so that the next time costs the same however large the open books are.
        """
        if is_paused():
            return
        if hangs_on():
            take_back()
        due = self._due()
        if due is not None:
            gc.collect(due)
        if due == _OLDEST:
            set_aside()

    @staticmethod
    def _due() -> int | None:
        if not is_set_aside():
            return _OLDEST
        counts, thresholds = gc.get_count(), gc.get_threshold()
        return next((age for age in (_OLDEST, 1, 0) if counts[age] > thresholds[age]), None)
