"""The dialog 转到项目."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from core.book import Book
from tests.core.tables import table
from tests.ui.writing import compose
from ui.find.go_to_project_dialog import GoToProjectDialog
from ui.find.marked_lines import Role

Key = Qt.Key
NAMES = ("道路养护", "政务大厅运维", "疫苗冷链", "政务外网")


@pytest.fixture
def book() -> Book:
    return Book([table(number=n, name=name, unit_code=f"99010{n}") for n, name in enumerate(NAMES, 1)])


@pytest.fixture
def dialog(qtbot: QtBot, book: Book) -> GoToProjectDialog:
    return opened(qtbot, book)


def opened(qtbot: QtBot, book: Book) -> GoToProjectDialog:
    dialog = GoToProjectDialog(book)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    return dialog


def shown_names(dialog: GoToProjectDialog) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_all_projects_are_listed_at_first(dialog: GoToProjectDialog) -> None:
    assert shown_names(dialog) == list(NAMES)
    assert dialog.count.text() == "4 个项目"
    assert dialog.line.hasFocus()


def test_typing_initials_and_enter_chooses_the_best(
    qtbot: QtBot, dialog: GoToProjectDialog, book: Book
) -> None:
    qtbot.keyClicks(dialog.line, "zw")
    assert shown_names(dialog) == ["政务大厅运维", "政务外网"]
    qtbot.keyClick(dialog.line, Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.chosen == book.project_ids[1]


def test_the_arrows_move_in_the_list_while_typing(
    qtbot: QtBot, dialog: GoToProjectDialog, book: Book
) -> None:
    compose(dialog.line, "政务")
    qtbot.keyClick(dialog.line, Key.Key_Down)
    assert dialog.line.hasFocus()
    qtbot.keyClick(dialog.line, Key.Key_Return)
    assert dialog.chosen == book.project_ids[3]


def test_escape_chooses_nothing(qtbot: QtBot, dialog: GoToProjectDialog) -> None:
    qtbot.keyClicks(dialog.line, "zw")
    qtbot.keyClick(dialog.line, Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.chosen is None


def test_what_is_not_found_cannot_be_gone_to(qtbot: QtBot, dialog: GoToProjectDialog) -> None:
    qtbot.keyClicks(dialog.line, "qqq")
    assert shown_names(dialog) == []
    assert "没有这样的项目" in dialog.count.text()
    assert not dialog.go_button.isEnabled()
    qtbot.keyClick(dialog.line, Key.Key_Return)
    assert dialog.isVisible()


def test_a_double_click_goes_there(qtbot: QtBot, dialog: GoToProjectDialog, book: Book) -> None:
    place = dialog.table.visualRect(dialog.table.model().index(2, 1)).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.chosen == book.project_ids[2]


def test_what_was_typed_is_emphasised(qtbot: QtBot, dialog: GoToProjectDialog) -> None:
    qtbot.keyClicks(dialog.line, "dt")
    line = dialog.table.model().index(0, 1)
    assert [line.data()[slice(*span)] for span in line.data(Role.SPANS)] == ["大厅"]
    qtbot.keyClicks(dialog.line, "\b\b")
    assert dialog.table.model().index(0, 0).data(Role.SPANS) == ()


def test_the_column_of_codes_is_shown_where_there_are_codes(qtbot: QtBot, dialog: GoToProjectDialog) -> None:
    assert dialog.table.isColumnHidden(3)
    coded = opened(qtbot, Book([table(name="疫苗冷链", code="99010226P00000000001X", unit_name="示例单位")]))
    assert not coded.table.isColumnHidden(3)
    qtbot.keyClicks(coded.line, "99010226")
    line = coded.table.model().index(0, 3)
    assert line.data()[slice(*line.data(Role.SPANS)[0])] == "99010226"
    assert coded.table.model().index(0, 2).data() == "990101 示例单位"


def test_a_book_without_projects_says_so(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Book())
    assert dialog.count.text() == "文件里还没有项目。"
    assert not dialog.go_button.isEnabled()


def test_the_buttons_go_and_cancel(qtbot: QtBot, dialog: GoToProjectDialog, book: Book) -> None:
    buttons = dialog.findChildren(QDialogButtonBox)[0].buttons()
    assert {button.text() for button in buttons} == {"转到(&G)", "取消"}
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    assert dialog.chosen == book.project_ids[0]
