"""The line below a page in which the user writes what to find."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget


class FindBar(QWidget):
    """Asks; the window finds. Enter and Shift+Enter lead to the next and previous hit, Esc closes the bar.

    Signals:
        text_changed(str): the user is writing.
        step_requested(int): 1 for the next hit, -1 for the previous one.
        closed(): the bar is hidden again.
    """

    text_changed = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(self.tr("在手册里查找"))
        self.line.setAccessibleName(self.tr("在手册里查找"))
        self.line.textChanged.connect(self.text_changed)
        self._result = QLabel(self)
        self._result.setTextFormat(Qt.TextFormat.PlainText)
        previous = QPushButton(self.tr("上一处(&P)"), self)
        previous.clicked.connect(lambda: self.step_requested.emit(-1))
        next_ = QPushButton(self.tr("下一处(&N)"), self)
        next_.clicked.connect(lambda: self.step_requested.emit(1))
        close = QToolButton(self)
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("关闭查找"))
        close.clicked.connect(self.close_bar)
        layout = QHBoxLayout(self)
        for part in (self.line, previous, next_, self._result):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(close)
        self.hide()

    def open_bar(self) -> None:
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def say(self, result: str) -> None:
        """Show how the search went, in a few words."""
        self._result.setText(result)

    @property
    def result(self) -> str:
        return self._result.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step_requested.emit(-1 if backwards else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
