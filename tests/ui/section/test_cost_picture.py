"""The cost picture: segments, the budget's mark, the excess in red; mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.book import ItemId
from core.cost import Composition
from core.rules import Severity
from tests.core.cost.cases import composition_of
from ui import theme
from ui.section.cost_picture import CostPicture

WIDTH = 404
"""Two pixels at either end leave 400 for the bar."""


@pytest.fixture
def picture(qtbot: QtBot) -> CostPicture:
    picture = CostPicture()
    qtbot.addWidget(picture)
    picture.resize(WIDTH, 20)
    picture.show()
    return picture


def costs(*amounts: str, budget: str = "100") -> Composition:
    return composition_of([], [(f"第{n}项费用", f"≤{one}万元") for n, one in enumerate(amounts)], budget)


def colour(picture: CostPicture, x: int) -> QColor:
    return picture.grab().toImage().pixelColor(x, picture.height() // 2)


def red(picture: CostPicture) -> QColor:
    return theme.severity_colour(Severity.ERROR, picture.palette())


def colour_of_nothing(picture: CostPicture) -> QColor:
    """The bar's ground, as an empty bar shows it."""
    empty = CostPicture()
    empty.resize(picture.size())
    return colour(empty, 20)


def mark(picture: CostPicture) -> int:
    """Where the budget's mark is: alone in reaching the upper edge."""
    image, ink = picture.grab().toImage(), picture.palette().color(QPalette.ColorRole.WindowText)
    return next(x for x in range(image.width()) if image.pixelColor(x, 0) == ink)


def test_each_counted_row_has_a_part_as_long_as_its_amount(picture: CostPicture) -> None:
    picture.show_composition(costs("25", "50"))
    first, second = picture.segment_rect(0), picture.segment_rect(1)
    assert (first.width(), second.left() - first.left(), second.width()) == (100, 100, 200)
    ground = colour(picture, 380)
    assert len({colour(picture, x).name() for x in (50, 200)} | {ground.name()}) == 3
    assert abs(mark(picture) - 401) <= 1


def test_what_exceeds_the_budget_is_red(picture: CostPicture) -> None:
    picture.show_composition(costs("100", "25"))
    assert colour(picture, 390) == red(picture)
    assert colour(picture, 310) != red(picture)
    assert abs(mark(picture) - 321) <= 1


def test_the_smallest_excess_is_seen(picture: CostPicture) -> None:
    picture.show_composition(costs("100.0001"))
    assert colour(picture, 400) == red(picture)


@pytest.mark.parametrize("budget", ["", "0", "100"])
@pytest.mark.parametrize("amounts", [[], ["0"], ["1"] * 30])
def test_any_number_of_rows_with_and_without_a_budget_is_painted(
    picture: CostPicture, amounts: list[str], budget: str
) -> None:
    picture.show_composition(costs(*amounts, budget=budget))
    has_mark = budget == "100"
    ink = picture.palette().color(QPalette.ColorRole.WindowText)
    assert (picture.grab().toImage().pixelColor(WIDTH - 2, 0) == ink) is has_mark
    assert (colour(picture, 20) != colour_of_nothing(picture)) is (amounts == ["1"] * 30)


def test_without_counted_rows_the_keyboard_passes_by(picture: CostPicture) -> None:
    picture.show_composition(costs())
    assert picture.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert picture.accessibleDescription() == "没有计入的成本"


def test_a_part_tells_its_row_with_sum_and_share(picture: CostPicture) -> None:
    picture.show_composition(costs("25", "50"))
    assert picture.told(1) == "第1项费用：50.00 万元，占预算 50.0%"


def activated_by(picture: CostPicture, qtbot: QtBot, act: object) -> ItemId:
    with qtbot.waitSignal(picture.row_activated) as activated:
        act()
    return activated.args[0]


def test_a_click_leads_to_the_row(picture: CostPicture, qtbot: QtBot) -> None:
    composed = costs("25", "50")
    picture.show_composition(composed)
    second = picture.segment_rect(1).center().toPoint()
    left = Qt.MouseButton.LeftButton
    clicked = activated_by(picture, qtbot, lambda: QTest.mouseClick(picture, left, pos=second))
    assert clicked == composed.rows[1].indicator.id


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ([], 0),
        ([Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 2),
        ([Qt.Key.Key_End, Qt.Key.Key_Left], 1),
        ([Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Left], 0),
    ],
)
def test_keys_go_along_the_parts_and_enter_leads_to_the_row(
    picture: CostPicture, qtbot: QtBot, keys: list[Qt.Key], row: int
) -> None:
    composed = costs("25", "50", "20")
    picture.show_composition(composed)
    picture.setFocus()
    for key in keys:
        QTest.keyClick(picture, key)
    assert picture.accessibleDescription() == picture.told(row)
    entered = activated_by(picture, qtbot, lambda: QTest.keyClick(picture, Qt.Key.Key_Return))
    assert entered == composed.rows[row].indicator.id


def test_names_that_look_like_mark_up_are_shown_as_they_stand(picture: CostPicture) -> None:
    picture.show_composition(composition_of([], [("<b>费用</b>", "≤20万元")]))
    assert "&lt;b&gt;" in picture.tool_tip(0)
