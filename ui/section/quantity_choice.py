"""The choice of how a unit cost counts: by which quantity row, as a total, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from core.book import ItemId
from core.cost import CostRow, Instead, Quantity
from ui import theme

_FEWEST_CHARACTERS = 8

_Entry = tuple[str, ItemId | Instead | None]
"""What the list says, and what picking it means."""


class QuantityChoice(QComboBox):
    """Shows what the program found, or what the user chose instead.

    The list is made when the user comes to it: a table may have a choice in each of hundreds of rows, and each of
    them offers all quantities.

    Signals:
        chosen(ItemId | Instead | None): the quantity row that the user picked, what to do instead, or None to leave
            it to the program.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = ""
        self._quantities: Sequence[Quantity] = ()
        self._choice: ItemId | Instead | None = None
        self._entries: list[_Entry] = []
        self._is_listed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_FEWEST_CHARACTERS)
        self.activated.connect(self._tell)

    def show_row(self, row: CostRow, quantities: Sequence[Quantity], choice: ItemId | Instead | None) -> None:
        """Offer these quantities for the row; `choice` is what the user has decided so far."""
        self._found = "" if row.is_chosen else " × ".join(map(str, row.quantities))
        self._quantities, self._choice = quantities, choice
        if self._is_listed:
            self._list_all()
        else:
            self._show_entries([self._current_entry()])
        self.setAccessibleName(self.tr("“{0}”怎样计入").format(row.indicator.name))

    def showPopup(self) -> None:
        self._list_all()
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys choose without opening the list, too."""
        self._list_all()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the list around: scrolling past must not change a decision."""
        event.ignore()

    def _tell(self, index: int) -> None:
        self.chosen.emit(self._entries[index][1])

    # ── What it offers ──

    def _list_all(self) -> None:
        self._is_listed = True
        quantities = [_offer(quantity) for quantity in self._quantities]
        self._show_entries([self._automatic(), *quantities, *self._instead()])

    def _show_entries(self, entries: list[_Entry]) -> None:
        if entries != self._entries:
            self._entries = entries
            self.clear()
            self.addItems([text for text, _ in entries])
            for index, (text, _) in enumerate(entries):
                self.setItemData(index, theme.as_tool_tip(text), Qt.ItemDataRole.ToolTipRole)
        at = next((index for index, (_, by) in enumerate(entries) if by == self._choice), 0)
        self.setCurrentIndex(at)

    def _current_entry(self) -> _Entry:
        """What the user chose; where that is no more, what the program found."""
        chosen = (_offer(one) for one in self._quantities if one.indicator.id == self._choice)
        instead = (entry for entry in self._instead() if entry[1] == self._choice)
        return next(chosen, None) or next(instead, None) or self._automatic()

    def _automatic(self) -> _Entry:
        return (self.tr("自动：{0}").format(self._found) if self._found else self.tr("自动")), None

    def _instead(self) -> list[_Entry]:
        return [(self.tr("按总额计入"), Instead.AS_TOTAL), (self.tr("不计入"), Instead.LEAVE_OUT)]


def _offer(quantity: Quantity) -> _Entry:
    return f"{quantity}　{quantity.indicator.name}", quantity.indicator.id
