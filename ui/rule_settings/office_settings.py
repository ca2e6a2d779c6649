"""Where the office's rule settings lie, and the way to and from the dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from core.book import Book
from core.rules.settings import RuleSettings
from core.rules.settings_file import read_settings, write_settings
from ui.errors.log_file import data_folder
from ui.rule_settings.rule_settings_dialog import RuleSettingsDialog

FILE_NAME = "rule-settings.toml"


def settings_file() -> Path:
    """The file in the user's data folder; it need not exist."""
    return data_folder() / FILE_NAME


def change_settings(parent: QWidget | None, book: Book | None, file: Path) -> RuleSettings | None:
    """Let the user change the settings in the file, and write it; None when he cancels or it cannot be written.

    `book` is the one whose fiscal year the dialog tells. What is wrong in the file is said first.
    """
    read = read_settings(file)
    if read.problems:
        note = _tr("按“确定”后，文件改为对话框里的设置；要保留手工修改，请先按“取消”。")
        QMessageBox.warning(parent, _tr("规则设置"), "\n".join((*read.problems, note)))
    dialog = RuleSettingsDialog(read.settings, book, parent)
    settings = dialog.settings if dialog.exec() else None
    dialog.deleteLater()
    if settings is None:
        return None
    try:
        write_settings(file, settings)
    except OSError as error:
        reason = error.strerror or str(error)
        text = _tr("“{0}”写不进去（{1}），设置没有改变。请检查磁盘和权限。").format(str(file), reason)
        QMessageBox.warning(parent, _tr("规则设置"), text)
        return None
    return settings


def _tr(text: str) -> str:
    return QCoreApplication.translate("RuleSettings", text)
