"""Widths of the tree's columns, hidden ones, and how both are remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.book import Book
from core.session import Session
from tests.core.tables import table
from ui.indicators.indicator_tree import IndicatorTree
from ui.session_signals import SessionSignals


@pytest.fixture
def session() -> Session:
    plain = table(number=1)
    with_basis = table(number=2)
    rows = [row._replace(basis="历史标准") for row in with_basis.indicators]
    return Session(Book([plain, with_basis.with_rows(rows)]))


@pytest.fixture
def tree(qtbot: QtBot, signals: SessionSignals, session: Session) -> IndicatorTree:
    return shown_tree(qtbot, signals, session)


def shown_tree(qtbot: QtBot, signals: SessionSignals, session: Session) -> IndicatorTree:
    tree = IndicatorTree()
    qtbot.addWidget(tree)
    tree.set_session(signals)
    tree.show_section(session.book.project_ids[0])
    tree.resize(1000, 600)
    with qtbot.waitExposed(tree):
        tree.show()
    return tree


def widths(tree: IndicatorTree) -> list[int]:
    return [tree.columnWidth(column) for column in range(tree.header().count())]


def test_columns_keep_their_proportions_when_the_table_grows(tree: IndicatorTree) -> None:
    tree.setColumnWidth(0, 500)
    share = tree.columnWidth(0) / sum(widths(tree))
    tree.resize(1600, 600)
    assert tree.columnWidth(0) / sum(widths(tree)) == pytest.approx(share, abs=0.02)
    assert sum(widths(tree)) == tree.viewport().width()


def test_a_double_click_on_a_border_fits_the_column_to_its_texts(tree: IndicatorTree, qtbot: QtBot) -> None:
    header = tree.header()
    tree.setColumnWidth(0, 500)
    border = QPoint(header.sectionViewportPosition(1) - 1, header.height() // 2)
    qtbot.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=border)
    index = tree.indexBelow(tree.indexBelow(tree.model().index(0, 0)))
    needed = tree.fontMetrics().horizontalAdvance(str(index.data()))
    assert needed < tree.columnWidth(0) < 500


def test_a_fitted_column_leaves_room_for_the_others(tree: IndicatorTree, session: Session) -> None:
    index = tree.indexBelow(tree.indexBelow(tree.model().index(0, 0)))
    tree.model().setData(index.siblingAtColumn(1), "很长的说明" * 200)
    tree.columns.fit(1)
    assert tree.columnWidth(1) <= round(tree.viewport().width() * 0.6)


def test_a_hidden_column_gives_its_room_away_and_comes_back(tree: IndicatorTree) -> None:
    before = widths(tree)
    (description, *_) = tree.columns.actions(tree)
    assert description.text() == "绩效指标描述"
    description.trigger()
    assert tree.isColumnHidden(1)
    assert sum(widths(tree)) == tree.viewport().width()
    tree.columns.actions(tree)[0].trigger()
    assert widths(tree) == before


def test_widths_and_hidden_columns_are_remembered_for_each_kind_of_table(
    qtbot: QtBot, signals: SessionSignals, session: Session, tree: IndicatorTree
) -> None:
    tree.setColumnWidth(0, 480)
    tree.show_section(session.book.project_ids[1])
    tree.setColumnWidth(0, 150)
    tree.columns.show_column(1, False)
    again = shown_tree(qtbot, signals, session)
    again.columns.restore(tree.columns.state())
    again.show_section(session.book.project_ids[1])
    assert widths(again) == widths(tree)
    tree.columns.show_column(1, True)
    again.columns.show_column(1, True)
    for each in (tree, again):
        each.show_section(session.book.project_ids[0])
    assert again.columnWidth(0) == pytest.approx(480, abs=2)


@pytest.mark.parametrize(
    "state", ["", "null", "{}", "[1]", '{"shares": {"3": [1, 0, 2]}, "hidden": [0]}', "x"]
)
def test_settings_of_another_version_are_ignored(tree: IndicatorTree, state: str) -> None:
    before = widths(tree)
    tree.columns.restore(state)
    assert widths(tree) == before
    assert not tree.isColumnHidden(0)
