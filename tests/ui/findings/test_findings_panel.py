"""The findings panel: order, filters, the way to the place, fixes."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.book import Book, Place
from core.edit import RemoveProject, SetField
from core.rules import Finding, Severity
from core.session import Session
from tests.core.tables import row, table
from ui.findings.findings_model import Column, FindingsModel
from ui.findings.findings_panel import FindingsPanel
from ui.session_signals import SessionSignals

MISPLACED = row("社会效益指标", "受益人数", "≥100人", level1="产出指标")
"""A row that a fix moves to its proper level 1."""


@pytest.fixture
def faulty() -> Session:
    """Two projects: a cost over the budget and no name; a level-2 name under the wrong level 1."""
    first = table(row("成本指标", "设备费", "≤90万元"), number=1, name="")
    return Session(Book([first, table(MISPLACED, number=2, name="示例绿化")]))


@pytest.fixture
def panel(qtbot: QtBot, faulty: Session) -> FindingsPanel:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.set_session(SessionSignals(faulty, panel))
    panel.resize(1200, 300)
    panel.show()
    return panel


def rules(panel: FindingsPanel) -> list[str]:
    return [finding.rule for finding in panel.shown_findings]


def finding_of(panel: FindingsPanel, rule: str) -> Finding:
    return next(finding for finding in panel.shown_findings if finding.rule == rule)


def line_of(panel: FindingsPanel, rule: str, column: Column = Column.SEVERITY) -> QModelIndex:
    return panel.table.model().index(rules(panel).index(rule), column)


def test_the_model_keeps_qts_rules_through_edits(qapp: object, faulty: Session) -> None:
    model = FindingsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    signals = SessionSignals(faulty)
    model.set_session(signals)
    first, second = faulty.book.project_ids
    faulty.apply(SetField(Place(first, field="name"), "示例"), "项目名称")
    faulty.apply(SetField(Place(second, field="budget"), "0"), "预算数")
    faulty.apply(RemoveProject(first), "删除")
    faulty.undo()
    assert model.rowCount() == len(list(faulty.findings))


def test_the_gravest_come_first_and_equal_ones_in_document_order(
    panel: FindingsPanel, faulty: Session
) -> None:
    shown = [
        (finding.severity, faulty.book.position(finding.place.section)) for finding in panel.shown_findings
    ]
    assert len(shown) >= 3
    assert shown == sorted(shown)


def test_after_any_edit_the_table_is_what_a_fresh_one_would_be(panel: FindingsPanel, faulty: Session) -> None:
    for project_id in faulty.book.project_ids:
        faulty.apply(SetField(Place(project_id, field="budget"), "0"), "预算数")
        faulty.apply(SetField(Place(project_id, field="goals"), ()), "绩效目标")
    fresh = FindingsPanel()
    fresh.set_session(SessionSignals(faulty, fresh))
    assert panel.shown_findings == fresh.shown_findings


def test_the_buttons_show_the_counts_and_filter_by_severity(panel: FindingsPanel, faulty: Session) -> None:
    button = panel.severity_buttons[Severity.ERROR]
    assert button.text() == f"错误 {faulty.findings.count(Severity.ERROR)}"
    button.click()
    assert Severity.ERROR not in {finding.severity for finding in panel.shown_findings}


def test_the_filter_box_looks_through_places_and_messages(panel: FindingsPanel) -> None:
    panel.filter_box.setText("绿化 受益人数")
    assert rules(panel) == ["unknown-category"]


def test_the_current_project_alone(panel: FindingsPanel, faulty: Session) -> None:
    second = faulty.book.project_ids[1]
    panel.show_section(second)
    panel.section_button.click()
    assert {finding.place.section for finding in panel.shown_findings} == {second}


def test_a_click_leads_to_the_place(qtbot: QtBot, panel: FindingsPanel) -> None:
    line = line_of(panel, "cost-over-budget", Column.MESSAGE)
    with qtbot.waitSignal(panel.place_activated) as activated:
        qtbot.mouseClick(
            panel.table.viewport(), Qt.MouseButton.LeftButton, pos=panel.table.visualRect(line).center()
        )
    assert activated.args == [finding_of(panel, "cost-over-budget").place]


def test_enter_leads_to_the_place(qtbot: QtBot, panel: FindingsPanel) -> None:
    panel.table.setCurrentIndex(line_of(panel, "cost-over-budget"))
    with qtbot.waitSignal(panel.place_activated) as activated:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert activated.args == [finding_of(panel, "cost-over-budget").place]


def test_f8_goes_round_all_findings(panel: FindingsPanel) -> None:
    visited: list[Place] = []
    panel.place_activated.connect(visited.append)
    for _ in range(len(panel.shown_findings) + 1):
        panel.next_action.trigger()
    assert visited == [*(finding.place for finding in panel.shown_findings), visited[0]]


def test_the_fix_button_mends_the_place_in_one_undoable_step(
    qtbot: QtBot, panel: FindingsPanel, faulty: Session
) -> None:
    line = line_of(panel, "unknown-category", Column.FIX)
    assert line.data() == "修正"
    qtbot.mouseClick(
        panel.table.viewport(), Qt.MouseButton.LeftButton, pos=panel.table.visualRect(line).center()
    )
    assert "unknown-category" not in rules(panel)
    assert faulty.undo_label == "按建议修正"
    faulty.undo()
    assert "unknown-category" in rules(panel)


def test_the_fix_command_works_from_the_keyboard(panel: FindingsPanel) -> None:
    panel.table.setCurrentIndex(line_of(panel, "unknown-category"))
    panel.fix_action.trigger()
    assert "unknown-category" not in rules(panel)


def test_the_fix_command_is_off_where_there_is_none(panel: FindingsPanel) -> None:
    panel.table.setCurrentIndex(line_of(panel, "cost-over-budget"))
    assert not panel.fix_action.isEnabled()


def test_a_book_without_findings_says_so(panel: FindingsPanel) -> None:
    sound = table()
    panel.set_session(SessionSignals(Session(Book([sound])), panel))
    assert panel.message.isVisible()
    assert panel.message.text() == "✓ 没有发现问题"


def test_a_filter_that_keeps_nothing_is_not_taken_for_a_sound_book(panel: FindingsPanel) -> None:
    panel.filter_box.setText("没有这样的话")
    assert panel.message.text() == "没有符合筛选条件的问题"
