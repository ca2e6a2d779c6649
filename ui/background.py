"""Long jobs: done by a worker thread, or watched on the interface's own; a dialog shows how far they are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressDialog, QWidget

from core.garbage import set_aside, uncollected
from core.progress import Cancelled, Progress

_Result = TypeVar("_Result")

_UNNOTICED_SECONDS = 0.03
_BEFORE_DIALOG_MILLISECONDS = 300
_POLL_MILLISECONDS = 40
_ANSWER_SECONDS = 0.02
"""How often a job on the interface's own thread lets it answer."""


def run_in_background(parent: QWidget, label: str, job: Callable[[Progress], _Result]) -> _Result:
    """Do a job that touches no widget, and return its result; the window goes on painting meanwhile.

    Raises what the job raises, and `Cancelled` when the user stops it.
    """
    worker = _Worker(job)
    with uncollected():
        worker.start()
        worker.join(_UNNOTICED_SECONDS)
        if worker.is_alive():
            _wait_with_dialog(parent, label, worker)
    return worker.result()


def take_turn() -> None:
    """Let workers stand still until what the interface's thread is doing now is done and painted.

    For what is shown in the middle of a job: painting takes hundreds of turns, and each would wait for a worker.
    """
    _may_go_on.clear()
    QTimer.singleShot(0, _may_go_on.set)


_may_go_on = threading.Event()
_may_go_on.set()


@contextmanager
def watched(parent: QWidget, label: str) -> Iterator[Progress]:
    """For a job on the interface's own thread: its progress lets the window paint, and the user stop the job.

    The progress raises Cancelled then. A dialog over `parent` keeps the user from changing anything meanwhile.
    """
    dialog = _progress_dialog(parent, label)
    shown_at = last = monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal last
        now = monotonic()
        if now - last < _ANSWER_SECONDS:
            return
        last = now
        if now - shown_at > _UNNOTICED_SECONDS:
            dialog.setMaximum(total)
            dialog.setValue(done)
            QCoreApplication.processEvents()
        if dialog.wasCanceled():
            raise Cancelled

    try:
        with uncollected():
            yield progress
        if monotonic() - shown_at > _UNNOTICED_SECONDS:
            QCoreApplication.processEvents()  # before all parts of the window take up what was done
    finally:
        dialog.close()
        dialog.deleteLater()
        set_aside()  # what a large change has made stays, like the book


class _Worker(threading.Thread, Generic[_Result]):
    """The thread that does the job. It writes `done` and `total`; the interface's thread reads them."""

    def __init__(self, job: Callable[[Progress], _Result]) -> None:
        super().__init__(daemon=True)
        self._job = job
        self._results: list[_Result] = []
        self._error: BaseException | None = None
        self.is_cancelled = False
        self.done, self.total = 0, 0

    def run(self) -> None:
        try:
            self._results.append(self._job(self._progress))
        except BaseException as error:  # handed on to the thread that waits for the result
            self._error = error

    def result(self) -> _Result:
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _progress(self, done: int, total: int) -> None:
        _may_go_on.wait()
        if self.is_cancelled:
            raise Cancelled
        self.done, self.total = done, total


def _wait_with_dialog(parent: QWidget, label: str, worker: _Worker[_Result]) -> None:
    take_turn()
    dialog = _progress_dialog(parent, label)
    loop = QEventLoop()

    def look() -> None:
        worker.is_cancelled = dialog.wasCanceled()
        if not worker.is_alive():
            loop.quit()
        elif not worker.is_cancelled:
            take_turn()
            dialog.setMaximum(worker.total)
            dialog.setValue(worker.done)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(_POLL_MILLISECONDS)
    loop.exec()
    timer.stop()
    dialog.close()
    dialog.deleteLater()


def _progress_dialog(parent: QWidget, label: str) -> QProgressDialog:
    dialog = QProgressDialog("", parent.tr("取消"), 0, 0, parent)
    text = QLabel(label, dialog)
    text.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like mark-up
    dialog.setLabel(text)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(_BEFORE_DIALOG_MILLISECONDS)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    return dialog
