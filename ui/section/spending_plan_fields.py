"""资金支出计划: one field per checkpoint, in one row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.book import Checkpoint, SpendingPlan, Value
from core.rules import Finding
from ui.section.live_fields import LineField


class SpendingPlanFields(QWidget):
    """Shows and edits the cumulative percentages of a spending plan; hidden where a project has none.

    Signals:
        edited(SpendingPlan, bool): the whole plan; True while the user goes on typing in one checkpoint.
    """

    edited = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._fields: list[LineField] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def value(self) -> SpendingPlan:
        return tuple(
            Checkpoint(label, str(field.value))
            for label, field in zip(self._labels, self._fields, strict=True)
        )

    def show_value(self, value: Value) -> None:
        """Show the plan of the book; None hides the fields."""
        plan = (
            [checkpoint for checkpoint in value if isinstance(checkpoint, Checkpoint)]
            if isinstance(value, tuple)
            else []
        )
        self.setVisible(bool(plan))
        labels = tuple(checkpoint.label for checkpoint in plan)
        if labels != self._labels:
            self._make_fields(labels)
        for field, checkpoint in zip(self._fields, plan, strict=True):
            field.show_value(checkpoint.percent)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark every checkpoint: the figures are judged together."""
        for field in self._fields:
            field.show_findings(findings)

    def _make_fields(self, labels: tuple[str, ...]) -> None:
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._labels, self._fields = labels, []
        for label in labels:
            field = LineField()
            field.fit_to("100.00%")
            field.setAccessibleName(self.tr("{0}累计支出比例").format(label))
            field.edited.connect(lambda _percent, continues: self.edited.emit(self.value, continues))
            title = QLabel(label)
            title.setTextFormat(Qt.TextFormat.PlainText)
            self._row.addWidget(title)
            self._row.addWidget(field)
            self._fields.append(field)
        if self._fields:
            self.setFocusProxy(self._fields[0])
