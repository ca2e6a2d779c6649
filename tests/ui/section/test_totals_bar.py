"""The totals bar says what costs add up to, and which rows count."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from core.book import Book, Place, Project
from core.edit import RemoveRow, SetField
from core.session import Session
from tests.core.tables import costs
from tests.ui.paints import Paints
from ui.section.cost_picture import CostPicture
from ui.section.cost_table import AMOUNT, REASON, CostTable
from ui.section.quantity_choice import QuantityChoice
from ui.section.totals_bar import TotalsBar
from ui.session_signals import SessionSignals


@pytest.fixture
def project() -> Project:
    return costs(("场地租赁费", "≤15万元"), ("教材印刷费", "≤50000元"), ("证书制作成本", "≤600元/本"))


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project]))


@pytest.fixture
def bar(qtbot: QtBot, signals: SessionSignals, project: Project) -> TotalsBar:
    bar = TotalsBar()
    qtbot.addWidget(bar)
    bar.set_session(signals)
    bar.show_section(project.id)
    bar.show()
    return bar


@pytest.fixture
def opened(bar: TotalsBar) -> TotalsBar:
    """The bar with its table open."""
    bar.findChild(QToolButton).click()
    return bar


def said(bar: TotalsBar) -> str:
    return " ".join(label.text() for label in bar.findChildren(QLabel))


def listed(bar: TotalsBar) -> list[list[str]]:
    rows = bar.findChild(CostTable)
    items = [rows.topLevelItem(index) for index in range(rows.topLevelItemCount())]
    return [[item.text(column) for column in range(rows.columnCount())] for item in items]


def test_it_compares_the_costs_with_the_budget(bar: TotalsBar) -> None:
    assert "成本合计 20.00 / 预算 20.00 万元" in said(bar)
    assert "相符" in said(bar)


@pytest.mark.parametrize(("value", "verdict"), [("≤15.06万元", "超 0.06"), ("≤12万元", "余 3.00")])
def test_it_follows_every_edit(
    bar: TotalsBar, session: Session, project: Project, value: str, verdict: str
) -> None:
    rent = next(one for one in project.indicators if one.level3 == "场地租赁费")
    session.apply(SetField(Place(project.id, rent.id, "value"), value), "修改指标值")
    assert verdict in said(bar)


def test_without_a_budget_nothing_is_compared(bar: TotalsBar, session: Session, project: Project) -> None:
    session.apply(SetField(Place(project.id, field="budget"), ""), "修改预算数")
    assert "无法比较" in said(bar)


def test_it_lists_which_rows_count_and_why(opened: TotalsBar) -> None:
    rent, books, certificates = listed(opened)
    assert rent[:2] == ["计入", "场地租赁费"]
    assert books[AMOUNT] == "5.00"
    assert "50000元" in books[REASON]
    assert certificates[:2] == ["未计入", "证书制作成本"]
    assert "没有以“本”为单位的数量指标" in certificates[REASON]
    assert certificates[AMOUNT] == ""


def test_the_list_opens_on_demand_and_leads_to_the_row(
    bar: TotalsBar, project: Project, qtbot: QtBot
) -> None:
    rows = bar.findChild(CostTable)
    assert not rows.isVisible()
    bar.findChild(QToolButton).click()
    assert rows.isVisible()
    rows.setCurrentItem(rows.topLevelItem(2))
    for lead in (
        lambda: rows.itemClicked.emit(rows.topLevelItem(2), 0),
        lambda: QTest.keyClick(rows, Qt.Key.Key_Return),
    ):
        with qtbot.waitSignal(bar.place_activated) as activated:
            lead()
        assert activated.args == [Place(project.id, project.indicators[-1].id, "value")]


def test_a_part_of_the_picture_leads_to_its_row(bar: TotalsBar, project: Project, qtbot: QtBot) -> None:
    rent = next(one for one in project.indicators if one.level3 == "场地租赁费")
    with qtbot.waitSignal(bar.place_activated) as activated:
        QTest.keyClick(bar.findChild(CostPicture), Qt.Key.Key_Return)
    assert activated.args == [Place(project.id, rent.id, "value")]


def choose(bar: TotalsBar, steps: int) -> None:
    """Choose with the keyboard: so many entries below the first one."""
    choice = bar.findChild(QuantityChoice)
    choice.setFocus()
    for _ in range(steps):
        QTest.keyClick(choice, Qt.Key.Key_Down)


def test_a_unit_cost_offers_the_quantities_and_what_to_do_instead(opened: TotalsBar) -> None:
    choice = opened.findChild(QuantityChoice)
    choice.showPopup()
    choice.hidePopup()
    offered = [choice.itemText(index) for index in range(choice.count())]
    assert offered == ["自动", "300人次　培训人数", "按总额计入", "不计入"]
    assert "证书制作成本" in choice.accessibleName()


def test_a_chosen_quantity_counts_at_once_and_the_keyboard_stays_there(
    opened: TotalsBar, session: Session, project: Project
) -> None:
    session.apply(SetField(Place(project.id, field="budget"), "38"), "修改预算数")
    choice = opened.findChild(QuantityChoice)
    choose(opened, 1)
    assert "成本合计 38.00 / 预算 38.00 万元" in said(opened)
    assert listed(opened)[2][AMOUNT] == "18.00"
    assert opened.findChild(QuantityChoice) is choice
    choose(opened, 2)
    assert "成本合计 20.00" in said(opened)
    assert listed(opened)[2][REASON] == "按您的选择不计入合计"


def test_all_choices_can_be_taken_back(opened: TotalsBar) -> None:
    reset = opened.findChild(QPushButton)
    assert not reset.isVisible()
    choose(opened, 2)
    assert "成本合计 20.06" in said(opened)
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert "成本合计 20.00" in said(opened)
    assert not reset.isVisible()
    assert opened.findChild(QuantityChoice).currentIndex() == 0


def test_the_wheel_changes_no_choice(opened: TotalsBar) -> None:
    choice = opened.findChild(QuantityChoice)
    choice.setFocus()
    middle = QPointF(choice.rect().center())
    down = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, down)
    assert choice.currentIndex() == 0


@pytest.mark.parametrize("width", [300, 1600])
def test_all_rows_are_seen_whole_whether_the_table_scrolls_sideways_or_not(
    opened: TotalsBar, width: int
) -> None:
    opened.resize(width, 400)
    rows = opened.findChild(CostTable)
    QApplication.processEvents()
    last = rows.visualItemRect(rows.topLevelItem(2))
    assert rows.viewport().rect().contains(last.left(), last.bottom())


def test_a_project_without_costs_shows_no_table(
    opened: TotalsBar, session: Session, project: Project
) -> None:
    for one in project.indicators[-3:]:
        session.apply(RemoveRow(project.id, one.id), "删除指标")
    assert not opened.findChild(CostTable).isVisible()
    assert "没有成本指标" in said(opened)


def test_an_edit_that_leaves_the_costs_alone_paints_nothing(
    bar: TotalsBar, session: Session, project: Project
) -> None:
    QApplication.processEvents()
    paints = Paints(bar.findChild(CostPicture))
    rate, cost = project.indicators[1], project.indicators[-2]
    session.apply(SetField(Place(project.id, rate.id, "value"), "≥96%"), "指标值")
    QApplication.processEvents()
    assert paints.count == 0
    session.apply(SetField(Place(project.id, cost.id, "value"), "≤60000元"), "指标值")
    QApplication.processEvents()
    assert paints.count == 1
    assert "21" in said(bar)
