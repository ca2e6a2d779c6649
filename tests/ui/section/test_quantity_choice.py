"""How a unit cost counts: what is shown, what is offered, by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.book import ItemId
from core.cost import Composition, Instead
from tests.core.cost.cases import composition_of
from ui.section.quantity_choice import QuantityChoice

OFFERED = ["自动", "300人次　培训人数", "12套　教材套数", "按总额计入", "不计入"]


@pytest.fixture
def choice(qtbot: QtBot) -> QuantityChoice:
    choice = QuantityChoice()
    qtbot.addWidget(choice)
    choice.show()
    return choice


@pytest.fixture
def composed() -> Composition:
    return composition_of([("培训人数", "≥300人次"), ("教材套数", "≥12套")], [("证书制作成本", "≤600元/本")])


def show(choice: QuantityChoice, composed: Composition, by: ItemId | Instead | None = None) -> None:
    choice.show_row(composed.rows[0], composed.quantities, by)


def offered(choice: QuantityChoice) -> list[str]:
    return [choice.itemText(index) for index in range(choice.count())]


def test_closed_it_lists_what_it_shows_and_no_more(choice: QuantityChoice, composed: Composition) -> None:
    books = composed.quantities[1].indicator.id
    for by, shown in ((None, "自动"), (books, "12套　教材套数"), (Instead.LEAVE_OUT, "不计入")):
        show(choice, composed, by)
        assert (offered(choice), choice.currentText()) == ([shown], shown)


def test_a_chosen_row_that_is_gone_leaves_it_to_the_program(
    choice: QuantityChoice, composed: Composition
) -> None:
    show(choice, composed, ItemId(99999))
    assert choice.currentText() == "自动"


def test_opened_it_offers_everything_with_the_present_one_marked(
    choice: QuantityChoice, composed: Composition
) -> None:
    show(choice, composed, Instead.AS_TOTAL)
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert offered(choice) == OFFERED
    assert choice.currentText() == "按总额计入"
    choice.hidePopup()


@pytest.mark.parametrize(
    ("key", "picked"), [(Qt.Key.Key_Down, 0), (Qt.Key.Key_End, Instead.LEAVE_OUT), (Qt.Key.Key_1, 1)]
)
def test_keys_choose_without_opening_it(
    choice: QuantityChoice, composed: Composition, qtbot: QtBot, key: Qt.Key, picked: int | Instead
) -> None:
    show(choice, composed)
    wanted = picked if isinstance(picked, Instead) else composed.quantities[picked].indicator.id
    with qtbot.waitSignal(choice.chosen) as chosen:
        QTest.keyClick(choice, key)
    assert chosen.args == [wanted]


def test_what_is_offered_follows_the_table_once_it_was_opened(
    choice: QuantityChoice, composed: Composition
) -> None:
    show(choice, composed)
    choice.showPopup()
    choice.hidePopup()
    fewer = composed.quantities[:1]
    choice.show_row(composed.rows[0], fewer, fewer[0].indicator.id)
    assert offered(choice) == ["自动", "300人次　培训人数", "按总额计入", "不计入"]
    assert choice.currentIndex() == 1
