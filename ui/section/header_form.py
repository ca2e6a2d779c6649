"""The header form: all fields of a project above its indicators. Every key press is an edit through the session."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from core.authoring import rename_project
from core.book import ItemId, Place, Project, Value
from core.edit import SetField
from core.field_titles import field_title
from core.money import MoneyUnit
from core.rules import Finding, Findings
from core.session import Change
from ui.section.live_fields import (
    TEXT_MARGIN,
    ChoiceField,
    GoalsField,
    LineField,
    NumberField,
    TextField,
    UnitCodeField,
)
from ui.section.spending_plan_fields import SpendingPlanFields
from ui.session_signals import SessionSignals, follow

Field = LineField | TextField | ChoiceField | SpendingPlanFields

OPTIONAL_FIELDS = ("code", "spending_plan")
"""Parts that not every table has; shown where the project has them."""


class _Header(NamedTuple):
    """What the form shows: the value of each field, and findings by field."""

    project: ItemId
    values: list[Value]
    findings: dict[str | None, list[Finding]]


class HeaderForm(QWidget):
    """Shows and edits the fields of one project of the session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._section_id: ItemId | None = None
        self._shown: _Header | None = None
        self._fields = _fields()
        self._labels = {field: QLabel(field_title(field)) for field in self._fields}
        for field, widget in self._fields.items():
            widget.edited.connect(lambda value, continues, field=field: self._set(field, value, continues))
            widget.setAccessibleName(field_title(field))
            self._labels[field].setBuddy(widget)
        self._lay_out()

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self.show_section(None)

    def show_section(self, section_id: ItemId | None) -> None:
        """Show this project, or nothing."""
        self._section_id = section_id
        self._refresh()

    def go_to(self, place: Place) -> bool:
        """Focus the field at this place, the name for the project as a whole; False for a place not shown."""
        field = place.field or "name"
        widget = self._fields.get(field)
        if place.section != self._section_id or place.row is not None or widget is None or widget.isHidden():
            return False
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @property
    def _project(self) -> Project | None:
        book = self._signals.session.book if self._signals else None
        if book is None or self._section_id is None or self._section_id not in book:
            return None
        return book.project(self._section_id)

    def _on_changed(self, change: Change) -> None:
        if self._section_id in change.sections:
            self._refresh()

    def _refresh(self) -> None:
        """Show the project as it is now, with what the findings say about its fields."""
        project = self._project
        self.setEnabled(project is not None)
        if project is None or self._signals is None:
            return
        header = self._header(project, self._signals.session.findings)
        if header == self._shown:
            return  # most edits are about rows
        for (field, widget), value in zip(self._fields.items(), header.values, strict=True):
            widget.show_value(value)
            widget.show_findings(header.findings.get(field, []))
        for field in OPTIONAL_FIELDS:
            self._fields[field].setVisible(getattr(project, field) is not None)
            self._labels[field].setVisible(getattr(project, field) is not None)
        self._money_unit.setText(project.money_unit)
        is_taken = not any(isinstance(one, TextField) and one.is_composing for one in self._fields.values())
        self._shown = header if is_taken else None

    def _header(self, project: Project, found: Findings) -> _Header:
        findings: dict[str | None, list[Finding]] = defaultdict(list)
        for finding in found.of(project.id):
            if finding.place.row is None:
                findings[finding.place.field].append(finding)
        return _Header(project.id, [getattr(project, field) for field in self._fields], findings)

    def _set(self, field: str, value: Value, continues: bool) -> None:
        """Change one field of the book; the heading goes with the name."""
        project = self._project
        if project is None or self._signals is None or getattr(project, field) == value:
            return
        session, place = self._signals.session, Place(project.id, field=field)
        edit = rename_project(session.book, project.id, str(value)) if field == "name" else None
        label = self.tr("修改{0}").format(field_title(field))
        session.apply(edit or SetField(place, value), label, continues=continues)

    def _lay_out(self) -> None:
        self._money_unit = QLabel()
        self._money_unit.setTextFormat(Qt.TextFormat.PlainText)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        rows = {
            "unit_code": self._row(("unit_code", 0), ("unit_name", 3), ("money_unit", 0), ("code", 2)),
            "name": self._row(("name", 1), ("number", 0), ("title", 1)),
            "budget": self._funds_row(),
            "spending_plan": self._row(("spending_plan", 0)),
            "purpose": self._row(("purpose", 1)),
            "goals": self._row(("goals", 1)),
        }
        for line, (field, row) in enumerate(rows.items()):
            label = self._labels[field]
            vertical = Qt.AlignmentFlag.AlignVCenter
            if isinstance(self._fields[field], TextField):
                vertical = Qt.AlignmentFlag.AlignTop
                label.setContentsMargins(0, TEXT_MARGIN + 1, 0, 0)  # level with the text's first line
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignRight | vertical)
            grid.addLayout(row, line, 1)
        grid.setRowStretch(len(rows), 1)
        for before, after in pairwise(self._fields.values()):
            self.setTabOrder(before, after)

    def _row(self, *parts: tuple[str, int]) -> QHBoxLayout:
        """Fields side by side with their shares of the width; the first one's label stands in its own column."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, share in parts:
            if row.count():
                row.addWidget(self._labels[field])
            row.addWidget(self._fields[field], share)
        if not any(share for _, share in parts):
            row.addStretch(1)
        return row

    def _funds_row(self) -> QHBoxLayout:
        """预算数 = 财政资金 + 其他资金 万元."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._fields["budget"], 1)
        for sign, field in (("=", "fiscal_funds"), ("+", "other_funds")):
            row.addWidget(QLabel(sign))
            row.addWidget(self._labels[field])
            row.addWidget(self._fields[field], 1)
        row.addWidget(self._money_unit)
        row.addStretch(1)
        return row


def _fields() -> dict[str, Field]:
    """The widgets by the name of the field that they show, in the order of the Tab key."""
    fields: dict[str, Field] = {
        "unit_code": UnitCodeField(),
        "unit_name": LineField(),
        "money_unit": ChoiceField([unit.value for unit in MoneyUnit]),
        "code": LineField(),
        "name": LineField(),
        "number": NumberField(),
        "title": LineField(),
        "budget": LineField(),
        "fiscal_funds": LineField(),
        "other_funds": LineField(),
        "spending_plan": SpendingPlanFields(),
        "purpose": TextField(max_lines=4),
        "goals": GoalsField(max_lines=6),
    }
    widths: dict[str, tuple[str, ...]] = {"unit_code": ("000000",), "number": ("0000",)}
    for field in ("budget", "fiscal_funds", "other_funds"):
        widths[field] = ("000000000.00", "000000.00")
    for field, samples in widths.items():
        line = fields[field]
        if isinstance(line, LineField):
            line.fit_to(*samples)
    return fields
