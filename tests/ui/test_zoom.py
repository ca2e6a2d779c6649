"""The zoom of a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, QStringListModel, Qt, QTimer
from PySide6.QtGui import QFont, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.session import Session
from ui.indicators.indicator_tree import IndicatorTree
from ui.session_signals import SessionSignals
from ui.zoom import Zoom, ZoomButton


@pytest.fixture(autouse=True)
def _the_usual_font_afterwards(qapp: QApplication) -> Iterator[None]:
    font = QFont(qapp.font())
    yield
    qapp.setFont(font)


@pytest.fixture
def zoom(settings: QSettings) -> Zoom:
    return Zoom(settings)


@pytest.fixture
def lines(qtbot: QtBot, zoom: Zoom) -> QListView:
    """A table of a thousand lines that follows the zoom."""
    view = QListView()
    qtbot.addWidget(view)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setModel(QStringListModel([f"第{n}条指标" for n in range(1000)], view))
    view.resize(300, 400)
    zoom.follow(view)
    with qtbot.waitExposed(view):
        view.show()
    return view


def turn(
    widget: QWidget,
    angle: int,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    """Turn the wheel over the middle of a widget; 120 is a notch away from the user."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        keys,
        phase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("start", "larger", "smaller"),
    [(100, 110, 90), (75, 80, 70), (125, 130, 120), (300, 300, 290), (50, 60, 50)],
)
def test_a_step_leads_to_the_next_multiple_of_ten(zoom: Zoom, start: int, larger: int, smaller: int) -> None:
    zoom.set_percent(start)
    zoom.zoom_in()
    assert zoom.percent == larger
    zoom.set_percent(start)
    zoom.zoom_out()
    assert zoom.percent == smaller


@pytest.mark.parametrize(("asked", "given"), [(7, 50), (999, 300), (125, 125)])
def test_there_are_limits(zoom: Zoom, asked: int, given: int) -> None:
    zoom.set_percent(asked)
    assert zoom.percent == given


def test_a_change_is_told_once(qtbot: QtBot, zoom: Zoom) -> None:
    with qtbot.waitSignal(zoom.changed) as told:
        zoom.zoom_in()
    assert told.args == [110]
    with qtbot.assertNotEmitted(zoom.changed):
        zoom.set_percent(110)
    zoom.reset()
    assert zoom.percent == 100


def test_the_zoom_is_kept_for_the_next_time(zoom: Zoom, settings: QSettings) -> None:
    zoom.set_percent(150)
    settings.sync()
    assert Zoom(QSettings(settings.fileName(), QSettings.Format.IniFormat)).percent == 150


@pytest.mark.parametrize(("kept", "percent"), [("大", 100), ("", 100), ("-5", 100), ("9999", 300)])
def test_settings_that_make_no_sense_do_no_harm(settings: QSettings, kept: str, percent: int) -> None:
    settings.setValue("view/zoom", kept)
    assert Zoom(settings).percent == percent


def test_what_follows_is_shown_at_the_zooms_size(zoom: Zoom, lines: QListView) -> None:
    usual, height = lines.font().pointSizeF(), lines.sizeHintForRow(0)
    zoom.set_percent(200)
    assert lines.font().pointSizeF() == usual * 2
    assert lines.viewport().font().pointSizeF() == usual * 2
    assert lines.sizeHintForRow(0) > height * 1.6


def test_only_the_size_is_set(qapp: QApplication, zoom: Zoom, lines: QListView) -> None:
    zoom.set_percent(150)
    font = qapp.font()
    font.setItalic(True)
    font.setPointSizeF(20)
    qapp.setFont(font)
    QApplication.processEvents()
    assert lines.font().pointSizeF() == 30
    assert lines.font().italic()
    assert lines.font().families() == font.families()


def test_a_part_of_a_window_follows_the_programs_font_as_well(
    qtbot: QtBot, qapp: QApplication, zoom: Zoom
) -> None:
    page, line = QWidget(), QLineEdit()
    qtbot.addWidget(page)
    zoom.set_percent(200)
    zoom.follow(line)
    QVBoxLayout(page).addWidget(line)
    with qtbot.waitExposed(page):
        page.show()
    font = qapp.font()
    font.setPointSizeF(20)
    qapp.setFont(font)
    QApplication.processEvents()
    assert line.font().pointSizeF() == 40


def test_a_font_measured_in_pixels_is_zoomed_too(qapp: QApplication, zoom: Zoom, lines: QListView) -> None:
    font = qapp.font()
    font.setPixelSize(14)
    qapp.setFont(font)
    QApplication.processEvents()
    zoom.set_percent(150)
    assert lines.font().pixelSize() == 21


