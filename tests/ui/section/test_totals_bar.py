"""The totals bar says what costs add up to, and which rows count."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QToolButton, QTreeWidget
from pytestqt.qtbot import QtBot

from core.book import Book, Place, Project
from core.edit import SetField
from core.session import Session
from tests.core.tables import costs
from ui.section.totals_bar import TotalsBar
from ui.session_signals import SessionSignals


@pytest.fixture
def project() -> Project:
    return costs(("场地租赁费", "≤15万元"), ("教材印刷费", "≤50000元"), ("人均培训成本", "≤600元/人"))


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


def said(bar: TotalsBar) -> str:
    return " ".join(label.text() for label in bar.findChildren(QLabel))


def listed(bar: TotalsBar) -> list[list[str]]:
    rows = bar.findChild(QTreeWidget)
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


def test_it_lists_which_rows_count_and_why(bar: TotalsBar) -> None:
    rent, books, per_head = listed(bar)
    assert rent[:2] == ["计入", "场地租赁费"]
    assert books[3] == "5.00"
    assert "50000元" in books[4]
    assert per_head[:2] == ["未计入", "人均培训成本"]
    assert "单位成本" in per_head[4]


def test_the_list_opens_on_demand_and_leads_to_the_row(
    bar: TotalsBar, project: Project, qtbot: QtBot
) -> None:
    rows = bar.findChild(QTreeWidget)
    assert not rows.isVisible()
    bar.findChild(QToolButton).click()
    assert rows.isVisible()
    with qtbot.waitSignal(bar.place_activated) as activated:
        rows.itemClicked.emit(rows.topLevelItem(2), 0)
    per_head = next(one for one in project.indicators if one.level3 == "人均培训成本")
    assert activated.args == [Place(project.id, per_head.id, "value")]
