"""The choice of how a unit cost counts: by which quantity row, as a total, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from core.book import ItemId
from core.cost import CostRow, Instead, Quantity
from ui import theme

_FEWEST_CHARACTERS = 8


class QuantityChoice(QComboBox):
    """Shows what the program found, or what the user chose instead.

    Signals:
        chosen(ItemId | Instead | None): the quantity row that the user picked, what to do instead, or None to leave
            it to the program.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[tuple[str, ItemId | Instead | None]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_FEWEST_CHARACTERS)
        self.activated.connect(self._tell)

    def show_row(self, row: CostRow, quantities: Sequence[Quantity], choice: ItemId | Instead | None) -> None:
        """Offer these quantities for the row; `choice` is what the user has decided so far."""
        found = "" if row.is_chosen else " × ".join(map(str, row.quantities))
        entries: list[tuple[str, ItemId | Instead | None]] = [
            (self.tr("自动：{0}").format(found) if found else self.tr("自动"), None),
            *((f"{quantity}　{quantity.indicator.name}", quantity.indicator.id) for quantity in quantities),
            (self.tr("按总额计入"), Instead.AS_TOTAL),
            (self.tr("不计入"), Instead.LEAVE_OUT),
        ]
        if entries != self._entries:
            self._entries = entries
            self.clear()
            self.addItems([text for text, _ in entries])
            for index, (text, _) in enumerate(entries):
                self.setItemData(index, theme.as_tool_tip(text), Qt.ItemDataRole.ToolTipRole)
        at = next((index for index, (_, by) in enumerate(entries) if by == choice), 0)
        self.setCurrentIndex(at)
        self.setAccessibleName(self.tr("“{0}”怎样计入").format(row.indicator.name))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the list around: scrolling past must not change a decision."""
        event.ignore()

    def _tell(self, index: int) -> None:
        self.chosen.emit(self._entries[index][1])
