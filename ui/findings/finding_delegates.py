"""How the findings are shown: the mark before a severity's name, the button that mends a place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from core.rules import Finding
from ui.findings import findings_model
from ui.mark_delegate import MARK_GAP, AnyIndex, MarkDelegate, StyleOption, style_of


class SeverityDelegate(MarkDelegate):
    """The column 级别 of the findings: the severity's mark before its name."""

    def initStyleOption(self, option: StyleOption, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        finding: Finding | None = index.data(findings_model.Role.FINDING)
        if finding is not None:
            option.icon = self._marks[finding.severity]
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class FixDelegate(QStyledItemDelegate):
    """The column 修正 of the findings: a button where the cell has a text.

    Signals:
        fix_requested(QModelIndex): the button of this line was clicked.
    """

    fix_requested = Signal(QModelIndex)

    def paint(self, painter: QPainter, option: StyleOption, index: AnyIndex) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = style_of(option)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not text:
            return
        button: StyleOption = QStyleOptionButton()
        button.rect = _button_rect(option)
        button.text = text
        button.palette = option.palette
        button.fontMetrics = option.fontMetrics
        button.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Raised
        style.drawControl(QStyle.ControlElement.CE_PushButton, button, painter, option.widget)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: StyleOption, index: AnyIndex
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


def _button_rect(option: StyleOption) -> QRect:
    rect: QRect = option.rect
    return rect.adjusted(MARK_GAP, MARK_GAP - 1, -MARK_GAP, 1 - MARK_GAP)
