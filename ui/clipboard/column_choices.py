"""A table's header with a choice over each column: the field that the column is pasted into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView, QWidget

from core.clipboard.columns import Columns, column_title

MOST_CHOICES = 60
"""Columns further to the right get no choice; no table of indicators has so many."""
_GAP = 2


class ColumnChoices(QHeaderView):
    """The horizontal header of `table`, whose columns it names and lets the user assign.

    Signals:
        chosen(): the user has made another choice for a column; see `columns`.
    """

    chosen = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._boxes: list[QComboBox] = []
        self._taken: dict[QComboBox, tuple[str, QComboBox]] = {}
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setSectionsClickable(False)
        self.sectionResized.connect(self._place_boxes)
        table.horizontalScrollBar().valueChanged.connect(self._place_boxes)

    @property
    def boxes(self) -> Sequence[QWidget]:
        """The choices from left to right, for the order of the Tab key."""
        return self._boxes

    @property
    def columns(self) -> Columns:
        """What is chosen for each column of the table."""
        rest = self.count() - len(self._boxes)
        return (*(box.currentData() for box in self._boxes), *(None,) * rest)

    def set_choices(self, fields: Sequence[str], columns: Columns) -> None:
        """Offer these fields for every column, and choose for each what `columns` say."""
        self._taken.clear()
        while len(self._boxes) > min(len(columns), MOST_CHOICES):
            self._boxes.pop().deleteLater()
        while len(self._boxes) < min(len(columns), MOST_CHOICES):
            self._boxes.append(self._new_box(len(self._boxes)))
        for box, field in zip(self._boxes, columns, strict=False):
            box.blockSignals(True)
            box.clear()
            box.addItem(self.tr("不粘贴"), None)
            for offered in fields:
                box.addItem(column_title(offered), offered)
            box.blockSignals(False)
            _choose(box, field)
        self._place_boxes()

    def _new_box(self, column: int) -> QComboBox:
        box = QComboBox(self.viewport())
        # Any other policy lets the box resize itself, away from the width of its column.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setAccessibleName(self.tr("第 {0} 列粘贴到").format(column + 1))
        box.currentIndexChanged.connect(lambda: self._on_chosen(box))
        box.installEventFilter(self)
        box.show()
        return box

    def _on_chosen(self, chosen: QComboBox) -> None:
        """A field goes to one column only: take it from the one that had it.

        Arrow keys lead through other fields to the one that is meant; what these were taken from gets them back.
        """
        self._taken.pop(chosen, None)
        for box, (field, by) in [*self._taken.items()]:
            if by is chosen and field not in self.columns:
                _choose(box, field)
                del self._taken[box]
        chosen_field = chosen.currentData()
        for box in self._boxes:
            if box is not chosen and chosen_field is not None and box.currentData() == chosen_field:
                self._taken[box] = (chosen_field, chosen)
                _choose(box, None)
        self.chosen.emit()

    # ── Where the choices are ──

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        box = self._boxes[0].sizeHint().height() if self._boxes else 0
        return QSize(hint.width(), hint.height() + box + 2 * _GAP)

    def sectionSizeFromContents(self, section: int) -> QSize:
        size = super().sectionSizeFromContents(section)
        if section < len(self._boxes):
            size.setWidth(max(size.width(), _width_of(self._boxes[section]) + 2 * _GAP))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_boxes()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._boxes:
            column = self._boxes.index(watched)
            self._table.scrollTo(self._table.model().index(self._table.rowAt(0), column))
        return super().eventFilter(watched, event)

    def _place_boxes(self) -> None:
        for column, box in enumerate(self._boxes):
            height = box.sizeHint().height()
            left = self.sectionViewportPosition(column)
            top = self.viewport().height() - height - _GAP
            box.setGeometry(left + _GAP, top, self.sectionSize(column) - 2 * _GAP, height)


def _choose(box: QComboBox, field: str | None) -> None:
    """Let the box show a field, without telling that the user has chosen it."""
    box.blockSignals(True)
    box.setCurrentIndex(max(box.findData(field), 0))
    box.blockSignals(False)


def _width_of(box: QComboBox) -> int:
    """Pixels in which the longest item can be read; the box's own hint leaves its texts out."""
    texts = (box.fontMetrics().horizontalAdvance(box.itemText(item)) for item in range(box.count()))
    return box.sizeHint().width() + max(texts)
