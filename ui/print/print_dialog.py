"""打印: asks for what of the book, on which paper, which pages, and where to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.book import ItemId
from core.excerpt import excerpt
from core.paper.page_range import NoSuchPages, check_range
from core.paper.paper import USUAL_MARGIN, Paper
from core.place_titles import section_title
from core.rules import Severity
from ui import theme
from ui.print.print_choice import PrintChoice, PrintSource, Purpose

_NARROW, _WIDE = 12.0, 25.0
"""Margins in millimetres."""
_LONGEST_TITLE = 28
"""Characters of a project's name in the dialog."""


class PrintDialog(QDialog):
    """Offers what `source` has; the button of `purpose` is the default one.

    Attributes:
        choice: what the user decided; None until then.
    """

    def __init__(self, source: PrintSource, purpose: Purpose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印"))
        self.choice: PrintChoice | None = None
        self._source = source
        self._build_scope()
        self._build_page_setup()
        self._buttons = self._button_box(purpose)
        layout = QVBoxLayout(self)
        layout.addWidget(self._scope_box())
        layout.addWidget(self._page_box())
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().height() * 28)

    # ── What ──

    def _build_scope(self) -> None:
        book, current, selected, _ = self._source
        self.current_choice, self.selected_choice, self.book_choice = (QRadioButton(self) for _ in range(3))
        title = excerpt(section_title(book.section(current)), _LONGEST_TITLE) if current is not None else ""
        self.current_choice.setText(theme.as_label(self.tr("当前页：{0}").format(title)) + self.tr("(&C)"))
        self.current_choice.setVisible(current is not None)
        self.selected_choice.setText(self.tr("选中的 {0} 个项目(&E)").format(len(selected)))
        self.selected_choice.setVisible(len(selected) > 1)
        self.book_choice.setText(self.tr("整份文件，{0} 个项目(&B)").format(f"{len(book.project_ids):,}"))
        first = self.selected_choice if len(selected) > 1 else self.current_choice
        (first if current is not None or len(selected) > 1 else self.book_choice).setChecked(True)

    def _scope_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("打印内容"), self)
        layout = QVBoxLayout(box)
        for choice in (self.current_choice, self.selected_choice, self.book_choice):
            layout.addWidget(choice)
        return box

    # ── How ──

    def _build_page_setup(self) -> None:
        self.orientation_box, self.margin_box = QComboBox(self), QComboBox(self)
        self.orientation_box.addItem(self.tr("纵向"), False)
        self.orientation_box.addItem(self.tr("横向"), True)
        for text, margin in (
            (self.tr("窄（{0} 毫米）"), _NARROW),
            (self.tr("普通（{0} 毫米）"), USUAL_MARGIN),
            (self.tr("宽（{0} 毫米）"), _WIDE),
        ):
            self.margin_box.addItem(text.format(round(margin)), margin)
        self.margin_box.setCurrentIndex(1)
        self.pages_box = QLineEdit(self)
        self.pages_box.setPlaceholderText(self.tr("全部；只要几页时写 2-5 或 1,3,8-10"))
        self.pages_box.textChanged.connect(self._check_pages)
        self.problem_label = QLabel(self)
        self.problem_label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem_label.setWordWrap(True)
        self.problem_label.hide()

    def _page_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("页面（A4）"), self)
        form = QFormLayout(box)
        form.addRow(self.tr("方向(&O)"), self.orientation_box)
        form.addRow(self.tr("页边距(&M)"), self.margin_box)
        form.addRow(self.tr("页码范围(&R)"), self.pages_box)
        form.addRow(self.problem_label)
        return box

    def _check_pages(self, text: str) -> None:
        problem = ""
        try:
            check_range(text)
        except NoSuchPages as error:
            problem = str(error)
        palette = QPalette()
        colour = theme.severity_colour(Severity.ERROR, self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.problem_label.setPalette(palette)
        self.problem_label.setText(problem)
        self.problem_label.setVisible(bool(problem))
        for button in self.purpose_buttons.values():
            button.setEnabled(not problem)

    # ── Where to ──

    def _button_box(self, purpose: Purpose) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.purpose_buttons: dict[Purpose, QPushButton] = {}
        for offered, text in (
            (Purpose.PRINT, self.tr("打印…(&P)")),
            (Purpose.PREVIEW, self.tr("预览(&V)")),
            (Purpose.PDF, self.tr("存为 PDF…(&S)")),
        ):
            button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(lambda _=False, offered=offered: self._choose(offered))
            button.setAutoDefault(False)
            self.purpose_buttons[offered] = button
        self.purpose_buttons[purpose].setDefault(True)
        buttons.rejected.connect(self.reject)
        return buttons

    def _choose(self, purpose: Purpose) -> None:
        paper = Paper(margin=self.margin_box.currentData())
        self.choice = PrintChoice(
            section_ids=self._section_ids(),
            paper=paper.turned() if self.orientation_box.currentData() else paper,
            pages=self.pages_box.text(),
            purpose=purpose,
        )
        self.accept()

    def _section_ids(self) -> tuple[ItemId, ...] | None:
        if self.book_choice.isChecked():
            return None
        if self.selected_choice.isChecked():
            return tuple(self._source.selected)
        return () if self._source.current is None else (self._source.current,)
