"""Filtering and sorting the grid, and the line above it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.book import ItemId, Place
from core.edit import RemoveProject, SetField
from core.session import Session
from core.target import Operator
from tests.ui.grid.hands import (
    CONTROL,
    SHIFT,
    Key,
    click_filter_button,
    column,
    listed,
    opened,
    place_of,
    tick,
)
from tests.ui.writing import compose
from ui import slices
from ui.elided_label import ElidedLabel
from ui.grid.filter_popup import FilterPopup
from ui.grid.grid_page import GridPage
from ui.session_signals import SessionSignals

SATISFACTION = ColumnFilter(values=frozenset({"服务对象满意度指标"}))


def state(page: GridPage) -> str:
    return page.findChildren(ElidedLabel)[0].whole_text


def buttons(page: GridPage) -> list[str]:
    """The buttons beside the line above the table, as far as they are shown."""
    return [
        button.text()
        for button in page.findChildren(QToolButton)
        if button.isVisible() and button.defaultAction() is not None
    ]


class TestPopup:
    def test_ticked_values_are_shown_and_no_others(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.LEVEL1)
        assert listed(popup) == [
            ("产出指标", "13", True),
            ("效益指标", "3", True),
            ("满意度指标", "3", True),
        ]
        tick(qtbot, popup, "产出指标")
        popup.ok_button.click()
        assert set(column(page.model, Column.LEVEL1)) == {"效益指标", "满意度指标"}
        assert state(page) == "19 行中的 6 行 · 一级指标：效益指标、满意度指标"

    def test_values_are_found_by_typing_and_enter_takes_them(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.LEVEL3)
        qtbot.waitUntil(popup.search_box.hasFocus)
        compose(popup.search_box, "满意")
        assert listed(popup) == [("学员满意度", "3", True)]
        qtbot.keyClick(popup.search_box, Key.Key_Return)
        assert column(page.model, Column.LEVEL3) == ["学员满意度"] * 3

    def test_other_columns_filters_decide_what_is_offered(self, page: GridPage, qtbot: QtBot) -> None:
        page.model.set_column_filter(Column.LEVEL2, SATISFACTION)
        popup = click_filter_button(qtbot, page, Column.LEVEL3)
        assert listed(popup) == [("学员满意度", "3", True)]
        popup.reject()
        popup = click_filter_button(qtbot, page, Column.LEVEL2)
        assert ("服务对象满意度指标", "3", True) in listed(popup)
        assert ("数量指标", "3", False) in listed(popup)

    def test_all_and_none_by_one_box(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.LEVEL1)
        popup.all_box.click()
        assert [chosen for _, _, chosen in listed(popup)] == [False] * 3
        assert not popup.ok_button.isEnabled()
        tick(qtbot, popup, "效益指标")
        assert popup.all_box.checkState() is Qt.CheckState.PartiallyChecked
        popup.all_box.click()
        assert popup.all_box.checkState() is Qt.CheckState.Checked
        assert popup.column_filter.is_open

    def test_values_are_ticked_by_space(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.LEVEL1)
        popup.value_list.setCurrentIndex(popup.value_list.model().index(1, 0))
        qtbot.keyClick(popup.value_list, Key.Key_Space)
        assert popup.column_filter.values == {"产出指标", "满意度指标"}

    def test_a_condition_on_the_text(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.LEVEL3)
        assert not popup.words_box.isEnabled()
        popup.test_box.setCurrentIndex(popup.test_box.findData(TextTest.LACKS))
        assert popup.column_filter.is_open
        compose(popup.words_box, "率")
        popup.ok_button.click()
        assert not any("率" in name for name in column(page.model, Column.LEVEL3))
        assert state(page).endswith("三级指标：不包含“率”")
        again = click_filter_button(qtbot, page, Column.LEVEL3)
        assert (again.test_box.currentText(), again.words_box.text()) == ("不包含", "率")

    def test_values_by_their_operator(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.VALUE)
        qtbot.keyClick(popup.operator_boxes[Operator.AT_MOST], Key.Key_Space)
        popup.ok_button.click()
        assert column(page.model, Column.VALUE) == ["≤20万元", "≤20万元", "≤90万元", "≤20万元"]
        assert state(page).endswith("指标值：≤")
        assert click_filter_button(qtbot, page, Column.LEVEL3).operator_boxes == {}

    def test_lines_with_something_wrong(self, page: GridPage, session: Session, qtbot: QtBot) -> None:
        session.apply(SetField(place_of(session, "学员满意度", 1), ""), "清除")
        popup = click_filter_button(qtbot, page, Column.VALUE)
        popup.severity_box.setCurrentText("有错误")
        popup.ok_button.click()
        assert "学员满意度" in column(page.model, Column.LEVEL3)
        assert page.model.shown_count < 4
        assert state(page).endswith("指标值：有错误")
        assert click_filter_button(qtbot, page, Column.VALUE).severity_box.currentText() == "有错误"

    def test_a_columns_filter_is_taken_off(self, page: GridPage, qtbot: QtBot) -> None:
        page.model.set_column_filter(Column.LEVEL2, SATISFACTION)
        click_filter_button(qtbot, page, Column.LEVEL2).clear_button.click()
        assert (page.model.shown_count, state(page)) == (19, "19 行")

    def test_escape_leaves_everything_as_it_was(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.LEVEL1)
        tick(qtbot, popup, "产出指标")
        qtbot.keyClick(popup, Key.Key_Escape)
        assert page.model.shown_count == 19
        assert not popup.isVisible()

    def test_a_click_elsewhere_closes_it(self, page: GridPage, qtbot: QtBot) -> None:
        popup = click_filter_button(qtbot, page, Column.LEVEL1)
        qtbot.waitUntil(popup.isActiveWindow)
        with qtbot.waitSignal(popup.rejected):
            page.activateWindow()

    def test_it_stays_within_the_screen(self, page: GridPage, qtbot: QtBot) -> None:
        page.move(QGuiApplication.primaryScreen().availableGeometry().bottomRight())
        popup = click_filter_button(qtbot, page, Column.VALUE)
        assert QGuiApplication.primaryScreen().availableGeometry().contains(popup.geometry())

    def test_sorting_is_marked_and_stays_with_the_filter(self, page: GridPage, qtbot: QtBot) -> None:
        page.model.set_column_filter(Column.LEVEL2, SATISFACTION)
        click_filter_button(qtbot, page, Column.PROJECT).sort_buttons[1].click()
        assert column(page.model, Column.PROJECT) == ["3 示例校医培训", "2 示例疫苗冷链", "1 示例路面养护"]
        assert state(page).endswith("按项目降序")
        again = click_filter_button(qtbot, page, Column.PROJECT)
        assert [button.isChecked() for button in again.sort_buttons] == [False, True, False]
        again.sort_buttons[2].click()
        assert column(page.model, Column.PROJECT)[0] == "1 示例路面养护"

    def test_chinese_sorts_by_its_reading(self, page: GridPage, session: Session, qtbot: QtBot) -> None:
        for project, name in enumerate(("重点巡查", "Ａ类巡查", "保洁巡查")):
            session.apply(SetField(place_of(session, "培训人数", project, "level3"), name), "修改")
        condition = TextCondition(TextTest.CONTAINS, "巡查")
        page.model.set_column_filter(Column.LEVEL3, ColumnFilter(condition=condition))
        click_filter_button(qtbot, page, Column.LEVEL3).sort_buttons[0].click()
        assert column(page.model, Column.LEVEL3) == ["Ａ类巡查", "保洁巡查", "重点巡查"]


class TestLineAbove:
    def test_the_filter_is_taken_off_and_put_on_again_by_its_key(self, page: GridPage, qtbot: QtBot) -> None:
        assert not page.toggle_filter_action.isEnabled()
        click_filter_button(qtbot, page, Column.LEVEL2).search_box.setText("满意")
        opened(page).ok_button.click()
        qtbot.keyClick(page.view, Key.Key_L, CONTROL | SHIFT)
        assert page.model.shown_count == 19
        assert page.toggle_filter_action.text() == "恢复筛选"
        qtbot.keyClick(page.view, Key.Key_L, CONTROL | SHIFT)
        assert page.model.shown_count == 3
        assert buttons(page) == ["清除筛选"]

    def test_what_edits_have_overtaken_is_said_and_applied_again(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        page.model.set_column_filter(Column.LEVEL2, SATISFACTION)
        place = place_of(session, "学员满意度", 1, "level2")
        session.apply(SetField(place, "社会效益指标"), "修改二级指标")
        assert "有的行修改后已不合筛选或排序" in state(page)
        assert buttons(page) == ["重新应用", "清除筛选"]
        page.reapply_action.trigger()
        assert state(page) == "19 行中的 2 行 · 二级指标：服务对象满意度指标"
        assert buttons(page) == ["清除筛选"]

    def test_many_values_are_counted(self, page: GridPage) -> None:
        values = frozenset(f"第{place}项" for place in range(7))
        long = ColumnFilter(values=values, operators=frozenset({None, Operator.AT_LEAST}))
        page.model.set_column_filter(Column.VALUE, long)
        assert state(page) == "19 行中的 0 行 · 指标值：第0项、第1项等 7 个，≥、定性/无"

    def test_lines_that_come_and_go_are_counted(self, page: GridPage, session: Session) -> None:
        session.apply(RemoveProject(session.book.projects[0].id), "删除项目")
        assert state(page) == "13 行"


class TestHidden:
    def test_rows_are_looked_at_when_the_page_is_shown(
        self, qtbot: QtBot, signals: SessionSignals, session: Session
    ) -> None:
        page = GridPage()
        qtbot.addWidget(page)
        page.set_session(signals)
        session.apply(RemoveProject(session.book.projects[0].id), "删除项目")
        assert page.model.session is None
        page.show()
        assert page.model.rowCount() == 13
        page.hide()
        session.undo()
        assert page.model.rowCount() == 13
        page.show()
        assert page.model.rowCount() == 19
        page.set_session(None)

    def test_a_place_can_be_gone_to_before_the_page_is_shown(
        self, qtbot: QtBot, signals: SessionSignals, session: Session
    ) -> None:
        page = GridPage()
        qtbot.addWidget(page)
        page.set_session(signals)
        place = place_of(session, "学员满意度", 1)
        assert page.go_to(place)
        assert page.model.place_of(page.view.currentIndex()) == place
        page.set_session(None)

    def test_a_place_that_is_filtered_out_cannot_be_gone_to(self, page: GridPage, session: Session) -> None:
        page.model.set_filter(LineFilter({Column.LEVEL2: SATISFACTION}))
        assert not page.go_to(place_of(session, "培训人数", 1))
        assert page.go_to(place_of(session, "学员满意度", 1))

    def test_another_book_begins_without_filter_and_order(
        self, page: GridPage, signals: SessionSignals
    ) -> None:
        page.model.arrange(LineFilter({Column.LEVEL2: SATISFACTION}), Ordering(Column.VALUE))
        page.set_session(signals)
        assert (state(page), page.toggle_filter_action.isEnabled()) == ("19 行", False)
        assert page.findChildren(FilterPopup) == []


class TestLargeBooks:
    """Their lines are made after the page is shown."""

    @pytest.fixture(autouse=True)
    def _nothing_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(slices, "_AT_ONCE", 0.0)

    def test_the_line_above_the_table_says_so(
        self, page: GridPage, signals: SessionSignals, qtbot: QtBot
    ) -> None:
        page.set_session(signals)
        assert state(page) == "正在整理…"
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert state(page) == "19 行"

    def test_lines_are_counted_when_all_are_there(self, page: GridPage, qtbot: QtBot) -> None:
        page.model.set_filter(LineFilter({Column.LEVEL2: SATISFACTION}))
        assert state(page).startswith("正在整理… · 19 行 · ")
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert state(page).startswith("19 行中的 3 行 · ")

    def test_the_cell_that_is_gone_to_is_current_as_soon_as_it_is_there(
        self, page: GridPage, session: Session, signals: SessionSignals, qtbot: QtBot
    ) -> None:
        page.set_session(signals)
        place = place_of(session, "学员满意度", 2)
        assert page.go_to(place)
        assert page.model.is_gathering
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert page.model.place_of(page.view.currentIndex()) == place

    def test_what_is_no_row_of_a_project_is_not_waited_for(
        self, page: GridPage, session: Session, signals: SessionSignals, qtbot: QtBot
    ) -> None:
        page.set_session(signals)
        project = session.book.projects[0]
        assert not page.go_to(Place(project.id, project.id, "value"))
        assert not page.go_to(Place(ItemId(10**6), None, "name"))
        assert page.go_to(Place(project.id, None, "name"))
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert page.view.currentIndex().row() == 0

    def test_a_cell_that_was_waited_for_in_another_book_is_forgotten(
        self, page: GridPage, session: Session, signals: SessionSignals, qtbot: QtBot
    ) -> None:
        page.set_session(signals)
        page.go_to(place_of(session, "学员满意度", 2))
        page.set_session(signals)
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert page.view.currentIndex().row() == 0
