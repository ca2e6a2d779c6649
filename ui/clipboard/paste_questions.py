"""What a paste asks and tells the user."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from core.clipboard.pasting import PastePlan
from ui.clipboard.paste_dialog import PasteDialog


class PasteQuestions:
    """Asks over `parent`. A sheet is given one of these, so that a test can answer in its place."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def settle(self, plan: PastePlan) -> PastePlan | None:
        """Let the user look at a plan with problems and change it; None when he cancels."""
        dialog = PasteDialog(plan, self._parent)
        settled = dialog.plan if dialog.exec() else None
        dialog.deleteLater()
        return settled

    def refuse(self, reason: str) -> None:
        """Say why nothing can be pasted."""
        title = QCoreApplication.translate("PasteQuestions", "不能粘贴")
        QMessageBox.information(self._parent, title, reason)
