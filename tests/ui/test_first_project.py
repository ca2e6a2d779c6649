"""What a window shows of a large book while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.book import Project
from core.formats import Loaded, load
from core.progress import Cancelled, Progress
from tests.samples import SAMPLES
from ui import documents
from ui.main_window import MainWindow

PATIENCE = 20
"""Seconds after which something that should happen at once is taken not to happen."""


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings) -> Iterator[MainWindow]:
    """A window with its real dialogs, on the welcome page."""
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.set_document(None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / SAMPLES[0].name
    path.write_bytes(SAMPLES[0].read_bytes())
    return path


def read_slowly(monkeypatch: pytest.MonkeyPatch, window: MainWindow, end: Callable[[], None]) -> list[str]:
    """Let reading wait after the first project until the window shows one; what it showed then."""
    shown: list[str] = []
    is_shown = Event()

    def look() -> None:
        page = window.workspace.section_page.project_page
        if page.isVisible():
            shown.extend(texts_in(window))
            is_shown.set()
            timer.stop()

    def load_slowly(path: Path, progress: Progress, first: Callable[[Project], None]) -> Loaded:
        first(load(path).book.projects[0])
        assert is_shown.wait(PATIENCE)
        end()
        return load(path, progress, first)

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(5)
    monkeypatch.setattr(documents, "load", load_slowly)
    return shown


def texts_in(window: MainWindow) -> list[str]:
    """What the fields of the shown project say."""
    page = window.workspace.section_page.project_page
    long_texts = (field.toPlainText() for field in page.findChildren(QPlainTextEdit))
    return [*(field.text() for field in page.findChildren(QLineEdit)), *long_texts]


def test_the_first_project_is_seen_while_the_others_are_read(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = read_slowly(monkeypatch, window, lambda: None)
    window.open_path(path)
    assert load(path).book.projects[0].name in shown
    assert window.document is not None
    assert len(window.document.session.book.project_ids) == len(load(path).book.project_ids)


def test_who_stops_reading_is_back_where_he_was(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    def stop() -> None:
        raise Cancelled

    shown = read_slowly(monkeypatch, window, stop)
    window.open_path(path)
    qapp.processEvents()
    assert shown
    assert window.document is None
    assert window.welcome_page.isVisible()
    assert window.workspace.tree.commands.project_id is None
