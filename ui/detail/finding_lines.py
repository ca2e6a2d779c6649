"""Findings as a few lines of text, each behind the mark of its severity; tool tips explain the rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.rules import Finding
from ui import theme
from ui.finding_tool_tip import finding_tool_tip


class FindingLines(QWidget):
    """Shows what is found at one place; takes no room where nothing is found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings, in this order."""
        if list(findings) != self._findings:
            self._findings = list(findings)
            self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._rebuild()

    def _rebuild(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for line, finding in enumerate(self._findings):
            self._grid.addWidget(self._mark(finding), line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_message(finding), line, 1)
        self.setVisible(bool(self._findings))

    def _mark(self, finding: Finding) -> QLabel:
        mark = QLabel()
        side = self.fontMetrics().height()
        drawing = theme.severity_dot(finding.severity, self.palette())
        mark.setPixmap(drawing.pixmap(QSize(side, side), self.devicePixelRatioF()))
        return mark


def _message(finding: Finding) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(f"{finding.severity.title}：{finding.message}")
    label.setToolTip(finding_tool_tip([finding]))
    return label
