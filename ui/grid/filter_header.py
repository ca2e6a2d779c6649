"""The titles of the grid's columns, each with a button that opens its filter."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeaderV2, QWidget

from ui import theme

_Role = QPalette.ColorRole


class FilterHeader(QHeaderView):
    """A horizontal header; a click on a title is a click on a section, one on its button asks for its filter.

    Signals:
        filter_requested(int): the user wants to filter or sort by this section.
    """

    filter_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filtered: frozenset[int] = frozenset()
        self._sorted: tuple[int, bool] | None = None
        self._pressed = -1
        self._hovered = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMouseTracking(True)

    def show_arrangement(self, filtered: Collection[int], ordering: tuple[int, bool] | None) -> None:
        """Mark the filtered sections, and the one that is sorted by with whether that is downwards."""
        self._filtered, self._sorted = frozenset(filtered), ordering
        self.viewport().update()

    def button_rect(self, section: int) -> QRect:
        """Where the button of a section is, in the viewport."""
        side = self.fontMetrics().height()
        left = self.sectionViewportPosition(section) + self.sectionSize(section) - side - self._grip
        return QRect(left, (self.height() - side) // 2, side, side)

    def sectionSizeFromContents(self, section: int) -> QSize:
        size = super().sectionSizeFromContents(section)
        return QSize(size.width() + 2 * self.fontMetrics().height(), size.height())

    # ── Painting ──

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        option = self._option(section)
        option.rect = rect
        button = self.button_rect(section)
        painter.save()
        self.style().drawControl(QStyle.ControlElement.CE_HeaderSection, option, painter, self)
        taken = rect.right() - button.left() + self._arrow_room(section)
        option.rect = rect.adjusted(self._margin, 0, -taken, 0)
        self.style().drawControl(QStyle.ControlElement.CE_HeaderLabel, option, painter, self)
        painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_marks(painter, QRectF(button), section)
        painter.restore()

    def _option(self, section: int) -> Any:
        """How the style is to draw a section.

        Not by `initStyleOptionForIndex`, which asks the model about every cell of a column that is selected.
        """
        option: Any = QStyleOptionHeaderV2()
        self.initStyleOption(option)
        option.section = section
        option.text = self.model().headerData(section, Qt.Orientation.Horizontal)
        option.textAlignment = self.defaultAlignment()
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.position = QStyleOptionHeaderV2.SectionPosition.Middle
        return option

    def _paint_marks(self, painter: QPainter, button: QRectF, section: int) -> None:
        """The arrow of a sorted section, then the button: a funnel where the section is filtered."""
        palette = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        if section == self._hovered:
            painter.setBrush(theme.mixed(palette.color(_Role.ButtonText), palette.color(_Role.Button), 0.15))
            painter.drawRoundedRect(button, 3, 3)
        painter.setBrush(palette.color(_Role.Link))
        if self._sorted is not None and self._sorted[0] == section:
            painter.drawPolygon(_arrow(button.translated(-button.width(), 0), downwards=self._sorted[1]))
        if section in self._filtered:
            painter.drawPolygon(_funnel(button))
        else:
            painter.setBrush(theme.muted_text(palette))
            painter.drawPolygon(_triangle(button))

    def _arrow_room(self, section: int) -> int:
        is_sorted = self._sorted is not None and self._sorted[0] == section
        return self.button_rect(section).width() if is_sorted else 0

    # ── The mouse ──

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._button_at(event.position().toPoint())
        if self._pressed < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif self._button_at(event.position().toPoint()) == pressed:
            self.filter_requested.emit(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second press of a quick click on a button is none on the title.
        if self._button_at(event.position().toPoint()) < 0:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._button_at(event.position().toPoint()))
        if self._pressed < 0:
            super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _button_at(self, position: QPoint) -> int:
        section = self.logicalIndexAt(position)
        return section if section >= 0 and self.button_rect(section).contains(position) else -1

    @property
    def _margin(self) -> int:
        """Before a title, in pixels: as the cells below have it before their texts."""
        return round(self.fontMetrics().height() * 0.3)

    @property
    def _grip(self) -> int:
        """The pixels at a section's border by which it is resized."""
        return self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self)


def _points(button: QRectF, *places: tuple[float, float]) -> QPolygonF:
    """A polygon inside the button; places are shares of its width and height."""
    return QPolygonF(
        [QPointF(button.x() + x * button.width(), button.y() + y * button.height()) for x, y in places]
    )


def _triangle(button: QRectF) -> QPolygonF:
    return _points(button, (0.28, 0.42), (0.72, 0.42), (0.5, 0.66))


def _funnel(button: QRectF) -> QPolygonF:
    return _points(button, (0.2, 0.22), (0.8, 0.22), (0.58, 0.52), (0.58, 0.74), (0.42, 0.84), (0.42, 0.52))


def _arrow(button: QRectF, *, downwards: bool) -> QPolygonF:
    up = [(0.5, 0.2), (0.76, 0.5), (0.58, 0.5), (0.58, 0.8), (0.42, 0.8), (0.42, 0.5), (0.24, 0.5)]
    return _points(button, *((x, 1 - y if downwards else y) for x, y in up))
