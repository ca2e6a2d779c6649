"""The help window: reading, following links, going back, finding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QPalette, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.writing import compose
from ui import theme
from ui.help.anchors import help_for, set_help
from ui.help.help_window import KEYBOARD, HelpWindow
from ui.help.keyboard_sheet import KeyGroup, KeyLine
from ui.help.manual import Link
from ui.theme import Appearance

_KEYS = [KeyGroup("示例菜单", (KeyLine(("F4",), "示例命令"),))]


@pytest.fixture
def help_window(qtbot: QtBot, qapp: QApplication) -> Iterator[HelpWindow]:
    window = HelpWindow(_KEYS)
    qtbot.addWidget(window)
    window.show_page("start")
    yield window
    theme.apply_appearance(qapp, Appearance.SYSTEM)


def _first_visible_text(window: HelpWindow) -> str:
    return window.view.cursorForPosition(QPoint(30, 15)).block().text()


def test_it_opens_at_the_place_it_is_given(help_window: HelpWindow) -> None:
    help_window.show_page("rules#cost-over-budget")
    assert help_window.page.title == "规则"
    assert "成本合计不得超过预算数" in _first_visible_text(help_window)
    assert "成本合计不得超过预算数" in help_window.contents.currentItem().text(0)


def test_it_opens_there_at_its_first_time_too(qtbot: QtBot) -> None:
    window = HelpWindow(_KEYS)
    qtbot.addWidget(window)
    window.show_page("rules#duplicate-indicator")
    QApplication.processEvents()
    assert "三级指标不重名" in _first_visible_text(window)


def test_without_a_place_it_goes_on_where_it_was(help_window: HelpWindow) -> None:
    help_window.show_page("window")
    help_window.show_page()
    assert help_window.page.name == "window"


def test_an_unknown_place_changes_nothing(help_window: HelpWindow) -> None:
    help_window.show_page("no-such-page")
    assert help_window.page.name == "start"
    assert not help_window.back.isEnabled()


def test_the_keyboard_sheet_is_a_page(help_window: HelpWindow) -> None:
    help_window.show_page(KEYBOARD)
    assert "示例命令" in help_window.view.toPlainText()


def test_arrows_in_the_contents_turn_the_pages(help_window: HelpWindow, qtbot: QtBot) -> None:
    help_window.contents.setFocus()
    qtbot.keyClick(help_window.contents, Qt.Key.Key_Down)
    assert help_window.page.name == "window"


def test_a_link_leads_to_the_other_chapter_and_back(help_window: HelpWindow, qtbot: QtBot) -> None:
    help_window.view.anchorClicked.emit(QUrl("03-editing.md"))
    assert help_window.page.name == "editing"
    qtbot.keyClick(help_window.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert help_window.page.name == "start"
    qtbot.keyClick(help_window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert help_window.page.name == "editing"


def test_going_back_returns_to_the_line_that_was_read(help_window: HelpWindow) -> None:
    help_window.show_page("rules")
    help_window.view.position = 300
    help_window.show_page("start")
    help_window.back.trigger()
    assert help_window.view.position == 300


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/x", "file:///etc/hostname"])
def test_nothing_outside_the_manual_is_opened(help_window: HelpWindow, url: str) -> None:
    followed: list[Link] = []
    help_window.view.link_activated.connect(followed.append)
    help_window.view.anchorClicked.emit(QUrl(url))
    kind = QTextDocument.ResourceType.ImageResource.value
    assert not followed
    assert not help_window.view.loadResource(kind, QUrl(url))


# ── Finding ──


def _write(window: HelpWindow, text: str) -> None:
    compose(window.find_bar.line, text)


def test_ctrl_f_finds_while_writing(help_window: HelpWindow, qtbot: QtBot) -> None:
    help_window.show_page(KEYBOARD)
    qtbot.keyClick(help_window.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is help_window.find_bar.line
    _write(help_window, "示例命令")
    assert help_window.view.textCursor().selectedText() == "示例命令"


def test_enter_goes_on_to_the_other_pages(help_window: HelpWindow, qtbot: QtBot) -> None:
    help_window.find_action.trigger()
    _write(help_window, "示例命令")
    assert help_window.find_bar.result == "这一页没有；按 Enter 到其他页查找"
    qtbot.keyClick(help_window.find_bar.line, Qt.Key.Key_Return)
    assert help_window.page.name == KEYBOARD
    assert help_window.view.textCursor().selectedText() == "示例命令"
    assert help_window.find_bar.result == ""


def test_shift_enter_finds_backwards(help_window: HelpWindow, qtbot: QtBot) -> None:
    help_window.show_page("rules")
    help_window.find_action.trigger()
    _write(help_window, "依据")
    first = help_window.view.textCursor().position()
    line: QLineEdit = help_window.find_bar.line
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert help_window.view.textCursor().position() > first
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert help_window.view.textCursor().position() == first


def test_a_word_that_stands_nowhere_is_said_to(help_window: HelpWindow, qtbot: QtBot) -> None:
    help_window.find_action.trigger()
    _write(help_window, "子虚乌有")
    qtbot.keyClick(help_window.find_bar.line, Qt.Key.Key_Return)
    assert help_window.find_bar.result == "手册里没有“子虚乌有”"


def test_escape_closes_the_bar_and_then_the_window(help_window: HelpWindow, qtbot: QtBot) -> None:
    help_window.find_action.trigger()
    qtbot.keyClick(help_window.find_bar.line, Qt.Key.Key_Escape)
    assert not help_window.find_bar.isVisible()
    assert QApplication.focusWidget() is help_window.view
    qtbot.keyClick(help_window.view, Qt.Key.Key_Escape)
    assert not help_window.isVisible()


# ── Looks ──


def test_ctrl_and_the_wheel_make_the_text_larger(help_window: HelpWindow) -> None:
    viewport = help_window.view.viewport()
    before = help_window.view.document().defaultFont().pointSizeF()
    turn = QWheelEvent(
        QPointF(9, 9), viewport.mapToGlobal(QPointF(9, 9)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, turn)
    assert help_window.view.document().defaultFont().pointSizeF() > before


def test_the_page_follows_the_appearance_and_stays_where_it_is(
    help_window: HelpWindow, qapp: QApplication
) -> None:
    help_window.show_page("rules")
    help_window.view.position = 200
    colours = []
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        theme.apply_appearance(qapp, appearance)
        qapp.processEvents()
        grounds = {
            help_window.view.grab().toImage().pixelColor(5, 5).lightness() < 128,
            theme.is_dark(help_window.view.palette()),
        }
        colours.append(grounds)
    assert colours == [{False}, {True}]
    assert help_window.view.position == 200


def test_a_picture_is_never_wider_than_the_page(help_window: HelpWindow) -> None:
    help_window.show_page("window")
    help_window.resize(500, 500)
    assert help_window.view.document().size().width() <= help_window.view.viewport().width()


def test_an_example_to_be_copied_stands_in_one_block_on_its_own_ground(help_window: HelpWindow) -> None:
    help_window.show_page("typing-less")
    block = help_window.view.document().findBlock(help_window.view.toPlainText().index("kind ="))
    layout = help_window.view.document().documentLayout()
    assert block.blockFormat().background().color() != help_window.palette().color(QPalette.ColorRole.Base)
    assert layout.blockBoundingRect(block).bottom() == layout.blockBoundingRect(block.next()).top()


def test_a_page_can_be_printed(
    help_window: HelpWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    file = f"{tmp_path}/keys.pdf"

    def choose_file(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(file)
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", choose_file)
    help_window.show_page(KEYBOARD)
    help_window.print_action.trigger()
    with open(file, "rb") as pdf:  # noqa: PTH123 (a plain look at the first bytes)
        assert pdf.read(5) == b"%PDF-"


# ── Which place explains a widget ──


def test_f1_shows_what_explains_the_widget_or_what_is_around_it(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    inner = QWidget(outer)
    set_help(outer, "editing#移动指标")
    assert help_for(inner) == "editing#移动指标"
    assert help_for(None) == ""


def test_the_cursor_of_a_page_starts_at_its_top(help_window: HelpWindow) -> None:
    help_window.view.moveCursor(QTextCursor.MoveOperation.End)
    help_window.show_page("window")
    assert help_window.view.textCursor().position() == 0
