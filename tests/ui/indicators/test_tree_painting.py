"""The indicator tree paints its lines itself, and they look as Qt's own would."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTreeView
from pytestqt.qtbot import QtBot

from core.authoring import delete_rows, new_indicator
from core.book import Book, Place, Project
from core.edit import SetField
from core.session import Session
from tests.core.tables import row, table
from ui.indicators.indicator_tree import IndicatorTree
from ui.session_signals import SessionSignals
from ui.sheet.cell_model import Index, StyleOption

LONG = "按规定完成全部培训任务，" * 12


class QtsOwn(IndicatorTree):
    """A tree whose lines Qt paints, cell by cell."""

    def drawRow(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        ink, is_row = self.cell_delegate.ink(option), self.is_row(index)
        if not is_row:
            painter.fillRect(option.rect, ink.group)
        QTreeView.drawRow(self, painter, option, index)
        painter.save()
        painter.setPen(ink.lines)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        for column in range(self.indicators.columnCount() if is_row else 0):
            right = self.columnViewportPosition(column) + self.columnWidth(column) - 1
            painter.drawLine(right, option.rect.top(), right, option.rect.bottom())
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        ink = self.cell_delegate.ink(option)
        painter.fillRect(rect, ink.base if self.is_row(index) else ink.group)
        QTreeView.drawBranches(self, painter, rect, index)


@pytest.fixture
def project() -> Project:
    return table(
        row("数量指标", "教材套数", "≥300套"), row("数量指标", LONG, ""), row("成本指标", "设备费", "≤90万元")
    )


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project]))


@pytest.fixture
def trees(qtbot: QtBot, signals: SessionSignals, project: Project) -> list[IndicatorTree]:
    """Ours and Qt's, of the same project and size."""
    trees = [IndicatorTree(), QtsOwn()]
    for tree in trees:
        qtbot.addWidget(tree)
        tree.set_session(signals)
        tree.show_section(project.id)
        tree.resize(700, 520)
        with qtbot.waitExposed(tree):
            tree.show()
    return trees


def painted(tree: IndicatorTree) -> QImage:
    return tree.viewport().grab().toImage()


def on_screen(tree: IndicatorTree) -> QImage:
    """What the window was last painted as, and not what it would be painted as now."""
    for _ in range(3):  # layouts are done in one round of events, paints that they ask for in another
        QApplication.processEvents()
    return tree.screen().grabWindow(tree.winId()).toImage()


def lines_of(tree: IndicatorTree) -> list[QModelIndex]:
    return list(tree.lines_from(tree.first_line()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    striped=st.booleans(),
    folded=st.sets(st.integers(0, 20), max_size=3),
    hidden=st.sets(st.integers(1, 2), max_size=1),
    selected=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 2), st.integers(0, 2)), max_size=4),
    current=st.integers(0, 20),
)
def test_lines_look_as_qt_would_paint_them(
    trees: list[IndicatorTree],
    striped: bool,
    folded: set[int],
    hidden: set[int],
    selected: list[tuple[int, int, int]],
    current: int,
) -> None:
    for tree in trees:
        tree.expandAll()
        tree.setAlternatingRowColors(striped)
        for column in (1, 2):
            tree.columns.show_column(column, column not in hidden)
        for number in sorted(folded, reverse=True):
            tree.collapse(lines_of(tree)[number % len(lines_of(tree))])
        lines = lines_of(tree)
        tree.setCurrentIndex(lines[current % len(lines)])
        chosen = QItemSelection()
        for number, one, other in selected:
            line = lines[number % len(lines)]
            chosen.select(line.siblingAtColumn(min(one, other)), line.siblingAtColumn(max(one, other)))
        tree.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)
    ours, qts = trees
    assert painted(ours) == painted(qts)


def test_what_rules_say_is_painted_as_qt_would_paint_it(
    trees: list[IndicatorTree], session: Session, project: Project
) -> None:
    session.apply(SetField(Place(project.id, project.indicators[0].id, "value"), ""), "指标值")
    session.apply(SetField(Place(project.id, project.indicators[1].id, "level3"), ""), "指标")
    ours, qts = trees
    assert any(ours.indicators.severity(line.siblingAtColumn(2)) is not None for line in lines_of(ours))
    assert painted(ours) == painted(qts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(edits=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), min_size=1, max_size=4))
def test_after_an_edit_the_screen_shows_the_rows_as_they_are(
    trees: list[IndicatorTree], session: Session, project: Project, edits: list[tuple[int, int]]
) -> None:
    tree, project_id = trees[0], project.id
    while session.undo_label:
        session.undo()
    for kind, number in edits:
        rows = session.book.project(project_id).indicators
        one = rows[number % len(rows)] if rows else None
        if one is None or kind == 0:
            session.undo()
        elif kind == 1:
            session.apply(new_indicator(session.book, project_id, one.id), "新增")
        elif kind == 2:
            if edit := delete_rows(session.book, project_id, [one.id]):
                session.apply(edit, "删除")
        else:
            text = LONG if kind == 3 else f"≥{number}个"
            session.apply(SetField(Place(project_id, one.id, "value"), text), "指标值")
        shown = on_screen(tree)
        tree.viewport().update()
        assert shown == on_screen(tree)
