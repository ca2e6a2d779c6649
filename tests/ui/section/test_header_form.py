"""The header form: each key press changes the book, and can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, Checkpoint, Place, Project
from core.edit import SetField
from core.session import Session
from tests.core.tables import table
from tests.ui.writing import compose
from ui.section.header_form import HeaderForm
from ui.section.live_fields import GoalsField, TextField
from ui.session_signals import SessionSignals

PLAN = (Checkpoint("6月底", "50%"), Checkpoint("12月底", "100%"))


@pytest.fixture
def project() -> Project:
    return table(goals=("全年培训三百人次", "学员取得职业资格证书"))


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project, table(number=2, code="99010126P000000000010", spending_plan=PLAN)]))


@pytest.fixture
def form(qtbot: QtBot, signals: SessionSignals, project: Project) -> HeaderForm:
    form = HeaderForm()
    qtbot.addWidget(form)
    form.set_session(signals)
    form.show_section(project.id)
    form.resize(900, 300)
    with qtbot.waitExposed(form):
        form.show()
    return form


def field(form: HeaderForm, project: Project, name: str) -> QWidget:
    """The field at a place, found as the findings panel finds it."""
    assert form.go_to(Place(project.id, field=name))
    QApplication.processEvents()
    focused = form.focusWidget()
    assert focused is not None
    return focused


def test_it_shows_what_the_book_says(form: HeaderForm, project: Project) -> None:
    budget, purpose = field(form, project, "budget"), field(form, project, "purpose")
    assert isinstance(budget, QLineEdit)
    assert isinstance(purpose, QPlainTextEdit)
    assert (budget.text(), purpose.toPlainText()) == (project.budget, project.purpose)


def test_typing_changes_the_book_at_once_and_is_one_step(
    form: HeaderForm, session: Session, project: Project, qtbot: QtBot
) -> None:
    budget = field(form, project, "budget")
    for key in "15":
        qtbot.keyClick(budget, key)
    assert session.book.project(project.id).budget == "20.0015"
    session.undo()
    assert session.book.project(project.id).budget == "20.00"
    assert isinstance(budget, QLineEdit)
    assert budget.text() == "20.00"


def test_coming_back_to_a_field_begins_a_new_step(
    form: HeaderForm, session: Session, project: Project, qtbot: QtBot
) -> None:
    qtbot.keyClick(field(form, project, "budget"), "1")
    field(form, project, "purpose")
    qtbot.keyClick(field(form, project, "budget"), "2")
    session.undo()
    assert session.book.project(project.id).budget == "20.001"


def test_a_unit_code_takes_digits_only(
    form: HeaderForm, session: Session, project: Project, qtbot: QtBot
) -> None:
    code = field(form, project, "unit_code")
    qtbot.keyClick(code, Qt.Key.Key_End)
    qtbot.keyClicks(code, "A7-")
    assert session.book.project(project.id).unit_code == project.unit_code + "7"


def test_the_heading_follows_the_name(form: HeaderForm, session: Session, project: Project) -> None:
    compose(field(form, project, "name"), "（二期）")
    changed = session.book.project(project.id)
    assert changed.title == f"{project.name}（二期）绩效目标表"
    assert session.undo_label == "修改项目名称"
    session.undo()
    assert session.book.project(project.id) == project


def test_enter_begins_the_next_goal(
    form: HeaderForm, session: Session, project: Project, qtbot: QtBot
) -> None:
    goals = field(form, project, "goals")
    assert isinstance(goals, GoalsField)
    qtbot.keyClick(goals, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(goals, Qt.Key.Key_Return)
    assert session.book.project(project.id).goals == project.goals
    compose(goals, "建成实训基地一处")
    assert session.book.project(project.id).goals == (*project.goals, "建成实训基地一处")


def test_shift_enter_breaks_a_line_within_a_goal(
    form: HeaderForm, session: Session, project: Project, qtbot: QtBot
) -> None:
    goals = field(form, project, "goals")
    qtbot.keyClick(goals, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(goals, Qt.Key.Key_End)
    qtbot.keyClick(goals, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    compose(goals, "覆盖各区")
    assert session.book.project(project.id).goals[0] == "全年培训三百人次\n覆盖各区"
    assert isinstance(goals, GoalsField)
    assert goals.blockCount() == 2


def test_undo_is_left_to_the_window(
    form: HeaderForm, session: Session, project: Project, qtbot: QtBot
) -> None:
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), form)
    undo.activated.connect(session.undo)
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    for name in ("budget", "purpose"):
        widget = field(form, project, name)
        qtbot.keyClick(widget, "7")
        assert session.book.project(project.id) != project
        qtbot.keyClick(widget, "z", Qt.KeyboardModifier.ControlModifier)
        assert session.book.project(project.id) == project


def test_a_money_unit_that_is_none_of_the_three_is_kept(
    form: HeaderForm, session: Session, project: Project
) -> None:
    session.apply(SetField(Place(project.id, field="money_unit"), "千元"), "修改金额单位")
    unit = field(form, project, "money_unit")
    assert isinstance(unit, QComboBox)
    assert unit.currentText() == "千元"
    assert session.book.project(project.id).money_unit == "千元"


def test_parts_that_a_table_lacks_are_not_shown(form: HeaderForm, session: Session, project: Project) -> None:
    assert not form.go_to(Place(project.id, field="code"))
    assert not form.go_to(Place(project.id, field="spending_plan"))
    other = session.book.projects[1]
    form.show_section(other.id)
    assert form.go_to(Place(other.id, field="code"))


def test_a_checkpoint_is_changed_in_the_plan(form: HeaderForm, session: Session, qtbot: QtBot) -> None:
    other = session.book.projects[1]
    form.show_section(other.id)
    first = field(form, other, "spending_plan")
    assert isinstance(first, QLineEdit)
    first.clear()
    qtbot.keyClicks(first, "60%")
    assert session.book.project(other.id).spending_plan == (
        Checkpoint("6月底", "60%"),
        Checkpoint("12月底", "100%"),
    )


def test_a_finding_tints_its_field_and_says_why(form: HeaderForm, session: Session, project: Project) -> None:
    budget = field(form, project, "budget")
    plain = budget.palette().color(QPalette.ColorRole.Base)
    session.apply(SetField(Place(project.id, field="budget"), "0"), "修改预算数")
    assert budget.palette().color(QPalette.ColorRole.Base) != plain
    assert "大于零" in budget.toolTip()
    session.undo()
    assert budget.palette().color(QPalette.ColorRole.Base) == plain
    assert budget.toolTip() == ""


def test_a_field_is_as_high_as_its_text(form: HeaderForm, session: Session, project: Project) -> None:
    purpose = field(form, project, "purpose")
    before = purpose.sizeHint().height()
    session.apply(SetField(Place(project.id, field="purpose"), "用于示范培训" * 60), "修改资金用途")
    QApplication.processEvents()
    assert purpose.sizeHint().height() > 2 * before


def test_what_came_while_an_input_method_composed_is_shown_by_the_next_edit(
    form: HeaderForm, session: Session, project: Project
) -> None:
    purpose = field(form, project, "purpose")
    assert isinstance(purpose, TextField)
    QApplication.sendEvent(purpose, QInputMethodEvent("pei'xun", []))
    session.apply(SetField(Place(project.id, field="purpose"), "用于教材"), "用途")
    assert purpose.value != "用于教材"
    QApplication.sendEvent(purpose, QInputMethodEvent("", []))
    session.apply(SetField(Place(project.id, project.indicators[0].id, "value"), "≥310人次"), "指标值")
    assert purpose.value == "用于教材"
