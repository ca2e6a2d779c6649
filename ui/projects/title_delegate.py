"""How the project list shows names and budgets: one line each, cut where it does not fit."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QTreeView

from ui.mark_delegate import AnyIndex, StyleOption
from ui.projects.project_model import Column, ProjectModel


class _Face(NamedTuple):
    """A font and what it measures."""

    font: QFont
    metrics: QFontMetrics
    exact: QFontMetricsF

    @classmethod
    def of(cls, font: QFont) -> _Face:
        return cls(font, QFontMetrics(font), QFontMetricsF(font))


class TitleDelegate(QStyledItemDelegate):
    """Paints what QStyledItemDelegate would, which asks the model for eight things to paint one text."""

    def __init__(self, view: QTreeView, model: ProjectModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._plain = self._bold = _Face.of(view.font())

    def paint(self, painter: QPainter, option: StyleOption, index: AnyIndex) -> None:
        style = self._view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        text = str(self._model.data(index) or "")
        if not text:
            return
        face = self._face(option.font, is_bold=self._model.is_unit(index))
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, self._view) + 1
        room = option.rect.adjusted(margin, 0, -margin, 0)
        line = face.metrics.elidedText(text, self._view.textElideMode(), room.width())
        left = float(room.left())
        if index.column() == Column.BUDGET:
            left += room.width() - face.exact.horizontalAdvance(line)
        top = room.top() + room.height() // 2 - math.ceil(face.exact.height()) // 2
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        painter.setFont(face.font)
        painter.drawText(QPointF(left, top + face.exact.ascent()), line)

    def _face(self, font: QFont, *, is_bold: bool) -> _Face:
        """For a font of the view, measured once."""
        if self._plain.font != font or self._bold is self._plain:
            bold = QFont(font)
            bold.setWeight(QFont.Weight.DemiBold)
            self._plain, self._bold = _Face.of(QFont(font)), _Face.of(bold)
        return self._bold if is_bold else self._plain
