"""The detail pane: the whole text of the current cell, edited like the cell itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, DepartmentTargets, FrontMatter, Indicator, ItemId, Place, Project
from core.edit import RemoveProject, RemoveRow, SetField
from core.session import Session
from tests.core.tables import row, table
from tests.ui.writing import compose
from ui.detail.detail_pane import DetailPane
from ui.detail.place_text import PlaceText
from ui.session_signals import SessionSignals


@pytest.fixture
def project() -> Project:
    return table(row("数量指标", "开班期数", "≥4期", description="全年开班的期数"), number=3)


@pytest.fixture
def session(project: Project) -> Session:
    front = FrontMatter(ItemId(1), text="示例市2026年")
    department = DepartmentTargets(ItemId(2), overall="提升技能水平")
    return Session(Book([project, table(number=4)], front, department))


@pytest.fixture
def pane(qtbot: QtBot, signals: SessionSignals) -> DetailPane:
    pane = DetailPane()
    qtbot.addWidget(pane)
    pane.set_session(signals)
    pane.resize(600, 200)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def cell(project: Project, field: str) -> Place:
    """A place in the project's last row."""
    return Place(project.id, project.indicators[-1].id, field)


def last_row(session: Session, project: Project) -> Indicator:
    return session.book.project(project.id).indicators[-1]


def text_of(pane: DetailPane) -> PlaceText:
    (text,) = pane.findChildren(PlaceText)
    return text


def writing_in(pane: DetailPane, place: Place) -> PlaceText:
    """The pane's text with the focus, its cursor behind the last character."""
    pane.show_place(place)
    pane.setFocus()
    text = text_of(pane)
    assert text.hasFocus()
    text.moveCursor(text.textCursor().MoveOperation.End)
    return text


def lines(pane: DetailPane) -> list[str]:
    """What the visible labels of the pane say."""
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible() and label.text()]


def test_it_says_where_the_cell_is_and_what_is_in_it(pane: DetailPane, project: Project) -> None:
    pane.show_place(cell(project, "description"))
    assert text_of(pane).toPlainText() == "全年开班的期数"
    assert lines(pane)[0] == "3 示例市职业技能培训经费 · 开班期数 · 绩效指标描述"
    assert text_of(pane).accessibleName() == "开班期数 · 绩效指标描述"


def test_a_target_value_is_read_out(pane: DetailPane, project: Project) -> None:
    pane.show_place(cell(project, "value"))
    assert "至少 4 期" in lines(pane)
    pane.show_place(cell(project, "description"))
    assert len(lines(pane)) == 1


@pytest.mark.parametrize(
    ("field", "written", "label"),
    [("level3", "数", "三级指标"), ("description", "数", "指标描述"), ("value", "以上", "指标值")],
)
def test_writing_changes_the_cell(
    pane: DetailPane, session: Session, project: Project, field: str, written: str, label: str
) -> None:
    before = getattr(last_row(session, project), field)
    compose(writing_in(pane, cell(project, field)), written)
    assert getattr(last_row(session, project), field) == before + written
    assert session.undo_label == f"修改{label}"


def test_what_is_typed_in_one_go_is_one_step(
    qtbot: QtBot, pane: DetailPane, session: Session, project: Project
) -> None:
    text = writing_in(pane, cell(project, "value"))
    qtbot.keyClicks(text, "(12)")
    assert last_row(session, project).value == "≥4期(12)"
    session.undo()
    assert last_row(session, project).value == "≥4期"
    assert text.toPlainText() == "≥4期"


def test_another_cell_begins_another_step(
    qtbot: QtBot, pane: DetailPane, session: Session, project: Project
) -> None:
    qtbot.keyClicks(writing_in(pane, cell(project, "value")), "1")
    pane.show_place(cell(project, "description"))
    qtbot.keyClicks(writing_in(pane, cell(project, "value")), "2")
    session.undo()
    assert last_row(session, project).value == "≥4期1"


def test_undo_is_left_to_the_window(
    qtbot: QtBot, pane: DetailPane, session: Session, project: Project
) -> None:
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), pane)
    undo.activated.connect(session.undo)
    pane.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is pane)
    text = writing_in(pane, cell(project, "value"))
    qtbot.keyClicks(text, "12")
    qtbot.keyClick(text, "z", Qt.KeyboardModifier.ControlModifier)
    assert last_row(session, project).value == "≥4期"


def test_it_follows_changes_from_elsewhere(pane: DetailPane, session: Session, project: Project) -> None:
    pane.show_place(cell(project, "value"))
    session.apply(SetField(cell(project, "value"), "≤3天"), "修改指标值")
    assert text_of(pane).toPlainText() == "≤3天"
    assert "不超过 3 天" in lines(pane)


