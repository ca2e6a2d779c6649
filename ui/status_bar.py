"""The status bar: how much is in the book, whether it is saved, and how its file is written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from core.edit import InsertRow, RemoveRow, steps
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
        self._size = ""
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
        self._measure()
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
        parts = [self._size, self._state(self._document)]
        if layout := self._document.layout:
            parts += [title for title in (layout.encoding_title, layout.title) if title]
        return parts

    def _state(self, document: Document) -> str:
        if document.session.modified:
            return self.tr("有未保存的修改")
        return self.tr("已保存") if document.path else self.tr("尚未保存为文件")

    def _follow(self, change: Change) -> None:
        # Counting walks the whole book, so it is left out for typing.
        if change.order or any(isinstance(step, InsertRow | RemoveRow) for step in steps(change.edit)):
            self._measure()
        self.refresh()

    def _measure(self) -> None:
        if self._document is not None:
            projects = self._document.session.book.projects
            indicators = sum(len(project.indicators) for project in projects)
            self._size = self.tr("{0} 个项目 {1} 个指标").format(len(projects), indicators)
