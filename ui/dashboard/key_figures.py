"""The few figures above the charts of 概况: projects, indicators, budget, projects without errors."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.overview import Totals
from ui import theme
from ui.dashboard.charts import amount_text, share_text

_ENLARGED = 1.6


class KeyFigures(QWidget):
    """Large figures side by side, each above what it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = (self.tr("项目"), self.tr("指标"), self.tr("预算合计（万元）"), self.tr("没有错误的项目"))
        self._figures = [QLabel() for _ in titles]
        self._titles = [QLabel(title) for title in titles]
        layout = QHBoxLayout(self)
        layout.setSpacing(self.fontMetrics().height() * 2)
        for figure, title in zip(self._figures, self._titles, strict=True):
            column = QVBoxLayout()
            column.setSpacing(0)
            for label in (figure, title):
                label.setTextFormat(Qt.TextFormat.PlainText)
                column.addWidget(label)
            layout.addLayout(column)
        layout.addStretch(1)
        self._dress()

    def show_totals(self, totals: Totals) -> None:
        share = share_text(totals.without_errors, totals.projects) if totals.projects else "—"
        texts = (f"{totals.projects:,}", f"{totals.indicators:,}", amount_text(totals.budget), share)
        for figure, title, text in zip(self._figures, self._titles, texts, strict=True):
            figure.setText(text)
            figure.setAccessibleName(f"{title.text()} {text}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._dress()

    def _dress(self) -> None:
        """Sizes and colours follow those of the window."""
        font = self.font()
        font.setBold(True)
        font.setPixelSize(round(self.fontInfo().pixelSize() * _ENLARGED))
        muted = QPalette()
        muted.setColor(QPalette.ColorRole.WindowText, theme.muted_text(self.palette()))
        for figure, title in zip(self._figures, self._titles, strict=True):
            figure.setFont(font)
            title.setPalette(muted)
