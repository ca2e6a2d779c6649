"""The dialog 审核意见: which files are reviewed, and what the report is written to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.formats import SUFFIXES as BOOK_SUFFIXES
from core.formats import SaveError
from core.progress import Cancelled
from core.report import SUFFIXES, ReviewedFile, Reviewer, Writers, checked, tables_below, writer_for
from ui.background import run_in_background
from ui.dialogs import Dialogs
from ui.document import Document
from ui.file_drop import FileDrop
from ui.report.pdf import pdf_report
from ui.report.report_job import ReportJob, Source, path_of
from ui.report.source_list import SourceList

_WRITERS: Writers = {".pdf": pdf_report}


class ReportDialog(QDialog):
    """Makes the report when it is accepted, and stays open where that fails.

    Attributes:
        reviewed: the files that the report is about, once it is made.
    """

    def __init__(
        self, document: Document | None, parent: QWidget | None = None, *, reviewer: Reviewer = checked
    ) -> None:
        """`document` is offered first, as it stands; `reviewer` checks the files that are not open."""
        super().__init__(parent)
        self._reviewer = reviewer
        self.reviewed: list[ReviewedFile] = []
        self.setWindowTitle(self.tr("审核意见"))
        self._build()
        self._follow_target = True
        self._connect()
        self._add([document] if document is not None else [])
        self.setMinimumWidth(self.fontMetrics().height() * 38)

    @property
    def target(self) -> Path:
        return Path(self.target_line.text().strip())

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.sources = SourceList(self)
        self.count_label = QLabel(self)
        self.add_files_button = _button(self.tr("添加文件(&A)…"), self)
        self.add_folder_button = _button(self.tr("添加文件夹(&D)…"), self)
        self.remove_button = _button(self.tr("移除(&R)"), self)
        self.format_box = QComboBox(self)
        for suffix in SUFFIXES:
            self.format_box.addItem(self._format_title(suffix), suffix)
        self.target_line = QLineEdit(self)
        self.browse_button = _button(self.tr("浏览(&B)…"), self)
        self.hints_box = QCheckBox(self.tr("逐条列出“提示”(&H)"), self)
        self.hints_box.setChecked(True)
        layout = QVBoxLayout(self)
        title = QLabel(self.tr("要审核的文件(&F)：可以把文件和文件夹拖到这里"), self)
        title.setBuddy(self.sources)
        layout.addWidget(title)
        layout.addLayout(self._files_part(), 1)
        layout.addLayout(self._target_part())
        layout.addWidget(self._buttons())

    def _files_part(self) -> QHBoxLayout:
        side = QVBoxLayout()
        for button in (self.add_files_button, self.add_folder_button, self.remove_button):
            side.addWidget(button)
        side.addStretch(1)
        side.addWidget(self.count_label)
        part = QHBoxLayout()
        part.addWidget(self.sources, 1)
        part.addLayout(side)
        return part

    def _target_part(self) -> QFormLayout:
        line = QHBoxLayout()
        line.addWidget(self.target_line, 1)
        line.addWidget(self.browse_button)
        label = QLabel(self.tr("保存到(&S)"), self)
        label.setBuddy(self.target_line)
        form = QFormLayout()
        form.addRow(self.tr("格式(&T)"), self.format_box)
        form.addRow(label, line)
        form.addRow("", self.hints_box)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.make_button = buttons.addButton(self.tr("生成(&G)"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.make_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _format_title(self, suffix: str) -> str:
        """`Word 文档 (*.docx)`, as file dialogs want their filters."""
        names = {
            ".docx": self.tr("Word 文档"),
            ".xlsx": self.tr("Excel 工作簿，问题可以筛选"),
            ".html": self.tr("网页"),
            ".pdf": self.tr("PDF 文档"),
        }
        return f"{names[suffix]} (*{suffix})"

    def _connect(self) -> None:
        self.add_files_button.clicked.connect(self._choose_files)
        self.add_folder_button.clicked.connect(self._choose_folder)
        self.remove_button.clicked.connect(self.sources.remove_selected)
        self.sources.changed.connect(self._show_sources)
        self.sources.itemSelectionChanged.connect(self._allow)
        self.format_box.currentIndexChanged.connect(self._follow_format)
        self.target_line.textEdited.connect(self._follow_typing)
        self.browse_button.clicked.connect(self._browse)
        drop = FileDrop(self)
        drop.file_dropped.connect(self.add_path)

    # ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────

    def add_path(self, path: Path) -> None:
        """Add a file, or all tables that lie in a folder."""
        if not path.is_dir():
            self._add([path])
            return
        label = self.tr("正在查找“{0}”里的文件 …").format(path.name)
        try:
            found = run_in_background(self, label, lambda progress: tables_below(path, progress))
        except Cancelled:
            return
        if not found:
            text = self.tr("“{0}”里没有文本文件（.txt）或 Excel 文件。").format(path.name)
            Dialogs(self).error(self.tr("没有添加文件"), text)
        self._add(found)

    def _add(self, sources: Iterable[Source]) -> None:
        self.sources.add(sources)
        self._show_sources()

    def _choose_files(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in BOOK_SUFFIXES)
        filters = ";;".join([self.tr("绩效目标表 ({0})").format(patterns), self.tr("所有文件 (*)")])
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("添加要审核的文件"), str(self._folder()), filters
        )
        self._add([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self.tr("添加文件夹里的全部目标表"), str(self._folder())
        )
        if name:
            self.add_path(Path(name))

    def _folder(self) -> Path:
        """Where the first file lies; the user's documents before there is one."""
        for source in self.sources.sources:
            if path_of(source).is_absolute():
                return path_of(source).parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _show_sources(self) -> None:
        self.count_label.setText(self.tr("共 {0} 个文件").format(len(self.sources.sources)))
        if self._follow_target:
            self.target_line.setText(str(self._folder() / f"{self._report_name()}{self._suffix}"))
        self._allow()

    def _allow(self) -> None:
        self.make_button.setEnabled(bool(self.sources.sources) and bool(self.target_line.text().strip()))
        self.remove_button.setEnabled(bool(self.sources.selectedItems()))

    # ── The report's file ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def _suffix(self) -> str:
        return str(self.format_box.currentData())

    def _report_name(self) -> str:
        """`审核意见 示例市2026年` for a single file."""
        sources = self.sources.sources
        name = self.tr("审核意见")
        return f"{name} {path_of(sources[0]).stem}" if len(sources) == 1 else name

    def _follow_format(self) -> None:
        target = self.target
        if target.name:
            known = target.suffix.lower() in SUFFIXES
            name = f"{target.stem if known else target.name}{self._suffix}"
            self.target_line.setText(str(target.with_name(name)))

    def _follow_typing(self) -> None:
        self._follow_target = False
        suffix = self.target.suffix.lower()
        if suffix in SUFFIXES:
            self.format_box.blockSignals(True)
            self.format_box.setCurrentIndex(SUFFIXES.index(suffix))
            self.format_box.blockSignals(False)
        self._allow()

    def _browse(self) -> None:
        filters = ";;".join(map(self._format_title, SUFFIXES))
        options = QFileDialog.Option.DontConfirmOverwrite  # asked when the report is made
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("保存审核意见"),
            str(self.target),
            filters,
            self._format_title(self._suffix),
            options,
        )
        if name:
            path = Path(name)
            self.target_line.setText(name if path.suffix.lower() in SUFFIXES else f"{name}{self._suffix}")
            self._follow_typing()

    # ── Making it ─────────────────────────────────────────────────────────────────────────────────────────────

    def accept(self) -> None:
        """Make the report; go on only when it is there."""
        sources: Sequence[Source] = self.sources.sources
        if not self.make_button.isEnabled():
            return
        try:
            writer = writer_for(self.target, map(path_of, sources), _WRITERS)
            if self.target.exists() and not self._may_replace():
                return
            job = ReportJob(sources, self.target, writer, self._reviewer, self.hints_box.isChecked())
            label = self.tr("正在审核 {0} 个文件，生成审核意见 …").format(len(sources))
            self.reviewed = run_in_background(self, label, job)
        except Cancelled:
            return
        except SaveError as error:
            Dialogs(self).error(self.tr("没有生成审核意见"), error.message)
            self.target_line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().accept()

    def _may_replace(self) -> bool:
        text = self.tr("“{0}”已经存在，要替换它吗？").format(self.target.name)
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), text, yes | no, self)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like mark-up
        box.setDefaultButton(no)
        box.exec()
        box.deleteLater()
        return box.standardButton(box.clickedButton()) is yes


def _button(text: str, parent: QWidget) -> QPushButton:
    """One that Enter does not press while the focus is elsewhere."""
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    return button
