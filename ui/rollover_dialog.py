"""Next year's book (年度结转): asks for the years, then shows every text that would move on for the user to accept."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.book import Book
from core.edit import Group
from core.place_titles import place_title, section_title
from core.progress import Cancelled
from core.proposal import accepted
from core.session import Session
from core.years.fiscal_year import FiscalYear, fiscal_year
from core.years.rollover import RolloverProposal, moved_on, rollover
from ui.background import run_in_background
from ui.proposals.proposals_dialog import choose_proposals

_EARLIEST, _LATEST = 1990, 2099
_EVIDENCE_SHOWN = 3


class Rollover(NamedTuple):
    """What the user accepted: an edit that makes a copy of the book one of `to_year`."""

    edit: Group
    from_year: int
    to_year: int

    def renamed(self, name: str) -> str:
        """The name of the old book's file as that of the new one: its year moved on, or the new year behind it."""
        moved = moved_on(name, self.from_year, self.to_year)
        return moved.text if moved else f"{name} {self.to_year}年"


def propose_rollover(parent: QWidget, session: Session) -> Rollover | None:
    """Let the user decide how the book becomes next year's; None when he cancels. Changes nothing."""
    dialog = YearsDialog(session.book, parent)
    goes_on = dialog.exec()
    years = dialog.from_year, dialog.to_year
    dialog.deleteLater()
    if not goes_on:
        return None
    try:
        search = partial(rollover, session.book, *years)
        found = run_in_background(parent, _tr("正在查找要顺延的年份 …"), lambda progress: search(progress))
    except Cancelled:
        return None
    edit = _choose(parent, session, found, *years)
    return Rollover(edit, *years) if edit else None


class YearsDialog(QDialog):
    """Asks of which year the book is and which one it shall be made for; says what moves on and what stays."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("年度结转"))
        known = fiscal_year(book)
        self._build(
            self.tr("依据：") + _evidence(book, known) if known else self.tr("文件里没有写明年度，请填写。")
        )
        self.from_box.setValue(known.year if known else QDate.currentDate().year())
        self.to_box.setValue(self.from_year + 1)
        self._last_from = self.from_year
        self.from_box.valueChanged.connect(self._follow)
        self.to_box.valueChanged.connect(self._allow)

    @property
    def from_year(self) -> int:
        return self.from_box.value()

    @property
    def to_year(self) -> int:
        return self.to_box.value()

    def _build(self, evidence: str) -> None:
        self.from_box, self.to_box = _year_box(self), _year_box(self)
        self.evidence_label = _paragraph(evidence, self)
        form = QFormLayout()
        form.addRow(self.tr("现在的年度(&F)"), self.from_box)
        form.addRow("", self.evidence_label)
        form.addRow(self.tr("新的年度(&T)"), self.to_box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.next_button = buttons.addButton(self.tr("逐条查看…(&N)"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.next_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(_paragraph(self.tr("用这份文件做一份新年度的文件，原来的文件不变。"), self))
        layout.addLayout(form)
        for text in (
            self.tr(
                "顺延的：名称、标题、资金用途、绩效目标、指标和封面、目录、部门整体目标里写的年度。下一步逐条列出，由您勾选。"
            ),
            self.tr("不动的：金额、资金支出计划、编码，以及文件、债券等其他年份。"),
        ):
            layout.addWidget(_paragraph(text, self))
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().height() * 30)

    def _follow(self, year: int) -> None:
        """Keep the distance between the two years."""
        self.to_box.setValue(self.to_year + year - self._last_from)
        self._last_from = year
        self._allow()

    def _allow(self) -> None:
        self.next_button.setEnabled(self.from_year != self.to_year)


def _choose(
    parent: QWidget, session: Session, found: list[RolloverProposal], from_year: int, to_year: int
) -> Group | None:
    """The accepted ones of what was found as one edit; None when the user cancels or there are none."""
    title = _tr("年度结转：{0} → {1}").format(from_year, to_year)
    if not found:
        text = _tr("文件里没有写 {0} 年的地方，不用顺延。请核对“现在的年度”。").format(from_year)
        QMessageBox.information(parent, title, text)
        return None
    chosen = choose_proposals(
        parent,
        title,
        session,
        [one.proposal for one in found],
        unchecked={number for number, one in enumerate(found) if not one.is_certain},
        remarks={number: one.remark for number, one in enumerate(found) if one.remark},
    )
    return accepted(chosen or [])


def _evidence(book: Book, known: FiscalYear) -> str:
    """`封面与目录 · 封面“2026年”`, the weightiest places."""
    return "；".join(
        f"{section_title(book.section(place.section))} · {place_title(book, place)}“{words}”"
        for place, words in known.evidence[:_EVIDENCE_SHOWN]
    )


def _year_box(parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(_EARLIEST, _LATEST)
    box.setSuffix(_tr(" 年"))
    return box


def _paragraph(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("YearsDialog", text)
