"""The panel below a value cell, worked with keys, an input method and the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from core.target import Operator
from tests.ui.writing import compose
from ui.sheet.value_editor import ValueEditor

Key = Qt.Key
CELL = QRect(60, 40, 100, 24)


class Panel:
    """A table in a window with a value editor over it, and what the editor said."""

    def __init__(self, qtbot: QtBot, text: str, units: tuple[str, ...] = ("%", "人次")) -> None:
        self._qtbot = qtbot
        self.window = QMainWindow()
        self.table = QTableWidget(20, 4)
        self.window.setCentralWidget(self.table)
        self.window.resize(700, 500)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.table.setCurrentCell(3, 1)
        self.table.setFocus()
        self.written: list[str] = []
        self.cancelled = 0
        self.editor = ValueEditor(text, units, self.table)
        self.editor.accepted.connect(self.written.append)
        self.editor.rejected.connect(self._cancel)
        self.editor.move_below(QRect(self.window.mapToGlobal(CELL.topLeft()), CELL.size()))
        self.editor.show()

    def _cancel(self) -> None:
        self.cancelled += 1

    def press(
        self, *keys: Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys where the keyboard is; letters of a text one after the other."""
        for key in keys:
            if isinstance(key, str):
                self._qtbot.keyClicks(self.focused, key)
            else:
                self._qtbot.keyClick(self.focused, key, modifiers)

    def write(self, text: str) -> None:
        """Let an input method write a text where the keyboard is."""
        compose(self.focused, text)

    def click(self, number: int) -> None:
        self._qtbot.mouseClick(self.editor.operators.button(number), Qt.MouseButton.LeftButton)

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


def _written(qtbot: QtBot, text: str, *keys: Key | str) -> str:
    panel = Panel(qtbot, text)
    panel.press(*keys, Key.Key_Return)
    (written,) = panel.written
    assert panel.cancelled == 0
    return written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "≥95%",
        "3个",
        ">= 95 ％",
        "95%以上",
        "90%-95%",
        "优",
        "2026年12月底前",
        " ≤2000 万次",
        "≤8个月。签订后",
        "很\n长",
    ],
)
def test_a_value_that_is_left_alone_stays_as_it_is_written(qtbot: QtBot, text: str) -> None:
    assert _written(qtbot, text) == text


@pytest.mark.parametrize(
    ("text", "keys", "written"),
    [
        ("", ["95"], "≥95"),
        ("", ["95%"], "≥95%"),
        ("", ["<=30"], "≤30"),
        ("", [">5"], ">5"),
        ("", ["=3"], "=3"),
        ("", [">=5"], "≥5"),
        ("", ["=>5"], "≥5"),
        ("", ["5<"], "<5"),
        ("≥95%", ["98"], "≥98%"),
        ("≥95%", ["<"], "<95%"),
        (">= 95 %", ["98"], ">= 98 %"),
        ("3个", ["5"], "5个"),
        ("3个", ["=5"], "=5个"),
        ("95%以上", ["98"], "98%以上"),
        ("95%以上", ["<98"], "<98%"),
        ("≤8个月。签订后", ["6"], "≤6个月。签订后"),
        ("≥95%", [">="], "≥95%"),
        ("<5%", [">", "="], "≥5%"),
        ("<5%", ["=", "1", "="], "=1%"),
        ("≥95%", [Key.Key_Delete], ""),
        ("90%-95%", ["85-90"], "85-90%"),
        ("≥2000 万次", ["3000"], "≥3000 万次"),
        ("≥95%", ["many"], "≥many%"),
    ],
)
def test_keys_in_the_number_line_change_number_and_operator(
    qtbot: QtBot, text: str, keys: list[Key | str], written: str
) -> None:
    assert _written(qtbot, text, *keys) == written


def test_an_input_method_s_operators_and_digits_count_too(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "")
    panel.write("≤３０")
    assert panel.editor.text == "≤３０"
    panel.write("＞")
    assert panel.editor.text == ">３０"


def test_the_choice_of_the_operator_shows_what_is_written(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "不低于95%")
    assert panel.editor.operators.checkedButton().text() == Operator.AT_LEAST
    panel.press(">")
    assert panel.editor.operators.checkedButton().text() == Operator.ABOVE


