"""The window's commands on the open book, by their keys: clipboard, search, dialogs, views, help."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, ItemId, Place
from core.edit import Edit, Group, SetField
from core.library import as_indicators, builtin_library
from core.session import Session
from tests.samples import SAMPLES
from tests.ui.scripted_dialogs import ScriptedDialogs
from tests.ui.sheet.hands import ALT, CTRL, NO, SHIFT, Hands, Key
from ui.main_window import MainWindow
from ui.rollover_dialog import Rollover
from ui.sheet.value_editor import ValueEditor


class Answers:
    """Answers the dialogs on the book."""

    def __init__(self) -> None:
        self.project: ItemId | None = None
        self.edit: Edit | None = None
        self.rollover: Rollover | None = None

    def project_to_go_to(self, session: Session) -> ItemId | None:
        return self.project

    def picked_indicators(self, session: Session, project_id: ItemId) -> Edit | None:
        return self.edit

    def next_year(self, session: Session) -> Rollover | None:
        return self.rollover


@pytest.fixture
def answers(sample_window: MainWindow) -> Answers:
    answers = Answers()
    sample_window.book_commands.dialogs = answers  # type: ignore[assignment]
    return answers


@pytest.fixture
def active(sample_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The sample's window with the keyboard in the first row of its tree."""
    sample_window.resize(1200, 800)
    sample_window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is sample_window)
    sample_window.workspace.tree.setFocus()
    return sample_window


def book_of(window: MainWindow) -> Book:
    assert window.document is not None
    return window.document.session.book


