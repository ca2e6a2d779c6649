"""How the findings are shown: the mark before a severity's name, the button that mends a place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from core.rules import Severity
from ui import theme
from ui.findings import findings_model
from ui.mark_delegate import MARK_GAP, AnyIndex, MarkDelegate, StyleOption, style_of


class SeverityDelegate(MarkDelegate):
    """The column 级别 of the findings: the severity's mark before its name; a tick for a waived one."""

    def refresh_marks(self, palette: QPalette) -> None:
        super().refresh_marks(palette)
        self._accepted = theme.icon("ok")

    def initStyleOption(self, option: StyleOption, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        group: int | None = index.data(findings_model.Role.GROUP)
        if group is not None:
            option.icon = self._accepted if group == findings_model.WAIVED else self._marks[Severity(group)]
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class FixDelegate(QStyledItemDelegate):
    """The column 修正 of the findings: a button where the cell has a text, to mend the place or to count it again.

    Signals:
        pressed(QModelIndex): the button of this line was clicked.
    """

    pressed = Signal(QModelIndex)

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
            self.pressed.emit(index)
            return True
        return super().editorEvent(event, model, option, index)


def _button_rect(option: StyleOption) -> QRect:
    rect: QRect = option.rect
    return rect.adjusted(MARK_GAP, MARK_GAP - 1, -MARK_GAP, 1 - MARK_GAP)
