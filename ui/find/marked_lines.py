"""The lines of lists of hits: a cutting of the text around the first hit, and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.search import Span
from ui.mark_delegate import AnyIndex, StyleOption, style_of
from ui.marked_text import format_ranges, mark_colour

_BEFORE_HIT = 12
"""How many characters a line shows before the first hit."""


class Role(IntEnum):
    SPANS = Qt.ItemDataRole.UserRole + 100
    """Where the cell's text is emphasised."""


def excerpt(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """One line of the text that shows the first hit near its beginning, and where the hits are in it."""
    line = "".join(" " if character.isspace() else character for character in text)
    cut = spans[0].start - _BEFORE_HIT if spans else 0
    if cut <= 1:
        return line, tuple(spans)
    return "…" + line[cut:], tuple(span.moved(1 - cut) for span in spans)


class MarkedTextDelegate(QStyledItemDelegate):
    """Paints a cell in one line, with what `Role.SPANS` says in bold."""

    def paint(self, painter: QPainter, option: StyleOption, index: AnyIndex) -> None:
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = style_of(option)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        # Where the style itself would put the text.
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, option.widget) + 1
        _draw_line(
            painter, option, text, index.data(Role.SPANS) or (), option.rect.adjusted(margin, 0, -margin, 0)
        )


def _draw_line(painter: QPainter, option: StyleOption, text: str, spans: Sequence[Span], rect: QRect) -> None:
    shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    kept = len(text) if shown == text else len(shown) - 1
    layout = QTextLayout(shown, option.font)
    choice = QTextOption()
    choice.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(choice)
    layout.setFormats(
        _emphasis(shown, [Span(start, min(end, kept)) for start, end in spans if start < kept], option)
    )
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(option.palette.color(_text_role(option)))
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))
    painter.restore()


def _emphasis(text: str, spans: Sequence[Span], option: StyleOption) -> list[QTextLayout.FormatRange]:
    """Bold, and on the ground of a hit where no selection is behind it."""
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    if not _is_selected(option):
        look.setBackground(mark_colour(option.palette))
    return format_ranges(text, spans, look)


def _text_role(option: StyleOption) -> QPalette.ColorRole:
    return QPalette.ColorRole.HighlightedText if _is_selected(option) else QPalette.ColorRole.Text


def _is_selected(option: StyleOption) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)