def press(qtbot: QtBot, key: Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    """Press a key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    qtbot.keyClick(widget, key, modifiers)


class TestClipboard:
    def test_keys_copy_cut_and_paste_cells(self, active: MainWindow, qtbot: QtBot) -> None:
        tree = active.workspace.tree
        first = str(tree.currentIndex().data())
        press(qtbot, Key.Key_C, CTRL)
        assert QApplication.clipboard().text().strip() == first
        press(qtbot, Key.Key_X, CTRL)
        assert tree.currentIndex().data() == ""
        press(qtbot, Key.Key_V, CTRL)
        assert tree.currentIndex().data() == first

    def test_the_same_keys_belong_to_a_text_that_has_the_keyboard(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        box = active.workspace.project_list.filter_box
        box.setText("大厅")
        box.setFocus()
        press(qtbot, Key.Key_A, CTRL)
        press(qtbot, Key.Key_X, CTRL)
        assert (box.text(), QApplication.clipboard().text()) == ("", "大厅")
        active.edit_actions.paste.trigger()
        assert box.text() == "大厅"

    def test_fill_down_is_offered_in_tables_only(self, active: MainWindow) -> None:
        assert active.edit_actions.fill_down.isEnabled()
        active.workspace.project_list.filter_box.setFocus()
        assert not active.edit_actions.fill_down.isEnabled()
        assert active.edit_actions.paste.isEnabled()

    def test_control_d_fills_the_range(self, active: MainWindow, qtbot: QtBot) -> None:
        tree = active.workspace.tree
        press(qtbot, Key.Key_Down, SHIFT)
        press(qtbot, Key.Key_D, CTRL)
        first, second, *_ = book_of(active).projects[0].indicators
        assert first.level3 == second.level3
        press(qtbot, Key.Key_Z, CTRL)
        assert tree.hasFocus()
        assert book_of(active).projects[0].indicators[1].level3 != first.level3


class TestKeyboard:
    def test_tab_goes_from_cell_to_cell_and_leaves_the_table_at_its_end_only(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        tree = active.workspace.tree
        press(qtbot, Key.Key_Tab)
        assert tree.hasFocus()
        assert tree.currentIndex().column() == 1
        press(qtbot, Key.Key_Backtab, SHIFT)
        assert tree.currentIndex().column() == 0
        press(qtbot, Key.Key_End, CTRL)
        press(qtbot, Key.Key_Tab)
        assert not tree.hasFocus()

    def test_the_project_filter_is_cleared_and_left_by_keys(self, active: MainWindow, qtbot: QtBot) -> None:
        projects = active.workspace.project_list
        press(qtbot, Key.Key_F, CTRL | SHIFT)
        projects.filter_box.setText("大厅")
        press(qtbot, Key.Key_Escape)
        assert projects.filter_box.text() == ""
        press(qtbot, Key.Key_Down)
        assert projects.view.hasFocus()

    def test_the_current_cell_stays_in_sight_when_the_page_makes_room(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        tree = active.workspace.tree
        press(qtbot, Key.Key_End, CTRL)
        press(qtbot, Key.Key_F, CTRL)
        qtbot.waitUntil(active.workspace.find_panel.isVisible)
        QApplication.processEvents()
        assert tree.viewport().rect().contains(tree.visualRect(tree.currentIndex()))


class TestFinding:
    def test_control_f_finds_and_enter_leads_to_the_hit(self, active: MainWindow, qtbot: QtBot) -> None:
        panel = active.workspace.find_panel
        press(qtbot, Key.Key_F, CTRL)
        assert panel.search_box.hasFocus()
        target = book_of(active).projects[3].indicators[1]
        panel.search_box.setText(target.level3)
        place = Place(book_of(active).project_ids[3], target.id, "level3")
        qtbot.waitUntil(lambda: bool(panel.spans_at(place)))
        press(qtbot, Key.Key_Return)
        assert active.workspace.project_list.current_section == place.section
        assert active.workspace.tree.current_place() == place

    def test_escape_closes_the_bar_and_gives_the_keyboard_back(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        press(qtbot, Key.Key_H, CTRL)
        assert active.workspace.find_panel.isVisible()
        press(qtbot, Key.Key_Escape)
        assert not active.workspace.find_panel.isVisible()
        assert active.workspace.tree.hasFocus()

    def test_go_to_project_shows_it(self, active: MainWindow, answers: Answers, qtbot: QtBot) -> None:
        answers.project = book_of(active).project_ids[5]
        press(qtbot, Key.Key_G, CTRL)
        assert active.workspace.project_list.current_section == answers.project
        assert active.workspace.tree.commands.project_id == answers.project


class TestAllIndicators:
    def test_the_grid_takes_over_the_current_cell_and_gives_it_back(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        place = active.workspace.tree.current_place()
        press(qtbot, Key.Key_4, CTRL)
        assert active.workspace.shows_all_indicators
        qtbot.waitUntil(lambda: active.workspace.sheet.current_place() == place)
        press(qtbot, Key.Key_Down)
        below = active.workspace.sheet.current_place()
        press(qtbot, Key.Key_4, CTRL)
        assert active.workspace.tree.current_place() == below
        assert active.workspace.tree.hasFocus()

    def test_what_is_typed_in_the_grid_is_in_the_book_and_can_be_undone(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        before = book_of(active).projects
        active.commands.show_all_indicators.trigger()
        grid = active.workspace.grid_page.view
        qtbot.waitUntil(lambda: grid.current_place() is not None)
        Hands(grid, qtbot).press("9")
        Hands(grid, qtbot).press(Key.Key_Return)
        assert book_of(active).projects[0].indicators[0].level3 == "9"
        press(qtbot, Key.Key_Z, CTRL)
        assert book_of(active).projects == before
        assert active.workspace.shows_all_indicators

    def test_insert_and_delete_act_on_the_table_that_is_shown(self, active: MainWindow, qtbot: QtBot) -> None:
        actions = active.workspace.section_page.indicator_actions
        grid = active.workspace.grid_page.view
        active.commands.show_all_indicators.trigger()
        qtbot.waitUntil(lambda: grid.current_place() is not None)
        third = book_of(active).projects[2]
        grid.go_to(Place(third.id, third.indicators[0].id, "value"))
        assert actions.insert.isEnabled()
        assert not actions.move_up.isEnabled()
        actions.insert.trigger()
        assert book_of(active).projects[2].indicators[1].level3 == ""
        actions.delete.trigger()
        assert book_of(active).projects[2].indicators == third.indicators
        active.commands.show_all_indicators.trigger()
        assert actions.move_up.isEnabled()

    def test_going_on_to_the_next_project_leads_from_the_grid_to_its_table(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        active.commands.show_all_indicators.trigger()
        grid = active.workspace.grid_page.view
        qtbot.waitUntil(lambda: grid.current_place() is not None)
        grid.setCurrentIndex(grid.model().index(0, 0))
        press(qtbot, Key.Key_PageDown, CTRL)
        assert not active.workspace.shows_all_indicators
        assert active.workspace.tree.hasFocus()
        assert active.workspace.tree.commands.project_id == book_of(active).project_ids[1]

    def test_a_project_of_the_list_ends_the_grid(self, active: MainWindow) -> None:
        active.commands.show_all_indicators.trigger()
        active.workspace.project_list.next_action.trigger()
        assert not active.workspace.shows_all_indicators
        assert not active.commands.show_all_indicators.isChecked()


class TestDialogs:
    def test_picked_indicators_are_inserted_and_shown(
        self, active: MainWindow, answers: Answers, qtbot: QtBot
    ) -> None:
        book = book_of(active)
        assert active.document is not None
        entries = builtin_library().search("满意度")[:1]
        answers.edit = as_indicators(entries, book, book.project_ids[0], active.document.session.scheme)
        press(qtbot, Key.Key_L, CTRL)
        assert book.projects[0].indicators[-1].level3 == entries[0].name
        assert active.workspace.tree.currentIndex().data() == entries[0].name
        assert active.document.session.undo_label == "挑选指标"

    def test_next_years_book_is_a_document_of_its_own(
        self, active: MainWindow, answers: Answers, qtbot: QtBot
    ) -> None:
        project = book_of(active).projects[0]
        edit = SetField(Place(project.id, None, "purpose"), "用于2027年")
        answers.rollover = Rollover(Group((edit,)), 2026, 2027)
        with qtbot.waitSignal(active.document_for_another_window) as offered:
            active.commands.next_year.trigger()
        (document,) = offered.args  # type: ignore[misc]
        assert document.session.book.projects[0].purpose == "用于2027年"
        assert "2027" in document.title
        assert document.path is None
        assert book_of(active).projects[0] is project

    def test_f4_edits_a_value_by_its_parts(self, active: MainWindow, qtbot: QtBot) -> None:
        press(qtbot, Key.Key_F4)
        (editor,) = active.findChildren(ValueEditor)
        editor.number_line.setText("77")
        editor.number_line.textEdited.emit("77")
        qtbot.keyClick(editor.number_line, Key.Key_Return)
        assert "77" in book_of(active).projects[0].indicators[0].value
        assert active.document is not None
        assert active.document.session.undo_label == "修改指标值"
        qtbot.waitUntil(active.workspace.tree.hasFocus)


class TestView:
    def test_details_follow_the_cell_and_are_edited_by_a_key(self, active: MainWindow, qtbot: QtBot) -> None:
        pane = active.workspace.detail_pane
        press(qtbot, Key.Key_Right)
        assert pane.place == active.workspace.tree.current_place()
        press(qtbot, Key.Key_F2, SHIFT)
        assert pane.isAncestorOf(QApplication.focusWidget() or active)
        press(qtbot, Key.Key_Escape)
        assert active.workspace.tree.hasFocus()

    def test_undo_leaves_the_keyboard_in_the_details(self, active: MainWindow, qtbot: QtBot) -> None:
        press(qtbot, Key.Key_F2, SHIFT)
        press(qtbot, Key.Key_9)
        press(qtbot, Key.Key_Z, CTRL)
        assert active.workspace.detail_pane.isAncestorOf(QApplication.focusWidget() or active)

    def test_the_status_bar_sums_up_the_selected_cells(self, active: MainWindow, qtbot: QtBot) -> None:
        press(qtbot, Key.Key_Down, SHIFT)
        qtbot.waitUntil(lambda: "已选 2 个单元格 · 指标 2 条" in active.selection_summary.whole_text)

    def test_zoom_keys_resize_the_table(self, active: MainWindow, qtbot: QtBot) -> None:
        tree = active.workspace.tree
        before = tree.fontMetrics().height()
        press(qtbot, Key.Key_Equal, CTRL | ALT)
        assert tree.fontMetrics().height() >= before
        for _ in range(5):
            press(qtbot, Key.Key_Equal, CTRL | ALT)
        assert tree.fontMetrics().height() > before
        press(qtbot, Key.Key_0, CTRL)
        assert tree.fontMetrics().height() == before

    def test_panels_columns_and_stripes_are_remembered(
        self, active: MainWindow, settings: QSettings, dialogs: ScriptedDialogs, qtbot: QtBot
    ) -> None:
        active.commands.show_details.trigger()
        active.commands.show_stripes.trigger()
        active.workspace.column_actions(active)[0].trigger()
        active.close()
        again = MainWindow(settings, dialogs)  # type: ignore[arg-type]
        qtbot.addWidget(again)
        again.open_path(SAMPLES[0])
        again.show()
        assert not again.workspace.detail_pane.isVisible()
        assert not again.workspace.tree.alternatingRowColors()
        assert again.workspace.tree.isColumnHidden(1)
        again.set_document(None)


class TestHelp:
    def test_f1_opens_the_manual_at_the_part_with_the_keyboard(
        self, active: MainWindow, qtbot: QtBot
    ) -> None:
        press(qtbot, Key.Key_F1)
        manual = active.help_commands.help_window
        assert manual is not None
        qtbot.addWidget(manual)
        assert manual.page.name == "editing"
        active.close()
        assert not manual.isVisible()

    def test_f1_in_the_findings_explains_the_rule(self, active: MainWindow, qtbot: QtBot) -> None:
        table = active.workspace.findings_panel.table
        table.setFocus()
        table.selectRow(0)
        table.setCurrentIndex(table.model().index(0, 0))
        press(qtbot, Key.Key_F1)
        manual = active.help_commands.help_window
        assert manual is not None
        qtbot.addWidget(manual)
        assert manual.page.name == "rules"

    def test_every_command_of_the_menus_rests_without_a_book_or_opens_one(self, window: MainWindow) -> None:
        for action in window.commands.of_book:
            assert not action.isEnabled(), action.text()


def test_the_toolbar_tells_names_and_keys(window: MainWindow) -> None:
    tips = {action.toolTip() for action in window.findChildren(QToolBar)[0].actions() if action.text()}
    assert {"新建 (Ctrl+N)", "撤销 (Ctrl+Z)", "复制 (Ctrl+C)", "上移指标 (Alt+↑)"} <= tips
