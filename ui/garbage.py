"""Garbage is collected by the interface's thread alone.

A collection destroys what it finds in the thread that happened to start it, widgets too; the timers of a widget that
another thread has destroyed go on, and end the program. Python starts a collection in whichever thread makes objects,
even in one that is just about to begin its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from core.garbage import is_paused

_EVERY_MILLISECONDS = 1000


class GarbageCollection(QObject):
    """Collects in its own thread what Python would collect in any; from then on Python does not."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MILLISECONDS)

    def collect(self) -> None:
        """Collect the oldest generation that Python would collect by now; none while somebody does without."""
        if is_paused():
            return
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
