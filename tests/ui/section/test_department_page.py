"""The page of the department targets: texts to edit, and the rows they say beside them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, DepartmentTargets, ItemId, Place, SubGoal
from core.session import Session
from tests.ui.writing import compose
from ui.section.department_page import DepartmentPage, SubGoalCard
from ui.session_signals import SessionSignals

TARGETS = DepartmentTargets(
    ItemId(1),
    overall="统筹全市就业服务",
    sub_goals=(
        SubGoal(
            ItemId(2), "（一）职业培训", "完成培训任务", "培训完成率，已培训人数占计划的比例≥98%；投诉次数<3"
        ),
        SubGoal(ItemId(3), "（二）见习补贴", "按时发放补贴", "补贴发放及时性，按月发放情况"),
    ),
    safeguards="加强调度，落实责任。",
)


@pytest.fixture
def session() -> Session:
    return Session(Book(department=TARGETS))


@pytest.fixture
def page(qtbot: QtBot, signals: SessionSignals) -> DepartmentPage:
    page = DepartmentPage()
    qtbot.addWidget(page)
    page.set_session(signals)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


def field(page: DepartmentPage, name: str, row: int | None = None) -> QWidget:
    assert page.go_to(Place(TARGETS.id, None if row is None else ItemId(row), name))
    focused = page.focusWidget()
    assert focused is not None
    return focused


def cards(page: DepartmentPage) -> list[SubGoalCard]:
    return [card for card in page.findChildren(SubGoalCard) if card.isVisible()]


def rows(card: SubGoalCard) -> list[list[str]]:
    table = card.findChild(QTreeWidget)
    items = [table.topLevelItem(index) for index in range(table.topLevelItemCount())]
    return [[item.text(column) for column in range(table.columnCount())] for item in items]


def department(session: Session) -> DepartmentTargets:
    targets = session.book.department
    assert targets is not None
    return targets


def test_the_rows_of_the_text_stand_beside_it(page: DepartmentPage) -> None:
    first, second = cards(page)
    assert rows(first) == [
        ["培训完成率", "已培训人数占计划的比例", "≥", "98", "%"],
        ["投诉次数", "", "<", "3", ""],
    ]
    assert rows(second) == [["补贴发放及时性", "按月发放情况", "", "", ""]]


def test_the_rows_follow_the_text_as_it_is_typed(page: DepartmentPage, session: Session) -> None:
    compose(field(page, "indicators", 2), "满意度≥90%；")
    assert rows(cards(page)[0])[0] == ["满意度", "", "≥", "90", "%"]
    session.undo()
    assert len(rows(cards(page)[0])) == 2


@pytest.mark.parametrize("name", ["overall", "safeguards"])
def test_the_texts_around_are_edited_too(page: DepartmentPage, session: Session, name: str) -> None:
    compose(field(page, name), "坚持就业优先。")
    assert getattr(department(session), name) == "坚持就业优先。" + getattr(TARGETS, name)
    session.undo()
    assert session.book.department == TARGETS


def test_a_sub_goal_is_added_with_the_next_numeral_and_focused(
    page: DepartmentPage, session: Session
) -> None:
    next(button for button in page.findChildren(QToolButton) if button.text() == "新增分项").click()
    assert [one.heading for one in department(session).sub_goals][-1] == "（三）"
    focused = page.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "（三）"


def test_a_sub_goal_is_removed_and_comes_back_in_its_place(page: DepartmentPage, session: Session) -> None:
    cards(page)[0].findChild(QToolButton).click()
    QApplication.processEvents()
    assert [one.id for one in department(session).sub_goals] == [3]
    assert len(cards(page)) == 1
    session.undo()
    QApplication.processEvents()
    assert session.book.department == TARGETS
    assert rows(cards(page)[0])[0][0] == "培训完成率"


def test_other_sections_are_not_its_business(page: DepartmentPage) -> None:
    assert not page.go_to(Place(ItemId(99)))
    assert not page.go_to(Place(TARGETS.id, ItemId(99), "goals"))
