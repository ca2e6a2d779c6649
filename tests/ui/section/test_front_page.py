"""The page of the front matter: the title page, and the contents list beside the headings."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.book import Book, ContentsEntry, FrontMatter, ItemId, Place
from core.session import Session
from tests.core.tables import table
from tests.ui.writing import compose
from ui.section.front_page import HEADING, TITLE, ContentsList, FrontPage
from ui.session_signals import SessionSignals

FRONT = FrontMatter(
    ItemId(1),
    "示例市就业服务局\n项目支出绩效目标表",
    (
        ContentsEntry(ItemId(2), 1, "示例培训 经费绩效目标表"),
        ContentsEntry(ItemId(3), 2, "示例补助绩效目标表"),
    ),
)


@pytest.fixture
def session() -> Session:
    projects = [
        table(number=1, name="示例培训经费", title="示例培训经费绩效目标表"),
        table(number=2, name="示例补贴", title="示例补贴绩效目标表"),
    ]
    return Session(Book(projects, FRONT))


@pytest.fixture
def page(qtbot: QtBot, signals: SessionSignals) -> FrontPage:
    page = FrontPage()
    qtbot.addWidget(page)
    page.set_session(signals)
    with qtbot.waitExposed(page):
        page.show()
    return page


def marked(page: FrontPage) -> list[str]:
    """The lines whose heading is marked."""
    contents = page.findChild(ContentsList)
    items = [contents.topLevelItem(index) for index in range(contents.topLevelItemCount())]
    return [item.text(TITLE) for item in items if item.background(HEADING) != QBrush()]


def test_lines_that_differ_in_words_from_the_heading_are_marked(page: FrontPage) -> None:
    assert marked(page) == ["示例补助绩效目标表"]
    assert any("1 条目录" in label.text() for label in page.findChildren(QLabel))


def test_a_line_can_be_put_right(page: FrontPage, session: Session) -> None:
    contents = page.findChild(ContentsList)
    contents.topLevelItem(1).setText(TITLE, "示例补贴绩效目标表")
    front = session.book.front
    assert front is not None
    assert front.contents[1].title == "示例补贴绩效目标表"
    assert marked(page) == []
    session.undo()
    assert session.book.front == FRONT
    assert marked(page) == ["示例补助绩效目标表"]


def test_the_title_page_is_edited(page: FrontPage, session: Session) -> None:
    assert page.go_to(Place(FRONT.id, field="text"))
    text = page.findChild(QPlainTextEdit)
    compose(text, "2026年")
    front = session.book.front
    assert front is not None
    assert front.text.startswith("2026年示例市")
    session.undo()
    assert text.toPlainText() == FRONT.text


def test_a_finding_leads_to_its_line(page: FrontPage) -> None:
    assert page.go_to(Place(FRONT.id, ItemId(3), "title"))
    assert page.findChild(ContentsList).currentItem().text(TITLE) == "示例补助绩效目标表"
    assert not page.go_to(Place(FRONT.id, ItemId(99)))
    QApplication.processEvents()
