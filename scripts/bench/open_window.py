"""The program's own window with a book in it, driven as its menus and keys drive it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from core.book import ItemId, Project
from core.session import Session
from ui.application import create_application
from ui.dialogs import CloseChoice, Dialogs
from ui.main_window import MainWindow
from ui.start import import_soon

_SIZE = 1400, 900
_QUIET_SECONDS = 0.3
_LONGEST_SECONDS = 300.0


class _Answers(Dialogs):
    """Shows progress as ever, and answers what a script cannot."""

    def unsaved_changes(self, title: str) -> CloseChoice:
        return CloseChoice.DISCARD

    def error(self, summary: str, message: str) -> None:
        raise RuntimeError(f"{summary}: {message}")


class OpenWindow:
    """Attributes:
    app: the program.
    window: it, without a book at first.
    """

    def __init__(self, folder: Path) -> None:
        """The window's settings lie in the folder."""
        self.app: QApplication = create_application()
        self.window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        self.window.documents.dialogs = _Answers(self.window)
        self.window.resize(*_SIZE)
        self.window.show()
        import_soon(self.app)  # as the program does
        self.settle()

    def open(self, path: Path) -> None:
        self.window.open_path(path)
        self.settle()

    @property
    def session(self) -> Session:
        assert self.window.document is not None
        return self.window.document.session

    def project(self, position: int) -> Project:
        book = self.session.book
        return book.project(book.project_ids[position % len(book.project_ids)])

    def show(self, project: ItemId) -> None:
        self.window.workspace.show_section(project)
        self.app.processEvents()

    def painted(self) -> None:
        """Let what was changed be seen: layouts are done in one round of events, paints that they ask for in another."""
        self.app.processEvents()
        self.app.processEvents()

    def settle(self) -> None:
        """Wait until a while passes in which nothing is to be done."""
        self.wait_until(_Quiet(self.app))

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Raises TimeoutError."""
        end = time.monotonic() + _LONGEST_SECONDS
        while not holds():
            self.app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError

    def close(self) -> None:
        self.window.close()
        self.app.clipboard().clear()  # PySide6 6.9: what Python put there would be freed after Python itself
        self.app.processEvents()


class _Quiet:
    """Whether events have taken next to no time for a while."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._since = time.monotonic()

    def __call__(self) -> bool:
        start = time.monotonic()
        self._app.processEvents()
        # In the program's own loop, this is a part of all events.
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        end = time.monotonic()
        if end - start > 0.005:
            self._since = end
        time.sleep(0.002)
        return end - self._since > _QUIET_SECONDS
