"""The indicators of a project as a tree model, kept up to date by few row signals."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.arrangement import Direction
from core.authoring import delete_rows, move_rows, new_indicator, rename_level1
from core.book import Book, Indicator, ItemId, Place, Project
from core.edit import RemoveProject, SetField
from core.rules import Severity
from core.scheme import schemes
from core.session import Session
from tests.core.tables import row, table
from ui.indicators.indicator_model import IndicatorModel, Level, SeverityRole
from ui.session_signals import SessionSignals


@pytest.fixture
def project() -> Project:
    return table(row("数量指标", "教材套数", "≥300套"))


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project, table(number=2)]))


@pytest.fixture
def model(session: Session, signals: SessionSignals, project: Project) -> IndicatorModel:
    model = IndicatorModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_session(signals)
    model.show_project(project.id)
    return model


def drawn(model: IndicatorModel, parent: QModelIndex | None = None) -> list[object]:
    """The tree as nested lists of the texts in the first column."""
    parent = parent or QModelIndex()
    below = [model.index(position, 0, parent) for position in range(model.rowCount(parent))]
    return [
        [index.data(), *drawn(model, index)] if model.rowCount(index) else index.data() for index in below
    ]


def row_named(project: Project, level3: str) -> Indicator:
    return next(one for one in project.indicators if one.level3 == level3)


def cell(model: IndicatorModel, project: Project, level3: str, field: str) -> QModelIndex:
    return model.index_of(Place(project.id, row_named(project, level3).id, field))


def test_rows_are_grouped_by_level_in_the_order_of_first_appearance(model: IndicatorModel) -> None:
    assert drawn(model) == [
        [
            "产出指标",
            ["数量指标", "培训人数", "教材套数"],
            ["质量指标", "培训合格率"],
            ["时效指标", "课程按期开课率"],
            ["成本指标", "培训总费用"],
        ],
        ["效益指标", ["社会效益指标", "持证上岗人数"]],
        ["满意度指标", ["服务对象满意度指标", "学员满意度"]],
    ]


def test_a_group_is_called_what_its_first_row_calls_it() -> None:
    project = table(row("时效", "甲", "≤5天"), row("时 效 指标", "乙", "≤5天"), without="时效指标")
    signals = SessionSignals(Session(Book([project])))
    model = IndicatorModel()
    model.set_session(signals)
    model.show_project(project.id)
    assert ["时效", "甲", "乙"] in drawn(model)[0]


def test_the_column_basis_is_there_where_the_table_has_it(model: IndicatorModel, session: Session) -> None:
    assert model.columnCount() == 3
    project = model.project
    assert project is not None
    session.apply(SetField(Place(project.id, project.indicators[0].id, "basis"), "合同"), "修改依据")
    assert model.columnCount() == 4
    assert model.headerData(3, Qt.Orientation.Horizontal) == "依据"


def test_an_edited_cell_is_an_edit_of_the_session(
    model: IndicatorModel, session: Session, project: Project
) -> None:
    index = cell(model, project, "教材套数", "value")
    assert model.setData(index, "≥320\t套\r\n")
    assert row_named(session.book.project(project.id), "教材套数").value == "≥320 套"
    assert session.undo_label == "修改指标值"
    session.undo()
    assert index.data() == "≥300套"


def test_the_same_text_is_no_edit(model: IndicatorModel, session: Session, project: Project) -> None:
    assert not model.setData(cell(model, project, "教材套数", "value"), "≥300套")
    assert session.undo_label is None


def test_a_group_is_renamed_in_one_step(model: IndicatorModel, session: Session, project: Project) -> None:
    group = cell(model, project, "教材套数", "level2")
    assert model.level_of(group) is Level.LEVEL2
    assert model.setData(group, "产出数量指标")
    renamed = [
        one.level3 for one in session.book.project(project.id).indicators if one.level2 == "产出数量指标"
    ]
    assert renamed == ["培训人数", "教材套数"]
    session.undo()
    assert session.book.project(project.id) == project


def test_a_finding_marks_its_cell_and_says_why(
    model: IndicatorModel, session: Session, project: Project
) -> None:
    index = cell(model, project, "培训总费用", "value")
    assert index.data(SeverityRole) is None
    model.setData(index, "≤21万元")
    assert index.data(SeverityRole) is Severity.ERROR
    assert "20.00" in index.data(Qt.ItemDataRole.ToolTipRole)
    session.undo()
    assert index.data(SeverityRole) is None


def test_a_finding_on_a_level_marks_the_group(
    model: IndicatorModel, session: Session, project: Project
) -> None:
    edit = rename_level1(session.book, project.id, "效益指标", "效果与影响", session.scheme)
    assert edit is not None
    session.apply(edit, "修改一级指标")
    group = cell(model, project, "持证上岗人数", "level1")
    assert group.data() == "效果与影响"
    assert group.data(SeverityRole) is Severity.WARNING


def test_another_projects_change_leaves_the_rows_alone(
    model: IndicatorModel, session: Session, project: Project, qtbot: object
) -> None:
    signals_seen: list[object] = []
    model.dataChanged.connect(lambda *_: signals_seen.append("changed"))
    other = session.book.projects[1]
    session.apply(SetField(Place(other.id, other.indicators[0].id, "value"), "≥1人"), "修改指标值")
    assert signals_seen == []


def test_a_deleted_project_empties_the_tree(
    model: IndicatorModel, session: Session, project: Project
) -> None:
    session.apply(RemoveProject(project.id), "删除项目")
    assert model.rowCount() == 0
    session.undo()


@pytest.mark.parametrize("seed", range(20))
def test_after_any_edits_the_tree_is_as_if_made_anew(
    model: IndicatorModel, session: Session, signals: SessionSignals, project: Project, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        _random_change(chance, session, project.id)
        fresh = IndicatorModel()
        fresh.set_session(signals)
        fresh.show_project(project.id)
        assert drawn(model) == drawn(fresh)
        fresh.set_session(None)


def _random_change(chance: random.Random, session: Session, project_id: ItemId) -> None:
    """Move, insert, delete, rename or undo, as it comes."""
    book, scheme = session.book, session.scheme
    rows = [one.id for one in book.project(project_id).indicators]
    if not rows or chance.random() < 0.25:
        session.undo()
        return
    chosen = chance.sample(rows, k=min(len(rows), chance.randint(1, 3)))
    edit = chance.choice(
        [
            lambda: move_rows(book, project_id, chosen, chance.choice(list(Direction)), scheme),
            lambda: new_indicator(book, project_id, chosen[0]),
            lambda: delete_rows(book, project_id, chosen),
            lambda: rename_level1(book, project_id, "产出指标", chance.choice(["产出", "效益指标"]), scheme),
            lambda: SetField(Place(project_id, chosen[0], "level2"), chance.choice(["数量指标", "成本指标"])),
        ]
    )()
    if edit is not None:
        session.apply(edit, "改动")


def test_a_row_is_announced_once_and_its_titles_only_when_something_is_said_of_them(
    model: IndicatorModel, session: Session, project: Project
) -> None:
    announced: list[tuple[Level, object]] = []
    model.dataChanged.connect(lambda first, last: announced.append((model.level_of(first), first.data())))
    target = row_named(project, "教材套数")
    session.apply(SetField(Place(project.id, target.id, "value"), ""), "指标值")
    assert model.severity(cell(model, project, "教材套数", "value")) is not None
    assert announced == [(Level.ROW, "教材套数")]
    announced.clear()
    session.apply(SetField(Place(project.id, target.id, "level2"), "数量"), "二级指标")
    assert len(announced) == len(set(announced))


def test_where_cells_stay_marked_as_they_were_only_tool_tips_are_announced(
    model: IndicatorModel, session: Session, project: Project
) -> None:
    session.apply(SetField(Place(project.id, field="budget"), "10"), "预算数")
    target = cell(model, project, "培训总费用", "value")
    announced: list[tuple[object, list[int]]] = []
    model.dataChanged.connect(lambda first, last, roles: announced.append((first.data(), roles)))
    session.apply(SetField(Place(project.id, field="budget"), "11"), "预算数")
    assert "超" in str(target.data(Qt.ItemDataRole.ToolTipRole))
    assert ("培训总费用", [Qt.ItemDataRole.ToolTipRole]) in announced
    announced.clear()
    session.apply(SetField(Place(project.id, field="budget"), "20"), "预算数")
    assert ("培训总费用", []) in announced
    announced.clear()
    session.apply(
        SetField(Place(project.id, row_named(project, "培训总费用").id, "value"), "≤21万元"), "指标值"
    )
    assert ("培训总费用", []) in announced


def test_another_scheme_gives_groups_the_names_that_it_has(
    session: Session, signals: SessionSignals, project: Project
) -> None:
    model = IndicatorModel()
    model.set_session(signals)
    model.show_project(project.id)
    for scheme in schemes().values():
        session.scheme = scheme
        fresh = IndicatorModel()
        fresh.set_session(signals)
        fresh.show_project(project.id)
        assert drawn(model) == drawn(fresh)
        fresh.set_session(None)
    model.set_session(None)
