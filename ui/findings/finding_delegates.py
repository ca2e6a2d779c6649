"""How lists show findings: a mark before a severity's name, marks with figures, the button that mends a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from core.rules import Finding, Severity
from ui import theme
from ui.findings import findings_model
from ui.projects import project_model

_Index = QModelIndex | QPersistentModelIndex
_StyleOption = Any
"""A QStyleOptionViewItem. PySide6 6.9: its type hints leave out rect, palette, fontMetrics and state."""

_GAP = 3
"""Pixels between a mark and its figure, and around a button."""


class _MarkDelegate(QStyledItemDelegate):
    """Holds the marks of the severities in the colours of a palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._marks: dict[Severity, QIcon] = {}
        self.refresh_marks(parent.palette())

    def refresh_marks(self, palette: QPalette) -> None:
        """Draw the marks in the colours of another palette."""
        self._marks = {severity: theme.severity_dot(severity, palette) for severity in Severity}


class SeverityDelegate(_MarkDelegate):
    """The column 级别 of the findings: the severity's mark before its name."""

    def initStyleOption(self, option: _StyleOption, index: _Index) -> None:
        super().initStyleOption(option, index)
        finding: Finding | None = index.data(findings_model.Role.FINDING)
        if finding is not None:
            option.icon = self._marks[finding.severity]
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class FindingCountsDelegate(_MarkDelegate):
    """The column 问题 of the projects: a mark and a figure for each severity that a project has findings of."""

    def paint(self, painter: QPainter, option: _StyleOption, index: _Index) -> None:
        self.initStyleOption(option, index)
        _style_of(option).drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        counts: Mapping[Severity, int] = index.data(project_model.Role.COUNTS) or {}
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = option.palette.color(
            QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        )
        painter.save()
        painter.setPen(ink)
        left = option.rect.left() + _GAP
        for severity in Severity:
            if counts.get(severity):
                left = self._paint_count(painter, option, left, severity, counts[severity])
        painter.restore()

    def _paint_count(
        self, painter: QPainter, option: _StyleOption, left: int, severity: Severity, count: int
    ) -> int:
        """Paint one mark with its figure and return where the next begins, in pixels from the left."""
        side = option.fontMetrics.height()
        mark = QRect(left, option.rect.center().y() - side // 2, side, side)
        if option.state & QStyle.StateFlag.State_Selected:  # the marks' colours drown in the highlight
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.base())
            painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
            painter.restore()
        self._marks[severity].paint(painter, mark)
        text = str(count)
        width = option.fontMetrics.horizontalAdvance(text)
        figure = QRect(mark.right(), option.rect.top(), width + _GAP, option.rect.height())
        painter.drawText(figure, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        return figure.right() + _GAP

    def column_width(self, metrics: QFontMetrics) -> int:
        """Pixels that three marks with figures take up."""
        return len(Severity) * (metrics.height() + metrics.horizontalAdvance("0") + 2 * _GAP) + 2 * _GAP


class FixDelegate(QStyledItemDelegate):
    """The column 修正 of the findings: a button where the cell has a text.

    Signals:
        fix_requested(QModelIndex): the button of this line was clicked.
    """

    fix_requested = Signal(QModelIndex)

    def paint(self, painter: QPainter, option: _StyleOption, index: _Index) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = _style_of(option)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not text:
            return
        button: _StyleOption = QStyleOptionButton()
        button.rect = _button_rect(option)
        button.text = text
        button.palette = option.palette
        button.fontMetrics = option.fontMetrics
        button.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Raised
        style.drawControl(QStyle.ControlElement.CE_PushButton, button, painter, option.widget)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: _StyleOption, index: _Index
    ) -> bool:
        clicked = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() is Qt.MouseButton.LeftButton
            and _button_rect(option).contains(event.position().toPoint())
        )
        if clicked and index.data():
            self.fix_requested.emit(index)
            return True
        return super().editorEvent(event, model, option, index)


def _style_of(option: _StyleOption) -> QStyle:
    return option.widget.style() if option.widget else QApplication.style()


def _button_rect(option: _StyleOption) -> QRect:
    rect: QRect = option.rect
    return rect.adjusted(_GAP, _GAP - 1, -_GAP, 1 - _GAP)
