"""The grid's table: what its cells say, and how its lines follow the book."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.authoring import delete_rows, duplicate_project, new_indicator
from core.book import Book, Indicator, Place
from core.edit import Edit, Group, InsertProject, InsertRow, MoveProject, MoveRow, RemoveProject, SetField
from core.rules import Severity
from core.scheme import schemes
from core.session import Session
from tests.core.tables import table
from tests.ui.grid.beginnings import PAGE, see_first_page, slow_down
from ui import slices
from ui.grid.grid_model import GridModel
from ui.session_signals import SessionSignals
from ui.sheet.cell_model import SeverityRole

WITHOUT_MONEY = LineFilter({Column.VALUE: ColumnFilter(condition=TextCondition(TextTest.LACKS, "元"))})
SATISFACTION = LineFilter({Column.LEVEL2: ColumnFilter(values=frozenset({"服务对象满意度指标"}))})


@pytest.fixture
def model(signals: SessionSignals) -> GridModel:
    model = GridModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_session(signals)
    return model


def column(model: GridModel, wanted: Column) -> list[str]:
    """What the table says in a column, from top to bottom."""
    position = model.columns.index(wanted)
    return [str(model.index(line, position).data()) for line in range(model.rowCount())]


def titles(model: GridModel) -> list[object]:
    return [
        model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for section in range(model.columnCount())
    ]


def row_named(session: Session, level3: str, project: int = 0) -> Place:
    """The value of the row with this name in a project, counted from 0."""
    found = session.book.projects[project]
    return Place(found.id, next(one.id for one in found.indicators if one.level3 == level3), "value")


def in_document_order(session: Session) -> list[str]:
    return [one.level3 for project in session.book.projects for one in project.indicators]


class TestCells:
    def test_every_row_of_every_project_is_a_line(self, model: GridModel, session: Session) -> None:
        assert column(model, Column.LEVEL3) == in_document_order(session)
        assert model.rowCount() == 19
        assert titles(model) == ["单位", "项目", "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]

    def test_a_line_tells_its_unit_and_its_project(self, model: GridModel) -> None:
        last = model.rowCount() - 1
        assert [model.index(last, section).data() for section in (0, 1)] == [
            "示例市卫生中心",
            "3 示例校医培训",
        ]

    def test_the_column_basis_comes_and_goes_with_the_first_table_that_has_it(
        self, model: GridModel, session: Session
    ) -> None:
        place = row_named(session, "学员满意度", 1)
        session.apply(SetField(place._replace(field="basis"), "合同"), "修改依据")
        assert titles(model)[-1] == "依据"
        others = model.index_of(row_named(session, "学员满意度", 0)).siblingAtColumn(7)
        own = model.index_of(place._replace(field="basis"))
        assert not others.flags() & Qt.ItemFlag.ItemIsEditable
        assert own.flags() & Qt.ItemFlag.ItemIsEditable
        assert model.cell_at(others) is None
        session.undo()
        assert titles(model)[-1] == "指标值"

    def test_an_edited_cell_is_an_edit_of_the_session(self, model: GridModel, session: Session) -> None:
        index = model.index_of(row_named(session, "学员满意度", 2))
        assert model.setData(index, "≥95\t%\r\n")
        assert session.book.projects[2].indicators[-1].value == "≥95 %"
        assert session.undo_label == "修改指标值"
        session.undo()
        assert index.data() == "≥90%"

    def test_the_same_text_is_no_edit(self, model: GridModel, session: Session) -> None:
        assert not model.setData(model.index_of(row_named(session, "学员满意度")), "≥90%")
        assert session.undo_label is None

    def test_what_a_project_says_is_shown_and_not_edited(self, model: GridModel, session: Session) -> None:
        for section, field in ((0, "unit_name"), (1, "name")):
            index = model.index(0, section)
            assert not model.setData(index, "别的")
            assert model.cell_at(index) is None
            assert model.place_of(index) == Place(session.book.projects[0].id, None, field)

    def test_a_place_and_its_cell_lead_to_each_other(self, model: GridModel) -> None:
        for position in range(model.columnCount()):
            index = model.index(0, position)
            place = model.place_of(index)
            assert place is not None
            assert model.index_of(place) == index

    @pytest.mark.parametrize(
        ("field", "shown"),
        [
            ("goals", Column.PROJECT),
            ("budget", Column.PROJECT),
            (None, Column.PROJECT),
            ("unit_code", Column.PROJECT),
        ],
    )
    def test_a_place_in_a_header_leads_to_the_first_line_of_the_project(
        self, model: GridModel, session: Session, field: str | None, shown: Column
    ) -> None:
        index = model.index_of(Place(session.book.projects[1].id, None, field))
        assert (index.row(), model.columns[index.column()]) == (6, shown)

    def test_a_finding_marks_its_cell_and_says_why(self, model: GridModel, session: Session) -> None:
        index = model.index_of(row_named(session, "培训总费用"))
        assert index.data(SeverityRole) is None
        model.setData(index, "≤21万元")
        assert index.data(SeverityRole) is Severity.ERROR
        assert "20.00" in index.data(Qt.ItemDataRole.ToolTipRole)
        session.undo()
        assert index.data(SeverityRole) is None

    def test_a_finding_on_the_header_marks_the_project(self, model: GridModel, session: Session) -> None:
        index = model.index(0, 1)
        session.apply(SetField(Place(session.book.projects[0].id, None, "budget"), ""), "修改预算数")
        assert index.data(SeverityRole) is Severity.ERROR
        assert model.index(0, 0).data(SeverityRole) is None

    def test_a_renamed_project_is_renamed_in_all_its_lines(self, model: GridModel, session: Session) -> None:
        session.apply(SetField(Place(session.book.projects[2].id, None, "name"), "示例护士培训"), "修改")
        assert column(model, Column.PROJECT)[13:] == ["3 示例护士培训"] * 6


class TestFollowing:
    def test_an_edit_of_one_cell_announces_the_lines_that_say_or_mean_something_else(
        self, model: GridModel, session: Session
    ) -> None:
        for row in range(model.rowCount()):
            model.index(row, 6).data(SeverityRole)  # as a view does that shows them all
        announced: list[tuple[int, int]] = []
        model.dataChanged.connect(lambda first, last: announced.append((first.row(), last.row())))
        session.apply(SetField(row_named(session, "学员满意度", 2), "≥96%"), "修改指标值")
        # The third project is a copy of the first no more, which was said of it as a whole.
        assert sorted(announced) == [(row, row) for row in range(13, 19)]

    def test_an_edit_that_changes_no_finding_announces_one_line(
        self, model: GridModel, session: Session
    ) -> None:
        for row in range(model.rowCount()):
            model.index(row, 6).data(SeverityRole)
        announced: list[tuple[int, int]] = []
        model.dataChanged.connect(lambda first, last: announced.append((first.row(), last.row())))
        place = session.book.projects[1].id, session.book.projects[1].indicators[2].id
        session.apply(SetField(Place(*place, "description"), "按全年计划开展的工作数量"), "修改描述")
        assert announced == [(8, 8)]

    def test_a_new_row_stands_where_it_stands_in_the_document(
        self, model: GridModel, session: Session
    ) -> None:
        project = session.book.projects[1]
        edit = new_indicator(session.book, project.id, project.indicators[0].id)
        session.apply(edit, "插入指标")
        assert column(model, Column.LEVEL3) == in_document_order(session)
        session.undo()
        assert column(model, Column.LEVEL3) == in_document_order(session)

    def test_the_current_cell_stays_with_its_row(self, model: GridModel, session: Session) -> None:
        cell = QPersistentModelIndex(model.index_of(row_named(session, "学员满意度", 1)))
        first, second = session.book.projects[:2]
        session.apply(MoveProject(second.id, 0), "上移项目")
        assert model.place_of(cell) == row_named(session, "学员满意度", 0)
        session.apply(MoveRow(second.id, second.indicators[5].id, 0), "上移指标")
        assert model.place_of(cell) == row_named(session, "学员满意度", 0)
        assert cell.row() == 0
        session.apply(RemoveProject(first.id), "删除项目")
        assert model.place_of(cell) == row_named(session, "学员满意度", 0)

    def test_a_line_that_no_longer_fits_the_filter_stays_until_it_is_applied_again(
        self, model: GridModel, session: Session
    ) -> None:
        model.set_filter(SATISFACTION)
        place = row_named(session, "学员满意度", 1)._replace(field="level2")
        session.apply(SetField(place, "社会效益指标"), "修改二级指标")
        assert (model.shown_count, model.is_outdated) == (3, True)
        model.reapply()
        assert (model.shown_count, model.is_outdated) == (2, False)
        session.undo()
        assert (model.shown_count, model.is_outdated) == (2, True)

    def test_a_line_that_belongs_elsewhere_stays_until_the_lines_are_sorted_again(
        self, model: GridModel, session: Session
    ) -> None:
        model.set_ordering(Ordering(Column.VALUE))
        before = column(model, Column.LEVEL3)
        session.apply(SetField(row_named(session, "学员满意度", 1), "90%"), "修改指标值")
        assert (column(model, Column.LEVEL3), model.is_outdated) == (before, False)
        session.apply(SetField(row_named(session, "学员满意度", 1), "≥9000000%"), "修改指标值")
        assert (column(model, Column.LEVEL3), model.is_outdated) == (before, True)
        model.reapply()
        assert column(model, Column.VALUE)[-1] == "≥9000000%"

    def test_new_rows_are_shown_where_the_filter_lets_them_through(
        self, model: GridModel, session: Session
    ) -> None:
        model.set_filter(SATISFACTION)
        copy = duplicate_project(session.book, session.book.projects[0].id)
        session.apply(copy, "复制项目")
        assert model.shown_count == 4
        assert model.project_id_of(1) == copy.project.id
        session.undo()
        assert model.shown_count == 3

    def test_many_new_rows_at_once_are_as_if_they_had_always_been_there(
        self, model: GridModel, session: Session
    ) -> None:
        copies = []
        for place in range(10):
            copy = duplicate_project(session.book, session.book.projects[0].id)
            copies.append(InsertProject(place, copy.project))
        session.apply(Group(tuple(copies)), "合并文件")
        assert column(model, Column.LEVEL3) == in_document_order(session)
        session.undo()
        assert column(model, Column.LEVEL3) == in_document_order(session)

    def test_what_happens_while_asleep_is_caught_up_with(self, model: GridModel, session: Session) -> None:
        model.set_awake(False)
        session.apply(RemoveProject(session.book.projects[0].id), "删除项目")
        session.apply(SetField(row_named(session, "学员满意度", 1), ""), "修改指标值")
        assert model.rowCount() == 19
        model.set_awake(True)
        assert column(model, Column.LEVEL3) == in_document_order(session)
        assert column(model, Column.VALUE)[-1] == ""
        assert model.index(model.rowCount() - 1, 6).data(SeverityRole) is not None

    def test_judged_by_another_scheme_cells_have_other_findings(
        self, model: GridModel, signals: SessionSignals
    ) -> None:
        cost = model.index_of(row_named(signals.session, "培训总费用")._replace(field="level2"))
        assert cost.data(SeverityRole) is None
        signals.session.scheme = schemes()["2021"]
        assert cost.data(SeverityRole) is Severity.WARNING

    @pytest.mark.parametrize("seed", range(20))
    def test_after_any_edits_the_table_is_as_if_made_anew(
        self, model: GridModel, session: Session, signals: SessionSignals, seed: int
    ) -> None:
        chance = random.Random(seed)
        for _ in range(15):
            _random_change(chance, session)
            fresh = GridModel()
            fresh.set_session(signals)
            assert column(model, Column.LEVEL3) == column(fresh, Column.LEVEL3)
            assert column(model, Column.PROJECT) == column(fresh, Column.PROJECT)
            fresh.set_session(None)

    @pytest.mark.parametrize("seed", range(20))
    def test_after_any_edits_filter_and_order_applied_again_are_as_if_applied_first(
        self, model: GridModel, session: Session, signals: SessionSignals, seed: int
    ) -> None:
        chance = random.Random(seed)
        words = ColumnFilter(condition=TextCondition(TextTest.CONTAINS, "率"))
        model.arrange(LineFilter({Column.LEVEL3: words}), Ordering(Column.LEVEL3, descending=seed % 2 == 0))
        for _ in range(15):
            _random_change(chance, session)
        fresh = GridModel()
        fresh.set_session(signals)
        fresh.arrange(model.line_filter, model.ordering)
        was_outdated, before = model.is_outdated, column(model, Column.LEVEL3)
        model.reapply()
        assert column(model, Column.LEVEL3) == column(fresh, Column.LEVEL3)
        assert was_outdated or before == column(fresh, Column.LEVEL3)


class TestLargeBooks:
    """What takes longer than a moment is done in slices; here everything takes longer than a moment."""

    @pytest.fixture(autouse=True)
    def _nothing_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(slices, "_AT_ONCE", 0.0)

    def test_the_lines_stay_until_the_new_ones_are_there(self, model: GridModel, qtbot: QtBot) -> None:
        model.set_filter(SATISFACTION)
        assert (model.is_arranging, model.shown_count) == (True, 19)
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert model.shown_count == 3

    def test_an_edit_meanwhile_is_taken_into_account(
        self, model: GridModel, session: Session, qtbot: QtBot
    ) -> None:
        model.set_filter(SATISFACTION)
        session.apply(RemoveProject(session.book.projects[0].id), "删除项目")
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert column(model, Column.PROJECT) == ["2 示例疫苗冷链", "3 示例校医培训"]

    def test_the_last_wish_counts(self, model: GridModel, qtbot: QtBot) -> None:
        model.set_filter(SATISFACTION)
        model.set_filter(LineFilter())
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert model.shown_count == 19

    def test_another_book_takes_the_place_of_what_was_looked_for(
        self, model: GridModel, qtbot: QtBot
    ) -> None:
        model.set_filter(SATISFACTION)
        model.set_session(SessionSignals(Session(Book([table()]))))
        assert (model.is_arranging, model.rowCount(), model.line_filter[Column.LEVEL2].is_open) == (
            True,
            0,
            True,
        )
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert model.rowCount() == 6

    def test_what_is_changed_and_filtered_while_the_lines_are_made_counts(
        self, model: GridModel, session: Session, signals: SessionSignals, qtbot: QtBot
    ) -> None:
        model.set_session(signals)
        session.apply(RemoveProject(session.book.projects[0].id), "删除项目")
        model.set_filter(SATISFACTION)
        assert (model.is_arranging, model.rowCount()) == (True, 0)
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert column(model, Column.PROJECT) == ["2 示例疫苗冷链", "3 示例校医培训"]

    def test_a_row_that_is_gone_to_does_not_wait(
        self, model: GridModel, session: Session, signals: SessionSignals
    ) -> None:
        model.set_session(signals)
        assert model.index_of(row_named(session, "学员满意度", 2)).data() is not None
        assert (model.is_arranging, model.rowCount()) == (False, 19)

    def test_values_to_choose_from_do_not_wait(self, model: GridModel, signals: SessionSignals) -> None:
        model.set_session(signals)
        assert sum(model.tally(Column.LEVEL1).values()) == 19


class TestFirstPage:
    """In a large book the first lines are shown before the others are known."""

    @pytest.fixture(autouse=True)
    def _slowly(self, model: GridModel, monkeypatch: pytest.MonkeyPatch) -> None:
        slow_down(monkeypatch)

    @pytest.mark.parametrize(
        "ordering", [None, Ordering(Column.LEVEL3), Ordering(Column.VALUE, descending=True)]
    )
    def test_the_others_follow_below_it(
        self, model: GridModel, signals: SessionSignals, qtbot: QtBot, ordering: Ordering | None
    ) -> None:
        resets: list[int] = []
        model.modelReset.connect(lambda: resets.append(model.rowCount()))
        model.arrange(WITHOUT_MONEY, ordering)
        see_first_page(model)
        first = [model.row_place(model.index(row, 0)) for row in range(model.rowCount())]
        qtbot.waitUntil(lambda: not model.is_arranging)
        order = [model.row_place(model.index(row, 0)) for row in range(model.rowCount())]
        assert (resets, order[:PAGE]) == ([PAGE], first)
        model.reapply()
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert [model.row_place(model.index(row, 0)) for row in range(model.rowCount())] == order
        assert [model.index_of(place).row() for place in order] == list(range(len(order)))

    def test_a_line_that_is_looked_for_below_it_is_there(self, model: GridModel, session: Session) -> None:
        model.set_ordering(Ordering(Column.PROJECT, descending=True))
        see_first_page(model)
        assert model.index_of(row_named(session, "学员满意度", 0)).data() is not None
        assert (model.is_arranging, model.rowCount()) == (False, 19)

    def test_a_line_on_it_does_not_wait_for_the_others(self, model: GridModel, session: Session) -> None:
        model.set_ordering(Ordering(Column.PROJECT))
        see_first_page(model)
        assert model.index_of(Place(session.book.projects[0].id)).row() == 0
        assert model.is_arranging

    @pytest.mark.parametrize("seed", range(20))
    def test_edits_meanwhile_are_followed(
        self, model: GridModel, session: Session, signals: SessionSignals, qtbot: QtBot, seed: int
    ) -> None:
        chance = random.Random(seed)
        ordering = chance.choice([None, Ordering(Column.LEVEL3), Ordering(Column.PROJECT, descending=True)])
        model.arrange(LineFilter(), ordering)
        see_first_page(model)
        for _ in range(chance.randint(1, 4)):
            _random_change(chance, session)
            QApplication.processEvents()
        qtbot.waitUntil(lambda: not model.is_arranging)
        fresh = GridModel()
        fresh.set_session(signals)
        fresh.arrange(model.line_filter, model.ordering)
        qtbot.waitUntil(lambda: not fresh.is_arranging)
        assert column(model, Column.LEVEL3) == column(fresh, Column.LEVEL3)
        assert column(model, Column.PROJECT) == column(fresh, Column.PROJECT)
        fresh.set_session(None)

    def test_another_wish_meanwhile_counts(self, model: GridModel, qtbot: QtBot) -> None:
        model.set_ordering(Ordering(Column.LEVEL3))
        see_first_page(model)
        purchase = TextCondition(TextTest.EQUALS, "设备购置费")
        model.set_filter(LineFilter({Column.LEVEL3: ColumnFilter(condition=purchase)}))
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert column(model, Column.LEVEL3) == ["设备购置费"]

    def test_another_book_meanwhile_is_shown_whole(self, model: GridModel, qtbot: QtBot) -> None:
        model.set_ordering(Ordering(Column.LEVEL3))
        see_first_page(model)
        model.set_session(SessionSignals(Session(Book([table()]))))
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert (model.rowCount(), model.ordering) == (6, None)


def _random_change(chance: random.Random, session: Session) -> None:
    """Move, insert, delete, rewrite or undo, as it comes."""
    book = session.book
    if not book.projects or chance.random() < 0.25:
        session.undo()
        return
    project = chance.choice(book.projects)
    rows = [one.id for one in project.indicators]
    edits: list[Callable[[], Edit | None]] = [
        lambda: RemoveProject(project.id),
        lambda: MoveProject(project.id, chance.randrange(len(book.projects))),
        lambda: duplicate_project(book, project.id),
        lambda: SetField(Place(project.id, None, "name"), chance.choice(["示例甲", "示例乙"])),
        lambda: InsertRow(
            project.id, chance.randint(0, len(rows)), Indicator(book.new_id(), level3="合格率")
        ),
    ]
    if rows:
        one = chance.choice(rows)
        edits += [
            lambda: MoveRow(project.id, one, chance.randrange(len(rows))),
            lambda: delete_rows(book, project.id, chance.sample(rows, k=min(len(rows), 3))),
            lambda: SetField(Place(project.id, one, "level3"), chance.choice(["合格率", "场次", ""])),
            lambda: Group((MoveRow(project.id, one, 0), MoveProject(project.id, 0))),
        ]
    edit = chance.choice(edits)()
    if edit is not None:
        session.apply(edit, "改动")
