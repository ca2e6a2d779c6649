"""The table of findings keeps the screen up to date with few paints."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Book, Place
from core.edit import RemoveProject, SetField
from core.session import Session
from tests.core.tables import row, table
from tests.ui.paints import Paints
from ui.findings.findings_panel import FindingsPanel
from ui.session_signals import SessionSignals

COUNT = 8


@pytest.fixture
def session() -> Session:
    """Projects with two findings each at least."""
    costly = row("成本指标", "设备费", "≤90万元")
    return Session(
        Book([table(costly, number=number, name=f"示例{number}") for number in range(1, COUNT + 1)])
    )


@pytest.fixture
def panel(qtbot: QtBot, signals: SessionSignals) -> FindingsPanel:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.set_session(signals)
    panel.resize(1000, 200)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: bool(panel.shown_findings))
    return panel


def on_screen(panel: FindingsPanel) -> QImage:
    """What the lines were last painted as, and not what they would be painted as now."""
    for _ in range(3):  # layouts are done in one round of events, paints that they ask for in another
        QApplication.processEvents()
    viewport = panel.table.viewport()
    area = QRect(viewport.mapTo(panel, QPoint()), viewport.size())
    return panel.screen().grabWindow(panel.winId()).toImage().copy(area)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["name", "budget", "value", "remove", "undo"]), st.integers(0, COUNT)),
        min_size=1,
        max_size=5,
    ),
    scrolled=st.integers(0, 30),
)
def test_after_an_edit_the_screen_shows_the_findings_as_they_are(
    panel: FindingsPanel, session: Session, steps: list[tuple[str, int]], scrolled: int
) -> None:
    while session.undo_label:
        session.undo()
    panel.table.verticalScrollBar().setValue(scrolled)
    on_screen(panel)
    for kind, number in steps:
        ids = session.book.project_ids
        if kind == "undo" or len(ids) < 2:
            session.undo()
        elif kind == "remove":
            session.apply(RemoveProject(ids[number % len(ids)]), "删除")
        elif kind == "value":
            project = session.book.project(ids[number % len(ids)])
            session.apply(SetField(Place(project.id, project.indicators[0].id, "value"), ""), "指标值")
        else:
            text = "" if number % 2 else f"{number}00"
            session.apply(SetField(Place(ids[number % len(ids)], field=kind), text), "修改")
        shown = on_screen(panel)
        panel.table.viewport().update()
        assert shown == on_screen(panel)


def test_an_edit_is_painted_once(panel: FindingsPanel, session: Session) -> None:
    panel.resize(1000, 900)
    on_screen(panel)
    count, paints = panel.table.model().rowCount(), Paints(panel.table.viewport())
    project = session.book.projects[0]
    session.apply(SetField(Place(project.id, project.indicators[0].id, "description"), ""), "描述")
    on_screen(panel)
    on_screen(panel)
    assert panel.table.model().rowCount() != count
    assert paints.count == 1
