"""The table below the cost picture: every cost row, whether it counts, and why; for unit costs, by which quantity."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from core.book import ItemId
from core.cost import Composition, CostRow, RowChoices
from core.money import format_amount
from ui import theme
from ui.section.quantity_choice import QuantityChoice

MOST_ROWS = 6
"""How many rows are shown without scrolling."""

COUNTED, NAME, VALUE, AMOUNT, QUANTITY, REASON = range(6)
_WIDTHS = {COUNTED: 4, NAME: 15, VALUE: 9, AMOUNT: 7, QUANTITY: 13}
"""Per column, in Chinese characters; the reason takes the rest."""
_LEAST_REASON = 24
"""In Chinese characters; where the window is narrower, the table scrolls."""

_ROW_ROLE = Qt.ItemDataRole.UserRole


class CostTable(QTreeWidget):
    """Shows the composition of one project.

    Signals:
        row_activated(ItemId): the user clicked a row or pressed Enter on it.
        chosen(ItemId, ItemId | Instead | None): the user decided how a unit cost counts; None leaves it to the
            program.
    """

    row_activated = Signal(object)
    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[ItemId, bool]] | None = None
        self._items: list[QTreeWidgetItem] = []
        self.setHeaderLabels(
            [
                self.tr("合计"),
                self.tr("成本指标"),
                self.tr("指标值"),
                self.tr("金额"),
                self.tr("怎样计入"),
                self.tr("说明"),
            ]
        )
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.header().setStretchLastSection(False)
        self.headerItem().setTextAlignment(
            AMOUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.setAccessibleName(self.tr("成本构成"))
        self.itemClicked.connect(self._activate)
        self.itemActivated.connect(self._activate)
        self._fit_columns()

    def show_composition(self, composition: Composition | None, choices: RowChoices) -> None:
        """Show these rows and what the user decided about them; the focus stays on a row that stays."""
        rows = composition.rows if composition else ()
        shown = [(row.indicator.id, row.unit_cost is not None) for row in rows]
        if shown != self._shown:
            self._shown = shown
            self._make_items(rows)
        for item, row in zip(self._items, rows, strict=True):
            self._show_row(item, row)
            choice = self.itemWidget(item, QUANTITY)
            if isinstance(choice, QuantityChoice) and composition:
                choice.show_row(row, composition.quantities, choices.get(row.indicator.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_reason()
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()
            self._fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the row on every platform; F2 goes to the choice of the quantity."""
        item = self.currentItem()
        if item and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(item)
        elif item and event.key() == Qt.Key.Key_F2 and (choice := self.itemWidget(item, QUANTITY)):
            choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _activate(self, item: QTreeWidgetItem) -> None:
        self.row_activated.emit(item.data(COUNTED, _ROW_ROLE))

    def _make_items(self, rows: Sequence[CostRow]) -> None:
        self.clear()
        self.setColumnHidden(QUANTITY, all(row.unit_cost is None for row in rows))
        self._items = [QTreeWidgetItem(self) for _ in rows]
        for item, row in zip(self._items, rows, strict=True):
            item.setData(COUNTED, _ROW_ROLE, row.indicator.id)
            item.setTextAlignment(AMOUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if row.unit_cost is not None:
                self.setItemWidget(item, QUANTITY, self._choice(row.indicator.id))
        self._fit_reason()
        self._fit_height()

    def _choice(self, row_id: ItemId) -> QuantityChoice:
        choice = QuantityChoice()
        choice.chosen.connect(lambda by: self.chosen.emit(row_id, by))
        return choice

    def _show_row(self, item: QTreeWidgetItem, row: CostRow) -> None:
        # The amount of a unit cost that is not multiplied is one for one of something, which its value says already.
        amount = row.amount if row.unit_cost is None or row.is_counted or row.quantities else None
        reason = row.reason or (self.tr("按指标值计入") if row.is_counted else "")
        name = row.indicator.name or self.tr("（未填）")
        texts = {
            COUNTED: self.tr("计入") if row.is_counted else self.tr("未计入"),
            NAME: name,
            VALUE: row.indicator.value,
            AMOUNT: "" if amount is None else format_amount(amount),
            REASON: reason,
        }
        muted = QBrush() if row.is_counted else QBrush(theme.muted_text(self.palette()))
        for column, text in texts.items():
            item.setText(column, text)
            item.setForeground(column, muted)
        for column in (NAME, VALUE, REASON):
            item.setToolTip(column, theme.as_tool_tip(texts[column]))

    def _fit_columns(self) -> None:
        character = self.fontMetrics().horizontalAdvance("汉")
        for column, characters in _WIDTHS.items():
            self.setColumnWidth(column, character * characters)
        self._fit_reason()

    def _fit_reason(self) -> None:
        others = sum(self.columnWidth(column) for column in range(REASON))
        least = self.fontMetrics().horizontalAdvance("汉") * _LEAST_REASON
        self.setColumnWidth(REASON, max(self.viewport().width() - others, least))

    def _fit_height(self) -> None:
        """As high as the rows, up to the most that is shown at once; rows as high as a choice needs."""
        probe = QuantityChoice()
        probe.setFont(self.font())
        row_height = max(probe.sizeHint().height(), self.fontMetrics().height() + 4)
        for item in self._items:
            item.setSizeHint(COUNTED, QSize(0, row_height))
        lines = min(len(self._items), MOST_ROWS)
        height = self.header().sizeHint().height() + row_height * lines + 2 * self.frameWidth() + 1
        if self.header().length() > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(height)
