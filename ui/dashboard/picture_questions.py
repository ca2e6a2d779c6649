"""Where a picture shall be saved or printed: the only place of 概况 that opens modal dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from ui.print.print_commands import PrintQuestions

_SUFFIXES = (".png", ".svg", ".pdf")


class PictureQuestions(PrintQuestions):
    """Asks the user, over its parent. A test can answer in its place."""

    def file(self, title: str) -> Path | None:
        """None when the user cancels. A name without one of the suffixes gets that of the chosen kind."""
        filters = {
            _tr("图片 (*.png)"): ".png",
            _tr("矢量图 (*.svg)"): ".svg",
            _tr("PDF 文件 (*.pdf)"): ".pdf",
        }
        suggestion = Path.home() / f"{title}.png"
        name, chosen = QFileDialog.getSaveFileName(
            self._parent, _tr("存为图片"), str(suggestion), ";;".join(filters)
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() in _SUFFIXES else path.with_name(path.name + filters[chosen])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dashboard", text)
