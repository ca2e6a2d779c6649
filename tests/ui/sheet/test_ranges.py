"""Ranges of cells: by keys and by mouse; the current cell stays where the range began."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.sheet.hands import CTRL, NO, SHIFT, Hands, Key
from ui.indicators.indicator_tree import IndicatorTree


def test_shift_and_arrows_draw_a_range_from_the_current_cell(hands: Hands) -> None:
    hands.choose("教材套数")
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Right, SHIFT)
    assert hands.selected == ["教材套数", "教材套数的说明", "实训次数", "实训次数的说明"]
    assert hands.current == "教材套数"
    hands.press(Key.Key_Up, SHIFT)
    hands.press(Key.Key_Left, SHIFT)
    assert hands.selected == ["教材套数"]


def test_a_move_without_shift_gives_the_range_up(hands: Hands) -> None:
    hands.choose("≥300套")
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Down)
    assert hands.selected == ["≥12次"]


def test_a_range_passes_over_the_titles_of_groups(hands: Hands, tree: IndicatorTree) -> None:
    hands.choose("≥12次")
    hands.press(Key.Key_Down, SHIFT)
    assert hands.selected == ["≥12次", "≥95%"]
    hands.choose("实训次数")
    hands.press(Key.Key_Down, SHIFT, times=2)
    assert hands.selected == ["实训次数", "培训合格率"]
    assert len(tree.commands.selected_rows) == 2


def test_a_click_with_shift_extends_to_the_cell(hands: Hands) -> None:
    hands.click("培训人数")
    hands.click("≥300套", SHIFT)
    assert hands.selected == [
        *("培训人数", "培训人数的说明", "≥300人次"),
        *("教材套数", "教材套数的说明", "≥300套"),
    ]
    assert hands.current == "培训人数"


def test_clicks_with_control_collect_cells(hands: Hands) -> None:
    hands.click("培训人数")
    hands.click("≥12次", CTRL)
    assert hands.selected == ["培训人数", "≥12次"]


def test_the_mouse_draws_a_range(hands: Hands) -> None:
    hands.draw("教材套数的说明", "≥12次")
    assert hands.selected == ["教材套数的说明", "≥300套", "实训次数的说明", "≥12次"]
    assert hands.current == "教材套数的说明"


def test_control_a_selects_every_cell_of_every_row(hands: Hands, tree: IndicatorTree) -> None:
    hands.choose("≥95%")
    hands.press(Key.Key_A, CTRL)
    assert len(hands.selected) == 3 * 8
    assert hands.current == "≥95%"


def test_shift_and_space_select_rows_control_and_space_columns(hands: Hands) -> None:
    hands.choose("≥300套")
    hands.press(Key.Key_Space, SHIFT)
    assert hands.selected == ["教材套数", "教材套数的说明", "≥300套"]
    hands.choose("≥300套")
    hands.press(Key.Key_Space, CTRL)
    assert len(hands.selected) == 8
    assert hands.selected[:3] == ["≥300人次", "≥300套", "≥12次"]


def test_a_click_on_a_column_title_selects_the_column(
    hands: Hands, tree: IndicatorTree, qtbot: QtBot
) -> None:
    header = tree.header()
    middle = header.sectionViewportPosition(2) + header.sectionSize(2) // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NO, QPoint(middle, header.height() // 2))
    assert len(hands.selected) == 8
    assert "≥12次" in hands.selected


def test_a_click_left_of_a_row_selects_the_row(hands: Hands, tree: IndicatorTree, qtbot: QtBot) -> None:
    spot = QPoint(4, hands.middle_of("教材套数").y())
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, NO, spot)
    assert hands.selected == ["教材套数", "教材套数的说明", "≥300套"]


@pytest.mark.parametrize(
    ("key", "modifiers", "leads_to"),
    [
        (Key.Key_Home, NO, "教材套数"),
        (Key.Key_End, NO, "≥300套"),
        (Key.Key_Home, CTRL, "培训人数"),
        (Key.Key_End, CTRL, "≥90%"),
        (Key.Key_Right, CTRL, "≥300套"),
        (Key.Key_Left, CTRL, "教材套数"),
        (Key.Key_Down, CTRL, "学员满意度的说明"),
        (Key.Key_Up, CTRL, "培训人数的说明"),
        (Key.Key_PageDown, NO, "学员满意度的说明"),
        (Key.Key_PageUp, NO, "培训人数的说明"),
    ],
)
def test_keys_lead_to_the_ends(hands: Hands, key: Key, modifiers: Qt.KeyboardModifier, leads_to: str) -> None:
    hands.choose("教材套数的说明")
    hands.press(key, modifiers)
    assert hands.current == leads_to


def test_control_and_an_arrow_stop_before_a_gap(hands: Hands) -> None:
    hands.choose("≥95%")
    hands.press(Key.Key_Delete)
    hands.choose("≥300人次")
    hands.press(Key.Key_Down, CTRL)
    assert hands.current == "≥12次"
    hands.press(Key.Key_Down, CTRL)
    assert hands.current == "≥90%"


def test_control_shift_end_selects_to_the_last_cell(hands: Hands) -> None:
    hands.choose("学员满意度")
    hands.press(Key.Key_End, CTRL | SHIFT)
    assert hands.selected == ["学员满意度", "学员满意度的说明", "≥90%"]


def test_hidden_columns_are_passed_over(hands: Hands, tree: IndicatorTree) -> None:
    tree.setColumnHidden(1, True)
    hands.choose("教材套数")
    hands.press(Key.Key_Right)
    assert hands.current == "≥300套"
    hands.press(Key.Key_Space, SHIFT)
    assert hands.selected == ["教材套数", "≥300套"]
