"""What stands in the find bar, and how: lines, buttons, options, the list. What they do, `FindPanel` knows."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.rules import Severity
from ui import theme
from ui.find.hits_model import HitsModel
from ui.find.hits_table import HitsTable
from ui.find.search_box import SearchBox
from ui.find.search_options import SearchOptions


class FindForm(QWidget):
    """The parts of the find bar.

    Attributes:
        find_actions: next hit, previous hit; for the menu.
        hits: the hits that the list shows.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tells_error = False
        self.hits = HitsModel(self)
        self._build()
        self._lay_out()
        self.say("")

    def show_replacement(self, shown: bool) -> None:
        """Show or hide the line 替换为."""
        for widget in self._replacement_row:
            widget.setVisible(shown)

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Show a sentence below the options; none takes no room."""
        self._tells_error = is_error
        self._colour_message()
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def show_count(self, text: str) -> None:
        """Say how many hits there are, and which is the current one."""
        self.count_label.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_message()

    def _build(self) -> None:
        self.search_box = SearchBox(self)
        self.search_box.setClearButtonEnabled(True)
        self.replacement_box = SearchBox(self)
        self.replacement_box.setPlaceholderText(self.tr("留空表示删除"))
        self.next_action = self._action(self.tr("查找下一个(&N)"), "next", "F3")
        self.previous_action = self._action(self.tr("查找上一个(&V)"), "previous", "Shift+F3")
        self.find_actions = [self.next_action, self.previous_action]
        self.replace_button = QPushButton(self.tr("替换(&R)"), self)
        self.replace_button.setToolTip(self.tr("替换这一处并转到下一处（在“替换为”里按 Enter）"))
        self.replace_all_button = QPushButton(self.tr("全部替换(&L)…"), self)
        self.replace_all_button.setToolTip(self.tr("先列出所有改动，确认后一次替换，也一次撤销"))
        self.options = SearchOptions(self)
        self.list_button = _tool_button(self, self.tr("结果列表(&B)"), self.tr("展开或收起结果列表"))
        self.list_button.setCheckable(True)
        self.list_button.setChecked(True)
        self.close_button = _tool_button(self, "✕", self.tr("关闭（Esc）"))
        self.count_label = _plain_label(self)
        widest = self.tr("第 {0} 个，共 {1} 个").format(9999, 9999)
        self.count_label.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest))
        self.message = _plain_label(self)
        self.message.setWordWrap(True)
        self.table = HitsTable(self.hits, self)

    def _lay_out(self) -> None:
        search_label = _label_of(self.search_box, self.tr("查找(&D)"))
        replacement_label = _label_of(self.replacement_box, self.tr("替换为(&T)"))
        next_button = _button_of(self.next_action, self)
        previous_button = _button_of(self.previous_action, self)
        replacing = (self.replace_button, self.replace_all_button)
        self._replacement_row = (replacement_label, self.replacement_box, *replacing)
        lines = QGridLayout()
        lines.setColumnStretch(1, 1)
        lines.addWidget(search_label, 0, 0)
        lines.addWidget(self.search_box, 0, 1)
        lines.addLayout(_row(previous_button, next_button, self.count_label, None, self.close_button), 0, 2)
        lines.addWidget(replacement_label, 1, 0)
        lines.addWidget(self.replacement_box, 1, 1)
        lines.addLayout(_row(*replacing, None), 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(4)
        layout.addLayout(lines)
        layout.addLayout(_row(self.options, None, self.list_button))
        layout.addWidget(self.message)
        layout.addWidget(self.table)
        _set_tab_order(
            self.search_box, self.replacement_box, previous_button, next_button, *replacing,
            *self.options.inputs, self.list_button, self.table, self.close_button,
        )  # fmt: skip

    def _action(self, text: str, icon: str, key: str) -> QAction:
        action = QAction(text, self)
        theme.set_icon(action, icon)
        action.setShortcut(key)
        return action

    def _colour_message(self) -> None:
        palette = QPalette()
        if self._tells_error:
            colour = theme.severity_colour(Severity.ERROR, QApplication.palette())
            palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.message.setPalette(palette)


def _label_of(box: QWidget, text: str) -> QLabel:
    label = QLabel(text, box.parentWidget())
    label.setBuddy(box)
    return label


def _plain_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _tool_button(parent: QWidget, text: str, meaning: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setAutoRaise(True)
    button.setToolTip(meaning)
    button.setAccessibleName(meaning)
    return button


def _button_of(action: QAction, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    return button


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None takes the free room."""
    row = QHBoxLayout()
    row.setSpacing(4)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _set_tab_order(*widgets: QWidget) -> None:
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
