"""关于绩目: the version, what the program is made of, the licences, and where its log lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QSize, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.resources import RESOURCES
from ui import theme
from ui.versions import COMPONENTS, version, version_lines

_PROGRAM = RESOURCES.parent


class AboutDialog(QDialog):
    """Shows facts; changes nothing. `log_folder` is None where the program could not begin a log."""

    def __init__(self, log_folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log_folder = log_folder
        self.setWindowTitle(self.tr("关于绩目"))
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._components(), self.tr("组成(&V)"))
        self.tabs.addTab(self._licences(), self.tr("许可证(&L)"))
        layout = QVBoxLayout(self)
        layout.addLayout(self._heading())
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._log_line())
        layout.addWidget(self._buttons())
        em = self.fontMetrics().height()
        self.resize(QSize(em * 34, em * 28).boundedTo(self.screen().availableSize()))

    def _heading(self) -> QHBoxLayout:
        mark = QLabel(self)
        side = self.fontMetrics().height() * 3
        mark.setPixmap(theme.icon("jimu").pixmap(QSize(side, side), self.devicePixelRatioF()))
        name = QLabel(self.tr("绩目 {0}").format(QCoreApplication.applicationVersion()).rstrip(), self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        name.setFont(font)
        words = QVBoxLayout()
        words.addWidget(name)
        words.addWidget(QLabel(self.tr("绩效目标表的编制与审核。离线使用，不上传任何内容。"), self))
        row = QHBoxLayout()
        row.addWidget(mark)
        row.addLayout(words, 1)
        return row

    def _components(self) -> QTableWidget:
        self.component_table = QTableWidget(len(COMPONENTS), 3, self)
        table = self.component_table
        table.setHorizontalHeaderLabels([self.tr("组件"), self.tr("版本"), self.tr("许可证")])
        table.setAccessibleName(self.tr("程序的组成"))
        for row, component in enumerate(COMPONENTS):
            facts = (component.name, version(component) or self.tr("（未知）"), component.licence)
            for column, fact in enumerate(facts):
                table.setItem(row, column, QTableWidgetItem(fact))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        return table

    def _licences(self) -> QWidget:
        page = QWidget(self)
        self.licence_choice = QComboBox(page)
        for title, path in _licence_files().items():
            self.licence_choice.addItem(title, path)
        label = QLabel(self.tr("文本(&T)："), page)
        label.setBuddy(self.licence_choice)
        self.licence_text = QPlainTextEdit(page)
        self.licence_text.setReadOnly(True)
        self.licence_text.setTabChangesFocus(True)
        self.licence_text.setAccessibleName(self.tr("许可证全文"))
        self.licence_choice.currentIndexChanged.connect(self._show_licence)
        grid = QGridLayout(page)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.licence_choice, 0, 1)
        grid.addWidget(self.licence_text, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self._show_licence()
        return page

    def _log_line(self) -> QHBoxLayout:
        label = QLabel(self.tr("运行日志(&F)："), self)
        self.log_path = QLineEdit(self)
        self.log_path.setReadOnly(True)
        label.setBuddy(self.log_path)
        open_folder = QPushButton(self.tr("打开文件夹(&O)"), self)
        open_folder.clicked.connect(self._open_log_folder)
        if self._log_folder is None:
            self.log_path.setText(self.tr("没有：无法写入日志文件夹"))
            open_folder.setEnabled(False)
        else:
            self.log_path.setText(QDir.toNativeSeparators(str(self._log_folder)))
            self.log_path.setCursorPosition(0)
        row = QHBoxLayout()
        for part in (label, self.log_path, open_folder):
            row.addWidget(part)
        return row

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy_button = box.addButton(self.tr("复制版本信息(&C)"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._copy)
        box.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        box.rejected.connect(self.reject)
        return box

    def _show_licence(self) -> None:
        path: Path | None = self.licence_choice.currentData()
        self.licence_text.setPlainText(path.read_text(encoding="utf-8") if path else "")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(version_lines()))
        self.copy_button.setText(self.tr("已复制(&C)"))

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))


def _licence_files() -> dict[str, Path]:
    """The texts that ship with the program, by their titles; only those that are there."""
    files = {
        QCoreApplication.translate("AboutDialog", "绩目（MIT）"): _PROGRAM / "LICENSE",
        QCoreApplication.translate("AboutDialog", "所用组件"): _PROGRAM / "THIRD-PARTY.md",
    }
    files |= {path.stem: path for path in sorted((RESOURCES / "licences").glob("*.txt"))}
    return {title: path for title, path in files.items() if path.is_file()}
