"""The indicator tree paints its lines itself, and they look as Qt's own would."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from core.arrangement import Direction
from core.authoring import delete_rows, move_rows, new_indicator
from core.book import Book, Place, Project
from core.edit import Group, SetField
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
        row("数量指标", "教材套数", "≥300套"),
        row("数量指标", LONG, ""),
        row("成本指标", "设备费", "≤90万元"),
        row("", "结业人数", "≥280人"),
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
    current=st.tuples(st.integers(0, 20), st.integers(0, 2)),
)
def test_lines_look_as_qt_would_paint_them(
    trees: list[IndicatorTree],
    striped: bool,
    folded: set[int],
    hidden: set[int],
    selected: list[tuple[int, int, int]],
    current: tuple[int, int],
) -> None:
    for tree in trees:
        tree.expandAll()
        tree.setAlternatingRowColors(striped)
        for column in (1, 2):
            tree.columns.show_column(column, column not in hidden)
        for number in sorted(folded, reverse=True):
            tree.collapse(lines_of(tree)[number % len(lines_of(tree))])
        lines = lines_of(tree)
        line, column = current
        tree.setCurrentIndex(lines[line % len(lines)].siblingAtColumn(column))
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


class Searched:
    """Marks the first character of each cell of these columns, and all of one."""

    def __init__(self, fields: set[str], current: Place) -> None:
        self.current_place: Place | None = current
        self._fields = fields

    def spans_at(self, place: Place) -> list[tuple[int, int]]:
        return [(0, 1)] if place.field in self._fields else []


def test_hits_of_a_search_are_painted_as_qt_would_paint_them(
    trees: list[IndicatorTree], project: Project
) -> None:
    for tree in trees:
        current = Place(project.id, project.indicators[0].id, "level3")
        tree.cell_delegate.marks = Searched({"level3", "value"}, current)
    ours, qts = trees
    with_marks = painted(ours)
    assert with_marks == painted(qts)
    ours.cell_delegate.marks = None
    assert with_marks != painted(ours)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    edits=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 20)), min_size=1, max_size=4),
    striped=st.booleans(),
    height=st.sampled_from([520, 520, 200]),
    scrolled=st.integers(0, 300),
    folded=st.sets(st.integers(0, 20), max_size=2),
)
def test_after_an_edit_the_screen_shows_the_rows_as_they_are(
    trees: list[IndicatorTree],
    session: Session,
    project: Project,
    edits: list[tuple[int, int]],
    striped: bool,
    height: int,
    scrolled: int,
    folded: set[int],
) -> None:
    tree, project_id = trees[0], project.id
    while session.undo_label:
        session.undo()
    tree.setAlternatingRowColors(striped)
    tree.resize(700, height)
    tree.expandAll()
    for number in sorted(folded, reverse=True):
        tree.collapse(lines_of(tree)[number % len(lines_of(tree))])
    tree.verticalScrollBar().setValue(scrolled)
    on_screen(tree)
    for kind, number in edits:
        book = session.book
        rows = book.project(project_id).indicators
        one = rows[number % len(rows)] if rows else None
        if one is None or kind == 0:
            session.undo()
        elif kind == 1:
            session.apply(new_indicator(book, project_id, one.id), "新增")
        elif kind == 2:
            if edit := delete_rows(book, project_id, [one.id]):
                session.apply(edit, "删除")
        elif kind == 5:
            if edit := move_rows(book, project_id, [one.id], Direction.UP, session.scheme):
                session.apply(edit, "上移")
        elif kind == 6:
            session.apply(SetField(Place(project_id, one.id, "level2"), "质量指标"), "二级指标")
        elif kind == 8:
            emptied = SetField(Place(project_id, rows[0].id, "value"), "")
            session.apply(Group((emptied, new_indicator(book, project_id, one.id))), "粘贴")
        elif kind == 7:
            session.apply(SetField(Place(project_id, field="budget"), f"{number}.50"), "预算数")
        else:
            text = LONG if kind == 3 else f"≥{number}个"
            session.apply(SetField(Place(project_id, one.id, "value"), text), "指标值")
        shown = on_screen(tree)
        tree.viewport().update()
        assert shown == on_screen(tree)


class _Painted(QObject):
    """Notes what is painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_a_new_row_leaves_titles_of_columns_and_what_stands_above_it_alone(
    trees: list[IndicatorTree], session: Session, project: Project
) -> None:
    tree = trees[0]
    on_screen(tree)
    rows, titles = _Painted(tree.viewport()), _Painted(tree.header().viewport())
    cost = project.indicators[-2]
    session.apply(new_indicator(session.book, project.id, cost.id), "新增")
    on_screen(tree)
    above = tree.visualRect(tree.indicators.index_of_row(cost.id).parent()).top()
    assert above > 0
    assert rows.region.boundingRect().top() == above
    assert titles.region.isEmpty()


def test_what_only_its_tool_tip_says_otherwise_is_not_painted(
    trees: list[IndicatorTree], session: Session, project: Project
) -> None:
    tree = trees[0]
    session.apply(SetField(Place(project.id, field="budget"), "30"), "预算数")
    on_screen(tree)
    line = tree.indicators.index_of(Place(project.id, project.indicators[-2].id, "value"))
    before, rows = line.data(Qt.ItemDataRole.ToolTipRole), _Painted(tree.viewport())
    session.apply(SetField(Place(project.id, field="budget"), "31"), "预算数")
    on_screen(tree)
    assert line.data(Qt.ItemDataRole.ToolTipRole) != before
    assert rows.region.isEmpty()


def test_without_rows_there_is_nothing_to_paint(trees: list[IndicatorTree]) -> None:
    for tree in trees:
        tree.show_section(None)
    ours, qts = trees
    assert painted(ours) == painted(qts)
