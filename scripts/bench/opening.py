"""Opening a large book in a window: when its first project can be read, and when the book can be edited."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPlainTextEdit, QTextEdit

from core.formats import Dialect, PlainForm, WorkbookKind
from scripts.bench.clock import Clock
from scripts.bench.figures import Figure
from scripts.bench.grown_books import grown_book
from scripts.bench.grown_files import grow_file
from scripts.bench.open_window import OpenWindow
from scripts.bench.sizes import Sizes

_ROUNDS = 3
_LOOK_MILLISECONDS = 20
_FIRST = 1000.0


def figures(sizes: Sizes) -> Iterator[Figure]:
    with TemporaryDirectory() as name:
        first = grown_book(1).projects[0].name
        opened = OpenWindow(Path(name))
        forms: tuple[PlainForm, ...] = (Dialect.CELLS, WorkbookKind.LIST)
        for form in forms:
            path = Path(name, f"book{form.suffix}")
            grow_file(path, sizes.large, form)
            clock = Clock()
            for _ in range(_ROUNDS):
                _open(clock, opened, path, first)
                opened.window.close_document()
                opened.settle()
            job = f"{sizes.large:,} indicators, {form.title}: opened in the window"
            yield Figure(f"{job}, first project shown, worst", clock.worst("first"), "limit", None, _FIRST)
            yield Figure(f"{job}, ready for typing, median", clock.median("ready"))
        opened.close()


def _open(clock: Clock, opened: OpenWindow, path: Path, first: str) -> None:
    """Looks now and then whether the name of the first project stands anywhere in the window."""
    start = time.perf_counter()
    seen: list[float] = []

    def look() -> None:
        if not seen and _says(opened.window, first):
            seen.append((time.perf_counter() - start) * 1000)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(_LOOK_MILLISECONDS)
    opened.window.open_path(path)
    opened.painted()
    clock.note("ready", (time.perf_counter() - start) * 1000)
    opened.wait_until(lambda: bool(seen))
    timer.stop()
    clock.note("first", seen[0])
    opened.settle()


def _says(window: QMainWindow, text: str) -> bool:
    """Whether it stands in a label or a field that can be seen."""
    said = [
        *((one, one.text()) for kind in (QLabel, QLineEdit) for one in window.findChildren(kind)),
        *(
            (one, one.toPlainText())
            for kind in (QPlainTextEdit, QTextEdit)
            for one in window.findChildren(kind)
        ),
    ]
    return any(text in words and one.isVisible() for one, words in said)
