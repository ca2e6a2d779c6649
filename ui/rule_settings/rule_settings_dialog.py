"""The dialog 规则设置: what is checked, how grave it is, and the figures that rules go by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.book import Book
from core.rules.settings import DEFAULTS, RuleSettings
from core.rules.settings_file import read_settings, write_settings
from ui.rule_settings.mandatory_page import MandatoryPage
from ui.rule_settings.severities_page import SeveritiesPage
from ui.rule_settings.values_page import BooksPage, ThresholdsPage

_FILE_NAME = "规则设置.toml"


class RuleSettingsDialog(QDialog):
    """Shows settings for the user to change; changes nothing itself. `book` tells which fiscal year it is of."""

    def __init__(self, settings: RuleSettings, book: Book | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("规则设置"))
        self.severities_page, self.thresholds_page = SeveritiesPage(self), ThresholdsPage(self)
        self.mandatory_page, self.books_page = MandatoryPage(self), BooksPage(book, self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.severities_page, self.tr("规则(&1)"))
        self.tabs.addTab(self.thresholds_page, self.tr("数值(&2)"))
        self.tabs.addTab(self.mandatory_page, self.tr("必填类别(&3)"))
        self.tabs.addTab(self.books_page, self.tr("年度与新项目(&4)"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._bottom_line())
        em = self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(em * 46, room.width() * 9 // 10), min(em * 36, room.height() * 9 // 10))
        self.show_settings(settings)
        self.severities_page.table.setFocus()

    @property
    def settings(self) -> RuleSettings:
        """What the pages say now."""
        settings = self.books_page.set_in(self.thresholds_page.set_in(self._shown))
        return replace(
            settings,
            severities=MappingProxyType(dict(self.severities_page.severities)),
            mandatory=MappingProxyType(dict(self.mandatory_page.mandatory)),
        )

    def show_settings(self, settings: RuleSettings) -> None:
        self._shown = settings
        self.severities_page.show_severities(settings.severities)
        self.thresholds_page.show_settings(settings)
        self.mandatory_page.show_mandatory(settings.mandatory)
        self.books_page.show_settings(settings)

    def _bottom_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.defaults_button = QPushButton(self.tr("恢复默认(&D)"), self)
        self.import_button = QPushButton(self.tr("导入(&I)…"), self)
        self.export_button = QPushButton(self.tr("导出(&E)…"), self)
        for button, slot in (
            (self.defaults_button, lambda: self.show_settings(DEFAULTS)),
            (self.import_button, self._import),
            (self.export_button, self._export),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            line.addWidget(button)
        kind = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        buttons.button(kind.Ok).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        line.addWidget(buttons, 1)
        return line

    def _import(self) -> None:
        """Show what a file says; nothing is kept before the user accepts the dialog."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("导入规则设置"), "", self._name_filter)
        if not name:
            return
        read = read_settings(Path(name))
        self.show_settings(read.settings)
        if read.problems:
            QMessageBox.warning(self, self.tr("导入规则设置"), "\n".join(read.problems))

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("导出规则设置"), _FILE_NAME, self._name_filter)
        if not name:
            return
        try:
            write_settings(Path(name), self.settings)
        except OSError as error:
            reason = error.strerror or str(error)
            text = self.tr("“{0}”写不进去（{1}）。请换一个位置，或关闭占用它的程序。").format(name, reason)
            QMessageBox.warning(self, self.tr("导出规则设置"), text)

    @property
    def _name_filter(self) -> str:
        return self.tr("规则设置 (*.toml)")
