"""The totals bar: what the cost rows of a project add up to against its budget, and which rows count, and why."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.book import ItemId, Place, Project
from core.cost import Composition, CostRow
from core.money import format_amount
from core.rules import Severity
from core.session import Change
from ui import theme
from ui.elided_label import ElidedLabel
from ui.session_signals import SessionSignals, follow

MOST_ROWS = 6
"""How many rows of the composition are shown without scrolling."""

_PLACE_ROLE = Qt.ItemDataRole.UserRole


class TotalsBar(QWidget):
    """Shows the cost composition of one project of the session.

    Signals:
        place_activated(Place): the user clicked a row of the composition.
    """

    place_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._section_id: ItemId | None = None
        self._summary = ElidedLabel()
        self._bar = CostBar()
        self._verdict = QLabel()
        self._toggle = QToolButton()
        self._rows = self._composition_list()
        self._set_up_toggle()
        line = QHBoxLayout()
        line.setSpacing(10)
        for widget in (self._summary, self._bar, self._verdict, self._toggle):
            line.addWidget(widget, 1 if widget is self._bar else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._rows)

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

    def _on_changed(self, change: Change) -> None:
        if self._section_id in change.sections:
            self._refresh()

    def _refresh(self) -> None:
        project = self._project
        self.setEnabled(project is not None)
        if project is None or self._signals is None:
            return
        composition = self._signals.session.findings.context.cost(project)
        unit = composition.money_unit
        budget = self.tr("（无）") if composition.budget is None else format_amount(composition.budget)
        total = format_amount(composition.total)
        self._summary.show_text(self.tr("成本合计 {0} / 预算 {1} {2}").format(total, budget, unit))
        self._show_verdict(composition)
        self._bar.show_amounts(composition.total, composition.budget)
        counted = len(composition.counted)
        not_counted = len(composition.rows) - counted
        self._toggle.setText(self.tr("构成（计入 {0}，未计入 {1}）").format(counted, not_counted))
        self._show_rows(project, composition)

    @property
    def _project(self) -> Project | None:
        book = self._signals.session.book if self._signals else None
        if book is None or self._section_id is None or self._section_id not in book:
            return None
        return book.project(self._section_id)

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

    def _show_rows(self, project: Project, composition: Composition) -> None:
        self._rows.clear()
        self._rows.addTopLevelItems([self._item(project, row) for row in composition.rows])
        lines = min(len(composition.rows), MOST_ROWS)
        frame = 2 * self._rows.frameWidth() + 1
        height = (
            self._rows.header().sizeHint().height() + max(self._rows.sizeHintForRow(0), 0) * lines + frame
        )
        self._rows.setFixedHeight(height)

    def _item(self, project: Project, row: CostRow) -> QTreeWidgetItem:
        amount = "" if row.amount is None else format_amount(row.amount)
        counted = self.tr("计入") if row.is_counted else self.tr("未计入")
        reason = row.reason or (self.tr("按指标值计入") if row.is_counted else "")
        name = row.indicator.name or self.tr("（未填）")
        item = QTreeWidgetItem([counted, name, row.indicator.value, amount, reason])
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(4, theme.as_tool_tip(reason))
        item.setData(0, _PLACE_ROLE, Place(project.id, row.indicator.id, "value"))
        if not row.is_counted:
            for column in range(item.columnCount()):
                item.setForeground(column, theme.muted_text(self.palette()))
        return item

    def _composition_list(self) -> QTreeWidget:
        rows = QTreeWidget()
        rows.setHeaderLabels(
            [self.tr("合计"), self.tr("成本指标"), self.tr("指标值"), self.tr("金额"), self.tr("说明")]
        )
        rows.setRootIsDecorated(False)
        rows.setUniformRowHeights(True)
        rows.setColumnWidth(0, 64)
        rows.setColumnWidth(1, 220)
        rows.setAccessibleName(self.tr("成本构成"))
        rows.itemClicked.connect(lambda item: self.place_activated.emit(item.data(0, _PLACE_ROLE)))
        rows.itemActivated.connect(lambda item: self.place_activated.emit(item.data(0, _PLACE_ROLE)))
        rows.hide()
        return rows

    def _set_up_toggle(self) -> None:
        self._toggle.setCheckable(True)
        self._toggle.setAutoRaise(True)
        self._toggle.setArrowType(Qt.ArrowType.RightArrow)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._toggle.toggled.connect(self._show_composition)

    def _show_composition(self, shown: bool) -> None:
        self._rows.setVisible(shown)
        self._toggle.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)


class CostBar(QWidget):
    """A bar of the costs against the budget, which ends at a mark; what exceeds it is red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._budget = Decimal(0), Decimal(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_amounts(self, total: Decimal, budget: Decimal | None) -> None:
        """Show these amounts, both in the same money unit; without a budget the bar is empty."""
        self._total, self._budget = max(total, Decimal(0)), max(budget or Decimal(0), Decimal(0))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self.palette()
        text, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Window)
        whole = QRectF(self.rect())
        self._fill(painter, whole, theme.mixed(text, ground, 0.12))
        if self._budget <= 0:
            return
        scale = whole.width() / float(max(self._total, self._budget))
        within = float(min(self._total, self._budget)) * scale
        self._fill(painter, QRectF(0, 0, within, whole.height()), palette.color(QPalette.ColorRole.Highlight))
        if self._total > self._budget:
            # An excess of a cent is the one that matters; it has to be seen on a bar of any length.
            over = max(float(self._total - self._budget) * scale, 4.0)
            red = theme.severity_colour(Severity.ERROR, palette)
            self._fill(painter, QRectF(whole.width() - over, 0, over, whole.height()), red)

    def _fill(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        painter.setBrush(colour)
        painter.drawRoundedRect(rect, 2, 2)
