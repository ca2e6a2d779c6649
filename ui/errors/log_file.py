"""The program's log in the user's data folder: at most three files of 1 MB, and nothing of what books say."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from PySide6.QtCore import QMessageLogContext, QStandardPaths, QtMsgType, qInstallMessageHandler

LOG_NAME = "jimu.log"
_MAX_BYTES = 1_000_000
_OLDER_FILES = 2
_LONGEST_MESSAGE = 1000
_FRAMES = 40

# The messages of these errors speak of the program, not of the texts that it works on.
_SAFE_ERRORS = (AttributeError, TypeError, NameError, ImportError, IndexError, RuntimeError, MemoryError)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_qt_log = logging.getLogger("qt")

_ErrorInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def data_folder() -> Path:
    """The user's folder for what the program keeps, such as %LOCALAPPDATA%\\Jimu\\jimu; it need not exist yet."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))


def log_folder() -> Path:
    return data_folder() / "log"


def start_log(folder: Path) -> logging.Handler | None:
    """Write the messages of the program and of Qt to `folder` from now on.

    Returns what writes them; None when nothing can be written there, and the program goes on without a log.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOG_NAME).open("a", encoding="utf-8").close()
    except OSError:
        return None
    handler = _LogFile(folder / LOG_NAME)
    logging.getLogger().addHandler(handler)
    logging.getLogger("jimu").setLevel(logging.INFO)
    qInstallMessageHandler(_log_qt_message)
    return handler


class _LogFile(RotatingFileHandler):
    """Opens its file only to write a message, so that several running programs can share it on Windows, too."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_MAX_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", delay=True)
        self.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if self.stream is not None:
            self.stream.close()
            self.stream = None

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """A full or vanished disk must not disturb the work."""


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler's, with everything in it
        text = super().format(record)
        record.exc_text = None
        return text

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        return super().formatMessage(record)[:_LONGEST_MESSAGE]

    def formatException(self, ei: _ErrorInfo) -> str:  # noqa: N802 (logging's name)
        return "".join(_without_contents(ei[1])).rstrip("\n")


def _without_contents(error: BaseException | None) -> Iterator[str]:
    """Where the error and those before it happened; what they say only where that cannot be from a book."""
    if error is None:
        return
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _without_contents(before)
        yield "which led to\n"
    yield from traceback.format_tb(error.__traceback__, -_FRAMES)
    said = f": {error}" if isinstance(error, _SAFE_ERRORS) else ""
    yield f"{type(error).__name__}{said}\n"


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