def test_tab_goes_round_within_the_panel(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    editor = panel.editor
    stops = []
    for _ in range(4):
        stops.append(panel.focused)
        panel.press(Key.Key_Tab)
    assert stops == [editor.number_line, editor.unit_box, editor.operators.button(0), editor.number_line]
    panel.press(Key.Key_Backtab, Key.Key_Backtab)
    assert panel.focused is editor.operators.button(0)


def test_arrow_keys_choose_among_the_operators(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    panel.press(Key.Key_Backtab, Key.Key_Right, Key.Key_Return)
    assert panel.written == ["≤95%"]


def test_a_click_chooses_an_operator_and_leaves_the_keyboard_in_the_number(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    panel.click(1)
    assert panel.focused is panel.editor.number_line
    panel.press(Key.Key_Return)
    assert panel.written == ["≤95%"]


def test_a_unit_is_composed_by_an_input_method(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95")
    panel.press(Key.Key_Tab)
    QApplication.sendEvent(panel.focused, QInputMethodEvent("renci", []))
    assert panel.editor.isVisible()
    panel.write("人次")
    assert panel.editor.unit_box.currentText() == "人次"
    panel.press(Key.Key_Return)
    assert panel.written == ["≥95人次"]


def test_units_in_use_come_first_and_the_arrow_key_takes_them(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "", units=("户次", "%"))
    panel.press("5", Key.Key_Tab, Key.Key_Down)
    assert panel.editor.text == "≥5户次"
    panel.press(Key.Key_Down)
    assert panel.editor.text == "≥5%"


def test_a_unit_list_that_is_open_takes_enter_for_itself(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥5", units=("户次", "%"))
    panel.press(Key.Key_Tab)
    panel.editor.unit_box.showPopup()
    view = panel.editor.unit_box.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Key.Key_Down)
    qtbot.keyClick(view, Key.Key_Return)
    assert panel.editor.isVisible()
    assert not panel.written
    panel.press(Key.Key_Return)
    assert panel.written == ["≥5%"]


def test_a_unit_typed_behind_the_number_moves_to_the_units(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥5个")
    panel.write("3万元")
    panel.press(Key.Key_Tab)
    assert (panel.editor.number_line.text(), panel.editor.unit_box.currentText()) == ("3", "万元")
    assert panel.editor.text == "≥3万元"


def test_words_take_the_place_of_a_number_and_back(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    panel.click(5)
    assert panel.focused is panel.editor.words_box
    panel.press(Key.Key_Down)
    assert panel.editor.text == "优"
    panel.click(0)
    assert panel.focused is panel.editor.number_line
    assert panel.editor.text == "≥95%"


def test_a_deadline_is_edited_as_words(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "2026年12月底前")
    assert panel.focused is panel.editor.words_box
    panel.write("2026年11月底前")
    panel.press(Key.Key_Return)
    assert panel.written == ["2026年11月底前"]


def test_the_preview_shows_what_would_be_written_and_the_hint_what_is_odd(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95百分比")
    assert panel.editor.preview.text() == "≥95百分比"
    assert panel.editor.hint.text() == "单位“百分比”宜写成“%”"
    panel.write("很多")
    assert panel.editor.preview.text() == "≥很多百分比"
    assert panel.editor.hint.text() == "“很多”不是数字；要写文字请选“定性”"
    panel.press("9", modifiers=Qt.KeyboardModifier.NoModifier)
    panel.press(Key.Key_A, modifiers=Qt.KeyboardModifier.ControlModifier)
    panel.press(Key.Key_Delete)
    assert panel.editor.preview.text() == "（空）"


def test_a_value_with_mark_up_and_lines_is_shown_in_one_line_as_it_stands(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥5%。<b>粗</b>\n" + "长" * 200)
    assert panel.editor.preview.text().startswith("≥5%。<b>粗</b> 长")
    assert panel.editor.preview.text().endswith("…")
    assert panel.editor.width() < panel.window.width()


def test_escape_writes_nothing_and_gives_the_keyboard_back(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    panel.press("1", Key.Key_Escape)
    assert (panel.written, panel.cancelled) == ([], 1)
    assert panel.table.hasFocus()


def test_enter_gives_the_keyboard_back(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    panel.press("98", Key.Key_Return)
    assert panel.table.hasFocus()


def test_no_key_of_the_panel_reaches_the_table_behind(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    panel.press(Key.Key_Down, Key.Key_PageDown, Key.Key_F2, Key.Key_Return)
    assert (panel.table.currentRow(), panel.table.currentColumn()) == (3, 1)


@pytest.mark.parametrize(("keys", "written", "cancelled"), [(["98"], ["≥98%"], 0), ([], [], 1)])
def test_the_panel_closes_when_the_focus_goes_elsewhere_and_keeps_what_was_typed(
    qtbot: QtBot, keys: list[Key | str], written: list[str], cancelled: int
) -> None:
    panel = Panel(qtbot, "≥95%")
    panel.press(*keys)
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 300))
    assert (panel.written, panel.cancelled) == (written, cancelled)
    assert panel.table.hasFocus()


def test_keys_of_the_panel_do_not_reach_the_window_s_actions(qtbot: QtBot) -> None:
    panel = Panel(qtbot, "≥95%")
    reached: list[bool] = []
    action = panel.window.addAction("x")
    action.setShortcut("Return")
    action.triggered.connect(reached.append)
    panel.press(Key.Key_Return)
    assert panel.written == ["≥95%"]
    assert not reached


@pytest.mark.parametrize("corner", [QPoint(0, 0), QPoint(600, 40), QPoint(60, 470), QPoint(650, 470)])
def test_the_panel_lies_beside_its_cell_and_within_the_window(qtbot: QtBot, corner: QPoint) -> None:
    panel = Panel(qtbot, "≥95%")
    cell = QRect(panel.window.mapToGlobal(corner), CELL.size())
    panel.editor.move_below(cell)
    lies = panel.editor.geometry()
    assert panel.window.rect().contains(lies)
    assert not lies.intersects(QRect(corner, CELL.size()))
