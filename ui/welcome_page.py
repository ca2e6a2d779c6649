"""What a window without a book shows: how to begin, the recent files, the samples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.resources import RESOURCES
from ui import theme
from ui.link_button import LinkButton
from ui.recent_files import RecentFiles

SAMPLES = RESOURCES / "samples"
_WIDTH_IN_CHARACTERS = 88


def sample_files() -> list[Path]:
    """The bundled sample books."""
    return sorted(SAMPLES.glob("*.txt"))


class WelcomePage(QScrollArea):
    """Links that begin something.

    Signals:
        new_requested(), open_requested(), file_requested(Path), sample_requested(Path)
    """

    new_requested = Signal()
    open_requested = Signal()
    file_requested = Signal(object)
    sample_requested = Signal(object)

    def __init__(self, recent: RecentFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        recent.changed.connect(self._show_recent)
        self._show_recent()

    def _build(self) -> None:
        self._page = QWidget(self)
        self._page.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDTH_IN_CHARACTERS * 2)
        centred = QWidget(self)
        around = QHBoxLayout(centred)
        around.addStretch(1)
        around.addWidget(self._page, 6)
        around.addStretch(1)
        grid = QGridLayout(self._page)
        grid.setHorizontalSpacing(48)
        grid.setVerticalSpacing(6)
        grid.setRowStretch(0, 1)
        grid.addLayout(self._heading(), 1, 0, 1, 2)
        grid.addLayout(self._begin(), 2, 0, Qt.AlignmentFlag.AlignTop)
        self._recent_column = QVBoxLayout()
        grid.addLayout(self._recent_column, 2, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._samples(), 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(4, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.setWidget(centred)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        mark = QLabel(self._page)
        side = self.fontMetrics().height() * 3
        mark.setPixmap(theme.icon("jimu").pixmap(QSize(side, side), self.devicePixelRatioF()))
        row.addWidget(mark)
        words = QVBoxLayout()
        name = QLabel(self.tr("绩目"), self._page)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        font.setBold(True)
        name.setFont(font)
        words.addWidget(name)
        subtitle = self._muted(self.tr("绩效目标表的编制与审核"))
        subtitle.setIndent(0)
        words.addWidget(subtitle)
        row.addLayout(words)
        row.addStretch(1)
        row.setSpacing(14)
        row.setContentsMargins(10, 0, 0, 18)
        return row

    def _begin(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(_section_heading(self.tr("开始"), self._page))
        new = LinkButton(self.tr("新建"), self.tr("从一张空白的绩效目标表开始"), "new", self._page)
        new.clicked.connect(self.new_requested)
        open_ = LinkButton(self.tr("打开…"), self.tr("也可以把文件拖到窗口里"), "open", self._page)
        open_.clicked.connect(self.open_requested)
        column.addWidget(new)
        column.addWidget(open_)
        column.addSpacing(16)
        return column

    def _samples(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(_section_heading(self.tr("示例"), self._page))
        for path in sample_files():
            link = LinkButton(path.stem, "", "project", self._page)
            link.clicked.connect(lambda _=False, path=path: self.sample_requested.emit(path))
            column.addWidget(link)
        return column

    def _show_recent(self) -> None:
        while item := self._recent_column.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._recent_column.addWidget(_section_heading(self.tr("最近打开的文件"), self._page))
        for widget in self._recent_links(self._recent.paths):
            self._recent_column.addWidget(widget)

    def _recent_links(self, paths: Sequence[Path]) -> list[QWidget]:
        links: list[QWidget] = []
        for path in paths:
            link = LinkButton(path.stem, str(path.parent), "project", self._page)
            link.setToolTip(str(path))
            link.clicked.connect(lambda _=False, path=path: self.file_requested.emit(path))
            links.append(link)
        return links or [self._muted(self.tr("还没有打开过文件"))]

    def _muted(self, text: str) -> QLabel:
        label = QLabel(text, self._page)
        label.setIndent(10)
        label.setProperty("muted", True)
        _mute(label, self.palette())
        return label

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for label in self.findChildren(QLabel):
                if label.property("muted"):
                    _mute(label, self.palette())


def _section_heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.2)
    font.setBold(True)
    label.setFont(font)
    label.setIndent(10)
    return label


def _mute(label: QLabel, palette: QPalette) -> None:
    colours = QPalette(palette)
    colours.setColor(QPalette.ColorRole.WindowText, theme.muted_text(palette))
    label.setPalette(colours)
