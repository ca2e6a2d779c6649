"""Dialogs and hands where nobody is: questions are answered beforehand, keys are pressed by the program."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from core.differences import Differences
from core.journal import Recovery
from core.locks import HeldByOther
from ui.dialogs import CloseChoice, Dialogs, RecoveryChoice, Target
from ui.self_check.protocol import SelfCheckFailed, expect
from ui.sharing.sharing_dialogs import OpenChoice, SaveChoice, SharingDialogs
from ui.sheet.sheet import Sheet


class Unattended(Dialogs):
    """A message fails the check, and so does a question that it must not run into.

    Attributes:
        target: what is answered when it is asked where to save.
    """

    target: Target | None = None

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sharing = _Unasked(parent)

    def target_to_save(self, suggestion: Target) -> Target | None:
        return self.target

    def error(self, summary: str, message: str) -> None:
        raise SelfCheckFailed(f"{summary}：{message}")

    def accepts_losses(self, message: str) -> bool:
        raise SelfCheckFailed(f"保存会影响其他内容：{message}")

    def unsaved_changes(self, title: str) -> CloseChoice:
        raise SelfCheckFailed(f"“{title}”还有未保存的修改")

    def recovery(self, found: Recovery) -> RecoveryChoice:
        return RecoveryChoice.LATER  # it is somebody else's


class _Unasked(SharingDialogs):
    def open_elsewhere(self, name: str, holder: HeldByOther) -> OpenChoice:
        raise SelfCheckFailed(f"“{name}”在别处打开着")

    def changed_on_disk(self, name: str, found: Differences | None) -> SaveChoice:
        raise SelfCheckFailed(f"“{name}”被别的程序改过")


def type_into_cell(sheet: Sheet, text: str) -> None:
    """Type over the current cell, as an input method hands in a text, and press Enter."""
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QCoreApplication.sendEvent(sheet, committed)
    editor = sheet.indexWidget(sheet.currentIndex())
    expect(editor is not None, f"键入“{text}”以后，单元格没有打开")
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(editor if kind is QEvent.Type.KeyPress else sheet, key)
