"""Tells the user about an unexpected error: what it means for the work, what to do, and the details to pass on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

_MAX_REPORTS = 20
_BETWEEN_REPORTS = "\n" + "─" * 40 + "\n"


class ErrorDialog(QDialog):
    """Modal for the whole program; Enter and Esc go on with the work.

    Attributes:
        details: what is copied and saved.
    """

    def __init__(
        self, headline: str, sentences: list[str], details: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.details = details
        self._reports = 1
        self.setWindowTitle(self.tr("绩目"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        layout = QVBoxLayout(self)
        layout.addLayout(self._explanation(headline, sentences))
        self._field = self._details_field()
        layout.addWidget(self._field, 1)
        self._result = QLabel(self)
        self._result.setTextFormat(Qt.TextFormat.PlainText)
        self._result.setWordWrap(True)
        self._result.hide()
        layout.addWidget(self._result)
        layout.addWidget(self._buttons())

    @classmethod
    def of_error(cls, details: str, assurance: str, parent: QWidget | None = None) -> ErrorDialog:
        """About an error in this run. `assurance` says where the unsaved work is kept, "" for nothing."""
        sentences = [
            _tr("刚才的操作可能没有完成。已经保存过的文件没有损坏，程序可以继续使用。"),
            assurance,
            _tr("请核对刚才改动的地方，再用“文件 ▸ 另存为”把现在的内容存成一个新文件。"),
            _passing_on(),
        ]
        return cls(_tr("程序遇到了意外的错误"), sentences, details, parent)

    @classmethod
    def of_crash(cls, details: str, parent: QWidget | None = None) -> ErrorDialog:
        """About a crash of an earlier run."""
        sentences = [
            _tr("已经保存过的文件没有损坏；当时没有保存的修改有记录，启动时会问要不要恢复。"),
            _passing_on(),
        ]
        return cls(_tr("上一次使用时，程序意外中断了"), sentences, details, parent)

    def add_details(self, details: str) -> None:
        """Note a further error that came while the dialog was open."""
        self._reports += 1
        if self._reports <= _MAX_REPORTS:
            self.details += _BETWEEN_REPORTS + details
            self._field.setPlainText(self.details)

    # ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self._say(self.tr("详细信息已复制到剪贴板。"))

    def _save(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggestion = Path(documents) / self.tr("绩目错误报告{0}.txt").format(
            f"{datetime.now():%Y%m%d-%H%M%S}"
        )
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("保存详细信息"), str(suggestion), self.tr("文本文件 (*.txt)")
        )
        if not name:
            return
        try:
            Path(name).write_text(self.details, encoding="utf-8")
        except OSError as error:
            self._say(self.tr("没有保存：{0}。请换一个文件夹。").format(error.strerror))
        else:
            self._say(self.tr("已保存到 {0}").format(QDir.toNativeSeparators(name)))

    def _show_details(self, shown: bool) -> None:
        self._field.setVisible(shown)
        self.adjustSize()

    def _say(self, result: str) -> None:
        self._result.setText(result)
        self._result.show()

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _explanation(self, headline: str, sentences: list[str]) -> QHBoxLayout:
        mark = QLabel(self)
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxCritical)
        side = self.style().pixelMetric(QStyle.PixelMetric.PM_MessageBoxIconSize)
        mark.setPixmap(icon.pixmap(side, side))
        title = QLabel(headline, self)
        font = title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        title.setFont(font)
        words = QVBoxLayout()
        words.addWidget(title)
        em = self.fontMetrics().height()
        for sentence in filter(None, sentences):
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            label.setMinimumWidth(em * 26)
            words.addWidget(label)
        row = QHBoxLayout()
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(em // 2)
        row.addLayout(words, 1)
        return row

    def _details_field(self) -> QPlainTextEdit:
        field = QPlainTextEdit(self.details, self)
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        field.setAccessibleName(self.tr("详细信息"))
        field.setMinimumHeight(self.fontMetrics().height() * 12)
        field.hide()
        return field

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        roles = QDialogButtonBox.ButtonRole
        self.details_button = box.addButton(self.tr("显示详细信息(&D)"), roles.ActionRole)
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._show_details)
        self.copy_button = box.addButton(self.tr("复制详细信息(&C)"), roles.ActionRole)
        self.copy_button.clicked.connect(self._copy)
        self.save_button = box.addButton(self.tr("保存详细信息(&S)…"), roles.ActionRole)
        self.save_button.clicked.connect(self._save)
        go_on: QPushButton = box.addButton(self.tr("继续(&G)"), roles.AcceptRole)
        go_on.setDefault(True)
        go_on.setFocus()
        box.accepted.connect(self.accept)
        return box


def _passing_on() -> str:
    return _tr("请把详细信息发给维护人员；其中可能带有表里的个别文字，发出以前请看一遍。")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ErrorDialog", text)
