"""The preview of a paste that does not simply fit: the block, where its columns go, and what would be lost."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.clipboard.pasting import PasteKind, PastePlan
from core.rules import Severity
from ui import theme
from ui.clipboard.block_model import BlockModel
from ui.clipboard.column_choices import ColumnChoices

_ROWS_MEASURED, _ROWS_SHOWN = 100, 12
_WIDEST = 16
"""Of a column at first, in heights of a line."""


class PasteDialog(QDialog):
    """Lets the user say what a block means.

    Attributes:
        plan: the plan as the user has changed it; its edit is what 粘贴 stands for.
    """

    def __init__(self, plan: PastePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.setWindowTitle(self.tr("粘贴"))
        self._kinds = self._new_kinds()
        self._problem_icon, self._problems = QLabel(self), self._new_text()
        self._model = BlockModel(plan, self)
        self._table = self._new_table()
        self._choices = ColumnChoices(self._table)
        self._choices.chosen.connect(self._on_columns_chosen)
        self._table.setHorizontalHeader(self._choices)
        self._summary = self._new_text()
        self._paste = QPushButton(self.tr("粘贴(&P)"), self)
        self._lay_out()
        self._show_block()
        self._paste.setFocus()

    # ── Parts ──

    def _new_kinds(self) -> dict[PasteKind, QRadioButton]:
        titles = {PasteKind.CELLS: self.tr("覆盖单元格(&O)"), PasteKind.ROWS: self.tr("插入为新指标(&N)")}
        kinds = {kind: QRadioButton(title, self) for kind, title in titles.items()}
        for kind, button in kinds.items():
            button.setChecked(kind is self.plan.kind)
            button.setEnabled(kind in self.plan.kinds)
            button.clicked.connect(lambda _, kind=kind: self._on_kind_chosen(kind))
        return kinds

    def _new_text(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _new_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._model)
        table.setAccessibleName(self.tr("剪贴板中的内容"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 3 // 2)
        return table

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(self)
        buttons.addButton(self._paste, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._paste.setDefault(True)
        kinds, problems = QHBoxLayout(), QHBoxLayout()
        for button in self._kinds.values():
            kinds.addWidget(button)
        kinds.addStretch(1)
        problems.addWidget(self._problem_icon, 0, Qt.AlignmentFlag.AlignTop)
        problems.addWidget(self._problems, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(problems)
        layout.addLayout(kinds)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._summary)
        layout.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(em * 54, em * (14 + min(self.plan.block.height, _ROWS_SHOWN) * 3 // 2))

    # ── What the user does ──

    def _on_kind_chosen(self, kind: PasteKind) -> None:
        self.plan = self.plan.as_kind(kind)
        self._show_block()

    def _on_columns_chosen(self) -> None:
        self.plan = self.plan.with_columns(self._choices.columns)
        self._show_outcome()

    # ── What the plan says ──

    def _show_block(self) -> None:
        """Show a plan whose block and choices may be others than before."""
        self._show_outcome()
        self._choices.set_choices(self.plan.fields, self.plan.columns)
        widest = self.fontMetrics().height() * _WIDEST
        self._choices.setResizeContentsPrecision(_ROWS_MEASURED)
        self._table.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            self._table.setColumnWidth(column, min(self._table.columnWidth(column), widest))
        for one, next_one in pairwise(
            [*self._kinds.values(), *self._choices.boxes, self._table, self._paste]
        ):
            self.setTabOrder(one, next_one)

    def _show_outcome(self) -> None:
        self._model.set_plan(self.plan)
        self._problems.setText("\n".join(self.plan.problems))
        self._problems.setVisible(bool(self.plan.problems))
        self._problem_icon.setVisible(bool(self.plan.problems))
        self._summary.setText(self._summary_text())
        self._paste.setEnabled(bool(self.plan.added or self.plan.filled or self.plan.overwritten))
        self._draw_icon()

    def _summary_text(self) -> str:
        counts = (
            (self.tr("新增 {0} 行"), self.plan.added),
            (self.tr("填写 {0} 个空单元格"), self.plan.filled),
            (self.tr("覆盖 {0} 个单元格"), self.plan.overwritten),
        )
        said = [text.format(count) for text, count in counts if count]
        return (
            self.tr("将{0}。").format(self.tr("，").join(said)) if said else self.tr("没有可以粘贴的内容。")
        )

    def _draw_icon(self) -> None:
        size = self.fontMetrics().height()
        mark = theme.severity_dot(Severity.WARNING, self.palette())
        self._problem_icon.setPixmap(mark.pixmap(size, size))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
