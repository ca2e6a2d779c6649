"""A line of text that ends in … where the window leaves it too little room; its tool tip shows the whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme

_FEWEST_CHARACTERS = 4


class ElidedLabel(QLabel):
    """One line of plain text; takes the width it needs and can do with a few characters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def whole_text(self) -> str:
        return self._whole

    def show_text(self, text: str) -> None:
        """Show this text, line breaks as blanks."""
        whole = " ".join(text.split("\n"))
        if whole == self._whole:
            return
        self._whole = whole
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().horizontalAdvance("汉" * _FEWEST_CHARACTERS)
        return QSize(min(few, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        tool_tip = theme.as_tool_tip(self._whole) if shown != self._whole else ""
        if tool_tip != self.toolTip():
            self.setToolTip(tool_tip)
