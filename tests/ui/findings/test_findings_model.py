"""The model of the findings: followed edit by edit, or listed in slices, it is the same as a fresh one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.edit import RemoveProject
from core.rules import Severity
from core.session import Session
from tests.core.random_edits import a_book, edits
from ui.findings import findings_model
from ui.findings.findings_model import WAIVED, FindingsFilter, FindingsModel, Line
from ui.session_signals import SessionSignals

FILTERS = [
    FindingsFilter(),
    FindingsFilter(frozenset({Severity.ERROR, WAIVED})),
    FindingsFilter(words=("经费",)),
    FindingsFilter(section=a_book().project_ids[1]),
]


def listed(signals: SessionSignals, filter_: FindingsFilter) -> list[Line]:
    fresh = FindingsModel()
    fresh.set_filter(filter_)
    fresh.set_session(signals)
    assert not fresh.is_looking
    lines = list(fresh.lines)
    fresh.set_session(None)
    return lines


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), filter_=st.sampled_from(FILTERS))
def test_any_edit_leaves_the_lines_that_a_fresh_model_lists(
    qapp: QApplication, data: st.DataObject, filter_: FindingsFilter
) -> None:
    session = Session(a_book())
    signals = SessionSignals(session)
    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_filter(filter_)
    model.set_session(signals)
    for _ in range(data.draw(st.integers(1, 5))):
        session.apply(data.draw(edits(session.book)), "")
        assert list(model.lines) == listed(signals, filter_)
    session.undo()
    assert list(model.lines) == listed(signals, filter_)
    assert tester.model() is model
    model.set_session(None)


def test_many_sections_are_listed_in_slices_and_alike(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(a_book())
    signals = SessionSignals(session)
    wanted = listed(signals, FindingsFilter())
    monkeypatch.setattr(findings_model, "_MANY", 0)
    model = FindingsModel()
    model.set_session(signals)
    assert (model.is_looking, model.rowCount(QModelIndex())) == (True, 0)
    qtbot.waitUntil(lambda: not model.is_looking)
    assert list(model.lines) == wanted


def test_an_edit_while_findings_are_listed_is_not_missed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(a_book())
    signals = SessionSignals(session)
    model = FindingsModel()
    with monkeypatch.context() as few:
        few.setattr(findings_model, "_MANY", 0)
        model.set_session(signals)
        session.apply(RemoveProject(session.book.project_ids[0]), "删除项目")
        qtbot.waitUntil(lambda: not model.is_looking)
    assert list(model.lines) == listed(signals, FindingsFilter())
