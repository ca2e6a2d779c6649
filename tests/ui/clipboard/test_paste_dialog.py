"""The preview of a paste, worked with keys and the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QRadioButton, QTableView
from pytestqt.qtbot import QtBot

from core.book import Book
from core.clipboard.block import Block
from core.clipboard.pasting import PasteKind, PastePlan, plan_paste
from tests.core.clipboard.targets import SCHEME, grid, plan, tree, two_rows
from ui.clipboard.column_choices import MOST_CHOICES
from ui.clipboard.paste_dialog import PasteDialog

WEIGHTED = "一级指标|二级指标|三级指标|指标值|权重\n产出指标|数量指标|甲|3个|10\n|质量指标|乙|优|20"
WIDE = "河道长度|实测|≥10公里|历史标准"


class Hands:
    """What a user sees and touches of a dialog."""

    def __init__(self, qtbot: QtBot, plan: PastePlan) -> None:
        self.qtbot = qtbot
        self.dialog = PasteDialog(plan)
        qtbot.addWidget(self.dialog)
        with qtbot.waitExposed(self.dialog):
            self.dialog.show()

    @property
    def texts(self) -> list[str]:
        return [
            label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible() and label.text()
        ]

    @property
    def table(self) -> QTableView:
        return self.dialog.findChild(QTableView)  # type: ignore[return-value]

    def choice(self, column: int) -> QComboBox:
        name = f"第 {column} 列粘贴到"
        return next(box for box in self.dialog.findChildren(QComboBox) if box.accessibleName() == name)

    def choose(self, column: int, title: str) -> None:
        """Select an item of a choice with the arrow keys."""
        box = self.choice(column)
        box.setFocus()
        while box.currentText() != title:
            step = Qt.Key.Key_Down if box.currentIndex() < box.findText(title) else Qt.Key.Key_Up
            self.qtbot.keyClick(box, step)

    def radio(self, words: str) -> QRadioButton:
        return next(button for button in self.dialog.findChildren(QRadioButton) if words in button.text())

    def press(self, words: str) -> None:
        buttons = self.dialog.findChildren(QPushButton)
        self.qtbot.mouseClick(next(b for b in buttons if words in b.text()), Qt.MouseButton.LeftButton)


@pytest.fixture
def book() -> Book:
    return two_rows()


def test_it_shows_the_block_what_would_be_lost_and_what_will_come(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, tree(book), WEIGHTED))
    assert hands.texts == ["“权重”一列不会粘贴。", "将新增 2 行。"]
    assert [hands.choice(column).currentText() for column in (1, 3, 4, 5)] == [
        "一级指标",
        "三级指标",
        "指标值",
        "不粘贴",
    ]
    model = hands.table.model()
    assert model.index(1, 2).data() == "甲"
    assert model.headerData(4, Qt.Orientation.Horizontal) == "第 5 列"
    assert (model.rowCount(model.index(0, 0)), model.columnCount(model.index(0, 0))) == (0, 0)
    assert model.data(QModelIndex()) is None


def test_what_is_not_pasted_is_muted(qtbot: QtBot, book: Book) -> None:
    model = Hands(qtbot, plan(book, tree(book), WEIGHTED)).table.model()
    muted = [
        [model.index(row, column).data(Qt.ItemDataRole.ForegroundRole) is not None for column in (2, 4)]
        for row in (0, 1)
    ]
    assert muted == [[True, True], [False, True]]


def test_another_choice_changes_the_plan_at_once(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, tree(book, field="value"), WIDE))
    assert len(hands.texts[0].splitlines()) == 3
    assert hands.texts[1] == "将覆盖 1 个单元格。"
    hands.choose(3, "指标值")
    hands.choose(1, "三级指标")
    hands.choose(2, "绩效指标描述")
    assert hands.texts == ["第 4 列（“历史标准”等）不会粘贴。", "将覆盖 3 个单元格。"]
    assert hands.dialog.plan.columns == ("level3", "description", "value", None)


def test_a_field_goes_to_one_column_only(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, tree(book), "甲|说明|3"))
    hands.choose(1, "指标值")
    assert hands.choice(3).currentText() == "不粘贴"
    assert hands.dialog.plan.columns == ("value", "description", None)
    hands.choose(1, "三级指标")
    assert hands.dialog.plan.columns == ("level3", "description", "value")


def test_cells_become_new_rows_and_back(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, tree(book), "甲|说明|3|4"))
    assert hands.radio("覆盖").isChecked()
    qtbot.mouseClick(hands.radio("插入"), Qt.MouseButton.LeftButton)
    assert hands.dialog.plan.kind is PasteKind.ROWS
    assert hands.texts[-1] == "将新增 1 行。"
    assert hands.choice(1).findText("一级指标") > 0
    hands.radio("插入").setFocus()
    qtbot.keyClick(hands.radio("插入"), Qt.Key.Key_Left)
    assert hands.dialog.plan.kind is PasteKind.CELLS
    assert hands.choice(1).findText("一级指标") < 0


def test_a_grid_takes_no_new_rows(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, grid(book, "value"), "1\n2\n3"))
    assert not hands.radio("插入").isEnabled()


def test_nothing_to_paste_cannot_be_pasted(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, tree(book, field="value"), "3|历史标准"))
    hands.choose(1, "不粘贴")
    assert hands.texts[-1] == "没有可以粘贴的内容。"
    button = next(b for b in hands.dialog.findChildren(QPushButton) if "粘贴" in b.text())
    assert not button.isEnabled()


@pytest.mark.parametrize(
    ("key", "result"),
    [(Qt.Key.Key_Return, QDialog.DialogCode.Accepted), (Qt.Key.Key_Escape, QDialog.DialogCode.Rejected)],
)
def test_enter_pastes_and_escape_does_not(
    qtbot: QtBot, book: Book, key: Qt.Key, result: QDialog.DialogCode
) -> None:
    hands = Hands(qtbot, plan(book, tree(book), WEIGHTED))
    hands.choice(1).setFocus()
    with qtbot.waitSignal(hands.dialog.finished):
        qtbot.keyClick(hands.choice(1), key)
    assert hands.dialog.result() == result


def test_buttons_paste_and_cancel(qtbot: QtBot, book: Book) -> None:
    for words, result in (("粘贴", QDialog.DialogCode.Accepted), ("取消", QDialog.DialogCode.Rejected)):
        hands = Hands(qtbot, plan(book, tree(book), WEIGHTED))
        hands.press(words)
        assert hands.dialog.result() == result


def test_tab_leads_from_the_kinds_over_the_choices_to_the_buttons(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, tree(book), WEIGHTED))
    hands.radio("插入").setFocus()
    names = []
    for _ in range(7):
        qtbot.keyClick(hands.dialog.focusWidget(), Qt.Key.Key_Tab)
        names.append(hands.dialog.focusWidget().accessibleName() or hands.dialog.focusWidget().text())  # type: ignore[attr-defined]
    assert names == [*(f"第 {column} 列粘贴到" for column in range(1, 6)), "剪贴板中的内容", "粘贴(&P)"]


def test_a_choice_that_gets_the_focus_is_scrolled_into_view(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan(book, tree(book), "产出指标|数量指标|甲" + "|3" * 40))
    box = hands.choice(40)
    assert box.x() > hands.table.width()
    box.setFocus()
    assert 0 <= box.x() < hands.table.width()


def test_mark_up_in_cells_is_text(qtbot: QtBot, book: Book) -> None:
    block = Block((("甲\n乙", "<b>3</b>", "4", "<img src=x>"),))
    hands = Hands(qtbot, plan_paste(book, tree(book), block, SCHEME))
    assert "<img src=x>" in hands.texts[0]
    assert hands.dialog.findChildren(QLabel)[1].textFormat() is Qt.TextFormat.PlainText
    tip = hands.table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip
    assert hands.table.model().index(0, 0).data() == "甲 乙"


def test_a_large_and_a_wide_block_are_shown(qtbot: QtBot, book: Book) -> None:
    hands = Hands(qtbot, plan_paste(book, tree(book), Block.of([["甲", "乙"]] * 5000), SCHEME))
    assert hands.table.model().rowCount() == 5000
    wide = Hands(qtbot, plan_paste(book, tree(book), Block((("甲",) * 500,)), SCHEME))
    assert len(wide.dialog.findChildren(QComboBox)) == MOST_CHOICES
    assert wide.dialog.plan.columns[3:] == (None,) * 497
    wide.choose(1, "不粘贴")
    assert wide.dialog.plan.columns[0] is None
