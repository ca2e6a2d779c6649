"""A reviewer's way through a workbook: mend, accept, decide, save, and find all that again the next day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from core.book import Book
from core.formats import load, save
from core.report import compose, review_file
from core.session import Session
from tests.core.cost.cases import project_of
from tests.core.tables import row, table
from tests.ui.writing import compose as compose_text
from ui.findings.waiver_dialog import WaiverDialog
from ui.main_window import MainWindow
from ui.proposals.proposals_dialog import ProposalsDialog
from ui.section.quantity_choice import QuantityChoice
from ui.section.totals_bar import TotalsBar

REASON = "合同约定按此金额支付"


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """What a unit sent: a unit cost that two quantities might answer, values spelt out, a cost over the budget."""
    sites = project_of(
        [("新建站点数量", "5个"), ("改造站点数量", "8个")],
        [("站点维护费", "≤2万元/个"), ("平台服务费", "≤6万元")],
        "16",
    )
    clinics = table(
        row("质量指标", "抽检合格率", "≥95百分比"),
        row("成本指标", "设备费", "≤90万元"),
        number=2,
        name="示例疫苗冷链",
    )
    save(Book([sites, clinics]), tmp_path / "送审.xlsx")
    return tmp_path / "送审.xlsx"


def session_of(window: MainWindow) -> Session:
    assert window.document is not None
    return window.document.session


def rules(session: Session) -> set[str]:
    return {finding.rule for finding in session.findings}


def select(window: MainWindow, rule: str) -> None:
    panel = window.workspace.findings_panel
    numbers = [number for number, finding in enumerate(panel.shown_findings) if finding.rule == rule]
    panel.table.selectRow(numbers[0])
    panel.table.setFocus()


def first_total(session: Session) -> Decimal:
    return session.findings.context.cost(session.book.projects[0]).total


def test_a_reviewers_decisions_outlast_the_day(
    qtbot: QtBot, window: MainWindow, received: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_path(received)
    window.activateWindow()
    session = session_of(window)
    assert {"percent-spelling", "cost-over-budget"} <= rules(session)

    # Everything that can safely be mended, mended in one go after a look at the list.
    monkeypatch.setattr(ProposalsDialog, "exec", lambda self: self.accept() or self.result())
    QTest.keyClick(
        window, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert "percent-spelling" not in rules(session)
    assert "≥95%" in [indicator.value for indicator in session.book.projects[1].indicators]

    # The cost over the budget is what the contract says.
    def give_reason(dialog: WaiverDialog) -> bool:
        compose_text(dialog.reason_box, REASON)
        return dialog.accept_button.isEnabled()

    monkeypatch.setattr(WaiverDialog, "exec", give_reason)
    select(window, "cost-over-budget")
    waive = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.workspace.findings_panel.table, Qt.Key.Key_K, waive)
    assert "cost-over-budget" not in rules(session)

    # The maintenance is paid for the new sites only.
    bar = window.findChild(TotalsBar)
    window.workspace.show_section(session.book.project_ids[0])
    bar.findChild(QToolButton).click()
    choice = next(one for one in bar.findChildren(QuantityChoice) if "站点维护费" in one.accessibleName())
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert first_total(session) == 16

    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not window.isWindowModified()
    found = list(session.findings)
    window.set_document(None)

    window.open_path(received)
    reopened = session_of(window)
    assert [finding.message for finding in reopened.findings] == [finding.message for finding in found]
    assert first_total(reopened) == 16
    ((_, waiver),) = reopened.findings.waived
    assert waiver.reason == REASON
    assert load(received).layout.unrecognised == ()
    report = compose([review_file(received, received.name)], dt.date(2026, 3, 31))
    assert REASON in str(report)
