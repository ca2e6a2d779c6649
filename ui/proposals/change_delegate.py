"""Shows the old and the new version of a text with what changes on a coloured ground."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.changed_parts import ChangedParts
from core.rules import Severity
from ui import theme
from ui.mark_delegate import AnyIndex, StyleOption, style_of
from ui.marked_text import format_ranges

_LINE_BREAKS = {ord("\n"): " ", ord("\u2028"): " "}
"""Those of a text, and those that Qt makes of them for views."""

_LONGEST_LINE = 300
"""Characters of a text that a line is made of."""


def gone_ground(palette: QPalette) -> QColor:
    """The ground of what an old text loses."""
    return theme.mixed(
        theme.severity_colour(Severity.ERROR, palette), palette.color(QPalette.ColorRole.Base), 0.3
    )


def come_ground(palette: QPalette) -> QColor:
    """The ground of what a new text gains."""
    green = QColor("#3fb950") if theme.is_dark(palette) else QColor("#2e9e4f")
    return theme.mixed(green, palette.color(QPalette.ColorRole.Base), 0.34)


class ChangeDelegate(QStyledItemDelegate):
    """Paints the lines of a table of changes; a selected line is tinted only, so that its changes stay visible.

    A cell that has `ChangedParts` for `parts_role` shows its text in one line in which the first change can be
    seen; in `new_column` the text is the new one, else the old one.
    """

    def __init__(self, parts_role: int, new_column: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts_role = parts_role
        self._new_column = new_column

    def initStyleOption(self, option: StyleOption, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        role, palette = QPalette.ColorRole, QPalette(option.palette)
        base = palette.color(role.Base)
        palette.setColor(role.Highlight, theme.mixed(palette.color(role.Highlight), base, 0.25))
        palette.setColor(role.HighlightedText, palette.color(role.Text))
        option.palette = palette

    def paint(self, painter: QPainter, option: StyleOption, index: AnyIndex) -> None:
        parts: ChangedParts | None = index.data(self._parts_role)
        if parts is None:
            super().paint(painter, option, index)
            return
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = style_of(option)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget) + 1
        room.adjust(margin, 0, -margin, 0)
        is_new = index.column() == self._new_column
        line = _Line(text, parts, is_new, QFontMetrics(option.font), room.width())
        _paint_line(painter, option, room, line, (come_ground if is_new else gone_ground)(option.palette))


class _Line:
    """What one line shows of a text, and where in it the changes are."""

    def __init__(
        self, text: str, parts: ChangedParts, is_new: bool, metrics: QFontMetrics, width: int
    ) -> None:
        self._spans = parts.after if is_new else parts.before
        text = text.translate(_LINE_BREAKS)
        # Before its first change a text has the same characters in both versions.
        first = min((span.start for span in (*parts.before, *parts.after)), default=0)
        cut = _left_out(text, first, metrics, width)
        lead = "…" if cut else ""
        self._offset = len(lead) - cut
        shown = lead + text[cut : cut + _LONGEST_LINE]
        self.text = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)

    def formats(self, ground: QColor) -> list[QTextLayout.FormatRange]:
        """The spans on the ground, as a text layout counts characters."""
        look = QTextCharFormat()
        look.setBackground(ground)
        length = len(self.text)
        shown = [
            (min(start + self._offset, length), min(end + self._offset, length)) for start, end in self._spans
        ]
        return format_ranges(self.text, shown, look)


def _left_out(text: str, first: int, metrics: QFontMetrics, width: int) -> int:
    """How many characters to leave out, so that the change at `first` stands in the left half of the line."""
    if first < _LONGEST_LINE and metrics.horizontalAdvance(text[:first]) < width // 2:
        return 0
    start = max(0, first - _LONGEST_LINE)
    kept = metrics.elidedText(text[start:first], Qt.TextElideMode.ElideLeft, width // 3)
    return first - max(len(kept) - 1, 0)


def _paint_line(painter: QPainter, option: StyleOption, room: QRect, line: _Line, ground: QColor) -> None:
    layout = QTextLayout(line.text, option.font)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.NoWrap)
    wrap.setFlags(QTextOption.Flag.IncludeTrailingSpaces)
    layout.setTextOption(wrap)
    layout.setFormats(line.formats(ground))
    layout.beginLayout()
    layout.createLine().setLineWidth(room.width())
    layout.endLayout()
    height = layout.boundingRect().height()
    painter.save()
    painter.setClipRect(option.rect)
    painter.setPen(option.palette.color(QPalette.ColorRole.Text))
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - height) / 2))
    painter.restore()
