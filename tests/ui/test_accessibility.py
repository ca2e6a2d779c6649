"""The window for those who use the keyboard only, a screen reader, or large type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.book import Book, Place, Section
from tests.samples import SAMPLES
from ui.elided_label import ElidedLabel
from ui.findings.findings_panel import FindingsPanel
from ui.main_window import MainWindow
from ui.section.section_page import SectionPage
from ui.zoom import Zoom

PAGES = ("welcome", "project", "department", "front")
QWIDGETSIZE_MAX = 16_777_215
"""Qt's word for a width without a limit."""

MOST_KEYS = 600
"""More often than this no Tab has to be pressed to get round a page, cells of the table included."""


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow, page: str) -> MainWindow:
    """The active window with one of its pages, in its usual size on a screen of 1280 by 720."""
    window.resize(1280, 720)
    turn_to(window, page)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def turn_to(window: MainWindow, page: str) -> None:
    """Show a page of the bundled sample that has it."""
    part_of: dict[str, Callable[[Book], Section | None]] = {
        "project": lambda book: book.projects[0],
        "department": lambda book: book.department,
        "front": lambda book: book.front,
    }
    if page == "welcome":
        return
    for sample in SAMPLES:
        window.set_document(None)
        window.open_path(sample)
        assert window.document is not None
        section = part_of[page](window.document.session.book)
        if section is not None:
            window.workspace.go_to(Place(section.id))
            QApplication.processEvents()
            return
    raise AssertionError(f"no sample has the page {page}")


def widgets(window: QWidget) -> Iterator[QWidget]:
    """All visible widgets."""
    return (widget for widget in window.findChildren(QWidget) if widget.isVisible())


def stops(window: QWidget) -> list[QWidget]:
    """The widgets that the key Tab may lead to."""
    return [
        widget
        for widget in widgets(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
    ]


def called(widget: QWidget) -> str:
    """What a screen reader calls the widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def described(widget: QWidget) -> str:
    """What a person who mends it needs to know: class, name, and where it sits."""
    above = widget.parentWidget()
    around = type(above).__name__ if above else ""
    return f"{type(widget).__name__} {called(widget) or '(no name)'} in {around}"


def expect_none(faults: Iterable[str]) -> None:
    """Fail with a list of the faults, where there are any."""
    found = list(dict.fromkeys(faults))
    assert not found, "\n".join(found)


# ── The keyboard and the screen reader ──


def test_everything_that_takes_the_keyboard_has_a_name(shown: MainWindow) -> None:
    expect_none(described(widget) for widget in stops(shown) if not called(widget).strip())


def test_it_can_be_seen_where_the_keyboard_is(shown: MainWindow) -> None:
    shown.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as the first press of Tab does
    unseen = []
    for widget in stops(shown):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        focused = widget.grab().toImage()
        widget.clearFocus()
        QApplication.processEvents()
        if widget.grab().toImage() == focused:
            unseen.append(described(widget))
    expect_none(unseen)


def test_tab_and_f6_lead_everywhere(qtbot: QtBot, shown: MainWindow) -> None:
    visited: set[QWidget] = set()
    stops(shown)[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(6):
        start = QApplication.focusWidget()
        visited |= tab_round(qtbot, start)
        start.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(start, Qt.Key.Key_F6)
    expect_none(described(widget) for widget in stops(shown) if widget not in visited)


def tab_round(qtbot: QtBot, start: QWidget) -> set[QWidget]:
    """The widgets that Tab leads to before it comes back to the first one."""
    visited = {start}
    has_left = False
    for _ in range(MOST_KEYS):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        has_left = has_left or here is not start
        if has_left and here is start:
            return visited
        visited.add(here)
    raise AssertionError(f"Tab does not lead back to {described(start)}")


def test_every_menu_has_a_key_of_its_own(window: MainWindow) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    keys = Counter("".join(re.findall("&([A-Z])", title)) for title in titles)
    assert set(keys.values()) == {1}
    assert "" not in keys


# ── Large type ──


@pytest.fixture(params=[1.0, 1.5, 2.0, 3.0], ids=lambda scale: f"{scale:.0%}")
def large_type(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """The program's letters, so much larger than usual."""
    usual = QFont(qapp.font())
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * request.param)
    qapp.setFont(large)
    QApplication.processEvents()
    yield
    qapp.setFont(usual)
    QApplication.processEvents()


@pytest.fixture
def large_window(large_type: None, window: MainWindow, page: str) -> MainWindow:
    """A window in large type, as much larger than usual as its letters."""
    em = window.fontMetrics().height()
    window.resize(em * 84, em * 50)
    turn_to(window, page)
    QApplication.processEvents()
    return window


