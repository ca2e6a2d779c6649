"""The questions and messages of the file menu. The only place that opens modal dialogs about files."""

from __future__ import annotations

import html
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.formats import PLAIN_FORMS, SUFFIXES, PlainForm
from core.journal import Recovery, State
from core.progress import Progress
from ui.background import run_in_background
from ui.sharing.sharing_dialogs import SharingDialogs

_Result = TypeVar("_Result")


class CloseChoice(Enum):
    """What to do with unsaved changes."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class RecoveryChoice(Enum):
    """What to do with a book that was open when its program ended."""

    RESTORE = auto()
    DISCARD = auto()
    LATER = auto()


class Target(NamedTuple):
    """Where to save a book, and in which form."""

    path: Path
    form: PlainForm


class Dialogs:
    """Asks the user, over `parent`. Flows are given one of these, so that a test can answer in its place."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self.sharing = SharingDialogs(parent)

    def file_to_open(self, folder: Path) -> Path | None:
        """None when the user cancels."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        filters = ";;".join([_tr("绩效目标表 ({0})").format(patterns), _tr("所有文件 (*)")])
        name, _ = QFileDialog.getOpenFileName(self._parent, _tr("打开"), str(folder), filters)
        return Path(name) if name else None

    def target_to_save(self, suggestion: Target) -> Target | None:
        """None when the user cancels. The name's suffix follows the chosen form."""
        suffixes = {form: form.suffix for form in PLAIN_FORMS} | {suggestion.form: suggestion.path.suffix}
        filters = {f"{form.title} (*{suffix})": form for form, suffix in suffixes.items()}
        dialog = QFileDialog(self._parent, _tr("另存为"), str(suggestion.path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(filters))

        def follow_form(name_filter: str) -> None:
            suffix = suffixes[filters[name_filter]]
            dialog.setDefaultSuffix(suffix)
            for name in dialog.selectedFiles():
                dialog.selectFile(str(Path(name).with_suffix(suffix)))

        dialog.filterSelected.connect(follow_form)
        dialog.selectNameFilter(next(name for name, form in filters.items() if form is suggestion.form))
        dialog.setDefaultSuffix(suggestion.path.suffix)
        dialog.selectFile(suggestion.path.name)
        accepted = dialog.exec()
        dialog.deleteLater()
        if not accepted:
            return None
        return Target(Path(dialog.selectedFiles()[0]), filters[dialog.selectedNameFilter()])

    def unsaved_changes(self, title: str) -> CloseChoice:
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like mark-up
        box.setText(_tr("要保存对“{0}”的修改吗？").format(title))
        box.setInformativeText(_tr("不保存的话，这些修改将会丢失。"))
        save = box.addButton(_tr("保存"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(_tr("不保存"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(_tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.exec()
        box.deleteLater()
        if box.clickedButton() is save:
            return CloseChoice.SAVE
        return CloseChoice.DISCARD if box.clickedButton() is discard else CloseChoice.CANCEL

    def recovery(self, found: Recovery) -> RecoveryChoice:
        """Ask whether to restore a book, saying what would come back."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        can_restore = found.state is not State.UNREADABLE
        summary = _tr("上次没有正常关闭，要恢复“{0}”吗？") if can_restore else _tr("“{0}”不能恢复")
        box.setText(f"<b>{html.escape(summary.format(found.name))}</b>")
        lines = [found.explanation]
        if found.last_change is not None:
            lines.append(_tr("最后一步在 {0:%Y-%m-%d %H:%M}。").format(found.last_change))
        if found.labels:
            lines.append(_tr("最近的操作：{0}").format("、".join(found.labels)))
        if found.path is not None:
            lines.append(str(found.path))
        box.setInformativeText("<br>".join(map(html.escape, lines)))
        role = QMessageBox.ButtonRole
        restore = box.addButton(_tr("恢复(&R)"), role.AcceptRole) if can_restore else None
        discard = box.addButton(_tr("不要了(&D)"), role.DestructiveRole)
        later = box.addButton(_tr("以后再说(&L)"), role.RejectRole)
        box.setDefaultButton(restore or later)
        box.setEscapeButton(later)
        box.exec()
        box.deleteLater()
        if restore is not None and box.clickedButton() is restore:
            return RecoveryChoice.RESTORE
        return RecoveryChoice.DISCARD if box.clickedButton() is discard else RecoveryChoice.LATER

    def accepts_losses(self, message: str) -> bool:
        """Whether to save although something else in the file will suffer, which `message` lists."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(_tr("<b>保存会影响工作簿里的其他内容</b>"))
        box.setInformativeText(html.escape(message).replace("\n", "<br>"))
        save = box.addButton(_tr("仍然保存"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(_tr("不保存"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is save

    def restores_half_written(self, name: str) -> bool:
        """Whether a file that was being written when the program ended gets its old content back."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(f"<b>{html.escape(_tr('“{0}”只写了一部分').format(name))}</b>")
        box.setInformativeText(_tr("上次保存时程序中断，文件可能不完整。保存以前的内容有备份，建议还原它。"))
        restore = box.addButton(_tr("还原(&R)"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_tr("照现在的样子打开(&O)"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(restore)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is restore

    def working(self, label: str, job: Callable[[Progress], _Result]) -> _Result:
        """Do a long job and show how far it is. Raises what the job raises, `Cancelled` when the user stops it."""
        return run_in_background(self._parent, label, job)

    def error(self, summary: str, message: str) -> None:
        """Tell what went wrong: `summary` in a few words, `message` in whole sentences."""
        box = QMessageBox(QMessageBox.Icon.Warning, summary, f"<b>{summary}</b>", parent=self._parent)
        # Escaped: a message may quote mark-up that stands in the file.
        box.setInformativeText(html.escape(message).replace("\n", "<br>"))
        box.addButton(_tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        box.deleteLater()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dialogs", text)
