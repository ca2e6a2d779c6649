"""One entry of the library in full, below the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from core.library import Entry
from core.scheme import Category

_LINES = 3
"""How many lines of description have room from the start, so that the table keeps its height."""


class EntryDetails(QFrame):
    """Shows an entry, or nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._name, self._where, self._description, self._value = (QLabel(self) for _ in range(4))
        layout = QVBoxLayout(self)
        for label in (self._name, self._where, self._description, self._value):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            layout.addWidget(label)
        bold = self.font()
        bold.setBold(True)
        self._name.setFont(bold)
        self._description.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._description.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)

    def clear(self) -> None:
        for label in (self._name, self._where, self._description, self._value):
            label.clear()

    def show_entry(self, entry: Entry, category: Category, value: str) -> None:
        """`category` and `value` are those that the project's row would have."""
        self._name.setText(entry.name)
        self._where.setText(f"{entry.kind} · {category[0]} / {category[1]}")
        self._description.setText(entry.description)
        basis = self.tr("　　依据：{0}").format(entry.basis) if entry.basis else ""
        self._value.setText(self.tr("指标值：{0}").format(value) + basis)
