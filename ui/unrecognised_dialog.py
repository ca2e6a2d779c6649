"""Lists the lines of a file that the program keeps without understanding them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.formats import Unrecognised


class UnrecognisedDialog(QDialog):
    """Shows line numbers (from 1) and texts; changes nothing."""

    def __init__(self, lines: Sequence[Unrecognised], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("未识别的内容"))
        note = QLabel(self.tr("这些内容不属于任何已知的栏目。它们原样留在文件里，保存时不会改动。"), self)
        note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addWidget(self._table(lines))
        layout.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(em * 40, em * 24)

    def _table(self, lines: Sequence[Unrecognised]) -> QTableWidget:
        table = QTableWidget(len(lines), 2, self)
        table.setHorizontalHeaderLabels([self.tr("行号"), self.tr("内容")])
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for row, line in enumerate(lines):
            number = QTableWidgetItem(str(line.line))
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, 0, number)
            table.setItem(row, 1, QTableWidgetItem(line.text))
        return table
