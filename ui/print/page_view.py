"""One page of a printout on the screen, as it will be on paper; other pages are drawn when they are turned to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

from core.paper.printout import Printout
from ui import theme
from ui.print.painter import paint_page

FIT_PAGE, FIT_WIDTH = 0, -1
"""Sizes that follow the window; others are per cent of the paper's own."""

_MILLIMETRES_PER_INCH = 25.4
_KEYS = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Space: 1,
    Qt.Key.Key_Backspace: -1,
}


class PageView(QScrollArea):
    """Shows the pages of these numbers, one at a time.

    Signals:
        turned(int): another page is shown, by its place among the numbers, from 0.
    """

    turned = Signal(int)

    def __init__(self, printout: Printout, numbers: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self._index = 0
        self._size = FIT_PAGE
        self._sheet = _Sheet(printout)
        self._sheet.number = numbers[0]
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._say_page()

    @property
    def index(self) -> int:
        return self._index

    def turn_to(self, index: int) -> None:
        """Show the page at this place among the numbers, or the nearest there is."""
        index = min(max(index, 0), len(self._numbers) - 1)
        if index == self._index:
            return
        self._index = index
        self._sheet.number = self._numbers[index]
        self._sheet.update()
        self.verticalScrollBar().setValue(0)
        self._say_page()
        self.turned.emit(index)

    def set_size(self, size: int) -> None:
        """`FIT_PAGE`, `FIT_WIDTH`, or per cent."""
        self._size = size
        self._resize_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS:
            self.turn_to(self._index + _KEYS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.turn_to(0 if key == Qt.Key.Key_Home else len(self._numbers) - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Beyond the edge of a page lies the next one."""
        down, bar = event.angleDelta().y() < 0, self.verticalScrollBar()
        if event.angleDelta().y() and bar.value() == (bar.maximum() if down else bar.minimum()):
            before = self._index
            self.turn_to(self._index + (1 if down else -1))
            if not down and self._index != before:
                bar.setValue(bar.maximum())
        else:
            super().wheelEvent(event)

    def _resize_sheet(self) -> None:
        paper, room = self._sheet.paper_size, self.viewport().size()
        gap = self.fontMetrics().height()
        across = (room.width() - gap) / paper.width()
        down = (room.height() - gap) / paper.height()
        scale = self.logicalDpiX() / _MILLIMETRES_PER_INCH * self._size / 100
        if self._size == FIT_PAGE:
            scale = min(across, down)
        elif self._size == FIT_WIDTH:
            scale = (room.width() - gap - _bar_width(self.verticalScrollBar())) / paper.width()
        self._sheet.show_at(max(scale, 0.2))

    def _say_page(self) -> None:
        self.setAccessibleName(self.tr("第 {0} 页的样子").format(self._numbers[self._index]))


class _Sheet(QWidget):
    """A sheet of paper with one page of the printout."""

    def __init__(self, printout: Printout) -> None:
        super().__init__()
        self._printout = printout
        self._scale = 1.0
        self.number = 1

    @property
    def paper_size(self) -> QSize:
        """In millimetres."""
        paper = self._printout.paper
        return QSize(round(paper.width), round(paper.height))

    def show_at(self, scale: float) -> None:
        """`scale`: pixels for a millimetre."""
        self._scale = scale
        paper = self._printout.paper
        self.resize(round(paper.width * scale), round(paper.height * scale))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.fillRect(self.rect(), QColor("white"))
        paint_page(painter, self._printout, self.number, self._scale)
        painter.setPen(theme.muted_text(self.palette()))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _bar_width(bar: QScrollBar) -> int:
    return 0 if bar.isVisible() else bar.sizeHint().width()
