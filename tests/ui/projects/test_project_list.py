"""The project list: what it shows, how it filters, and its commands."""

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Book, DepartmentTargets, FrontMatter, ItemId, Place
from core.edit import MoveProject, RemoveProject, SetField
from core.rules import Severity
from core.session import Session
from tests.core.tables import table
from ui.clipboard.mime import PROJECTS_TYPE
from ui.projects.project_list import ProjectList
from ui.projects.project_model import Column, ProjectModel, Role
from ui.session_signals import SessionSignals


@pytest.fixture
def model(signals: SessionSignals) -> ProjectModel:
    model = ProjectModel()
    model.set_session(signals)
    return model


@pytest.fixture
def project_list(qtbot: QtBot, signals: SessionSignals) -> ProjectList:
    project_list = ProjectList()
    qtbot.addWidget(project_list)
    project_list.set_session(signals)
    return project_list


def shown_lines(project_list: ProjectList) -> list[str]:
    """The first column as the user sees it, units included."""
    view, lines = project_list.view, []
    index = view.model().index(0, 0)
    while index.isValid():
        lines.append(index.data())
        index = view.indexBelow(index)
    return lines


def names(session: Session) -> list[str]:
    return [project.name for project in session.book.projects]


def test_the_model_keeps_qts_rules_through_edits(model: ProjectModel, session: Session) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first, second, _ = session.book.project_ids
    session.apply(SetField(Place(first, field="budget"), "99"), "预算数")
    session.apply(SetField(Place(first, field="unit_name"), "示例市卫生中心"), "单位")
    session.apply(MoveProject(second, 0), "移动")
    session.apply(RemoveProject(first), "删除")
    session.undo()
    session.undo()
    assert model.rowCount() == 2


def test_projects_stand_under_their_unit_with_number_name_and_budget(model: ProjectModel) -> None:
    unit = model.index(1, 0)
    assert unit.data() == "990102 示例市卫生中心"
    line = model.index(0, 0, unit)
    assert line.data() == "2  示例疫苗冷链"
    assert line.siblingAtColumn(Column.BUDGET).data() == "20.00 万元"


def test_a_units_budget_is_the_sum_of_its_projects_in_wan_yuan(model: ProjectModel) -> None:
    assert model.index(1, Column.BUDGET).data() == "40.00 万元"


def test_the_money_unit_stands_in_the_column_title_when_all_projects_share_it(qtbot: QtBot) -> None:
    model = ProjectModel()
    model.set_session(SessionSignals(Session(Book([table(), table()]))))
    assert model.headerData(Column.BUDGET, Qt.Orientation.Horizontal) == "预算（万元）"
    assert model.index(0, Column.BUDGET, model.index(0, 0)).data() == "20.00"


def test_findings_are_counted_per_project_and_follow_an_edit(model: ProjectModel, session: Session) -> None:
    first = session.book.project_ids[0]
    assert model.index_of(first).data(Role.COUNTS)[Severity.ERROR] == 0
    session.apply(SetField(Place(first, field="name"), ""), "项目名称")
    assert model.index_of(first).data(Role.COUNTS)[Severity.ERROR] == 1


def test_the_narrative_parts_stand_above_the_units(qtbot: QtBot) -> None:
    book = Book([table()], FrontMatter(ItemId(1)), DepartmentTargets(ItemId(2)))
    model = ProjectModel()
    model.set_session(SessionSignals(Session(book)))
    assert [model.index(row, 0).data() for row in range(2)] == ["封面与目录", "部门整体绩效目标"]
    assert model.index(1, 0).data(Role.SECTION) == 2


def test_the_footer_shows_the_total_of_the_book(project_list: ProjectList) -> None:
    assert project_list.footer.text() == "合计 3 项  60.00 万元"


def test_the_filter_keeps_projects_with_all_words(project_list: ProjectList) -> None:
    project_list.filter_box.setText("疫苗 2")
    assert shown_lines(project_list) == ["990102 示例市卫生中心", "2  示例疫苗冷链"]


def test_the_filter_finds_a_unit_with_all_its_projects(project_list: ProjectList) -> None:
    project_list.filter_box.setText("卫生")
    assert len(shown_lines(project_list)) == 3


def test_choosing_a_line_selects_its_section(
    qtbot: QtBot, project_list: ProjectList, session: Session
) -> None:
    third = session.book.project_ids[2]
    with qtbot.waitSignal(project_list.section_selected) as selected:
        project_list.next_action.trigger()
        project_list.next_action.trigger()
    assert project_list.current_section == third
    assert selected.args is not None


def test_showing_a_section_does_not_select_it_back(
    qtbot: QtBot, project_list: ProjectList, session: Session
) -> None:
    with qtbot.assertNotEmitted(project_list.section_selected):
        project_list.show_section(session.book.project_ids[2])
    assert project_list.view.currentIndex().data(Role.SECTION) == session.book.project_ids[2]


def test_a_new_project_stands_below_the_current_one_and_is_turned_to(
    project_list: ProjectList, session: Session
) -> None:
    project_list.add_action.trigger()
    added = session.book.projects[1]
    assert added.unit_name == "示例市公路中心"
    assert project_list.current_section == added.id
    session.undo()
    assert names(session) == ["示例路面养护", "示例疫苗冷链", "示例校医培训"]


def test_a_project_is_duplicated_with_its_rows(project_list: ProjectList, session: Session) -> None:
    project_list.duplicate_action.trigger()
    original, copy = session.book.projects[:2]
    assert copy.name == original.name
    assert len(copy.indicators) == len(original.indicators)
    assert session.undo_label == "复制项目"


