"""Names and budgets in the project list: the same picture as Qt's own delegate makes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from core.book import Book
from core.session import Session
from tests.core.tables import table
from ui.projects.project_list import ProjectList
from ui.session_signals import SessionSignals

_LONG = "示例市主城区道路养护与排水管网 2026 年度综合整治工程（第二批）"


@pytest.fixture
def projects(qtbot: QtBot) -> ProjectList:
    named = [
        replace(table(), name="", number=None, unit_name=""),
        replace(table(), name=_LONG, number=12, budget="1234567.89"),
        replace(table(), name="abc", number=3, budget="约 8", unit_name="示例市水务局"),
    ]
    book = Book([replace(one, id=one.id + 1000 * place) for place, one in enumerate(named)])
    projects = ProjectList()
    qtbot.addWidget(projects)
    projects.set_session(SessionSignals(Session(book)))
    projects.resize(330, 500)
    with qtbot.waitExposed(projects):
        projects.show()
    return projects


@pytest.mark.parametrize("size", [8, 9, 11, 14, 19])
@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_picture_is_that_of_qts_own_delegate(
    projects: ProjectList, qtbot: QtBot, size: int, is_enabled: bool
) -> None:
    font = projects.font()
    font.setPointSize(size)
    projects.setFont(font)
    projects.setEnabled(is_enabled)
    QApplication.processEvents()
    painted = _picture(projects)
    projects.view.setItemDelegate(QStyledItemDelegate(projects.view))
    assert _picture(projects) == painted


def _picture(projects: ProjectList) -> QImage:
    return projects.view.viewport().grab().toImage()
