"""The dialog 备份: the versions of one file, what differs in them from the open book, and what to do with one."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.backups import Backups, Version
from core.book import Book
from core.excerpt import excerpt
from ui import theme
from ui.backups.glimpse import Glimpse, Line, VersionReader
from ui.backups.versions_model import Column, VersionsModel, time_text

_MOST_KEPT = 100
_MOST_LINES = 300
_LONGEST_TEXT = 200
_BEFORE_DIFFERENCE = 8


class Use(Enum):
    """What to do with a version: open it as a book of no file yet, or let the file hold it again."""

    OPEN = auto()
    RESTORE = auto()


class Choice(NamedTuple):
    use: Use
    version: Version


def choose_version(parent: QWidget | None, backups: Backups, path: Path, book: Book) -> Choice | None:
    """Let the user look at the backups of the file, whose book is open; None where he just looks.

    Changes nothing but how many versions are kept, `backups.keep`.
    """
    dialog = BackupsDialog(backups, path, book, parent)
    dialog.exec()
    choice = dialog.choice
    backups.keep = dialog.keep_box.value()
    dialog.deleteLater()
    return choice


def copy_name(path: Path, version: Version) -> str:
    """What a version is called that is opened as a book of its own: `某局2026年（2026-03-02 16-15-00 的备份）`."""
    return f"{path.stem}（{time_text(version.kept_at).replace(':', '-')} 的备份）"


class BackupsDialog(QDialog):
    """A table of versions; below it where the current one differs from the open book.

    Attributes:
        choice: what the user chose, once the dialog is accepted.
    """

    def __init__(self, backups: Backups, path: Path, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("备份"))
        self.choice: Choice | None = None
        self._path = path
        versions = backups.versions(path)
        self.model = VersionsModel(versions, self)
        self._build(backups)
        self._reader = VersionReader(versions, book, self)
        self._reader.read.connect(self._show_glimpse)
        self.finished.connect(self._reader.stop)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        if versions:
            self.table.setCurrentIndex(self.model.index(0, Column.TIME))
            self._reader.start()
        self._show_current()

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self, backups: Backups) -> None:
        name = QLabel(self._heading(), self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        name.setToolTip(theme.as_tool_tip(str(self._path)))
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self._versions_table())
        splitter.addWidget(self._differences_part())
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(name)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._bottom_line(backups))
        em = self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(em * 48, room.width() * 9 // 10), min(em * 34, room.height() * 9 // 10))
        splitter.setSizes([em * 14, em * 14])

    def _heading(self) -> str:
        if self.model.rowCount():
            return self.tr("“{0}”历次保存之前的内容，最近的在最上面：").format(self._path.name)
        return self.tr("“{0}”还没有备份。以后每次保存，保存之前的内容都会留在这里。").format(self._path.name)

    def _versions_table(self) -> QTableView:
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("备份列表"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.doubleClicked.connect(lambda: self.open_button.click())
        _set_up(self.table)
        em = self.fontMetrics().height()
        for column, width in (
            (Column.TIME, 12),
            (Column.SIZE, 6),
            (Column.PROJECTS, 5),
            (Column.INDICATORS, 5),
        ):
            self.table.setColumnWidth(column, em * width)
        self.table.horizontalHeader().setStretchLastSection(True)
        return self.table

    def _differences_part(self) -> QWidget:
        part = QWidget(self)
        self.differences_label = QLabel(part)
        self.differences_label.setTextFormat(Qt.TextFormat.PlainText)
        self.differences_label.setWordWrap(True)
        self.differences = QTableWidget(0, 4, part)
        self.differences.setHorizontalHeaderLabels(
            [self.tr("项目"), self.tr("位置"), self.tr("打开的文件"), self.tr("这一版")]
        )
        self.differences.setAccessibleName(self.tr("不同的地方"))
        self.differences.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        _set_up(self.differences)
        self.differences.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.differences_label)
        layout.addWidget(self.differences, 1)
        return part

    def _bottom_line(self, backups: Backups) -> QHBoxLayout:
        self.keep_box = QSpinBox(self)
        self.keep_box.setRange(0, _MOST_KEPT)
        self.keep_box.setValue(backups.keep)
        self.keep_box.setSuffix(self.tr(" 版"))
        self.keep_box.setSpecialValueText(self.tr("不备份"))
        self.keep_box.setToolTip(theme.as_tool_tip(self.tr("备份放在 {0}").format(str(backups.folder))))
        keep_label = QLabel(self.tr("每个文件保留最近(&K)"), self)
        keep_label.setBuddy(self.keep_box)
        # Not the standard button: on a dark ground the style's black cross could hardly be seen.
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.restore_button = QPushButton(self.tr("还原到这一版(&R)…"), self)
        self.restore_button.setToolTip(self.tr("让文件重新成为这一版的内容；现在的内容先留一份备份"))
        self.restore_button.clicked.connect(self._restore)
        self.open_button = QPushButton(self.tr("作为新文件打开(&O)"), self)
        self.open_button.setToolTip(self.tr("另开一个窗口看这一版，原来的文件不变"))
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(lambda: self._choose(Use.OPEN))
        for button in (self.open_button, self.restore_button):
            buttons.addButton(button, role)
        line = QHBoxLayout()
        line.addWidget(keep_label)
        line.addWidget(self.keep_box)
        line.addStretch(1)
        line.addWidget(buttons)
        return line

    # ── States ────────────────────────────────────────────────────────────────────────────────────────────────

    def _show_glimpse(self, line: int, glimpse: Glimpse) -> None:
        self.model.set_glimpse(line, glimpse)
        if line == self.table.currentIndex().row():
            self._show_current()

    def _show_current(self, _: QModelIndex | None = None) -> None:
        current = self.table.currentIndex()
        glimpse = self.model.glimpse(current.row()) if current.isValid() else None
        is_usable = current.isValid() and not (glimpse and glimpse.problem)
        self.open_button.setEnabled(is_usable)
        self.restore_button.setEnabled(is_usable)
        self.differences_label.setText(self._said_of(glimpse) if current.isValid() else "")
        self._list(glimpse.lines if glimpse else ())

    def _said_of(self, glimpse: Glimpse | None) -> str:
        if glimpse is None:
            return self.tr("正在读取这一版…")
        if glimpse.problem:
            return glimpse.problem
        if not glimpse.lines:
            return self.tr("这一版与打开的文件相同。")
        if len(glimpse.lines) > _MOST_LINES:
            return self.tr("有 {0} 处不同，列出前 {1} 处：").format(len(glimpse.lines), _MOST_LINES)
        return self.tr("有 {0} 处不同：").format(len(glimpse.lines))

    def _list(self, lines: tuple[Line, ...]) -> None:
        lines = lines[:_MOST_LINES]
        self.differences.setRowCount(len(lines))
        for row, line in enumerate(lines):
            shown = (line.section, line.place, *_from_the_difference(line.now, line.then))
            for column, (text, whole) in enumerate(zip(shown, line, strict=True)):
                item = QTableWidgetItem(excerpt(text, _LONGEST_TEXT))
                item.setToolTip(theme.as_tool_tip(*whole.splitlines()))
                self.differences.setItem(row, column, item)

    # ── Choosing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _restore(self) -> None:
        time = time_text(self.model.version(self.table.currentIndex().row()).kept_at)
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a name of a file may look like mark-up
        box.setText(self.tr("要把“{0}”还原成 {1} 备份的内容吗？").format(self._path.name, time))
        box.setInformativeText(
            self.tr("文件现在的内容会先留一份备份。打开着的文件里没有保存的修改不会保存，也不在备份里。")
        )
        restore = box.addButton(self.tr("还原"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(self.tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.exec()
        box.deleteLater()
        if box.clickedButton() is restore:
            self._choose(Use.RESTORE)

    def _choose(self, use: Use) -> None:
        self.choice = Choice(use, self.model.version(self.table.currentIndex().row()))
        self.accept()


def _from_the_difference(now: str, then: str) -> tuple[str, str]:
    """Two texts without the beginning that both have, but for a few characters."""
    pairs = enumerate(zip(now, then, strict=False))
    first = next((place for place, (one, other) in pairs if one != other), min(len(now), len(then)))
    start = first - _BEFORE_DIFFERENCE
    return (now, then) if start <= 0 else (f"…{now[start:]}", f"…{then[start:]}")


def _set_up(table: QTableView) -> None:
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    lines = table.verticalHeader()
    lines.hide()
    lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    lines.setDefaultSectionSize(table.fontMetrics().height() * 3 // 2)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
