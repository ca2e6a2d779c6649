"""Lists what stands in a file that the program keeps without understanding it."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Shows where each part stands, and its text; changes nothing."""

    def __init__(self, parts: Sequence[Unrecognised], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("未识别的内容"))
        note = QLabel(self.tr("这些内容不属于任何已知的栏目。它们原样留在文件里，保存时不会改动。"), self)
        note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addWidget(self._table(parts))
        layout.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(em * 40, em * 24)

    def _table(self, parts: Sequence[Unrecognised]) -> QTableWidget:
        table = QTableWidget(len(parts), 2, self)
        table.setHorizontalHeaderLabels([self.tr("位置"), self.tr("内容")])
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for row, part in enumerate(parts):
            table.setItem(row, 0, QTableWidgetItem(part.place))
            table.setItem(row, 1, QTableWidgetItem(part.text))
        table.resizeColumnToContents(0)
        return table