def test_after_deleting_the_next_project_is_shown(project_list: ProjectList, session: Session) -> None:
    project_list.show_section(session.book.project_ids[1])
    project_list.delete_action.trigger()
    assert names(session) == ["示例路面养护", "示例校医培训"]
    assert project_list.current_section == session.book.project_ids[1]


def test_deleting_the_last_project_leaves_an_empty_book_to_add_to(
    qtbot: QtBot, project_list: ProjectList, session: Session
) -> None:
    for _ in range(3):
        project_list.delete_action.trigger()
    assert project_list.current_section is None
    assert not project_list.delete_action.isEnabled()
    project_list.add_action.trigger()
    assert len(session.book.project_ids) == 1


def test_a_project_moves_within_its_unit(project_list: ProjectList, session: Session) -> None:
    project_list.show_section(session.book.project_ids[2])
    project_list.up_action.trigger()
    assert names(session) == ["示例路面养护", "示例校医培训", "示例疫苗冷链"]
    assert not project_list.up_action.isEnabled()


def test_a_units_only_project_moves_past_the_whole_unit_beside_it(
    project_list: ProjectList, session: Session
) -> None:
    project_list.show_section(session.book.project_ids[0])
    project_list.down_action.trigger()
    assert names(session) == ["示例疫苗冷链", "示例校医培训", "示例路面养护"]


def test_commands_on_projects_are_off_on_a_narrative_part(qtbot: QtBot) -> None:
    project_list = ProjectList()
    qtbot.addWidget(project_list)
    project_list.set_session(SessionSignals(Session(Book([table()], FrontMatter(ItemId(1))))))
    project_list.show_section(ItemId(1))
    enabled = {action.text() for action in project_list.project_actions if action.isEnabled()}
    assert enabled == {"新建项目", "上一个项目", "下一个项目"}


def test_without_a_book_the_list_is_empty(project_list: ProjectList) -> None:
    project_list.set_session(None)
    assert project_list.view.model().rowCount(QModelIndex()) == 0
    assert project_list.footer.text() == ""


class TestClipboard:
    def test_a_project_goes_from_one_window_to_another(
        self, qtbot: QtBot, project_list: ProjectList, session: Session
    ) -> None:
        other_session = Session(Book([table(name="外来项目", number=7)]))
        other = ProjectList()
        qtbot.addWidget(other)
        other.set_session(SessionSignals(other_session))
        other.copy()
        before = session.book.projects
        project_list.paste()
        pasted = session.book.projects[1]
        original = other_session.book.projects[0]
        assert (pasted.name, pasted.goals, pasted.budget) == (original.name, original.goals, original.budget)
        assert [row.value for row in pasted.indicators] == [row.value for row in original.indicators]
        assert project_list.current_section == pasted.id
        assert session.undo_label == "粘贴项目"
        session.undo()
        assert session.book.projects == before

    def test_a_cut_project_leaves_the_book_and_can_be_pasted_again(
        self, project_list: ProjectList, session: Session
    ) -> None:
        name = session.book.projects[0].name
        project_list.cut()
        assert name not in [project.name for project in session.book.projects]
        project_list.paste()
        assert name in [project.name for project in session.book.projects]

    def test_other_things_on_the_clipboard_are_not_pasted(
        self, project_list: ProjectList, session: Session
    ) -> None:
        QApplication.clipboard().setText("文字")
        project_list.paste()
        assert session.undo_label is None

    def test_a_broken_clipboard_is_explained(
        self, project_list: ProjectList, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refused: list[str] = []
        monkeypatch.setattr(project_list.paste_questions, "refuse", refused.append)
        mime = QMimeData()
        mime.setData(PROJECTS_TYPE, b"[{")
        QApplication.clipboard().setMimeData(mime)
        project_list.paste()
        assert len(refused) == 1
        assert session.undo_label is None


def test_every_budget_has_room_in_its_column(project_list: ProjectList, session: Session) -> None:
    view, model = project_list.view, project_list.view.model()

    def has_room() -> bool:
        lines, line = [], model.index(0, 0)
        while line.isValid():
            lines.append(line.siblingAtColumn(Column.BUDGET))
            line = view.indexBelow(line)
        return all(view.sizeHintForIndex(cell).width() <= view.columnWidth(Column.BUDGET) for cell in lines)

    first = session.book.project_ids[0]
    assert has_room()
    for field, text in (
        ("budget", "123456789.01"),
        ("budget", "叁佰万元整（含上年结转的部分）"),
        ("money_unit", "元"),
    ):
        session.apply(SetField(Place(first, field=field), text), "修改")
        assert has_room()
    font = view.font()
    font.setPointSize(24)
    view.setFont(font)
    assert has_room()


def test_an_edit_announces_the_columns_in_which_the_line_says_something_else(
    model: ProjectModel, session: Session
) -> None:
    first = session.book.project_ids[0]
    told: list[tuple[bool, Column]] = []
    model.dataChanged.connect(
        lambda cell, last: told.append((model.section_at(cell) == first, Column(cell.column())))
    )
    session.apply(SetField(Place(first, field="code"), "42000000"), "项目编码")
    assert (True, Column.NAME) not in told
    assert (True, Column.BUDGET) not in told
    told.clear()
    session.apply(SetField(Place(first, field="budget"), "99"), "预算数")
    assert (True, Column.BUDGET) in told
    assert (False, Column.BUDGET) in told  # that of its unit
    told.clear()
    session.apply(SetField(Place(first, field="name"), "另一个名称"), "项目名称")
    assert (True, Column.NAME) in told
