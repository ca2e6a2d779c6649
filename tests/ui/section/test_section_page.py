"""The right-hand page turns to what is asked for, and away from what is gone."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.book import Book, DepartmentTargets, FrontMatter, ItemId, Place, Project
from core.edit import RemoveProject, SetField
from core.session import Session
from tests.core.tables import table
from ui.section.section_page import SectionPage
from ui.session_signals import SessionSignals

FRONT, TARGETS = FrontMatter(ItemId(1), "示例市就业服务局"), DepartmentTargets(ItemId(2), "统筹就业服务")


@pytest.fixture
def project() -> Project:
    return table()


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project, table(number=2)], FRONT, TARGETS))


@pytest.fixture
def page(qtbot: QtBot, signals: SessionSignals) -> SectionPage:
    page = SectionPage()
    qtbot.addWidget(page)
    page.set_session(signals)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_each_kind_of_section_has_its_page(page: SectionPage, project: Project) -> None:
    for section_id, expected in (
        (project.id, page.project_page),
        (TARGETS.id, page.department_page),
        (FRONT.id, page.front_page),
    ):
        page.show_section(section_id)
        assert page.currentWidget() is expected


def test_a_place_brings_its_section_into_view(page: SectionPage, session: Session, project: Project) -> None:
    page.show_section(FRONT.id)
    row = project.indicators[2]
    assert page.go_to(Place(project.id, row.id, "value"))
    assert page.project_page.tree.currentIndex().data() == row.value
    assert page.go_to(Place(project.id, field="budget"))
    assert page.go_to(Place(project.id))
    assert page.go_to(Place(TARGETS.id, field="safeguards"))
    assert page.currentWidget() is page.department_page
    assert not page.go_to(Place(ItemId(99)))


def test_commands_on_indicators_are_off_where_there_are_none(page: SectionPage, project: Project) -> None:
    page.show_section(TARGETS.id)
    assert not any(action.isEnabled() for action in page.indicator_actions.all)
    page.show_section(project.id)
    assert all(action.isEnabled() for action in page.indicator_actions.all)


def test_a_deleted_project_leaves_an_empty_page(
    page: SectionPage, session: Session, project: Project
) -> None:
    page.show_section(project.id)
    session.apply(RemoveProject(project.id), "删除项目")
    assert page.currentWidget() not in (page.project_page, page.department_page, page.front_page)


def test_without_a_session_nothing_listens_any_more(
    page: SectionPage, session: Session, project: Project
) -> None:
    page.show_section(project.id)
    page.set_session(None)
    session.apply(SetField(Place(project.id, field="budget"), "21"), "修改预算数")
    assert not page.go_to(Place(project.id, field="budget"))


def test_the_form_leaves_the_table_more_than_half_of_the_page(
    page: SectionPage, session: Session, project: Project, qtbot: QtBot
) -> None:
    page.show_section(project.id)
    session.apply(SetField(Place(project.id, field="goals"), ("长期目标" * 80,) * 12), "修改绩效目标")
    qtbot.waitUntil(lambda: page.project_page.sizes()[0] > 200)
    assert page.project_page.sizes()[0] <= page.project_page.height() * 0.45 + 1
