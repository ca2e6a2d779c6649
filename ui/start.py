"""From the start to the whole program: the first window is painted, then come the parts that its paint did without.

The parts are imported one after another, and the window goes on painting between them. What the user types and
clicks meanwhile waits in Qt's queue, so nobody meets a window that is half there, and no key is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

_LONGEST_WAIT = 1000
"""Milliseconds until a window that nobody paints, as it is minimised, need not be waited for."""

PARTS = (
    "core.cost",
    "core.session",
    "core.formats",
    "importlib.metadata",
    "pydantic_core",
    "pydantic",
    "pydantic.fields",
    "pydantic.main",
    "core.clipboard.projects",
    "core.clipboard.pasting",
    "core.search",
    "core.overview",
    "core.differences",
    "core.journal",
    "ui.documents",
    "ui.sheet.sheet",
    "ui.sheet.value_editor",
    "ui.section.section_page",
    "ui.grid.grid_page",
    "ui.dashboard.dashboard_page",
    "ui.find.find_panel",
    "ui.findings.findings_panel",
    "ui.detail.detail_pane",
    "ui.workspace",
    "ui.print.print_commands",
    "ui.help.help_commands",
    "ui.window_parts",
)
"""What `ui.window_parts` imports, in pieces that take a few hundredths of a second each."""

SOON = (
    "core.rules.valued_rows",
    "core.rules.timeliness",
    "core.rules.categories",
    "core.rules.families",
    "core.formats.text.layout",
    "core.formats.text_file",
)
"""What the first book needs, be it a new one or a text; formats that are rarer come with their first file."""

_DONE = object()
_BUT_INPUT = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


def wait_for_paint(window: QWidget) -> None:
    """Return when the window has been painted for the first time; it may have been closed since."""
    loop = QEventLoop()
    paint = _Paint(loop)
    window.installEventFilter(paint)
    QTimer.singleShot(_LONGEST_WAIT, loop, loop.quit)
    loop.exec(_BUT_INPUT)


def import_parts(then: Iterable[Callable[[], object]] = ()) -> None:
    """Import all that a complete window needs, then do what else its parts would wait for, in pieces as short."""
    for name in PARTS:
        import_module(name)
        QCoreApplication.processEvents(_BUT_INPUT)
    for prepare in then:
        prepare()
        QCoreApplication.processEvents(_BUT_INPUT)


def import_soon(parent: QObject) -> None:
    """Import what the first book needs and read what its first cell needs, piece by piece between events."""
    timer, pieces = QTimer(parent), _soon()

    def go_on() -> None:
        if next(pieces, _DONE) is _DONE:
            timer.deleteLater()

    timer.timeout.connect(go_on)
    timer.start(0)


def _soon() -> Iterator[object]:
    for name in SOON:
        yield import_module(name)
    from core.library import read_ahead

    yield from read_ahead()


class _Paint(QObject):
    """Ends the loop when the window has been painted."""

    def __init__(self, loop: QEventLoop) -> None:
        super().__init__()
        self._loop = loop

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            # Asked for after this paint, as its event is still on the way.
            QTimer.singleShot(0, self._loop, self._loop.quit)
        return False
