"""A button that looks like a link with a drawing before it and a quiet line below: what the welcome page offers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget

from ui import theme


class LinkButton(QAbstractButton):
    """Shows a text, a drawing of `theme.icon` and a description, which may be empty."""

    def __init__(self, text: str, description: str, drawing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._description = description
        self._drawing = drawing
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        line, margin = self.fontMetrics().height(), self._margin
        texts = (self.text(), self._description)
        width = max(self.fontMetrics().horizontalAdvance(text) for text in texts)
        lines = 2 if self._description else 1
        return QSize(width + line * 2 + margin * 3, lines * line + 2 * margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, margin = QPainter(self), self.palette(), self._margin
        if self.isDown() or self.underMouse():
            ground = palette.color(QPalette.ColorRole.Window)
            share = 0.28 if self.isDown() else 0.14
            painter.fillRect(
                self.rect(), theme.mixed(palette.color(QPalette.ColorRole.Highlight), ground, share)
            )
        line = self.fontMetrics().height()
        icon = QRect(margin, margin, round(line * 1.3), round(line * 1.3))
        theme.icon(self._drawing, palette).paint(painter, icon)
        left = icon.right() + margin
        words = QRect(left, margin, self.width() - left - margin, line)
        self._write(painter, words, self.text(), palette.color(QPalette.ColorRole.WindowText))
        self._write(painter, words.translated(0, line), self._description, theme.muted_text(palette))
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
        painter.end()

    @property
    def _margin(self) -> int:
        return max(4, round(self.fontMetrics().height() * 0.4))

    def _write(self, painter: QPainter, words: QRect, text: str, colour: QColor) -> None:
        painter.setPen(colour)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
