"""The indicator tree under the hands of a user: keys, editors, commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.arrangement import Direction
from core.book import Book, Place, Project
from core.session import Session
from tests.core.tables import row, table
from tests.ui.writing import compose
from ui.indicators.indicator_actions import IndicatorActions
from ui.indicators.indicator_tree import IndicatorTree
from ui.session_signals import SessionSignals
from ui.sheet.cell_editors import CellEditor, LevelEditor

Key = Qt.Key


@pytest.fixture
def project() -> Project:
    return table(row("数量指标", "教材套数", "≥300套"))


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


def choose(tree: IndicatorTree, session: Session, level3: str, field: str = "level3") -> None:
    """Make the cell of a row current."""
    for project in session.book.projects:
        for one in project.indicators:
            if one.level3 == level3 and tree.go_to(Place(project.id, one.id, field)):
                return
    raise AssertionError(f"the tree shows no row {level3}")


def current(tree: IndicatorTree) -> str:
    return str(tree.currentIndex().data())


def rows(session: Session) -> list[str]:
    return [one.level3 for one in session.book.projects[0].indicators]


def value(session: Session, level3: str) -> str:
    return next(one.value for one in session.book.projects[0].indicators if one.level3 == level3)


def editor(tree: IndicatorTree) -> QWidget:
    found = [*tree.findChildren(CellEditor), *tree.findChildren(LevelEditor)]
    shown = [widget for widget in found if widget.isVisible()]
    assert len(shown) == 1
    return shown[0]


class TestKeys:
    def test_typing_overwrites_the_cell_and_enter_leads_down(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "培训人数", "value")
        qtbot.keyClick(tree, "5")
        compose(editor(tree), "00人次")
        qtbot.keyClick(editor(tree), Key.Key_Return)
        assert value(session, "培训人数") == "500人次"
        assert current(tree) == "≥300套"

    def test_what_an_input_method_writes_overwrites_the_cell_too(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "培训人数", "value")
        compose(tree, "优秀")
        qtbot.keyClick(editor(tree), Key.Key_Return)
        assert value(session, "培训人数") == "优秀"

    @pytest.mark.parametrize("first", ["+", "-", "*", " "])
    def test_signs_that_a_tree_view_would_take_are_typed_too(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot, first: str
    ) -> None:
        choose(tree, session, "培训人数", "value")
        qtbot.keyClick(tree, first)
        qtbot.keyClick(editor(tree), Key.Key_Return)
        assert value(session, "培训人数") == first.strip()

    def test_f2_edits_behind_the_text_and_tab_leads_to_the_right(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "教材套数")
        qtbot.keyClick(tree, Key.Key_F2)
        compose(editor(tree), "量")
        qtbot.keyClick(editor(tree), Key.Key_Tab)
        assert "教材套数量" in rows(session)
        assert current(tree) == "教材套数的说明"

    def test_escape_leaves_the_cell_as_it_was(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "教材套数", "value")
        qtbot.keyClick(tree, "9")
        qtbot.keyClick(editor(tree), Key.Key_Escape)
        assert value(session, "教材套数") == "≥300套"
        assert session.undo_label is None

    def test_alt_enter_breaks_the_line_within_a_cell(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "教材套数", "value")
        qtbot.keyClick(tree, Key.Key_F2)
        qtbot.keyClick(editor(tree), Key.Key_Return, Qt.KeyboardModifier.AltModifier)
        compose(editor(tree), "以上")
        qtbot.keyClick(editor(tree), Key.Key_Return)
        assert value(session, "教材套数") == "≥300套\n以上"

    def test_opening_and_leaving_a_cell_changes_nothing_in_it(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        odd = "≥300\u00a0套 "
        choose(tree, session, "教材套数", "value")
        tree.model().setData(tree.currentIndex(), odd)
        qtbot.keyClick(tree, Key.Key_F2)
        qtbot.keyClick(editor(tree), Key.Key_Return)
        assert value(session, "教材套数") == odd

    def test_enter_passes_over_groups_and_shift_enter_leads_back(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "教材套数")
        qtbot.keyClick(tree, Key.Key_Return)
        assert current(tree) == "培训合格率"
        qtbot.keyClick(tree, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert current(tree) == "教材套数"

    def test_tab_goes_on_in_the_next_row(self, tree: IndicatorTree, session: Session, qtbot: QtBot) -> None:
        choose(tree, session, "教材套数", "value")
        qtbot.keyClick(tree, Key.Key_Tab)
        assert current(tree) == "培训合格率"
        qtbot.keyClick(tree, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert current(tree) == "≥300套"

    def test_arrows_walk_over_cells(self, tree: IndicatorTree, session: Session, qtbot: QtBot) -> None:
        choose(tree, session, "培训人数")
        qtbot.keyClick(tree, Key.Key_Right)
        qtbot.keyClick(tree, Key.Key_Right)
        assert current(tree) == "≥300人次"
        qtbot.keyClick(tree, Key.Key_Up)
        assert current(tree) == "≥300人次"
        qtbot.keyClick(tree, Key.Key_Home)
        qtbot.keyClick(tree, Key.Key_Up)
        assert current(tree) == "数量指标"

    def test_delete_empties_the_selected_cells_in_one_step(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "培训人数", "value")
        qtbot.keyClick(tree, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(tree, Key.Key_Delete)
        assert (value(session, "培训人数"), value(session, "教材套数")) == ("", "")
        session.undo()
        assert (value(session, "培训人数"), value(session, "教材套数")) == ("≥300人次", "≥300套")


class TestGroups:
    def test_a_group_offers_the_names_of_the_scheme(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot, project: Project
    ) -> None:
        tree.go_to(Place(project.id, project.indicators[0].id, "level2"))
        qtbot.keyClick(tree, Key.Key_F2)
        box = editor(tree)
        assert isinstance(box, LevelEditor)
        assert [box.itemText(index) for index in range(box.count())] == list(
            session.scheme.level2_names("产出指标")
        )

    def test_opening_and_leaving_a_group_changes_nothing(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot, project: Project
    ) -> None:
        tree.go_to(Place(project.id, project.indicators[1].id, "level2"))
        qtbot.keyClick(tree, Key.Key_F2)
        box = editor(tree)
        assert isinstance(box, LevelEditor)
        assert box.currentText() == project.indicators[1].level2
        qtbot.keyClick(box, Key.Key_Return)
        assert session.undo_label is None

    def test_an_unknown_name_is_kept_and_given_to_the_whole_group(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot, project: Project
    ) -> None:
        tree.go_to(Place(project.id, project.indicators[0].id, "level2"))
        qtbot.keyClick(tree, Key.Key_F2)
        box = editor(tree)
        assert isinstance(box, LevelEditor)
        box.setEditText("数量")
        qtbot.keyClick(box, Key.Key_Return)
        renamed = [one.level3 for one in session.book.projects[0].indicators if one.level2 == "数量"]
        assert renamed == ["培训人数", "教材套数"]
        session.undo()
        assert session.book.projects[0] == project


class TestCommands:
    def test_a_new_row_stands_below_and_is_current(self, tree: IndicatorTree, session: Session) -> None:
        choose(tree, session, "培训人数", "value")
        tree.commands.insert()
        assert rows(session)[:2] == ["培训人数", ""]
        assert tree.currentIndex().data() == ""
        assert tree.currentIndex().column() == 0

    def test_a_row_inserted_on_a_group_goes_to_its_end(
        self, tree: IndicatorTree, session: Session, project: Project
    ) -> None:
        tree.go_to(Place(project.id, project.indicators[0].id, "level2"))
        tree.commands.insert()
        assert rows(session)[-1] == ""

    def test_an_empty_table_begins_with_the_schemes_first_category(
        self, tree: IndicatorTree, session: Session
    ) -> None:
        tree.selectAll()
        tree.commands.delete()
        assert rows(session) == []
        tree.commands.insert()
        (first,) = session.book.projects[0].indicators
        assert (first.level1, first.level2) == session.scheme.empty_rows[0]

    def test_moving_keeps_the_row_current_into_the_next_category(
        self, tree: IndicatorTree, session: Session, qtbot: QtBot
    ) -> None:
        choose(tree, session, "培训合格率", "value")
        tree.commands.move(Direction.UP)
        moved = session.book.projects[0].row(session.book.projects[0].indicators[-1].id)
        assert (moved.level3, moved.level2) == ("培训合格率", "数量指标")  # type: ignore[union-attr]
        assert current(tree) == "≥95%"
        session.undo()
        assert current(tree) == "≥95%"

    def test_deleting_leads_to_the_row_that_stands_there_then(
        self, tree: IndicatorTree, session: Session
    ) -> None:
        choose(tree, session, "培训合格率", "value")
        tree.commands.delete()
        assert "培训合格率" not in rows(session)
        assert current(tree) == "≥90%"

    def test_the_menu_offers_every_category_of_the_scheme_and_marks_the_present_one(
        self, tree: IndicatorTree, session: Session
    ) -> None:
        menu = IndicatorActions(tree).move_to.menu()
        choose(tree, session, "教材套数")
        menu.aboutToShow.emit()
        offered = {action.text(): action for action in menu.actions() if action.isCheckable()}
        assert len(offered) == sum(len(names) for names in session.scheme.levels.values())
        assert offered["数量指标"].isChecked()
        offered["质量指标"].trigger()
        moved = next(one for one in session.book.projects[0].indicators if one.level3 == "教材套数")
        assert moved.level2 == "质量指标"

    def test_rows_go_into_a_category_by_name(self, tree: IndicatorTree, session: Session) -> None:
        choose(tree, session, "教材套数")
        tree.commands.move_to(("效益指标", "生态效益指标"))
        moved = next(one for one in session.book.projects[0].indicators if one.level3 == "教材套数")
        assert (moved.level1, moved.level2) == ("效益指标", "生态效益指标")
        assert current(tree) == "教材套数"
        assert session.undo_label == "归入生态效益指标"

    def test_every_command_can_be_undone(
        self, tree: IndicatorTree, session: Session, project: Project
    ) -> None:
        choose(tree, session, "培训人数")
        tree.commands.insert()
        choose(tree, session, "教材套数")
        tree.commands.duplicate()
        tree.commands.move(Direction.DOWN)
        tree.commands.delete()
        while session.undo_label:
            session.undo()
        assert session.book.projects[0] == project

    def test_commands_are_offered_where_they_can_be_done(self, tree: IndicatorTree, session: Session) -> None:
        actions = IndicatorActions(tree)
        tree.show_section(None)
        assert not any(action.isEnabled() for action in actions.all)
        tree.show_section(session.book.project_ids[1])
        assert all(action.isEnabled() for action in actions.all)

    def test_alt_and_arrow_move_a_row(self, tree: IndicatorTree, session: Session, qtbot: QtBot) -> None:
        actions = IndicatorActions(tree)
        choose(tree, session, "教材套数")
        tree.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is tree)
        tree.setFocus()
        qtbot.keyClick(tree, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert actions.move_up.shortcut().toString() == "Alt+Up"
        assert rows(session).index("教材套数") < rows(session).index("培训人数")


def test_a_long_text_is_wrapped_in_a_higher_row(tree: IndicatorTree, session: Session) -> None:
    choose(tree, session, "教材套数", "description")
    before = tree.visualRect(tree.currentIndex()).height()
    tree.model().setData(tree.currentIndex(), "面向全市职业院校和培训机构发放的实训教材" * 6)
    QApplication.processEvents()
    assert tree.visualRect(tree.currentIndex()).height() > 2 * before


def test_a_place_that_is_not_shown_is_refused(
    tree: IndicatorTree, session: Session, project: Project
) -> None:
    other = session.book.projects[1]
    assert not tree.go_to(Place(other.id, other.indicators[0].id, "value"))
    assert not tree.go_to(Place(project.id, field="budget"))