@pytest.mark.parametrize("gone", ["row", "project", "session"])
def test_a_cell_that_is_gone_leaves_the_pane_empty_and_gives_the_focus_back(
    qtbot: QtBot, pane: DetailPane, session: Session, project: Project, gone: str
) -> None:
    text = writing_in(pane, cell(project, "value"))
    with qtbot.waitSignal(pane.left):
        if gone == "row":
            session.apply(RemoveRow(project.id, project.indicators[-1].id), "删除指标")
        elif gone == "project":
            session.apply(RemoveProject(project.id), "删除项目")
        else:
            pane.set_session(None)
    assert lines(pane) == ["没有选中单元格"]
    assert not text.isVisible()


def test_undo_brings_the_text_of_a_deleted_row_back(
    pane: DetailPane, session: Session, project: Project
) -> None:
    pane.show_place(cell(project, "value"))
    session.apply(RemoveRow(project.id, project.indicators[-1].id), "删除指标")
    session.undo()
    assert text_of(pane).isVisible()
    assert text_of(pane).toPlainText() == "≥4期"


def test_it_never_takes_the_focus(qtbot: QtBot, signals: SessionSignals, project: Project) -> None:
    window, table, pane = QWidget(), QWidget(), DetailPane()
    qtbot.addWidget(window)
    table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column = QVBoxLayout(window)
    column.addWidget(table)
    column.addWidget(pane)
    with qtbot.waitExposed(window):
        window.show()
    table.setFocus()
    pane.set_session(signals)
    for field in ("value", "level1", "basis"):
        pane.show_place(cell(project, field))
        assert table.hasFocus()
    pane.show_place(None)
    assert table.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_these_keys_lead_back(
    qtbot: QtBot, pane: DetailPane, session: Session, project: Project, key: Qt.Key
) -> None:
    text = writing_in(pane, cell(project, "value"))
    qtbot.keyClicks(text, "1")
    with qtbot.waitSignal(pane.left):
        qtbot.keyClick(text, key)
    assert last_row(session, project).value == "≥4期1"


def test_alt_and_enter_break_the_line_although_the_window_has_that_key(
    qtbot: QtBot, pane: DetailPane, session: Session, project: Project
) -> None:
    fixed: list[str] = []
    shortcut = QShortcut(QKeySequence("Alt+Return"), pane)
    shortcut.activated.connect(lambda: fixed.append("按建议修正"))
    pane.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is pane)
    text = writing_in(pane, cell(project, "description"))
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    compose(text, "含线上班")
    assert last_row(session, project).description == "全年开班的期数\n含线上班"
    assert fixed == []


def test_what_cells_cannot_carry_is_left_out(pane: DetailPane, session: Session, project: Project) -> None:
    compose(writing_in(pane, cell(project, "description")), "\t共\x07四期\n\n")
    assert last_row(session, project).description == "全年开班的期数 共四期"


# ── Input methods ──


def begin_composing(text: PlaceText, preedit: str) -> None:
    QApplication.sendEvent(text, QInputMethodEvent(preedit, []))


def preedit_of(text: PlaceText) -> str:
    return text.textCursor().block().layout().preeditAreaText()


def test_changes_do_not_cut_off_what_is_being_composed(
    pane: DetailPane, session: Session, project: Project
) -> None:
    text = writing_in(pane, cell(project, "description"))
    begin_composing(text, "pei'xun")
    session.apply(SetField(Place(project.id, field="budget"), "0"), "修改预算数")
    session.apply(SetField(cell(project, "value"), "约4期"), "修改指标值")
    pane.repaint()
    assert preedit_of(text) == "pei'xun"
    compose(text, "培训")
    assert last_row(session, project).description == "全年开班的期数培训"


def test_another_text_waits_until_the_composing_has_ended(
    pane: DetailPane, session: Session, project: Project
) -> None:
    text = writing_in(pane, cell(project, "description"))
    begin_composing(text, "pei'xun")
    session.apply(SetField(cell(project, "description"), "线上线下开班的期数"), "修改指标描述")
    assert preedit_of(text) == "pei'xun"
    QApplication.sendEvent(text, QInputMethodEvent())  # the user gives the composing up
    assert text.toPlainText() == "线上线下开班的期数"


def test_another_cell_ends_the_composing(pane: DetailPane, session: Session, project: Project) -> None:
    text = writing_in(pane, cell(project, "description"))
    begin_composing(text, "pei'xun")
    pane.show_place(cell(project, "value"))
    assert (text.toPlainText(), preedit_of(text)) == ("≥4期", "")
    assert not session.modified


