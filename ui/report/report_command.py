"""The command 审核意见: asks for the files, makes the report, offers to open it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from core.report import ReviewedFile, Reviewer, checked
from ui.document import Document
from ui.report.report_dialog import ReportDialog


def make_report(parent: QWidget, document: Document | None, reviewer: Reviewer = checked) -> Path | None:
    """Let the user make a report; returns its file, None when he cancels. Changes no book.

    `document` is offered first, as it stands; `reviewer` checks all other files.
    """
    dialog = ReportDialog(document, parent, reviewer=reviewer)
    target = dialog.target if dialog.exec() else None
    reviewed = dialog.reviewed
    dialog.deleteLater()
    if target is not None:
        _offer_to_open(parent, target, reviewed)
    return target


def _offer_to_open(parent: QWidget, target: Path, reviewed: Sequence[ReviewedFile]) -> None:
    box = QMessageBox(
        QMessageBox.Icon.Information, _tr("审核意见"), _tr("<b>审核意见已生成</b>"), parent=parent
    )
    box.setInformativeText("<br>".join(html.escape(line) for line in _told(target, reviewed)))
    open_report = box.addButton(_tr("打开(&O)"), QMessageBox.ButtonRole.AcceptRole)
    open_folder = box.addButton(_tr("打开文件夹(&F)"), QMessageBox.ButtonRole.ActionRole)
    close = box.addButton(_tr("关闭"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(open_report)
    box.setEscapeButton(close)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    if chosen in (open_report, open_folder):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target if chosen is open_report else target.parent)))


def _told(target: Path, reviewed: Sequence[ReviewedFile]) -> list[str]:
    failed = sum(file.failure is not None for file in reviewed)
    lines = [str(target), _tr("审核了 {0} 个文件。").format(len(reviewed) - failed)]
    if failed:
        lines.append(_tr("有 {0} 个文件未能读取，名称和原因列在审核意见里。").format(failed))
    return lines


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportDialog", text)
