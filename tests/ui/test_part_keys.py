"""The keys that resources/keys.toml describes for the cost picture, the cost table and 概况, tried in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from core.book import Place, Project
from core.cost import Instead
from core.edit import InsertProject
from tests.core.tables import costs
from ui.dashboard.chart_card import ChartCard
from ui.dashboard.dashboard_page import DashboardPage
from ui.help.keyboard_sheet import key_groups
from ui.main_window import MainWindow
from ui.section.cost_picture import CostPicture
from ui.section.cost_table import CostTable
from ui.section.quantity_choice import QuantityChoice
from ui.section.totals_bar import TotalsBar

PICTURE, TABLE, CHOICE, DASHBOARD = "成本合计与预算的横条", "成本构成", "成本构成：怎样计入", "概况"
KEY = Qt.Key
_Test = TypeVar("_Test", bound=Callable[..., None])
_tried: set[tuple[str, str]] = set()


def tries(group: str, *keys: str) -> Callable[[_Test], _Test]:
    """Notes which described keys a test tries."""
    _tried.update((group, key) for key in keys)
    return lambda test: test


def test_every_described_key_is_tried(sample_window: MainWindow) -> None:
    described = {
        (group.title, key)
        for group in key_groups(sample_window)
        if group.title in (PICTURE, TABLE, CHOICE, DASHBOARD)
        for line in group.lines
        for key in line.keys
    }
    assert described == _tried


# ── Costs ──


@pytest.fixture
def project(sample_window: MainWindow) -> Project:
    """Shown in the window: two costs and a unit cost, which one quantity may answer."""
    session = sample_window.document.session
    made = costs(("场地租赁费", "≤15万元"), ("教材印刷费", "≤5万元"), ("证书制作成本", "≤600元/本"))
    rows = tuple(row._replace(id=session.book.new_id()) for row in made.indicators)
    made = replace(made, id=session.book.new_id(), indicators=rows)
    session.apply(InsertProject(0, made), "新建项目")
    sample_window.workspace.go_to(Place(made.id))
    return made


@pytest.fixture
def bar(sample_window: MainWindow, project: Project, qtbot: QtBot) -> TotalsBar:
    """The totals bar of the project with its table open."""
    bar = sample_window.findChild(TotalsBar)
    bar.findChild(QToolButton).click()
    qtbot.waitUntil(bar.findChild(CostTable).isVisible)
    sample_window.activateWindow()
    return bar


def focused(part: CostPicture | CostTable | QuantityChoice | QToolButton) -> None:
    part.setFocus()
    assert QApplication.focusWidget() is part


def row_led_to(bar: TotalsBar, qtbot: QtBot, key: Qt.Key) -> str:
    """The name of the indicator that the key leads to."""
    with qtbot.waitSignal(bar.place_activated) as went:
        QTest.keyClick(QApplication.focusWidget(), key)
    place: Place = went.args[0]
    window = bar.window()
    assert isinstance(window, MainWindow)
    return window.document.session.book.project(place.section).row(place.row).name


@tries(PICTURE, "← →", "Home", "End", "Enter", "空格")
@pytest.mark.parametrize("enter", [KEY.Key_Return, KEY.Key_Space])
@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ([KEY.Key_Right], "教材印刷费"),
        ([KEY.Key_Right, KEY.Key_Left], "场地租赁费"),
        ([KEY.Key_End], "教材印刷费"),
        ([KEY.Key_End, KEY.Key_Home], "场地租赁费"),
    ],
)
def test_the_cost_picture(bar: TotalsBar, qtbot: QtBot, keys: list[Qt.Key], name: str, enter: Qt.Key) -> None:
    picture = bar.findChild(CostPicture)
    focused(picture)
    for key in keys:
        QTest.keyClick(picture, key)
    assert picture.accessibleDescription().startswith(name)
    assert row_led_to(bar, qtbot, enter) == name


@tries(TABLE, "↑ ↓", "Enter")
def test_the_cost_table(bar: TotalsBar, qtbot: QtBot) -> None:
    table = bar.findChild(CostTable)
    focused(table)
    table.setCurrentItem(table.topLevelItem(0))
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up):
        QTest.keyClick(table, key)
    assert row_led_to(bar, qtbot, KEY.Key_Return) == "教材印刷费"


@tries(TABLE, "F2")
def test_f2_goes_from_the_cost_table_to_the_choice_of_a_unit_cost(bar: TotalsBar) -> None:
    table = bar.findChild(CostTable)
    for row, part in ((0, table), (2, bar.findChild(QuantityChoice))):
        focused(table)
        table.setCurrentItem(table.topLevelItem(row))
        QTest.keyClick(table, KEY.Key_F2)
        assert QApplication.focusWidget() is part


@tries(CHOICE, "↑ ↓", "Enter")
def test_the_choice_of_a_quantity(
    sample_window: MainWindow, project: Project, bar: TotalsBar, qtbot: QtBot
) -> None:
    session, choice = sample_window.document.session, bar.findChild(QuantityChoice)
    focused(choice)
    people, unit_cost = project.indicators[0].id, project.indicators[-1].id
    for key, chosen in (
        (KEY.Key_Down, people),
        (KEY.Key_Down, Instead.AS_TOTAL),
        (KEY.Key_Up, people),
    ):
        QTest.keyClick(choice, key)
        assert session.cost_choices.of(project.id) == {unit_cost: chosen}
    assert row_led_to(bar, qtbot, KEY.Key_Return) == "证书制作成本"


@tries(CHOICE, "空格", "Alt+↓")
@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (KEY.Key_Space, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_Down, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_the_list_of_quantities_opens(bar: TotalsBar, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    choice = bar.findChild(QuantityChoice)
    focused(choice)
    QTest.keyClick(choice, key, modifier)
    assert choice.view().isVisible()
    choice.hidePopup()


# ── 概况 ──


@pytest.fixture
def page(sample_window: MainWindow, qtbot: QtBot) -> Iterator[DashboardPage]:
    sample_window.workspace.show_dashboard(True)
    page = sample_window.workspace.dashboard_page
    qtbot.waitUntil(lambda: all(card.bars.isVisible() for card in page.cards.values()) and bool(page.cards))
    sample_window.activateWindow()
    page.setFocus()
    yield page
    QGuiApplication.clipboard().clear()


def button(card: ChartCard) -> QToolButton:
    return card.findChild(QToolButton)


@tries(DASHBOARD, "↑ ↓", "Enter")
def test_the_bars(page: DashboardPage, qtbot: QtBot) -> None:
    bars = page.cards["projects"].bars
    bars.setFocus()
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up):
        QTest.keyClick(bars, key)
    with qtbot.waitSignal(page.place_activated) as went:
        QTest.keyClick(bars, KEY.Key_Return)
    assert went.args == [bars.chart.bars[1].place]


@tries(DASHBOARD, "Tab")
def test_tab_goes_from_chart_to_chart(page: DashboardPage) -> None:
    units, projects, findings, *_ = page.cards.values()
    for part in (units.bars, button(projects), projects.bars, button(findings), findings.bars):
        assert QApplication.focusWidget() is part
        QTest.keyClick(part, KEY.Key_Tab)


@tries(DASHBOARD, "Ctrl+C")
def test_ctrl_c_copies_the_chart_with_the_keyboard(page: DashboardPage) -> None:
    card = page.cards["projects"]
    for part in (card.bars, button(card)):
        QGuiApplication.clipboard().setText("")
        part.setFocus()
        QTest.keyClick(part, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().mimeData().hasImage()
        assert card.chart.title in QGuiApplication.clipboard().text()


@tries(DASHBOARD, "空格")
def test_space_on_the_button_opens_the_menu_of_the_chart(page: DashboardPage, qtbot: QtBot) -> None:
    card = page.cards["projects"]
    menu = button(card).menu()
    seen = []

    def look() -> None:
        seen.extend(action.text() for action in menu.actions() if menu.isVisible())
        menu.close()

    focused(button(card))
    QTimer.singleShot(0, menu, look)
    QTest.keyClick(button(card), KEY.Key_Space)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["复制图片(&C)", "存为图片…(&S)", "打印…(&P)"]