# ── What is said beside the text ──


def test_findings_stand_below_the_text_they_are_about(
    pane: DetailPane, session: Session, project: Project
) -> None:
    pane.show_place(cell(project, "value"))
    plain = text_of(pane).palette().color(QPalette.ColorRole.Base)
    session.apply(SetField(cell(project, "value"), ""), "清除内容")
    (finding,) = [one for one in session.findings.of(project.id) if one.place == cell(project, "value")]
    assert f"错误：{finding.message}" in lines(pane)
    assert text_of(pane).palette().color(QPalette.ColorRole.Base) != plain
    (label,) = [label for label in pane.findChildren(QLabel) if finding.message in label.text()]
    assert "依据" in label.toolTip()
    session.undo()
    assert not any(finding.message in line for line in lines(pane))


def test_findings_about_a_whole_row_stand_with_its_name(
    pane: DetailPane, session: Session, project: Project
) -> None:
    twin = row("数量指标", "开班期数", "≥4期")
    session.apply(SetField(Place(project.id, field="indicators"), (*project.indicators, twin)), "插入指标")  # type: ignore[arg-type]
    found = [one for one in session.findings.of(project.id) if one.place.row is not None]
    assert found
    for finding in found:
        pane.show_place(finding.place._replace(field=finding.place.field or "level3"))
        assert any(finding.message in line for line in lines(pane))


@pytest.mark.parametrize(
    ("length", "note"),
    [
        (533, None),
        (534, "534 字，1602 字节，一体化系统限 2000 字节"),
        (667, "667 字，2001 字节，一体化系统限 2000 字节，超出 1 字节"),
    ],
)
def test_the_length_is_told_when_it_comes_near_the_limit(
    pane: DetailPane, session: Session, project: Project, length: int, note: str | None
) -> None:
    session.apply(SetField(cell(project, "description"), "训" * length), "修改指标描述")
    pane.show_place(cell(project, "description"))
    assert [line for line in lines(pane) if "字节" in line] == ([note] if note else [])


@pytest.mark.parametrize(
    "place",
    [
        lambda project: cell(project, "level2"),
        lambda project: Place(project.id, field="name"),
        lambda project: Place(project.id, field="goals"),
    ],
)
def test_what_is_more_than_a_text_is_only_shown(
    qtbot: QtBot, pane: DetailPane, session: Session, project: Project, place: object
) -> None:
    text = writing_in(pane, place(project))  # type: ignore[operator]
    assert text.toPlainText() != ""
    qtbot.keyClicks(text, "12")
    compose(text, "指标")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert "请在表格里修改" in lines(pane)
    assert not session.modified


@pytest.mark.parametrize(
    ("place", "label"),
    [(Place(ItemId(1), field="text"), "修改封面"), (Place(ItemId(2), field="overall"), "修改总体目标")],
)
def test_texts_of_other_sections_are_edited_too(
    pane: DetailPane, session: Session, place: Place, label: str
) -> None:
    compose(writing_in(pane, place), "（草案）")
    assert getattr(session.book.section(place.section), place.field or "").endswith("（草案）")
    assert session.undo_label == label


@pytest.mark.parametrize(
    "place", [Place(ItemId(99)), Place(ItemId(2)), Place(ItemId(2), ItemId(77), "goals")]
)
def test_a_place_without_a_text_is_shown_as_none(pane: DetailPane, place: Place) -> None:
    pane.show_place(place)
    assert lines(pane) == ["没有选中单元格"]


def test_mark_up_in_a_cell_is_shown_as_it_stands(
    pane: DetailPane, session: Session, project: Project
) -> None:
    session.apply(SetField(cell(project, "level3"), "<b>开班</b>"), "修改三级指标")
    pane.show_place(cell(project, "level3"))
    assert text_of(pane).toPlainText() == "<b>开班</b>"
    assert any("<b>开班</b> · 三级指标" in line for line in lines(pane))
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in pane.findChildren(QLabel)
        if "开班" in label.text()
    )


def test_a_long_text_scrolls_within_the_pane(pane: DetailPane, session: Session, project: Project) -> None:
    session.apply(SetField(cell(project, "description"), "培训\n" * 60), "修改指标描述")
    pane.show_place(cell(project, "description"))
    QApplication.processEvents()
    text = text_of(pane)
    assert pane.minimumSizeHint().height() < 200
    assert text.geometry().bottom() <= pane.height()
    assert text.verticalScrollBar().maximum() > 0
