"""What happens to an error that nothing else has handled: it is logged, shown once, and the work goes on."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QApplication

from ui.errors.error_dialog import ErrorDialog
from ui.versions import version_lines

QUIET_SECONDS = 10.0
"""An error that comes back sooner than this after its last time is still the same event."""

_INNERMOST = 3
_log = logging.getLogger("jimu")

_Signature = tuple[object, ...]


class _Times(NamedTuple):
    """How often an error came without a pause, and when it came last."""

    times: int
    last: float


class ErrorReports(QObject):
    """Catches errors of any thread and tells the user about each event once; one dialog at a time.

    `assurance` gives a sentence on where the unsaved work is kept, "" for none; `clock` gives seconds.
    """

    _caught = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        assurance: Callable[[], str] = str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._assurance = assurance
        self._clock = clock
        self._times: dict[_Signature, _Times] = {}
        self._guard = threading.Lock()
        self.dialog: ErrorDialog | None = None
        # Queued: no dialog opens in the middle of a repaint, or in another thread.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python what it would print."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_of_thread
        sys.unraisablehook = _log_unraisable

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and, at its first time, show it; for `sys.excepthook`, in any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        count = self._note(_signature(kind, trace))
        if _is_power_of_two(count):  # an error of every repaint must not fill the log
            _log.error("unexpected error, time %d", count, exc_info=(kind, error, trace))
            sys.__excepthook__(kind, error, trace)  # for those who look at a console
        if count == 1:
            details = "".join(traceback.format_exception(kind, error, trace))
            if _is_before_the_event_loop():
                self._show(details).exec()
            else:
                self._caught.emit(details)

    def show_crash(self, trace: str) -> None:
        """Tell about a crash of an earlier run, from what it left behind; nothing for ""."""
        if trace:
            _log.error("an earlier run crashed\n%s", trace)
            self._open(ErrorDialog.of_crash(_with_versions(trace), QApplication.activeWindow()))

    def _catch_of_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def _note(self, signature: _Signature) -> int:
        """How often this error has come by now without a pause."""
        now = self._clock()
        with self._guard:
            before = self._times.get(signature)
            count = before.times + 1 if before and now - before.last < QUIET_SECONDS else 1
            self._times[signature] = _Times(count, now)
        return count

    def _show(self, details: str) -> ErrorDialog:
        """Open the dialog, or write into the one that is open."""
        if self.dialog is not None:
            self.dialog.add_details(details)
            return self.dialog
        return self._open(
            ErrorDialog.of_error(_with_versions(details), self._assurance(), QApplication.activeWindow())
        )

    def _open(self, dialog: ErrorDialog) -> ErrorDialog:
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.show()
        return dialog

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _signature(kind: type[BaseException], trace: TracebackType | None) -> _Signature:
    """Equal for errors of one kind at one place of the program."""
    innermost = traceback.extract_tb(trace)[-_INNERMOST:]
    return (kind, *((frame.filename, frame.lineno) for frame in innermost))


def _with_versions(details: str) -> str:
    moment = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    return "\n".join((moment, *version_lines(), "", details))


def _is_power_of_two(count: int) -> bool:
    return count & (count - 1) == 0


def _is_before_the_event_loop() -> bool:
    """Whether the program's own thread has no event loop yet, or no more, that could open a dialog later."""
    app = QCoreApplication.instance()
    return app is not None and QThread.currentThread() is app.thread() and app.thread().loopLevel() == 0


def _log_unraisable(args: object) -> None:
    """Errors while something is thrown away concern nobody's work."""
    error = getattr(args, "exc_value", None)
    if error is not None:
        _log.error("error while cleaning up", exc_info=(type(error), error, error.__traceback__))
