"""The page of 部门整体绩效目标: overall goal, the sub-goals with their indicators as rows beside the text, safeguards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.authoring import new_sub_goal
from core.book import DepartmentTargets, ItemId, Place, SubGoal, Value
from core.department import DepartmentIndicator, department_indicators
from core.edit import RemoveRow, SetField
from core.session import Change
from ui import theme
from ui.section.live_fields import LineField, TextField
from ui.session_signals import SessionSignals, follow


class DepartmentPage(QScrollArea):
    """Shows and edits the department targets of the session's book."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._cards: dict[ItemId, SubGoalCard] = {}
        self._titles = {
            "overall": self.tr("总体绩效目标"),
            "heading": self.tr("分项名称"),
            "goals": self.tr("分项绩效目标"),
            "indicators": self.tr("分项绩效指标"),
            "safeguards": self.tr("工作保障措施"),
        }
        self._texts = {field: TextField(max_lines=24) for field in ("overall", "safeguards")}
        for field, text in self._texts.items():
            text.setAccessibleName(self._titles[field])
            text.edited.connect(
                lambda value, continues, field=field: self._set(None, field, value, continues)
            )
        self._card_column = QVBoxLayout()
        self._card_column.setSpacing(8)
        self._add = QAction(self.tr("新增分项"), self)
        theme.set_icon(self._add, "row-insert")
        self._add.triggered.connect(self._add_sub_goal)
        self._lay_out()

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self._remove_cards()
        self._refresh()

    def go_to(self, place: Place) -> bool:
        """Focus the text at this place; False where the page does not show it."""
        targets = self._targets
        if targets is None or place.section != targets.id:
            return False
        if place.row is None:
            field: LineField | TextField | None = self._texts.get(place.field or "overall")
        else:
            card = self._cards.get(place.row)
            field = card.field(place.field or "heading") if card else None
        if field is None:
            return False
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        # A card that has just been made gets its place in the page with the next round of events.
        QTimer.singleShot(0, field, lambda: self.ensureWidgetVisible(field))
        return True

    @property
    def _targets(self) -> DepartmentTargets | None:
        return self._signals.session.book.department if self._signals else None

    def _on_changed(self, change: Change) -> None:
        targets = self._targets
        if targets is not None and targets.id in change.sections:
            self._refresh()

    def _refresh(self) -> None:
        """Show the department targets as they are now, a card for each sub-goal."""
        targets = self._targets
        if targets is None:
            return
        for field, text in self._texts.items():
            text.show_value(getattr(targets, field))
        if list(self._cards) != [sub_goal.id for sub_goal in targets.sub_goals]:
            self._remove_cards()
            self._cards = {sub_goal.id: self._new_card(sub_goal.id) for sub_goal in targets.sub_goals}
        for sub_goal in targets.sub_goals:
            self._cards[sub_goal.id].show_sub_goal(sub_goal)

    def _new_card(self, row_id: ItemId) -> SubGoalCard:
        card = SubGoalCard(self._titles)
        card.edited.connect(lambda field, value, continues: self._set(row_id, field, value, continues))
        card.removed.connect(lambda: self._remove_sub_goal(row_id))
        self._card_column.addWidget(card)
        return card

    def _remove_cards(self) -> None:
        for card in self._cards.values():
            self._card_column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {}

    def _set(self, row: ItemId | None, field: str, value: Value, continues: bool) -> None:
        targets = self._targets
        if targets is not None and self._signals is not None:
            label = self.tr("修改{0}").format(self._titles[field])
            edit = SetField(Place(targets.id, row, field), value)
            self._signals.session.apply(edit, label, continues=continues)

    def _add_sub_goal(self) -> None:
        targets = self._targets
        if targets is not None and self._signals is not None:
            edit = new_sub_goal(self._signals.session.book, targets)
            self._signals.session.apply(edit, self.tr("新增分项"))
            self.go_to(Place(targets.id, edit.row.id, "heading"))

    def _remove_sub_goal(self, row_id: ItemId) -> None:
        targets = self._targets
        if targets is not None and self._signals is not None:
            self._signals.session.apply(RemoveRow(targets.id, row_id), self.tr("删除分项"))

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(_heading(self._titles["overall"]))
        column.addWidget(self._texts["overall"])
        column.addWidget(_heading(self.tr("分项绩效目标")))
        column.addLayout(self._card_column)
        add = QToolButton()
        add.setDefaultAction(self._add)
        add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(_heading(self._titles["safeguards"]))
        column.addWidget(self._texts["safeguards"])
        column.addStretch(1)
        self.setWidget(page)


