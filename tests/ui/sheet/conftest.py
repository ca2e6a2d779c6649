"""A sheet to try keys and the mouse on: the indicator tree with one project."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.book import Book, Project
from core.session import Session
from tests.core.tables import row, table
from tests.ui.sheet.hands import Hands
from ui.indicators.indicator_tree import IndicatorTree
from ui.session_signals import SessionSignals


@pytest.fixture
def project() -> Project:
    return table(row("数量指标", "教材套数", "≥300套"), row("数量指标", "实训次数", "≥12次"))


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project, table(number=2)]))


@pytest.fixture
def tree(qtbot: QtBot, signals: SessionSignals, project: Project) -> IndicatorTree:
    tree = IndicatorTree()
    qtbot.addWidget(tree)
    tree.set_session(signals)
    tree.show_section(project.id)
    tree.resize(800, 600)
    with qtbot.waitExposed(tree):
        tree.show()
    tree.setFocus()
    return tree


@pytest.fixture
def hands(tree: IndicatorTree, qtbot: QtBot) -> Hands:
    return Hands(tree, qtbot)
