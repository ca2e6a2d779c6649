"""The list of hits: what it shows, how it is searched for, how it follows edits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.book import Indicator, ItemId, Place, Project
from core.edit import Group, MoveProject, RemoveProject, SetField
from core.search import Query, Span, hits
from core.session import Session
from tests.core.random_edits import a_book, edits
from tests.core.search.sections import CLINICS, DEPARTMENT, ROADS, book
from ui.find import hits_model
from ui.find.hits_model import Column, HitsModel
from ui.find.marked_lines import Role
from ui.session_signals import SessionSignals


@pytest.fixture
def searched(qapp: object) -> Session:
    return Session(book())


@pytest.fixture
def model(searched: Session) -> HitsModel:
    model = HitsModel()
    model.set_session(SessionSignals(searched, model))
    return model


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch per slice, so that a search of a small book takes several."""
    monkeypatch.setattr(hits_model, "_SLICE_SECONDS", 0)


def places(model: HitsModel) -> list[Place]:
    return [model.place_at(row) for row in range(model.rowCount())]


def texts(model: HitsModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in Column]


def test_a_line_says_which_project_which_place_and_what_stands_there(model: HitsModel) -> None:
    model.search(Query("里程"))
    assert texts(model, 0) == ["部门整体绩效目标", "（一）道路 · 绩效目标", "养护里程达标"]
    row = model.row_of(Place(ROADS, ItemId(31), "description"))
    assert row is not None
    assert texts(model, row) == ["1 道路养护", "养护里程 · 绩效指标描述", "年度养护的里程"]
    assert model.index(row, Column.TEXT).data(Role.SPANS) == (Span(5, 7),)


def test_a_long_text_is_shown_from_shortly_before_its_first_hit(model: HitsModel, searched: Session) -> None:
    long = "甲" * 50 + "乙\n丙"
    searched.apply(SetField(Place(CLINICS, field="purpose"), long), "资金用途")
    model.search(Query("乙"))
    line = model.index(0, Column.TEXT)
    assert line.data() == "…" + "甲" * 12 + "乙 丙"
    assert line.data(Role.SPANS) == (Span(13, 14),)
    assert "<br>" in line.data(Qt.ItemDataRole.ToolTipRole)


def test_one_section_alone(model: HitsModel) -> None:
    model.search(Query("养护"), DEPARTMENT)
    assert {place.section for place in places(model)} == {DEPARTMENT}
    model.search(Query("养护"), ItemId(999))
    assert places(model) == []


def test_the_first_line_from_a_section_on(model: HitsModel) -> None:
    model.search(Query("养护"))
    assert model.place_at(model.first_row_from(ROADS)) == Place(ROADS, field="name")
    assert model.first_row_from(CLINICS) == model.rowCount()
    assert model.first_row_from(None) == 0


def test_the_model_keeps_qts_rules_through_searches_and_edits(model: HitsModel, searched: Session) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.search(Query("养护"))
    searched.apply(SetField(Place(ROADS, ItemId(31), "level3"), "里程"), "三级指标")
    searched.apply(SetField(Place(ROADS, ItemId(31), "basis"), "养护标准"), "依据")
    searched.apply(MoveProject(CLINICS, 0), "移动")
    searched.apply(RemoveProject(ROADS), "删除")
    assert len(places(model)) == 5
    searched.undo()
    model.search(None)
    assert model.rowCount() == 0


def test_a_search_in_slices_ends_with_what_one_sweep_finds(
    qtbot: QtBot, model: HitsModel, searched: Session, small_slices: None
) -> None:
    query = Query("养护")
    counts: list[int] = []
    model.searched.connect(lambda: counts.append(model.rowCount()))
    model.search(query)
    assert model.is_searching
    qtbot.waitUntil(lambda: not model.is_searching)
    assert len(set(counts)) > 2
    assert places(model) == [hit.place for hit in hits(searched.book, query)]


def test_a_section_of_many_rows_is_searched_in_several_slices(
    qtbot: QtBot, qapp: object, small_slices: None
) -> None:
    rows = tuple(Indicator(ItemId(100 + n), level3="养护") for n in range(500))
    large = book()
    large.insert(0, Project(ItemId(50), name="示例", indicators=rows))
    session = Session(large)
    model = HitsModel()
    model.set_session(SessionSignals(session, model))
    model.search(Query("养护"), ItemId(50))
    assert 0 <= model.rowCount() < 500
    session.apply(SetField(Place(ItemId(50), ItemId(100), "level3"), "里程"), "三级指标")
    qtbot.waitUntil(lambda: not model.is_searching)
    assert model.rowCount() == 499


def test_an_edit_of_very_many_sections_is_searched_anew(
    model: HitsModel, searched: Session, qtbot: QtBot
) -> None:
    for n in range(30):
        searched.book.insert(0, Project(ItemId(200 + n), name="养护"))
    model.search(Query("维护"))
    assert model.rowCount() == 0
    renames = tuple(SetField(Place(ItemId(200 + n), field="name"), "维护") for n in range(30))
    searched.apply(Group(renames), "替换")
    qtbot.waitUntil(lambda: not model.is_searching)  # a busy machine takes more than one slice
    assert model.rowCount() == 30


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.data())
def test_after_any_edits_the_lines_are_what_a_new_search_finds(
    small_slices: None, qapp: object, data: st.DataObject
) -> None:
    query = Query(data.draw(st.sampled_from(["经费", "培训", "4", "第1项"])))
    session = Session(a_book())
    model = HitsModel()
    model.set_session(SessionSignals(session, model))
    try:
        model.search(query)
        for _ in range(data.draw(st.integers(0, 6))):
            session.apply(data.draw(edits(session.book)), "编辑")
            if data.draw(st.booleans()):
                QCoreApplication.processEvents()
        while model.is_searching:
            QCoreApplication.processEvents()
        assert places(model) == [hit.place for hit in hits(session.book, query)]
    finally:
        # An example that is given up while an edit is drawn leaves its book half changed.
        model.set_session(None)
