"""The questions about a file that somebody else has open or has changed."""

from __future__ import annotations

import html
from datetime import datetime
from enum import Enum, auto
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from core.differences import Difference, Differences
from core.locks import HeldByOther, told
from core.locks.holder import OWN_PROGRAM
from core.session import Session
from ui.sharing.differences_dialog import choose_differences

_Choice = TypeVar("_Choice")


class OpenChoice(Enum):
    """How to open a file that is open elsewhere. EDIT is offered where only an office program has it."""

    READ_ONLY = auto()
    COPY = auto()
    EDIT = auto()
    CANCEL = auto()


class SaveChoice(Enum):
    """What to do about a file that has changed on disk since it was opened or saved."""

    TAKE_OVER = auto()
    OVERWRITE = auto()
    ELSEWHERE = auto()
    CANCEL = auto()


class SharingDialogs:
    """Asks the user, over `parent`. Flows are given one of these, so that a test can answer in its place."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open_elsewhere(self, name: str, holder: HeldByOther) -> OpenChoice:
        """Ask how to open the file `name`, which `holder` has open."""
        is_own = holder.program == OWN_PROGRAM
        if is_own:
            summary = _tr("“{0}”正在别处打开").format(name)
            advice = [
                _tr("只读打开可以查看、检查、打印和另存；打开副本可以修改，再存成另一个文件。"),
                _tr("如果确定没有人在用它，请删除它旁边的隐藏文件“{0}”，再重新打开。").format(holder.lock),
            ]
        else:
            summary = _tr("“{0}”正在 {1} 中打开").format(name, holder.program)
            advice = [
                _tr("照常打开可以修改，但要先在那边关闭它，才能保存到这个文件；也可以另存到别处。"),
                _tr("那边接着改、再保存的话，两边的修改会不一样；只是查看请用只读打开。"),
            ]
        box = _box(self._parent, QMessageBox.Icon.Warning, summary, [told(holder, datetime.now()), *advice])
        role = QMessageBox.ButtonRole.AcceptRole
        choices = {box.addButton(_tr("只读打开(&R)"), role): OpenChoice.READ_ONLY}
        choices[box.addButton(_tr("打开副本(&C)"), role)] = OpenChoice.COPY
        if not is_own:
            choices[box.addButton(_tr("照常打开(&E)"), role)] = OpenChoice.EDIT
        return _answer(box, choices, OpenChoice.CANCEL)

    def changed_on_disk(self, name: str, found: Differences | None) -> SaveChoice:
        """Ask how to save the file `name` all the same; `found` are the differences, None where it cannot be read now."""
        box = _box(
            self._parent,
            QMessageBox.Icon.Warning,
            _tr("“{0}”在磁盘上已被改过").format(name),
            [_tr("您打开或上次保存以后，别人或别的程序改过这个文件。"), *_summary(found)],
        )
        kind = QMessageBox.ButtonRole
        choices: dict[QPushButton, SaveChoice] = {}
        if found is not None:
            text = _tr("查看并取用…(&T)") if found.offers else _tr("保留那边的改动，保存(&K)")
            choices[box.addButton(text, kind.AcceptRole)] = SaveChoice.TAKE_OVER
        choices[box.addButton(_tr("另存为…(&A)"), kind.AcceptRole)] = SaveChoice.ELSEWHERE
        choices[box.addButton(_tr("覆盖磁盘上的文件(&O)"), kind.DestructiveRole)] = SaveChoice.OVERWRITE
        return _answer(box, choices, SaveChoice.CANCEL)

    def differences(self, name: str, session: Session, found: Differences) -> list[Difference] | None:
        """Which differences to take over before saving; None when the user cancels."""
        return choose_differences(self._parent, name, session, found)


def _summary(found: Differences | None) -> list[str]:
    """How much has changed, and what overwriting would cost."""
    if found is None:
        return [_tr("它现在读不出来，不能比较。覆盖会丢掉那边的修改；另存为另一个文件，两边都留着。")]
    if not found.offers:
        return [
            _tr("绩效目标表没有需要取用的不同，变的是表格以外的内容或者格式。"),
            _tr("保留那边的改动，是在磁盘上现在的文件里写入您的修改；覆盖则把这些改动换回您打开时的样子。"),
            *found.left_out,
        ]
    conflicts = sum(one.is_conflict for one in found.offers)
    count = _tr("那边有 {0} 处修改").format(len(found.offers))
    both = _tr("，其中 {0} 处您也改过").format(conflicts) if conflicts else ""
    return [
        count + both + _tr("。"),
        _tr("可以逐条查看，取用需要的，再保存；覆盖会丢掉那边的全部修改。"),
    ]


def _box(parent: QWidget, icon: QMessageBox.Icon, summary: str, sentences: list[str]) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    # Escaped: names of files and users may look like mark-up.
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(f"<b>{html.escape(summary)}</b>")
    box.setInformativeText("<br>".join(map(html.escape, sentences)))
    return box


def _answer(box: QMessageBox, choices: dict[QPushButton, _Choice], otherwise: _Choice) -> _Choice:
    cancel = box.addButton(_tr("取消"), QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(cancel)
    box.setDefaultButton(next(iter(choices)))
    box.exec()
    box.deleteLater()
    return next((choice for button, choice in choices.items() if box.clickedButton() is button), otherwise)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharingDialogs", text)