def test_ctrl_and_the_wheel_zoom_instead_of_scrolling(zoom: Zoom, lines: QListView) -> None:
    turn(lines.viewport(), 120)
    assert zoom.percent == 110
    turn(lines.viewport(), -240)
    assert zoom.percent == 90
    assert lines.verticalScrollBar().value() == 0


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_the_wheel_alone_scrolls(zoom: Zoom, lines: QListView, keys: Qt.KeyboardModifier) -> None:
    turn(lines.viewport(), -120, keys)
    assert zoom.percent == 100
    assert lines.verticalScrollBar().value() > 0


def test_parts_of_a_notch_are_gathered(zoom: Zoom, lines: QListView) -> None:
    for _ in range(7):
        turn(lines.viewport(), 15)
    assert zoom.percent == 100
    turn(lines.viewport(), 15)
    assert zoom.percent == 110
    turn(lines.viewport(), 110)
    turn(lines.viewport(), -110)
    assert zoom.percent == 110
    turn(lines.viewport(), -10)
    assert zoom.percent == 100


def test_a_swing_that_began_before_ctrl_was_pressed_does_nothing(zoom: Zoom, lines: QListView) -> None:
    turn(lines.viewport(), 120, phase=Qt.ScrollPhase.ScrollMomentum)
    assert (zoom.percent, lines.verticalScrollBar().value()) == (100, 0)


def test_the_wheel_zooms_over_every_part_of_a_page(qtbot: QtBot, zoom: Zoom) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line, text = QLineEdit(), QPlainTextEdit("一\n" * 100)
    column = QVBoxLayout(page)
    column.addWidget(line)
    column.addWidget(text)
    zoom.follow(page)
    with qtbot.waitExposed(page):
        page.show()
    turn(text.viewport(), 120)
    turn(line, 120)
    assert zoom.percent == 120
    assert line.font().pointSizeF() == text.font().pointSizeF() == page.font().pointSizeF()
    later = QPlainTextEdit("一\n" * 100)
    column.addWidget(later)
    with qtbot.waitExposed(later):
        later.show()
    turn(later.viewport(), 120)
    assert zoom.percent == 130


def test_an_open_editor_grows_and_takes_the_wheel_too(zoom: Zoom, lines: QListView) -> None:
    first = lines.model().index(0, 0)
    lines.edit(first)
    editor = lines.indexWidget(first)
    assert isinstance(editor, QLineEdit)
    size = editor.font().pointSizeF()
    turn(editor, 120)
    assert zoom.percent == 110
    assert editor.font().pointSizeF() == pytest.approx(size * 1.1)
    assert editor.isVisible()


def test_the_first_line_stays_the_first_one(zoom: Zoom, lines: QListView) -> None:
    lines.scrollTo(lines.model().index(500, 0), QListView.ScrollHint.PositionAtTop)
    for percent in (150, 300, 60, 100):
        zoom.set_percent(percent)
        QApplication.processEvents()
        assert lines.indexAt(QPoint(20, 1)).row() == 500


def test_the_indicator_tree_zooms_with_its_titles(
    qtbot: QtBot, zoom: Zoom, session: Session, signals: SessionSignals
) -> None:
    tree = IndicatorTree()
    qtbot.addWidget(tree)
    tree.set_session(signals)
    tree.show_section(session.book.project_ids[0])
    tree.resize(700, 500)
    zoom.follow(tree)
    with qtbot.waitExposed(tree):
        tree.show()
    first = tree.currentIndex()
    row, titles, scale = tree.visualRect(first).height(), tree.header().height(), tree.header().font()
    zoom.set_percent(200)
    qtbot.waitUntil(lambda: tree.visualRect(first).height() > row * 1.5)
    assert tree.header().font().pointSizeF() == scale.pointSizeF() * 2
    assert tree.header().height() > titles * 1.5


def test_a_widget_that_is_gone_is_forgotten(zoom: Zoom) -> None:
    page = QWidget()
    zoom.follow(page)
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
    zoom.set_percent(120)
    assert zoom.percent == 120


def test_the_button_shows_the_zoom_and_offers_sizes(qtbot: QtBot, zoom: Zoom) -> None:
    button = ZoomButton(zoom)
    qtbot.addWidget(button)
    zoom.set_percent(150)
    assert (button.text(), button.accessibleName()) == ("150%", "显示比例 150%")
    menu = button.menu()
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["150%"]
    menu.actions()[0].trigger()
    assert zoom.percent == 300
    zoom.set_percent(110)
    assert not any(action.isChecked() for action in menu.actions())


def test_the_space_bar_opens_the_buttons_menu(qtbot: QtBot, zoom: Zoom) -> None:
    button = ZoomButton(zoom)
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    menu = button.menu()
    assert menu is not None
    opened: list[bool] = []

    def close() -> None:
        opened.append(menu.isVisible())
        menu.close()

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, close))
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened == [True]
