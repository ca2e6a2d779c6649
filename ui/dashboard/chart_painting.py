"""Draws bars, one below the other: on the screen, into pictures, on paper."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette

from ui import theme
from ui.dashboard.chart import Bar, Chart, tone_colour

_LABEL_SHARE = 0.55
"""Of the width, at most, for the labels."""


class Columns(NamedTuple):
    """What all bars of a chart have in common: widths of labels and figures, the longest bar."""

    label: float
    figure: float
    longest: float


def row_height(metrics: QFontMetricsF) -> float:
    return round(metrics.height() * 1.55)


def columns_of(chart: Chart, width: float, metrics: QFontMetricsF) -> Columns:
    """How a width is shared out among labels, bars and figures."""
    label = max((metrics.horizontalAdvance(bar.label) for bar in chart.bars), default=0.0)
    figure = max((metrics.horizontalAdvance(bar.figure) for bar in chart.bars), default=0.0)
    longest = max((bar.length for bar in chart.bars), default=0.0)
    return Columns(min(label + 1, width * _LABEL_SHARE), figure, longest)


def paint_bar(painter: QPainter, rect: QRectF, bar: Bar, columns: Columns, palette: QPalette) -> None:
    """Label, bar and figure in the painter's font, side by side in `rect`."""
    metrics = QFontMetricsF(painter.font())
    gap = metrics.height() / 2
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, columns.label)
    single = int(Qt.TextFlag.TextSingleLine)
    painter.drawText(
        QRectF(rect.left(), rect.top(), columns.label, rect.height()),
        int(Qt.AlignmentFlag.AlignLeft | middle) | single,
        label,
    )
    figure = QRectF(rect.right() - columns.figure - 1, rect.top(), columns.figure + 1, rect.height())
    painter.drawText(figure, int(Qt.AlignmentFlag.AlignRight | middle) | single, bar.figure)
    room = QRectF(rect.left() + columns.label + gap, rect.top(), 0, rect.height())
    room.setRight(figure.left() - gap)
    height = rect.height() * 0.5
    room.adjust(0, (rect.height() - height) / 2, 0, -(rect.height() - height) / 2)
    _paint_length(painter, room, bar, columns.longest, palette)


def paint_chart(
    painter: QPainter, origin: QPointF, width: float, chart: Chart, font: QFont, palette: QPalette
) -> None:
    """The whole chart with its title; `chart_height` says how high that is."""
    title_font = _bold(font)
    metrics = QFontMetricsF(font)
    y, row = origin.y(), row_height(metrics)
    for text, used, colour in (
        (chart.title, title_font, palette.color(QPalette.ColorRole.Text)),
        (chart.summary if chart.bars else chart.nothing, font, theme.muted_text(palette)),
    ):
        painter.setFont(used)
        painter.setPen(colour)
        painter.drawText(
            QRectF(origin.x(), y, width, row),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
            text,
        )
        y += row
    painter.setFont(font)
    columns = columns_of(chart, width, metrics)
    for bar in chart.bars:
        paint_bar(painter, QRectF(origin.x(), y, width, row), bar, columns, palette)
        y += row


def chart_height(chart: Chart, metrics: QFontMetricsF) -> float:
    return (len(chart.bars) + 2) * row_height(metrics)


def _paint_length(painter: QPainter, room: QRectF, bar: Bar, longest: float, palette: QPalette) -> None:
    """The bar itself; a thin one where there is next to nothing."""
    if room.width() <= 0 or longest <= 0 or bar.length <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone_colour(bar.tone, palette))
    length = QRectF(room)
    length.setWidth(max(room.width() * bar.length / longest, room.height() / 8))
    radius = min(room.height() / 6, length.width() / 2)
    painter.drawRoundedRect(length, radius, radius)
    painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
