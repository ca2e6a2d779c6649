"""How the project list shows findings: for each severity a mark with a figure."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QStyle,
)

from core.rules import Severity
from ui.mark_delegate import MARK_GAP, AnyIndex, MarkDelegate, StyleOption, style_of
from ui.projects import project_model


class FindingCountsDelegate(MarkDelegate):
    """The column 问题 of the projects: a mark and a figure for each severity that a project has findings of."""

    def paint(self, painter: QPainter, option: StyleOption, index: AnyIndex) -> None:
        # The option is not filled in with `initStyleOption`: no text, font or icon of it is looked at.
        style_of(option).drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        counts: Mapping[Severity, int] = index.data(project_model.Role.COUNTS) or {}
        if not counts:
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = option.palette.color(
            QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        )
        painter.save()
        painter.setPen(ink)
        left = option.rect.left() + MARK_GAP
        for severity in Severity:
            if counts.get(severity):
                left = self._paint_count(painter, option, left, severity, counts[severity])
        painter.restore()

    def _paint_count(
        self, painter: QPainter, option: StyleOption, left: int, severity: Severity, count: int
    ) -> int:
        """Paint one mark with its figure and return where the next begins, in pixels from the left."""
        side = option.fontMetrics.height()
        mark = QRect(left, option.rect.center().y() - side // 2, side, side)
        if option.state & QStyle.StateFlag.State_Selected:  # the marks' colours drown in the highlight
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.base())
            painter.drawEllipse(mark.adjusted(1, 1, -2, -2))
            painter.restore()
        self._marks[severity].paint(painter, mark)
        text = str(count)
        width = option.fontMetrics.horizontalAdvance(text)
        figure = QRect(mark.right(), option.rect.top(), width + MARK_GAP, option.rect.height())
        painter.drawText(figure, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        return figure.right() + MARK_GAP

    def column_width(self, metrics: QFontMetrics) -> int:
        """Pixels that three marks with figures take up."""
        return (
            len(Severity) * (metrics.height() + metrics.horizontalAdvance("0") + 2 * MARK_GAP) + 2 * MARK_GAP
        )
