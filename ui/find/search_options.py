"""The second line of the find bar: where to look, and how exactly."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from core.search import Query
from ui.find.parts_button import PartsButton


class SearchOptions(QWidget):
    """Turns a text into a query.

    Signals:
        changed(): the same text would be another query, or be looked for elsewhere.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope_box = QComboBox(self)
        self.scope_box.addItems([self.tr("全部"), self.tr("本项目")])
        self.scope_box.currentIndexChanged.connect(self.changed)
        self.parts_button = PartsButton(self)
        self.parts_button.changed.connect(self.changed)
        self.case_button = self._toggle("Aa", self.tr("区分大小写"), "Alt+A")
        self.cell_button = self._toggle(self.tr("整格"), self.tr("整个单元格的内容都要相同"), "Alt+W")
        self.width_button = self._toggle(
            self.tr("全/半角"), self.tr("区分全角和半角，例如“％”和“%”"), "Alt+Q"
        )
        self.regex_button = self._toggle(".*", self.tr("正则表达式，例如“\\d+”表示一个或多个数字"), "Alt+X")
        self._lay_out()

    @property
    def inputs(self) -> tuple[QWidget, ...]:
        """What takes the keyboard, in the order of the key Tab."""
        toggles = (self.case_button, self.cell_button, self.width_button, self.regex_button)
        return self.scope_box, self.parts_button, *toggles

    @property
    def only_section(self) -> bool:
        """Whether to look only in the shown section."""
        return self.scope_box.currentIndex() == 1

    def query(self, text: str) -> Query:
        """What to look for. Raises BadPattern when regular expressions are on and the text is no good one."""
        return Query(
            text,
            whole_cell=self.cell_button.isChecked(),
            match_case=self.case_button.isChecked(),
            match_width=self.width_button.isChecked(),
            is_regex=self.regex_button.isChecked(),
            parts=self.parts_button.parts,
        )

    def _toggle(self, text: str, meaning: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setShortcut(key)
        button.setToolTip(self.tr("{0}（{1}）").format(meaning, key))
        button.setAccessibleName(meaning)
        button.toggled.connect(self.changed)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        label = QLabel(self.tr("范围(&S)"), self)
        label.setBuddy(self.scope_box)
        row.addWidget(label)
        for widget in self.inputs:
            row.addWidget(widget)
