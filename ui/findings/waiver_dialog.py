"""Asks why a finding is accepted (标为已核实)."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.decisions import Waiver
from core.rules import Finding


class Acceptance(NamedTuple):
    """What the user says about a finding that he accepts; `on` is today as 2026-03-31."""

    reason: str
    who: str
    on: str


def ask_why(parent: QWidget | None, finding: Finding, lapsed: Waiver | None = None) -> Acceptance | None:
    """None when the user cancels. What a lapsed waiver said is there to be taken over."""
    dialog = WaiverDialog(finding, lapsed, parent)
    acceptance = dialog.acceptance if dialog.exec() else None
    dialog.deleteLater()
    return acceptance


class WaiverDialog(QDialog):
    """The finding, a field for the reason and one for who says so."""

    def __init__(self, finding: Finding, lapsed: Waiver | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("标为已核实"))
        self.reason_box = QPlainTextEdit(self)
        self.reason_box.setTabChangesFocus(True)
        self.reason_box.setPlaceholderText(self.tr("例如：合同约定按此金额支付"))
        self.who_box = QLineEdit(self)
        self.who_box.setPlaceholderText(self.tr("可以不填"))
        self._build(finding)
        if lapsed is not None:
            self.reason_box.setPlainText(lapsed.reason)
            self.reason_box.selectAll()
            self.who_box.setText(lapsed.who)
        self.reason_box.textChanged.connect(self._allow)
        self._allow()

    @property
    def acceptance(self) -> Acceptance:
        today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        return Acceptance(" ".join(self.reason_box.toPlainText().split()), self.who_box.text().strip(), today)

    def _build(self, finding: Finding) -> None:
        em = self.fontMetrics().height()
        self.reason_box.setFixedHeight(em * 5)
        form = QFormLayout()
        form.addRow(self.tr("核实说明(&R)"), self.reason_box)
        form.addRow(self.tr("核实人(&P)"), self.who_box)
        kind = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        self.accept_button = self._buttons.button(kind.Ok)
        self.accept_button.setDefault(True)
        self.accept_button.setShortcut(QKeySequence("Ctrl+Return"))  # Enter breaks the line of the reason
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(_paragraph(f"{finding.severity.title}：{finding.message}", self))
        layout.addWidget(
            _paragraph(
                _tr("核实过、确认无误的问题不再计数，可随时撤回。填写的内容变了，核实自动失效。"), self
            )
        )
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(em * 30)

    def _allow(self) -> None:
        self.accept_button.setEnabled(bool(self.reason_box.toPlainText().strip()))


def _paragraph(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("WaiverDialog", text)
