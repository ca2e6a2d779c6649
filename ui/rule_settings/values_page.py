"""The pages 数值 and 年度与新项目: thresholds; the fiscal year, the checkpoints, the money unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.book import Book
from core.money import MoneyUnit
from core.place_titles import place_title, section_title
from core.rules.settings import RuleSettings
from core.rules.settings_file import EARLIEST_YEAR, LATEST_YEAR, LONGEST_GOAL
from core.years.fiscal_year import FiscalYear, fiscal_year
from ui.rule_settings.paragraph import paragraph

_EVIDENCE_SHOWN = 3
_MONTHS_A_LINE = 6


class ThresholdsPage(QWidget):
    """A field for each threshold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slight_cost_box, self.unit_cost_box = _percent_box(self), _percent_box(self)
        self.floor_box, self.usual_box = _whole_box(self, 100, " %"), _whole_box(self, 100, " %")
        self.goal_box = _whole_box(self, LONGEST_GOAL, self.tr(" 个字"))
        form = QFormLayout(self)
        for label, box, note in (
            (self.tr("成本合计少于预算(&C)"), self.slight_cost_box, self.tr("以内只作提示，超过的作为警告")),
            (self.tr("单位成本乘以数量与预算相差(&U)"), self.unit_cost_box, self.tr("以上作为警告")),
            (self.tr("满意度低于(&S)"), self.floor_box, self.tr("评价时不得分")),
            (self.tr("满意度低于(&N)"), self.usual_box, self.tr("低于通常的要求")),
            (self.tr("绩效目标少于(&G)"), self.goal_box, self.tr("说得太少")),
        ):
            form.addRow(_label_of(box, label), _beside(box, paragraph(note, self)))
        # A target that scores nothing cannot be usual.
        self.floor_box.valueChanged.connect(self.usual_box.setMinimum)

    def show_settings(self, settings: RuleSettings) -> None:
        self.slight_cost_box.setValue(float(settings.slight_cost_share * 100))
        self.unit_cost_box.setValue(float(settings.unit_cost_share * 100))
        self.floor_box.setValue(settings.satisfaction_floor)
        self.usual_box.setValue(settings.satisfaction_usual)
        self.goal_box.setValue(settings.shortest_goal)

    def set_in(self, settings: RuleSettings) -> RuleSettings:
        """The settings with what the fields say."""
        return replace(
            settings,
            slight_cost_share=_share(self.slight_cost_box),
            unit_cost_share=_share(self.unit_cost_box),
            satisfaction_floor=self.floor_box.value(),
            satisfaction_usual=self.usual_box.value(),
            shortest_goal=self.goal_box.value(),
        )


class BooksPage(QWidget):
    """The year that deadlines are judged by, with what the open book says of it; what new projects look like."""

    def __init__(self, book: Book | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guessed_button = QRadioButton(self.tr("从每个文件的内容推断(&A)"), self)
        self.fixed_button = QRadioButton(self.tr("一律按(&Y)"), self)
        self.year_box = QSpinBox(self)
        self.year_box.setRange(EARLIEST_YEAR, LATEST_YEAR)
        self.year_box.setSuffix(self.tr(" 年"))
        self.year_box.setAccessibleName(self.tr("年度"))
        self.unit_box = QComboBox(self)
        self.unit_box.addItems(list(MoneyUnit))
        self.month_boxes = [QCheckBox(self.tr("{0} 月底").format(month), self) for month in range(1, 13)]
        known = fiscal_year(book) if book else None
        self._first_year = known.year if known else QDate.currentDate().year()
        self.evidence_label = paragraph(_evidence(book, known), self)
        layout = QVBoxLayout(self)
        layout.addWidget(self._year_group())
        layout.addWidget(self._new_projects_group())
        layout.addStretch(1)
        self.fixed_button.toggled.connect(self.year_box.setEnabled)
        for box in self.month_boxes:
            box.toggled.connect(self._keep_one_month)

    def show_settings(self, settings: RuleSettings) -> None:
        is_fixed = settings.fiscal_year is not None
        self.fixed_button.setChecked(is_fixed)
        self.guessed_button.setChecked(not is_fixed)
        self.year_box.setEnabled(is_fixed)
        self.year_box.setValue(settings.fiscal_year or self._first_year)
        self.unit_box.setCurrentText(settings.money_unit)
        for wanted in (True, False):  # at no time none
            for month, box in enumerate(self.month_boxes, 1):
                if (month in settings.checkpoints) is wanted:
                    box.setChecked(wanted)

    def set_in(self, settings: RuleSettings) -> RuleSettings:
        """The settings with what the fields say."""
        return replace(
            settings,
            fiscal_year=self.year_box.value() if self.fixed_button.isChecked() else None,
            money_unit=MoneyUnit(self.unit_box.currentText()),
            checkpoints=tuple(month for month, box in enumerate(self.month_boxes, 1) if box.isChecked()),
        )

    def _year_group(self) -> QGroupBox:
        group = QGroupBox(self.tr("判断期限所用的年度"), self)
        grid = QGridLayout(group)
        grid.addWidget(self.guessed_button, 0, 0, 1, 2)
        grid.addWidget(self.evidence_label, 1, 0, 1, 2)
        grid.addWidget(self.fixed_button, 2, 0)
        grid.addWidget(self.year_box, 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        return group

    def _new_projects_group(self) -> QGroupBox:
        group = QGroupBox(self.tr("新项目"), self)
        form = QFormLayout(group)
        form.addRow(self.tr("金额单位(&M)"), self.unit_box)
        months = QGridLayout()
        for number, box in enumerate(self.month_boxes):
            months.addWidget(box, number // _MONTHS_A_LINE, number % _MONTHS_A_LINE)
        form.addRow(self.tr("资金支出计划列到"), months)
        return group

    def _keep_one_month(self, checked: bool) -> None:
        """A plan without a checkpoint is none: the last tick stays."""
        sender = self.sender()
        if (
            not checked
            and isinstance(sender, QCheckBox)
            and not any(box.isChecked() for box in self.month_boxes)
        ):
            sender.setChecked(True)


def _label_of(box: QWidget, text: str) -> QLabel:
    label = QLabel(text, box.parentWidget())
    label.setBuddy(box)
    return label


def _beside(box: QWidget, note: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(box)
    line.addWidget(note, 1)
    return line


def _evidence(book: Book | None, known: FiscalYear | None) -> str:
    """What the open book says of its year."""
    if book is None:
        return _tr("现在没有打开的文件。")
    if known is None:
        return _tr("打开的文件没有写明年度，与年度有关的规则对它不作判断。")
    places = "；".join(
        f"{section_title(book.section(place.section))} · {place_title(book, place)}“{words}”"
        for place, words in known.evidence[:_EVIDENCE_SHOWN]
    )
    return _tr("打开的文件是 {0} 年的。依据：{1}").format(known.year, places)


def _share(box: QDoubleSpinBox) -> Decimal:
    return Decimal(f"{box.value():.{box.decimals()}f}") / 100


def _percent_box(parent: QWidget) -> QDoubleSpinBox:
    box = QDoubleSpinBox(parent)
    box.setRange(0, 100)
    box.setDecimals(2)
    box.setSuffix(" %")
    return box


def _whole_box(parent: QWidget, highest: int, suffix: str) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(0, highest)
    box.setSuffix(suffix)
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("BooksPage", text)
