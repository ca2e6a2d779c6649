"""The model of the projects: followed edit by edit, or looked at in slices, it is the same as a fresh one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Book
from core.edit import RemoveProject
from core.session import Session
from tests.core.random_edits import a_book, edits
from tests.core.tables import table
from ui.projects import project_list, project_model
from ui.projects.project_list import ProjectList
from ui.projects.project_model import Column, ProjectModel, Role, _widest, _width, total_text
from ui.session_signals import SessionSignals


def shown(model: ProjectModel) -> list[object]:
    """All that its lines say, and the total."""
    return [*texts(model, QModelIndex()), total_text(model.total)]


def texts(model: QAbstractItemModel, parent: QModelIndex) -> list[object]:
    said: list[object] = []
    for row in range(model.rowCount(parent)):
        line = model.index(row, 0, parent)
        columns = (line.siblingAtColumn(column) for column in Column)
        said += [
            [cell.data(Qt.ItemDataRole.ToolTipRole), cell.data(), cell.data(Role.COUNTS)] for cell in columns
        ]
        said += texts(model, line)
    return said


def fresh(signals: SessionSignals) -> list[object]:
    model = ProjectModel()
    model.set_session(signals)
    assert not model.is_looking
    said = shown(model)
    model.set_session(None)
    return said


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edit_leaves_the_tree_that_a_fresh_model_shows(qapp: QApplication, data: st.DataObject) -> None:
    session = Session(a_book())
    signals = SessionSignals(session)
    model = ProjectModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_session(signals)
    for _ in range(data.draw(st.integers(1, 5))):
        session.apply(data.draw(edits(session.book)), "")
        assert shown(model) == fresh(signals)
    session.undo()
    assert shown(model) == fresh(signals)
    assert tester.model() is model
    model.set_session(None)


def test_many_projects_are_looked_at_in_slices_and_alike(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(a_book())
    signals = SessionSignals(session)
    wanted = fresh(signals)
    monkeypatch.setattr(project_model, "_MANY", 0)
    model = ProjectModel()
    model.set_session(signals)
    assert model.is_looking
    assert model.neighbour(session.book.project_ids[0], 1) is None
    qtbot.waitUntil(lambda: not model.is_looking)
    assert shown(model) == wanted


def test_a_project_that_goes_while_they_are_looked_at_is_not_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(a_book())
    signals = SessionSignals(session)
    model = ProjectModel()
    with monkeypatch.context() as few:
        few.setattr(project_model, "_MANY", 0)
        model.set_session(signals)
        session.apply(RemoveProject(session.book.project_ids[0]), "删除项目")
        qtbot.waitUntil(lambda: not model.is_looking)
    assert shown(model) == fresh(signals)


@given(texts=st.lists(st.text("0123456789.-万元叁佰㐀", max_size=9)))
def test_the_widest_budget_is_the_one_that_measuring_each_of_them_finds(texts: list[str]) -> None:
    widest = _widest(texts)
    assert widest in [*texts, ""]
    assert _width(widest) == max(map(_width, texts), default=0)


# ── The list of very many projects ──


@pytest.fixture
def many(qapp: QApplication) -> Session:
    """Three units of two projects each."""
    return Session(Book([table(unit_name=f"示例单位{unit}") for unit in (0, 0, 1, 1, 2, 2)]))


@pytest.fixture
def folded(qtbot: QtBot, many: Session, monkeypatch: pytest.MonkeyPatch) -> ProjectList:
    """The list of them, for which they are many."""
    monkeypatch.setattr(project_list, "_MANY", 3)
    panel = ProjectList()
    qtbot.addWidget(panel)
    panel.set_session(SessionSignals(many, panel))
    panel.show()
    return panel


def unfolded(panel: ProjectList) -> list[bool]:
    model = panel.view.model()
    return [panel.view.isExpanded(model.index(row, 0)) for row in range(model.rowCount(QModelIndex()))]


def test_only_the_unit_of_the_current_project_is_unfolded(folded: ProjectList) -> None:
    assert unfolded(folded) == [True, False, False]


def test_next_and_previous_lead_through_folded_units(folded: ProjectList, many: Session) -> None:
    ids = list(many.book.project_ids)
    way = [folded.current_section]
    for action in (*[folded.next_action] * 5, *[folded.previous_action] * 5):
        action.trigger()
        way.append(folded.current_section)
    assert way == [*ids, *reversed(ids[:-1])]


def test_previous_leads_to_the_last_project_of_a_folded_unit(folded: ProjectList, many: Session) -> None:
    ids = list(many.book.project_ids)
    folded.show_section(ids[4])
    folded.view.collapse(folded.view.model().index(1, 0))
    folded.previous_action.trigger()
    assert folded.current_section == ids[3]


def test_what_the_user_unfolds_stays_so_after_an_edit(folded: ProjectList) -> None:
    folded.view.expand(folded.view.model().index(2, 0))
    folded.delete_action.trigger()
    assert unfolded(folded) == [True, False, True]
    folded.filter_box.setText("示例单位1")
    assert unfolded(folded) == [True]
    folded.filter_box.clear()
    assert unfolded(folded)[2]
