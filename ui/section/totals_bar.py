"""The totals bar: what the cost rows of a project add up to against its budget, and which rows count, and why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.book import ItemId, Place
from core.cost import Composition, CostChoice, Instead, RowChoices
from core.money import format_amount
from core.rules import Severity
from core.session import Change
from ui import theme
from ui.elided_label import ElidedLabel
from ui.section.cost_picture import CostPicture
from ui.section.cost_table import CostTable
from ui.session_signals import SessionSignals, follow


class TotalsBar(QWidget):
    """Shows the cost composition of one project of the session; the user may decide how its unit costs count.

    Signals:
        place_activated(Place): the user clicked a row of the composition, or its part of the picture.
    """

    place_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._section_id: ItemId | None = None
        self._shown: tuple[Composition, RowChoices] | None = None
        self._summary = ElidedLabel()
        self._picture = CostPicture()
        self._verdict = QLabel()
        self._toggle = QToolButton()
        self._table = CostTable()
        self._reset = QPushButton(self.tr("全部改回自动匹配"))
        self._details = self._details_area()
        self._set_up_toggle()
        self._picture.row_activated.connect(self._lead_to)
        self._table.row_activated.connect(self._lead_to)
        self._table.chosen.connect(self._choose)
        self._reset.clicked.connect(self._forget_choices)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(self._line())
        layout.addWidget(self._details)

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self.show_section(None)

    def show_section(self, section_id: ItemId | None) -> None:
        """Show the costs of this project, or nothing."""
        self._section_id = section_id
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._refresh()

    # ── What the user does ──

    def _lead_to(self, row_id: ItemId) -> None:
        if self._section_id is not None:
            self.place_activated.emit(Place(self._section_id, row_id, "value"))

    def _choose(self, row_id: ItemId, by: ItemId | Instead | None) -> None:
        if self._signals and self._section_id is not None:
            self._signals.session.choose_cost(CostChoice(self._section_id, row_id, by))

    def _forget_choices(self) -> None:
        if self._signals and self._section_id is not None:
            self._signals.session.forget_cost_choices(self._section_id)
            self._table.setFocus()

    def _on_changed(self, change: Change) -> None:
        if self._section_id in change.sections and self._costs != self._shown:
            self._refresh()

    # ── What is shown ──

    def _refresh(self) -> None:
        self._shown = self._costs
        self.setEnabled(self._shown is not None)
        if self._shown is None:
            return
        composition = self._shown[0]
        budget = self.tr("（无）") if composition.budget is None else format_amount(composition.budget)
        total = format_amount(composition.total)
        unit = composition.money_unit
        self._summary.show_text(self.tr("成本合计 {0} / 预算 {1} {2}").format(total, budget, unit))
        self._show_verdict(composition)
        self._picture.show_composition(composition)
        counted = len(composition.counted)
        not_counted = len(composition.rows) - counted
        self._toggle.setText(self.tr("构成（计入 {0}，未计入 {1}）").format(counted, not_counted))
        self._refresh_table()

    def _refresh_table(self) -> None:
        """Fill the table where it is shown; closed, it costs nothing."""
        if self._shown is None or not self._toggle.isChecked():
            return
        composition, choices = self._shown
        self._table.show_composition(composition, choices)
        self._table.setVisible(bool(composition.rows))
        self._reset.setVisible(bool(choices))

    @property
    def _costs(self) -> tuple[Composition, RowChoices] | None:
        """The costs of the project as they are now, and what the user decided about them; None without a project."""
        session = self._signals.session if self._signals else None
        if session is None or self._section_id is None or self._section_id not in session.book:
            return None
        project = session.book.project(self._section_id)
        return session.findings.context.cost(project), session.cost_choices.of(project.id)

    def _show_verdict(self, composition: Composition) -> None:
        palette = QPalette()
        if (composition.difference or 0) > 0:
            palette.setColor(
                QPalette.ColorRole.WindowText, theme.severity_colour(Severity.ERROR, self.palette())
            )
        self._verdict.setPalette(palette)
        self._verdict.setText(self._verdict_on(composition))

    def _verdict_on(self, composition: Composition) -> str:
        if not composition.rows:
            return self.tr("没有成本指标")
        difference = composition.difference
        if difference is None or not composition.counted:
            return self.tr("无法比较")
        if difference > 0:
            return self.tr("超 {0}").format(format_amount(difference))
        return self.tr("余 {0}").format(format_amount(-difference)) if difference else self.tr("相符")

    # ── Parts ──

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        for widget in (self._summary, self._picture, self._verdict, self._toggle):
            line.addWidget(widget, 1 if widget is self._picture else 0)
        return line

    def _details_area(self) -> QWidget:
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._table)
        column.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignRight)
        details.hide()
        return details

    def _set_up_toggle(self) -> None:
        self._toggle.setCheckable(True)
        self._toggle.setAutoRaise(True)
        self._toggle.setArrowType(Qt.ArrowType.RightArrow)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._toggle.toggled.connect(self._show_details)

    def _show_details(self, shown: bool) -> None:
        self._details.setVisible(shown)
        self._toggle.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._refresh_table()
