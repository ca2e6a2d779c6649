"""Findings that a user accepts: the dialog, the section 已核实, taking back, waivers that lapse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from core.book import Book, Place
from core.edit import SetField
from core.rules import Finding, Severity
from core.session import Session
from tests.core.tables import row, table
from tests.ui.writing import compose
from ui.findings.findings_model import WAIVED, Column, FindingsFilter, FindingsModel
from ui.findings.findings_panel import FindingsPanel
from ui.findings.waiver_dialog import WaiverDialog
from ui.session_signals import SessionSignals

REASON = "合同约定按此金额支付"


@pytest.fixture
def faulty() -> Session:
    """A cost over the budget; a percentage that is spelt out in another project."""
    first = table(row("成本指标", "设备费", "≤90万元"), number=1)
    return Session(Book([first, table(row("质量指标", "抽检合格率", "≥95百分比"), number=2)]))


@pytest.fixture
def panel(qtbot: QtBot, faulty: Session) -> FindingsPanel:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.set_session(SessionSignals(faulty, panel))
    panel.resize(1200, 300)
    panel.show()
    return panel


def answer(monkeypatch: pytest.MonkeyPatch, act: Callable[[WaiverDialog], bool]) -> None:
    """Do something with the dialog in the place of the user; True accepts it."""
    monkeypatch.setattr(WaiverDialog, "exec", lambda self: act(self))


def give_reason(dialog: WaiverDialog) -> bool:
    compose(dialog.reason_box, REASON)
    compose(dialog.who_box, "示例经办人")
    return dialog.accept_button.isEnabled()


def line_of(panel: FindingsPanel, rule: str, column: Column = Column.SEVERITY) -> QModelIndex:
    rules = [finding.rule for finding in panel.shown_findings]
    return panel.table.model().index(rules.index(rule), column)


def waive(panel: FindingsPanel, rule: str) -> None:
    panel.table.selectRow(line_of(panel, rule).row())
    panel.waive_action.trigger()


def finding_of(session: Session, rule: str) -> Finding:
    return next(finding for finding in session.findings if finding.rule == rule)


def shown_rules(panel: FindingsPanel) -> set[str]:
    return {finding.rule for finding in panel.shown_findings}


def test_a_waived_finding_leaves_the_list_and_the_counts(
    panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    before = faulty.findings.count(Severity.ERROR)
    waive(panel, "cost-over-budget")
    assert "cost-over-budget" not in shown_rules(panel)
    assert panel.severity_buttons[Severity.ERROR].text() == f"错误 {before - 1}"
    assert panel.waived_button.text() == "已核实 1"
    (waiver,) = faulty.findings.waivers
    assert (waiver.reason, waiver.who, len(waiver.on)) == (REASON, "示例经办人", len("2026-03-31"))


def test_waived_findings_are_listed_behind_the_others_on_demand(
    panel: FindingsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    waive(panel, "cost-over-budget")
    panel.waived_button.click()
    line = line_of(panel, "cost-over-budget")
    assert line.row() == len(panel.shown_findings) - 1
    assert line.data() == "已核实"
    assert line.siblingAtColumn(Column.MESSAGE).data().endswith(f"（核实说明：{REASON}）")
    assert f"核实说明：{REASON}（示例经办人，" in line.data(Qt.ItemDataRole.ToolTipRole)
    panel.filter_box.setText(REASON)
    assert shown_rules(panel) == {"cost-over-budget"}


def test_a_waiver_is_taken_back_with_its_button(
    qtbot: QtBot, panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    before = list(faulty.findings)
    waive(panel, "percent-spelling")
    panel.waived_button.click()
    button = line_of(panel, "percent-spelling", Column.FIX)
    assert button.data() == "撤回"
    qtbot.mouseClick(
        panel.table.viewport(), Qt.MouseButton.LeftButton, pos=panel.table.visualRect(button).center()
    )
    assert list(faulty.findings) == before
    assert panel.waived_button.text() == "已核实 0"


def test_a_waiver_is_taken_back_with_the_key(
    qtbot: QtBot, panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    waive(panel, "percent-spelling")
    panel.waived_button.click()
    panel.table.selectRow(line_of(panel, "percent-spelling").row())
    assert panel.waive_action.text() == "撤回核实"
    assert not panel.fix_action.isEnabled()
    panel.waive_action.trigger()
    assert "percent-spelling" in {finding.rule for finding in faulty.findings}


def test_ctrl_and_enter_accept_the_reason_while_it_is_written(qtbot: QtBot, faulty: Session) -> None:
    dialog = WaiverDialog(finding_of(faulty, "cost-over-budget"))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog.reason_box.setFocus()
    compose(dialog.reason_box, REASON)
    QTest.keyClick(dialog.reason_box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.reason_box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_cancelled_dialog_waives_nothing(
    panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, lambda dialog: False)
    waive(panel, "cost-over-budget")
    assert list(faulty.findings.waived) == []
    assert "cost-over-budget" in shown_rules(panel)


def test_the_next_line_is_selected_after_waiving(
    panel: FindingsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    panel.table.selectRow(0)
    panel.waive_action.trigger()
    assert [index.row() for index in panel.table.selectionModel().selectedRows()] == [0]


def test_a_changed_text_says_that_the_waiver_has_lapsed(
    panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    place = finding_of(faulty, "cost-over-budget").place
    waive(panel, "cost-over-budget")
    faulty.apply(SetField(place, "≤91万元"), "指标值")
    message = line_of(panel, "cost-over-budget", Column.MESSAGE).data()
    assert message.endswith(f"（内容有变，原来的核实不再有效：{REASON}）")


def test_what_a_lapsed_waiver_said_can_be_taken_over(
    panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    place = finding_of(faulty, "cost-over-budget").place
    waive(panel, "cost-over-budget")
    faulty.apply(SetField(place, "≤91万元"), "指标值")
    answer(monkeypatch, lambda dialog: dialog.accept_button.isEnabled())
    waive(panel, "cost-over-budget")
    assert [(one.text, one.reason) for one in faulty.findings.waivers] == [("≤91万元", REASON)]


def test_a_book_whose_findings_are_all_waived_says_so(
    qtbot: QtBot, panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    count = len(panel.shown_findings)
    for _ in range(count):
        panel.table.selectRow(0)
        panel.waive_action.trigger()
    assert panel.message.text() == f"✓ 没有待处理的问题，已核实 {count} 个"


def test_the_counts_of_the_current_project_have_its_waived_ones(
    panel: FindingsPanel, faulty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, give_reason)
    waive(panel, "cost-over-budget")
    panel.show_section(faulty.book.project_ids[1])
    panel.section_button.click()
    assert panel.waived_button.text() == "已核实 0"


def test_the_model_keeps_qts_rules_while_findings_are_waived(qapp: object, faulty: Session) -> None:
    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    signals = SessionSignals(faulty)
    everything = FindingsFilter(frozenset((*Severity, WAIVED)))
    model.set_filter(everything)
    model.set_session(signals)
    finding = finding_of(faulty, "cost-over-budget")
    faulty.waive(finding, REASON)
    faulty.apply(SetField(Place(finding.place.section, None, "budget"), "95.00"), "预算数")
    faulty.undo()
    fresh = FindingsModel()
    fresh.set_filter(everything)
    fresh.set_session(signals)
    assert tester.model() is model
    assert model.lines == fresh.lines
    assert model.lines[-1].waiver is not None


# ── The dialog ──


def test_without_a_reason_nothing_can_be_waived(qtbot: QtBot, faulty: Session) -> None:
    dialog = WaiverDialog(finding_of(faulty, "cost-over-budget"))
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    compose(dialog.reason_box, "  ")
    assert not dialog.accept_button.isEnabled()
    compose(dialog.reason_box, "已核对\n合同")
    assert dialog.accept_button.isEnabled()
    assert dialog.acceptance.reason == "已核对 合同"
