"""Sentences between the fields of the dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def paragraph(text: str, parent: QWidget) -> QLabel:
    """A label that wraps and shows its text as it stands."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
