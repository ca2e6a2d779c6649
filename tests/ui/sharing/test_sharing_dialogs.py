"""The questions about a file that somebody else has open or has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, Place
from core.differences import Differences, differences
from core.edit import SetField
from core.locks import HeldByOther
from tests.core.differences.versions import read_anew
from tests.core.tables import table
from ui.sharing.sharing_dialogs import OpenChoice, SaveChoice, SharingDialogs

_Answer = TypeVar("_Answer")

COLLEAGUE = HeldByOther("张三", "CZ-07", datetime.now() - timedelta(days=1), lock=".~jimu-某局.txt.lock")
EXCEL = HeldByOther("张三", program="Excel 或 WPS", lock="~$某局.xlsx")


class User:
    """Presses the button with these words, or the escape key for none, and remembers what the box said."""

    def __init__(self, qtbot: QtBot, parent: QWidget) -> None:
        self._qtbot = qtbot
        self.dialogs = SharingDialogs(parent)
        self.said = ""
        self.buttons: list[str] = []
        self.default = ""

    def asked(self, ask: Callable[[], _Answer], words: str | None) -> _Answer:
        def answer() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            assert box.textFormat() is Qt.TextFormat.RichText
            self.said = f"{box.text()}\n{box.informativeText()}"
            self.buttons = [button.text() for button in box.buttons()]
            self.default = box.defaultButton().text()
            if words is None:
                self._qtbot.keyClick(box, Qt.Key.Key_Escape)
            else:
                button = next(one for one in box.findChildren(QPushButton) if words in one.text())
                self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

        QTimer.singleShot(0, answer)
        return ask()


@pytest.fixture
def user(qtbot: QtBot) -> User:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return User(qtbot, parent)


def theirs(*, is_conflict: bool = False, is_same: bool = False) -> Differences:
    base = Book([table()])
    place = Place(base.projects[0].id, field="budget")
    mine, other = base.copy(), base.copy()
    if not is_same:
        SetField(place, "21.00").apply(other)
    if is_conflict:
        SetField(place, "22.00").apply(mine)
    return differences(base, mine, read_anew(other))


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("只读打开", OpenChoice.READ_ONLY),
        ("打开副本", OpenChoice.COPY),
        ("取消", OpenChoice.CANCEL),
        (None, OpenChoice.CANCEL),
    ],
)
def test_a_file_that_a_colleague_edits_opens_read_only_or_as_a_copy(
    user: User, words: str | None, choice: OpenChoice
) -> None:
    assert user.asked(lambda: user.dialogs.open_elsewhere("某局.txt", COLLEAGUE), words) is choice
    assert "张三从昨天" in user.said
    assert "电脑“CZ-07”" in user.said
    assert ".~jimu-某局.txt.lock" in user.said
    assert not any("照常打开" in text for text in user.buttons)
    assert "只读打开" in user.default


def test_a_file_that_excel_has_open_can_be_edited_all_the_same(user: User) -> None:
    choice = user.asked(lambda: user.dialogs.open_elsewhere("某局.xlsx", EXCEL), "照常打开")
    assert choice is OpenChoice.EDIT
    assert "正在 Excel 或 WPS 中打开" in user.said


def test_names_are_no_mark_up(user: User) -> None:
    holder = COLLEAGUE._replace(who="<img src=x>", host="<b>", lock="<i>")
    user.asked(lambda: user.dialogs.open_elsewhere("<u>.txt", holder), None)
    assert "&lt;img src=x&gt;" in user.said
    assert not any(tag in user.said for tag in ("<img", "<i>", "<u>"))


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("查看并取用", SaveChoice.TAKE_OVER),
        ("另存为", SaveChoice.ELSEWHERE),
        ("覆盖", SaveChoice.OVERWRITE),
        ("取消", SaveChoice.CANCEL),
        (None, SaveChoice.CANCEL),
    ],
)
def test_a_file_that_has_changed_is_not_overwritten_unasked(
    user: User, words: str | None, choice: SaveChoice
) -> None:
    found = theirs(is_conflict=True)
    assert user.asked(lambda: user.dialogs.changed_on_disk("某局.txt", found), words) is choice
    assert "那边有 1 处修改，其中 1 处您也改过。" in user.said
    assert "查看并取用" in user.default


def test_changes_beside_the_tables_can_be_kept(user: User) -> None:
    choice = user.asked(
        lambda: user.dialogs.changed_on_disk("某局.xlsx", theirs(is_same=True)), "保留那边的改动"
    )
    assert choice is SaveChoice.TAKE_OVER
    assert "变的是表格以外的内容" in user.said


def test_a_file_that_cannot_be_read_is_rather_saved_elsewhere(user: User) -> None:
    assert user.asked(lambda: user.dialogs.changed_on_disk("某局.txt", None), None) is SaveChoice.CANCEL
    assert "不能比较" in user.said
    assert "另存为" in user.default
