"""打印预览: the pages as they will be on paper, to look through before they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.paper.printout import Printout
from ui import theme
from ui.print.page_view import FIT_PAGE, FIT_WIDTH, PageView
from ui.print.print_choice import Purpose

_SIZES = (75, 100, 125, 150, 200, 300)


class PreviewDialog(QDialog):
    """Shows the pages of these numbers.

    Attributes:
        purpose: what the user wants done with the pages now; None when he only looked.
        view: the page.
    """

    def __init__(self, printout: Printout, numbers: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印预览"))
        self.purpose: Purpose | None = None
        self.view = PageView(printout, numbers)
        self._count = len(numbers)
        self._build_navigation()
        layout = QVBoxLayout(self)
        layout.addLayout(self._upper_line())
        layout.addWidget(self.view, 1)
        layout.setContentsMargins(0, layout.contentsMargins().top(), 0, 0)
        self.view.turned.connect(self._show_index)
        self._show_index(0)
        em = self.fontMetrics().height()
        self.resize(em * 52, em * 48)
        self.view.setFocus()

    def _build_navigation(self) -> None:
        self.page_box = QSpinBox(self)
        self.page_box.setRange(1, self._count)
        self.page_box.setKeyboardTracking(False)
        self.page_box.setAccessibleName(self.tr("页"))
        self.page_box.valueChanged.connect(lambda number: self.view.turn_to(number - 1))
        self.size_box = QComboBox(self)
        self.size_box.addItem(self.tr("整页"), FIT_PAGE)
        self.size_box.addItem(self.tr("页宽"), FIT_WIDTH)
        for percent in _SIZES:
            self.size_box.addItem(self.tr("{0}%").format(percent), percent)
        self.size_box.setAccessibleName(self.tr("显示比例"))
        self.size_box.currentIndexChanged.connect(
            lambda index: self.view.set_size(self.size_box.itemData(index))
        )
        self._previous = self._turn_button("previous", self.tr("上一页（PgUp）"), -1)
        self._next = self._turn_button("next", self.tr("下一页（PgDn）"), 1)

    def _turn_button(self, icon: str, tip: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon, self.palette()))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self.view.turn_to(self.view.index + step))
        return button

    def _upper_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        margin = self.fontMetrics().height() // 2
        line.setContentsMargins(margin, 0, margin, 0)
        line.addWidget(self._previous)
        line.addWidget(self.page_box)
        line.addWidget(QLabel(self.tr("/ {0} 页").format(f"{self._count:,}"), self))
        line.addWidget(self._next)
        line.addSpacing(margin)
        line.addWidget(self.size_box)
        line.addStretch(1)
        self.print_button = self._purpose_button(self.tr("打印…(&P)"), Purpose.PRINT)
        self.pdf_button = self._purpose_button(self.tr("存为 PDF…(&S)"), Purpose.PDF)
        close = QPushButton(self.tr("关闭(&C)"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        for button in (self.print_button, self.pdf_button, close):
            line.addWidget(button)
        self.print_button.setDefault(True)
        return line

    def _purpose_button(self, text: str, purpose: Purpose) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._finish(purpose))
        return button

    def _finish(self, purpose: Purpose) -> None:
        self.purpose = purpose
        self.accept()

    def _show_index(self, index: int) -> None:
        self.page_box.setValue(index + 1)
        self._previous.setEnabled(index > 0)
        self._next.setEnabled(index < self._count - 1)
