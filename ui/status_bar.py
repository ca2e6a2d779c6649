"""The status bar: how much is in the book, whether it is saved, and how its file is written."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from core.book import Book, ItemId
from core.formats import Unrecognised
from core.session import Change
from ui.document import Document
from ui.session_signals import SessionSignals
from ui.unrecognised_dialog import UnrecognisedDialog

_SEPARATOR = " · "


class StatusBar(QStatusBar):
    """`18 个项目 161 个指标 · 已保存 · UTF-8 · 文本（单元格）`, and passing messages on its left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._signals: SessionSignals | None = None
        self._rows: dict[ItemId, int] = {}
        self._indicators = 0
        self._facts = QLabel(self)
        self.unrecognised_button = QToolButton(self)
        self.unrecognised_button.setAutoRaise(True)
        self.unrecognised_button.clicked.connect(self._show_unrecognised)
        self.addPermanentWidget(self.unrecognised_button)
        self.addPermanentWidget(self._facts)
        self.refresh()

    def set_document(self, document: Document | None, signals: SessionSignals | None) -> None:
        if self._signals is not None:
            self._signals.changed.disconnect(self._follow)
        self._document, self._signals = document, signals
        if signals is not None:
            signals.changed.connect(self._follow)
        self._rows, self._indicators = {}, 0
        if document is not None:
            self._count_all(document.session.book)
        self.refresh()

    def refresh(self) -> None:
        """Show the state of the file anew, as after a save."""
        self._facts.setText(_SEPARATOR.join(self._parts()))
        count = len(self._unrecognised)
        self.unrecognised_button.setText(self.tr("未识别的内容 {0} 处").format(count))
        self.unrecognised_button.setVisible(count > 0)

    @property
    def facts(self) -> str:
        """What stands in the bar."""
        return self._facts.text()

    @property
    def _unrecognised(self) -> tuple[Unrecognised, ...]:
        layout = self._document.layout if self._document else None
        return layout.unrecognised if layout else ()

    def _show_unrecognised(self) -> None:
        dialog = UnrecognisedDialog(self._unrecognised, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _parts(self) -> list[str]:
        if self._document is None:
            return []
        projects = len(self._document.session.book.project_ids)
        size = self.tr("{0} 个项目 {1} 个指标").format(projects, self._indicators)
        parts = [size, self._state(self._document)]
        if layout := self._document.layout:
            parts += [title for title in (layout.encoding_title, layout.title) if title]
        return parts

    def _state(self, document: Document) -> str:
        if document.session.modified:
            return self.tr("有未保存的修改")
        return self.tr("已保存") if document.path else self.tr("尚未保存为文件")

    def _follow(self, change: Change) -> None:
        self._count(change.sections)
        self.refresh()

    def _count_all(self, book: Book) -> None:
        self._rows = {project.id: len(project.indicators) for project in book.projects}
        self._indicators = sum(self._rows.values())

    def _count(self, sections: Collection[ItemId]) -> None:
        """Count the indicators of these sections, which came, went or changed, anew."""
        if self._document is None:
            return
        book = self._document.session.book
        if len(sections) >= len(book.project_ids):
            self._count_all(book)
            return
        for section in sections:
            self._indicators -= self._rows.pop(section, 0)
            if book.is_project(section):
                self._rows[section] = len(book.project(section).indicators)
                self._indicators += self._rows[section]