class SubGoalCard(QFrame):
    """One sub-goal: its texts on the left, the rows that its indicators' text says on the right.

    Signals:
        edited(str, Value, bool): a field, its new text; True while the user goes on typing.
        removed(): the user wants the sub-goal gone.
    """

    edited = Signal(str, object, bool)
    removed = Signal()

    def __init__(self, titles: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._fields: dict[str, LineField | TextField] = {
            "heading": LineField(),
            "goals": TextField(max_lines=12),
            "indicators": TextField(max_lines=12),
        }
        for field, widget in self._fields.items():
            widget.setAccessibleName(titles[field])
            widget.edited.connect(
                lambda value, continues, field=field: self.edited.emit(field, value, continues)
            )
        font = self._fields["heading"].font()
        font.setBold(True)
        self._fields["heading"].setFont(font)
        self._rows = _IndicatorRows()
        self._lay_out()

    def field(self, name: str) -> LineField | TextField | None:
        """The widget that shows this field of the sub-goal."""
        return self._fields.get(name)

    def show_sub_goal(self, sub_goal: SubGoal) -> None:
        """Show its texts, and its indicators as rows."""
        for field, widget in self._fields.items():
            widget.show_value(getattr(sub_goal, field))
        self._rows.show_indicators(department_indicators(sub_goal.indicators))

    def _lay_out(self) -> None:
        action = QAction(self.tr("删除这个分项"), self)
        theme.set_icon(action, "row-delete")
        action.triggered.connect(self.removed)
        remove = QToolButton()
        remove.setDefaultAction(action)
        remove.setAutoRaise(True)
        top = QHBoxLayout()
        top.addWidget(self._fields["heading"], 1)
        top.addWidget(remove)
        grid = QGridLayout(self)
        grid.addLayout(top, 0, 0, 1, 2)
        left = QVBoxLayout()
        for title, field in ((self.tr("绩效目标"), "goals"), (self.tr("绩效指标"), "indicators")):
            left.addWidget(QLabel(title))
            left.addWidget(self._fields[field])
        left.addStretch(1)
        grid.addLayout(left, 1, 0)
        grid.addWidget(self._rows, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)


class _IndicatorRows(QTreeWidget):
    """The rows that were read out of the running text; to look at, the text is what is edited."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels(
            [self.tr("指标"), self.tr("说明"), self.tr("符号"), self.tr("数值"), self.tr("单位")]
        )
        self.setRootIsDecorated(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("从文字中识别出的指标"))
        self.horizontalScrollBar().rangeChanged.connect(self._make_room)
        header = self.header()
        header.setStretchLastSection(False)
        for column in range(self.columnCount()):
            stretches = column < 2
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    def show_indicators(self, indicators: tuple[DepartmentIndicator, ...]) -> None:
        """Show these rows, all of them without scrolling."""
        self.clear()
        self.addTopLevelItems([self._item(indicator) for indicator in indicators])
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        self.doItemsLayout()  # the header and the lines know of another font only then
        height = sum(self.sizeHintForRow(row) for row in range(self.topLevelItemCount()))
        sideways = self.horizontalScrollBar()
        if sideways.maximum() > 0:
            height += sideways.sizeHint().height()
        self.setFixedHeight(self.header().sizeHint().height() + height + 2 * self.frameWidth())

    def _item(self, indicator: DepartmentIndicator) -> QTreeWidgetItem:
        number = "" if indicator.number is None else f"{indicator.number:f}"
        operator = "" if indicator.operator is None else indicator.operator.value
        item = QTreeWidgetItem([indicator.name, indicator.description, operator, number, indicator.unit])
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 1):
            item.setToolTip(column, theme.as_tool_tip(item.text(column)))
        return item


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)  # its size stays that of the page, whatever the zoom
    label.setFont(font)
    return label
