"""Marks of the severities in lists, and what delegates that paint them share."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from core.rules import Severity
from ui import theme

AnyIndex = QModelIndex | QPersistentModelIndex
StyleOption = Any
"""A QStyleOptionViewItem. PySide6 6.9: its type hints leave out rect, palette, fontMetrics and state."""

MARK_GAP = 3
"""Pixels between a mark and its figure, and around a button."""


class MarkDelegate(QStyledItemDelegate):
    """Holds the marks of the severities in the colours of a palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._marks: dict[Severity, QIcon] = {}
        self.refresh_marks(parent.palette())

    def refresh_marks(self, palette: QPalette) -> None:
        """Draw the marks in the colours of another palette."""
        self._marks = {severity: theme.severity_dot(severity, palette) for severity in Severity}


def style_of(option: StyleOption) -> QStyle:
    return option.widget.style() if option.widget else QApplication.style()
