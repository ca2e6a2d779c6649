"""Rows inserted and deleted in the grid of all indicators."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.all_indicators.column_filter import ColumnFilter
from core.all_indicators.line import Column
from core.session import Session
from tests.ui.grid.hands import SHIFT, Key, column, place_of
from ui.grid.grid_page import GridPage


def test_a_new_row_stands_below_the_current_one_and_is_current(page: GridPage, session: Session) -> None:
    place = place_of(session, "培训合格率", 1)
    page.go_to(place)
    before = session.book.projects[1]
    page.rows.insert.trigger()
    names = [row.level3 for row in session.book.projects[1].indicators]
    assert names[names.index("培训合格率") + 1] == ""
    current = page.view.currentIndex()
    assert (current.data(), page.model.columns[current.column()]) == ("", Column.LEVEL3)
    session.undo()
    assert session.book.projects[1] == before


def test_a_new_row_is_shown_although_the_filter_would_not_let_it_through(
    page: GridPage, session: Session
) -> None:
    page.model.set_column_filter(Column.LEVEL3, ColumnFilter(values=frozenset({"培训合格率"})))
    page.go_to(place_of(session, "培训合格率", 1))
    page.rows.insert.trigger()
    assert column(page.model, Column.LEVEL3) == ["培训合格率", "培训合格率", "", "培训合格率"]
    page.model.reapply()
    assert column(page.model, Column.LEVEL3) == ["培训合格率"] * 3


def test_selected_rows_of_several_projects_are_deleted_in_one_step(
    page: GridPage, session: Session, qtbot: QtBot
) -> None:
    before = session.book.projects
    page.go_to(place_of(session, "学员满意度", 0))
    qtbot.keyClick(page.view, Key.Key_Down, SHIFT)
    page.rows.delete.trigger()
    counts = [len(project.indicators) for project in session.book.projects]
    assert counts == [len(before[0].indicators) - 1, len(before[1].indicators) - 1, len(before[2].indicators)]
    assert session.undo_label == "删除指标"
    session.undo()
    assert session.book.projects == before


def test_the_keys_are_those_of_the_tree(page: GridPage) -> None:
    keys = {key.toString() for action in (page.rows.insert, page.rows.delete) for key in action.shortcuts()}
    assert keys >= {"Ctrl++", "Ctrl+-"}
    assert page.rows.insert.shortcutContext() is Qt.ShortcutContext.WidgetShortcut