def test_no_text_is_clipped_in_large_type(large_window: MainWindow) -> None:
    expect_none(text for widget in widgets(large_window) for text in clipped(widget))


def test_no_text_is_clipped_on_a_small_screen(shown: MainWindow) -> None:
    expect_none(text for widget in widgets(shown) for text in clipped(widget))


@pytest.mark.parametrize("percent", [50, 200, 300])
def test_no_text_is_clipped_when_zoomed(shown: MainWindow, settings: QSettings, percent: int) -> None:
    zoom = Zoom(settings)
    panels = [*shown.findChildren(SectionPage), *shown.findChildren(FindingsPanel)]
    for panel in panels:
        zoom.follow(panel)
    before = {text for widget in widgets(shown) for text in clipped(widget)}
    zoom.set_percent(percent)
    for _ in range(3):  # a page fits itself to its new letters in the rounds of events that follow
        QApplication.processEvents()
    parts = [widget for panel in panels for widget in widgets(panel)]
    size = panels[0].font().pointSizeF()
    labels = [widget for widget in parts if isinstance(widget, QLabel) and widget.text()]
    unchanged = [
        f"label {label.text()}: letters too small or large" for label in labels if not _has_size(label, size)
    ]
    expect_none(unchanged + [text for widget in parts for text in clipped(widget) if text not in before])


def _has_size(label: QLabel, size: float) -> bool:
    """Whether the letters are of this size, or those of a heading to it."""
    return size <= label.font().pointSizeF() <= size * 2


def clipped(widget: QWidget) -> Iterator[str]:
    """Texts of the widget itself that it has too little room for."""
    match widget:
        case ElidedLabel():
            return
        case QLabel() if widget.text():
            room, needed = widget.size(), widget.sizeHint()
            wide = not widget.wordWrap() and needed.width() > room.width()
            lines = widget.heightForWidth(room.width()) if widget.wordWrap() else needed.height()
            if wide or lines > room.height():
                yield f"label {widget.text()}: {room.toTuple()} of {needed.toTuple()}"
        case QAbstractButton() if widget.text():
            yield from _smaller_than_needed(widget, widget.text())
        case QComboBox():
            yield from _smaller_than_needed(widget, widget.currentText())
        case QLineEdit():
            yield from _clipped_line(widget)
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            yield from _clipped_titles(widget)
        case QAbstractItemView() if widget.model() is not None:
            yield from _clipped_lines(widget)


def _smaller_than_needed(widget: QWidget, text: str) -> Iterator[str]:
    """Where a button or a list is smaller than it wants to be, or its letters do not grow with the others."""
    room, needed = widget.size(), widget.sizeHint()
    height = widget.heightForWidth(room.width()) if widget.hasHeightForWidth() else needed.height()
    if needed.width() > room.width() or height > room.height():
        yield f"{type(widget).__name__} {text}: {room.toTuple()} of {(needed.width(), height)}"
    is_drawing = (
        isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    )
    if not is_drawing and widget.fontMetrics().horizontalAdvance(text) > needed.width():
        yield f"{type(widget).__name__} {text}: letters too small"


def _clipped_titles(header: QHeaderView) -> Iterator[str]:
    for column in range(header.count()):
        if not header.isSectionHidden(column) and header.sectionSize(column) < header.sectionSizeHint(column):
            title = header.model().headerData(column, Qt.Orientation.Horizontal)
            yield f"title {title}: {header.sectionSize(column)} of {header.sectionSizeHint(column)}"


def _clipped_line(field: QLineEdit) -> Iterator[str]:
    """Where a field cuts its letters off, or holds a text too long for a width that cannot grow."""
    metrics, room = field.fontMetrics(), field.contentsRect().width()
    cannot_grow = field.maximumWidth() < QWIDGETSIZE_MAX
    needed = metrics.horizontalAdvance(field.text() if cannot_grow else field.placeholderText())
    if needed > room or field.height() < metrics.height():
        yield f"field {called(field)}: {field.size().toTuple()} of {(needed, metrics.height())}"


def _clipped_lines(view: QAbstractItemView) -> Iterator[str]:
    """Where the lines of a table are lower than their letters, or do not all fit in and cannot be scrolled."""
    first = view.visualRect(view.indexAt(view.viewport().rect().topLeft()))
    if first.isValid() and first.height() < view.fontMetrics().height():
        yield f"lines of {called(view)}: {first.height()} of {view.fontMetrics().height()}"
    cannot_scroll = view.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if cannot_scroll and view.verticalScrollBar().maximum() > 0:
        yield f"lines of {called(view)}: some are out of sight"
