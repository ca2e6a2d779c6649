"""What opens below the title of a column: how to sort by it, and what of it to show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column
from core.all_indicators.ordering import Ordering
from core.all_indicators.value_choice import LISTED, ValueChoice
from core.rules import Severity
from core.target import Operator
from ui.grid.column_titles import column_title
from ui.grid.filter_titles import OPERATORS, operator_title, severities_title, test_title
from ui.grid.value_list import ValueList, ValueModel

_SEVERITIES = (frozenset(Severity), *(frozenset({severity}) for severity in Severity))
"""What a cell can be asked to have: any finding, or one of a certain severity."""


class FilterPopup(QDialog):
    """Sorting takes effect at once, the filter with 确定; a click elsewhere leaves everything as it was.

    Not a popup for Qt, because input methods do not write into these everywhere.

    Attributes:
        column: the column that this is about.
        sort_buttons: 升序, 降序, 文件顺序.
        test_box, words_box: the condition on the text.
        operator_boxes: a box to tick for each operator; none but for 指标值.
        severity_box: which findings a cell must have.
        search_box, all_box, value_list: the values to tick.

    Signals:
        filter_chosen(Column, ColumnFilter)
        ordering_chosen(object): an Ordering, or None for the order of the document.
    """

    filter_chosen = Signal(object, object)
    ordering_chosen = Signal(object)

    def __init__(
        self,
        column: Column,
        choice: ValueChoice,
        column_filter: ColumnFilter,
        ordering: Ordering | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.column = column
        self._choice = choice
        self._values = ValueModel(choice, self)
        # Later, for a window that loses the focus may be about to be destroyed.
        self._activation = QTimer(self)
        self._activation.setSingleShot(True)
        self._activation.timeout.connect(self._close_when_left)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("筛选{0}").format(column_title(column)))
        self._build_sorting(ordering)
        self._build_conditions(column_filter)
        self._build_values()
        self._build_buttons()
        self._lay_out()
        self._values.chosen_changed.connect(self._show_choice)
        self._show_choice()
        self.search_box.setFocus()

    @property
    def column_filter(self) -> ColumnFilter:
        """The filter as it is set in the boxes."""
        operators = frozenset(operator for operator, box in self.operator_boxes.items() if box.isChecked())
        return ColumnFilter(
            values=self._choice.values,
            condition=self._condition,
            operators=operators or None,
            severities=self._severities,
        )

    def open_below(self, title: QRect) -> None:
        """Show the popup below a title (in global coordinates), within the screen."""
        self.adjustSize()
        screen = QApplication.screenAt(title.center()) or QApplication.primaryScreen()
        room = screen.availableGeometry()
        self.resize(self.width(), min(self.height(), room.height()))
        left = max(room.left(), min(title.left(), room.right() - self.width()))
        top = max(room.top(), min(title.bottom() + 1, room.bottom() - self.height()))
        self.move(QPoint(left, top))
        self.show()

    # ── Parts ──

    def _build_sorting(self, ordering: Ordering | None) -> None:
        present = ordering if ordering is not None and ordering.column is self.column else None
        choices: list[tuple[str, Ordering | None]] = [
            (self.tr("升序(&A)"), Ordering(self.column)),
            (self.tr("降序(&D)"), Ordering(self.column, descending=True)),
            (self.tr("文件顺序(&O)"), None),
        ]
        self.sort_buttons = []
        for text, wanted in choices:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.setCheckable(True)
            button.setChecked(wanted == (present if wanted is not None else ordering))
            button.clicked.connect(lambda _, wanted=wanted: self._sort(wanted))
            self.sort_buttons.append(button)

    def _build_conditions(self, column_filter: ColumnFilter) -> None:
        self.test_box = QComboBox()
        self.test_box.addItem(self.tr("不限"), None)
        for test in TextTest:
            self.test_box.addItem(test_title(test), test)
        self.words_box = QLineEdit()
        self.words_box.setAccessibleName(self.tr("比较的文字"))
        if condition := column_filter.condition:
            self.test_box.setCurrentIndex(self.test_box.findData(condition.test))
            self.words_box.setText(condition.words)
        self.test_box.currentIndexChanged.connect(self._enable_words)
        self._enable_words()
        self.operator_boxes = self._operator_boxes(column_filter.operators or frozenset())
        self.severity_box = QComboBox()
        self.severity_box.addItem(self.tr("不限"))
        self.severity_box.addItems([severities_title(severities) for severities in _SEVERITIES])
        if column_filter.severities in _SEVERITIES:
            self.severity_box.setCurrentIndex(_SEVERITIES.index(column_filter.severities) + 1)

    def _operator_boxes(self, ticked: frozenset[Operator | None]) -> dict[Operator | None, QCheckBox]:
        if self.column is not Column.VALUE:
            return {}
        boxes = {operator: QCheckBox(operator_title(operator)) for operator in OPERATORS}
        for operator, box in boxes.items():
            box.setChecked(operator in ticked)
            box.setAccessibleName(self.tr("计算符号 {0}").format(operator_title(operator)))
        return boxes

    def _build_values(self) -> None:
        self.search_box = QLineEdit()
        self.search_box.setClearButtonEnabled(True)
        self.search_box.setPlaceholderText(self.tr("输入文字，只列出包含它的值"))
        self.search_box.textChanged.connect(self._values.search)
        self.all_box = QCheckBox(self.tr("全选(&L)"))
        self.all_box.clicked.connect(self._choose_all)
        self.value_list = ValueList(self._values)
        self.value_list.setMinimumHeight(self.value_list.verticalHeader().defaultSectionSize() * 5)
        self._note = QLabel()

    def _build_buttons(self) -> None:
        self.buttons = QDialogButtonBox()
        self.ok_button = self.buttons.addButton(self.tr("确定"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.clear_button = self.buttons.addButton(
            self.tr("清除本列筛选(&C)"), QDialogButtonBox.ButtonRole.ResetRole
        )
        cancel = self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.ok_button.setDefault(True)
        for button in (self.clear_button, cancel):
            button.setAutoDefault(False)
        self.buttons.accepted.connect(lambda: self._choose(self.column_filter))
        self.buttons.rejected.connect(self.reject)
        self.clear_button.clicked.connect(lambda: self._choose(ColumnFilter()))

    def _lay_out(self) -> None:
        sorting, condition, operators = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for button in self.sort_buttons:
            sorting.addWidget(button)
        condition.addWidget(self.test_box)
        condition.addWidget(self.words_box, 1)
        for box in self.operator_boxes.values():
            operators.addWidget(box)
        form = QFormLayout()
        form.addRow(_labelled(self.tr("文字(&T)"), self.test_box), condition)
        if self.operator_boxes:
            form.addRow(self.tr("计算符号"), operators)
        form.addRow(_labelled(self.tr("问题(&P)"), self.severity_box), self.severity_box)
        form.addRow(_labelled(self.tr("查找(&F)"), self.search_box), self.search_box)
        frame = QFrame(self)
        frame.setFrameStyle(QFrame.Shape.StyledPanel | QFrame.Shadow.Plain)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        layout = QVBoxLayout(frame)
        layout.addLayout(sorting)
        layout.addWidget(_rule())
        layout.addLayout(form)
        layout.addWidget(self.all_box)
        layout.addWidget(self.value_list, 1)
        layout.addWidget(self._note)
        layout.addWidget(self.buttons)

    # ── What the user does ──

    @property
    def _condition(self) -> TextCondition | None:
        """None where nothing has been typed to compare with."""
        test, words = self.test_box.currentData(), self.words_box.text()
        if test is None or (test != TextTest.EMPTY and not words.strip()):
            return None
        return TextCondition(TextTest(test), words)

    @property
    def _severities(self) -> frozenset[Severity] | None:
        place = self.severity_box.currentIndex() - 1
        return _SEVERITIES[place] if place >= 0 else None

    def _enable_words(self) -> None:
        self.words_box.setEnabled(self.test_box.currentData() not in (None, TextTest.EMPTY))

    def _choose_all(self, chosen: bool) -> None:
        self._values.choose_all(chosen or not self._choice.has_all)

    def _show_choice(self) -> None:
        """Tick 全选, say what is not listed, and allow no filter that lets nothing through."""
        state = Qt.CheckState.Checked if self._choice.has_all else Qt.CheckState.PartiallyChecked
        self.all_box.setCheckState(state if self._choice.has_any else Qt.CheckState.Unchecked)
        self.ok_button.setEnabled(self._choice.has_any)
        found, listed = self._choice.found, len(self._choice.listed)
        text = self.tr("共 {0} 个值").format(f"{found:,}")
        if found > listed:
            text = self.tr("共 {0} 个值，列出最常见的 {1} 个").format(f"{found:,}", LISTED)
        self._note.setText(text if found else self.tr("没有包含这些文字的值"))

    def _choose(self, column_filter: ColumnFilter) -> None:
        self.accept()
        self.filter_chosen.emit(self.column, column_filter)

    def _sort(self, ordering: Ordering | None) -> None:
        self.accept()
        self.ordering_chosen.emit(ordering)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._activation.start(0)

    def _close_when_left(self) -> None:
        # The list of a combo box is a window of its own on some desktops.
        if self.isVisible() and not self.isActiveWindow() and QApplication.activePopupWidget() is None:
            self.reject()


def _labelled(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.HLine)
    rule.setFrameShadow(QFrame.Shadow.Sunken)
    return rule
