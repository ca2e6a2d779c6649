"""The cost picture: a bar of the counted cost rows against the budget, which ends at a mark; the excess is red."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.cost import Composition, CostRole, CostRow
from core.money import format_amount
from core.rules import Severity
from ui import theme

_SHADES = (1.0, 0.62, 0.8, 0.48)
"""How much of the highlight colour neighbouring segments have, so that each stands out from the next."""
_LEAST_EXCESS = 4.0
"""An excess of a cent is the one that matters; it has to be seen on a bar of any length. In pixels."""


class CostPicture(QWidget):
    """One segment for each counted row, in document order, on a scale that ends at the budget or at the total.

    The arrow keys go from segment to segment, Enter leads to the row, as a click does.

    Signals:
        row_activated(ItemId): the user clicked the segment of this row or pressed Enter on it.
    """

    row_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: Sequence[Segment] = ()
        self._budget = self._total = Decimal(0)
        self._unit = ""
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("成本与预算"))
        self.setMouseTracking(True)

    def show_composition(self, composition: Composition | None) -> None:
        """Show these costs; without any the bar is empty."""
        counted = composition.counted if composition else ()
        self._segments = segments_of(counted)
        self._total = max(composition.total, Decimal(0)) if composition else Decimal(0)
        self._budget = max((composition and composition.budget) or Decimal(0), Decimal(0))
        self._unit = composition.money_unit if composition else ""
        self._current = min(self._current, max(len(self._segments) - 1, 0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._segments else Qt.FocusPolicy.NoFocus)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height()
        return QSize(height * 10, height + 2)

    def minimumSizeHint(self) -> QSize:
        height = self.fontMetrics().height()
        return QSize(height * 4, height + 2)

    def segment_rect(self, number: int) -> QRectF:
        """Where the segment of this number (from 0) is drawn."""
        segment, bar, scale = self._segments[number], self._bar_rect(), self._scale()
        left = bar.left() + float(segment.begin) * scale
        return QRectF(left, bar.top(), float(segment.amount) * scale, bar.height())

    def told(self, number: int) -> str:
        """What the segment of this number stands for, in one line."""
        segment = self._segments[number]
        share = f"，{self.tr('占预算')} {segment.amount / self._budget:.1%}" if self._budget else ""
        name = segment.row.indicator.name or self.tr("（未填）")
        return f"{name}：{format_amount(segment.amount)} {self._unit}{share}"

    # ── Keys and mouse ──

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._segments) - 1
        to = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is not None and last >= 0:
            self._go_to(min(max(to, 0), last))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and last >= 0:
            self.row_activated.emit(self._segments[self._current].row.indicator.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._segment_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self._current = number
            self._describe()
            self.update()
            self.row_activated.emit(self._segments[number].row.indicator.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._segment_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._segment_at(QPointF(event.pos()))
            if number is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.tool_tip(number), self)
            return True
        return super().event(event)

    def _go_to(self, number: int) -> None:
        self._current = number
        self._describe()
        self.update()
        below = self.segment_rect(number).bottomLeft().toPoint()
        QToolTip.showText(self.mapToGlobal(below), self.tool_tip(number), self)

    def _segment_at(self, position: QPointF) -> int | None:
        """The segment under the mouse; one that is thinner than a pixel can still be hit."""
        if not self._bar_rect().contains(position):
            return None
        for number in range(len(self._segments)):
            rect = self.segment_rect(number)
            if rect.left() <= position.x() < max(rect.right(), rect.left() + 1):
                return number
        return None

    def tool_tip(self, number: int) -> str:
        """What the mouse shows over the segment of this number."""
        reason = self._segments[number].row.reason
        return theme.as_tool_tip(self.told(number), *([reason] if reason else []))

    def _describe(self) -> None:
        """Say for those who do not see the bar what is shown and where the keys are."""
        self.setAccessibleDescription(
            self.told(self._current) if self._segments else self.tr("没有计入的成本")
        )

    # ── Painting ──

    def _bar_rect(self) -> QRectF:
        """Room is left above and below for the budget's mark and around for the focus frame."""
        return QRectF(self.rect()).adjusted(2, 3, -2, -3)

    def _scale(self) -> float:
        """Pixels for one of the money unit."""
        longest = max(self._total, self._budget)
        return self._bar_rect().width() / float(longest) if longest > 0 else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = self._bar_rect()
        outline = QPainterPath()
        outline.addRoundedRect(bar, 2, 2)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(bar, self._ground())
        for number in range(len(self._segments)):
            self._paint_segment(painter, number)
        self._paint_excess(painter, bar)
        painter.restore()
        self._paint_mark(painter, bar)
        if self.hasFocus() and self._segments:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.5))
            painter.drawRoundedRect(self.segment_rect(self._current).adjusted(-1, -2, 1, 2), 2, 2)
        painter.end()

    def _paint_segment(self, painter: QPainter, number: int) -> None:
        rect = self.segment_rect(number)
        colour = theme.mixed(
            self.palette().color(QPalette.ColorRole.Highlight),
            self.palette().color(QPalette.ColorRole.Base),
            _SHADES[number % len(_SHADES)],
        )
        painter.fillRect(rect, colour)
        if self._segments[number].row.role is CostRole.MULTIPLIED:
            # Hatched, as it is an estimate: a ceiling times a number that may be exceeded.
            stripe = QColor(self.palette().color(QPalette.ColorRole.Base))
            stripe.setAlphaF(0.45)
            painter.fillRect(rect, QBrush(stripe, Qt.BrushStyle.BDiagPattern))
        if rect.width() >= 4:
            painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), self._ground())

    def _paint_excess(self, painter: QPainter, bar: QRectF) -> None:
        if self._budget <= 0 or self._total <= self._budget:
            return
        width = max(float(self._total - self._budget) * self._scale(), _LEAST_EXCESS)
        red = theme.severity_colour(Severity.ERROR, self.palette())
        painter.fillRect(QRectF(bar.right() - width, bar.top(), width, bar.height()), red)

    def _paint_mark(self, painter: QPainter, bar: QRectF) -> None:
        """The line at which the budget ends."""
        if self._budget <= 0:
            return
        place = bar.left() + float(self._budget) * self._scale()
        if self._total > self._budget:
            place = min(place, bar.right() - _LEAST_EXCESS)
        painter.fillRect(
            QRectF(place - 1, 0, 2, self.height()), self.palette().color(QPalette.ColorRole.WindowText)
        )

    def _ground(self) -> QColor:
        palette = self.palette()
        return theme.mixed(
            palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Window), 0.12
        )


class Segment(NamedTuple):
    """A counted row with an amount above zero; `begin` is the sum of those before it. In the project's money unit."""

    row: CostRow
    begin: Decimal
    amount: Decimal


def segments_of(counted: Sequence[CostRow]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    begin = Decimal(0)
    for row in counted:
        if row.amount is not None and row.amount > 0:
            segments.append(Segment(row, begin, row.amount))
            begin += row.amount
    return tuple(segments)
