"""The page 概况 on a session: what it shows, where it leads, what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Book, Place
from core.edit import InsertProject, SetField
from core.overview import Overview
from core.rules.explanation import explanation, explanations
from core.scheme import schemes
from core.session import Session
from tests.core.tables import table
from ui.dashboard.chart import Bar, Chart
from ui.dashboard.chart_painting import columns_of
from ui.dashboard.dashboard_page import DashboardPage
from ui.session_signals import SessionSignals


@pytest.fixture
def page(qtbot: QtBot, signals: SessionSignals) -> DashboardPage:
    page = DashboardPage()
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.set_session(signals)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: page.is_up_to_date)
    return page


def labels(page: DashboardPage, key: str) -> list[tuple[str, str]]:
    return [(bar.label, bar.figure) for bar in page.cards[key].chart.bars]


def test_budgets_stand_by_unit_and_by_project_the_largest_first(page: DashboardPage) -> None:
    assert labels(page, "units") == [("990102 示例市卫生中心", "40.00"), ("990101 示例市公路中心", "20.00")]
    assert labels(page, "projects") == [
        ("1 示例路面养护", "20.00"),
        ("2 示例疫苗冷链", "20.00"),
        ("3 示例校医培训", "20.00"),
    ]
    assert page.cards["units"].chart.summary == "2 个单位，共 60.00 万元"


def test_every_chart_has_a_card(page: DashboardPage) -> None:
    assert list(page.cards) == ["units", "projects", "findings", "completeness", "deadlines"]
    assert page.cards["completeness"].chart.summary == "3 个项目中 2 个没有错误（67%）"
    assert page.cards["deadlines"].chart.nothing == "没有写明完成时间的指标。"


def test_arrow_keys_and_enter_go_to_a_project(qtbot: QtBot, page: DashboardPage, session: Session) -> None:
    bars = page.cards["projects"].bars
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.place_activated) as went:
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert went.args == [Place(session.book.project_ids[1], None, "budget")]


def test_a_click_on_a_bar_goes_to_the_first_finding_of_its_kind(
    qtbot: QtBot, page: DashboardPage, session: Session
) -> None:
    bars = page.cards["findings"].bars
    first = bars.chart.bars[0]
    rect = bars.visualRect(bars.model().index(0, 0))
    with qtbot.waitSignal(page.place_activated) as went:
        qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert went.args == [first.place]
    assert first.place is not None
    assert first.place.section == session.book.project_ids[1]


def test_kinds_of_findings_are_called_by_the_rules_short_names(page: DashboardPage, session: Session) -> None:
    rules = [(explanation(one.rule), one.severity) for one in session.findings]
    assert {(bar.label, bar.detail) for bar in page.cards["findings"].chart.bars} == {
        (rule.name, f"{severity.title}：{rule.title.rstrip('。')}") for rule, severity in rules
    }


def test_short_names_of_rules_are_shown_whole_where_two_cards_just_fit(page: DashboardPage) -> None:
    metrics = QFontMetricsF(page.font())
    bars = tuple(Bar(rule.name, 1, "1,000") for rule in explanations())
    room = columns_of(Chart("findings", "", "", bars), 20 * metrics.height(), metrics).label
    assert all(metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, room) == bar.label for bar in bars)


def test_tab_leads_through_all_lists_and_their_pictures(qtbot: QtBot, page: DashboardPage) -> None:
    page.setFocus()
    reached = []
    for _ in range(8):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    shown = [card.bars for card in page.cards.values() if card.chart.bars]
    assert set(shown) <= set(reached)


def test_a_change_is_shown_while_the_page_is_open(
    qtbot: QtBot, page: DashboardPage, session: Session
) -> None:
    first = session.book.project_ids[0]
    session.apply(SetField(Place(first, None, "budget"), "1234.5"), "预算数")
    qtbot.waitUntil(lambda: page.is_up_to_date)
    assert labels(page, "projects")[0] == ("1 示例路面养护", "1,234.50")
    session.undo()
    qtbot.waitUntil(lambda: page.is_up_to_date)
    assert labels(page, "projects")[0] == ("1 示例路面养护", "20.00")


def test_while_it_is_hidden_nothing_is_looked_at(
    qtbot: QtBot, page: DashboardPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []
    monkeypatch.setattr(Overview, "refresh", lambda self, sections: looked_at.extend(sections))
    page.hide()
    first = session.book.project_ids[0]
    session.apply(SetField(Place(first, None, "budget"), "7"), "预算数")
    QApplication.processEvents()
    assert looked_at == []
    assert not page.is_up_to_date
    page.show()
    qtbot.waitUntil(lambda: page.is_up_to_date)
    assert first in looked_at


def test_another_scheme_is_followed(qtbot: QtBot, page: DashboardPage, signals: SessionSignals) -> None:
    signals.session.scheme = schemes()["2021"]
    qtbot.waitUntil(lambda: page.is_up_to_date)
    assert sum(int(figure) for _, figure in labels(page, "findings")) == sum(
        1 for _ in signals.session.findings
    )


@pytest.mark.parametrize(
    ("count", "bars"), [(0, 0), (1, 1), (20, 20), (21, 21), (60, 21)], ids=lambda number: str(number)
)
def test_any_number_of_projects_is_shown(qtbot: QtBot, count: int, bars: int) -> None:
    projects = [table(number=n, name=f"项目{n}", unit_code=f"99{n:04}", budget=f"{n}") for n in range(count)]
    page = DashboardPage()
    qtbot.addWidget(page)
    page.set_session(SessionSignals(Session(Book(projects))))
    page.show()
    qtbot.waitUntil(lambda: page.is_up_to_date)
    assert len(labels(page, "projects")) == len(labels(page, "units")) == bars
    if count == 60:
        rest = sum(range(40))
        assert labels(page, "projects")[-1] == ("其余 40 个项目", f"{rest:,}.00")
    if not count:
        assert page.cards["projects"].chart.nothing == "文件里还没有项目。"


def test_a_new_project_appears_and_no_session_is_no_error(
    qtbot: QtBot, page: DashboardPage, session: Session
) -> None:
    new = replace(table(name="示例新项目", number=4, budget="99"), id=session.book.new_id(), indicators=())
    session.apply(InsertProject(0, new), "新项目")
    qtbot.waitUntil(lambda: page.is_up_to_date)
    assert labels(page, "projects")[0] == ("4 示例新项目", "99.00")
    page.set_session(None)
    QApplication.processEvents()


def test_cards_stand_side_by_side_where_there_is_room(qtbot: QtBot, page: DashboardPage) -> None:
    units, projects = page.cards["units"], page.cards["projects"]
    qtbot.waitUntil(lambda: units.mapTo(page, QPoint()).y() == projects.mapTo(page, QPoint()).y())
    page.resize(400, 900)
    qtbot.waitUntil(lambda: units.mapTo(page, QPoint()).x() == projects.mapTo(page, QPoint()).x())
    assert units.width() > page.viewport().width() * 0.8


def test_bars_grow_with_the_font(qtbot: QtBot, page: DashboardPage) -> None:
    bars = page.cards["projects"].bars
    before = bars.height()
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * 3)
    page.setFont(font)
    qtbot.waitUntil(lambda: bars.height() > 2 * before)
    assert bars.visualRect(bars.model().index(2, 0)).bottom() < bars.height()
