"""The dialog 挑选指标 under the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, Project
from core.library import Entry, Kind, Library, LibraryError, builtin_library
from core.scheme import schemes
from core.session import Session
from tests.core.tables import row, table
from tests.ui.writing import compose
from ui.library.entries_model import Column, EntriesModel
from ui.library.library_dialog import LibraryDialog

Key = Qt.Key


@pytest.fixture
def project() -> Project:
    return table(row("数量指标", "参加培训人次", "≥50人次"))


@pytest.fixture
def session(project: Project) -> Session:
    return Session(Book([project]))


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, project: Project) -> LibraryDialog:
    return shown(qtbot, LibraryDialog(session, project.id))


def shown(qtbot: QtBot, dialog: LibraryDialog) -> LibraryDialog:
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


def press(
    key: Qt.Key, times: int = 1, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    for _ in range(times):
        QTest.keyClick(focused(), key, modifiers)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def column(dialog: LibraryDialog, which: Column) -> list[str]:
    model = dialog.table.model()
    return [str(model.index(line, which).data()) for line in range(model.rowCount())]


def names(dialog: LibraryDialog) -> list[str]:
    return column(dialog, Column.NAME)


def inserted(session: Session, dialog: LibraryDialog) -> list[str]:
    """The names that come into the project when the dialog's edit is applied."""
    before = {one.id for one in session.book.projects[0].indicators}
    assert dialog.edit is not None
    session.apply(dialog.edit, "挑选指标")
    return [one.level3 for one in session.book.projects[0].indicators if one.id not in before]


class TestChoosing:
    def test_it_opens_with_the_kind_that_the_projects_name_tells(self, dialog: LibraryDialog) -> None:
        assert dialog.kinds.currentItem().text().startswith("培训 ")
        assert "培训考核合格率" in names(dialog)
        assert "治理河道长度" not in names(dialog)
        assert focused() is dialog.search_box

    def test_a_name_that_tells_nothing_opens_it_with_all_kinds(self, qtbot: QtBot) -> None:
        project = table(name="示例项目")
        dialog = shown(qtbot, LibraryDialog(Session(Book([project])), project.id))
        assert dialog.kinds.currentRow() == 0
        assert len(names(dialog)) == len(builtin_library().entries)

    def test_keys_alone_search_tick_and_insert(self, dialog: LibraryDialog, session: Session) -> None:
        compose(dialog.search_box, "率 人员")
        press(Key.Key_Return)
        assert focused() is dialog.table
        press(Key.Key_Space)
        press(Key.Key_Down)
        press(Key.Key_Space)
        assert dialog.count.text() == "已选 2 条"
        ticked = names(dialog)[:2]
        press(Key.Key_Return)
        assert dialog.result() == QDialog.DialogCode.Accepted
        assert inserted(session, dialog) == ticked

    def test_without_ticks_enter_inserts_the_current_line(
        self, dialog: LibraryDialog, session: Session
    ) -> None:
        compose(dialog.search_box, "出勤")
        press(Key.Key_Down)
        assert dialog.count.text() == "未勾选，插入当前一条"
        press(Key.Key_Return)
        assert inserted(session, dialog) == ["参训人员出勤率"]

    def test_space_ticks_all_selected_lines_and_again_unticks_them(self, dialog: LibraryDialog) -> None:
        dialog.table.setFocus()
        press(Key.Key_Home)
        press(Key.Key_Down, 3, Qt.KeyboardModifier.ShiftModifier)
        press(Key.Key_Space)
        assert dialog.count.text() == "已选 3 条"  # one of the four is there already
        press(Key.Key_Space)
        assert dialog.count.text() == "未勾选，插入当前一条"

    def test_what_is_ticked_stays_so_while_one_looks_elsewhere(
        self, dialog: LibraryDialog, session: Session
    ) -> None:
        compose(dialog.search_box, "出勤")
        press(Key.Key_Return)
        press(Key.Key_Space)
        dialog.search_box.clear()
        dialog.kinds.setCurrentRow(0)
        compose(dialog.search_box, "河道")
        dialog.table.setFocus()
        press(Key.Key_Space)
        assert set(inserted(session, dialog)) == {"治理河道长度", "参训人员出勤率"}

    def test_a_click_and_a_double_click_tick(self, dialog: LibraryDialog, qtbot: QtBot) -> None:
        dialog.kinds.setCurrentRow(2)
        line = names(dialog).index("培训考核合格率")
        rect = dialog.table.visualRect(dialog.table.model().index(line, Column.VALUE))
        qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        qtbot.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert [entry.name for entry in dialog.picked] == ["培训考核合格率"]
        assert dialog.count.text() == "已选 1 条"

    def test_esc_leaves_it(self, dialog: LibraryDialog) -> None:
        press(Key.Key_Escape)
        assert not dialog.isVisible()
        assert dialog.result() == QDialog.DialogCode.Rejected

    def test_tab_reaches_every_part_in_the_order_of_the_eye(self, dialog: LibraryDialog) -> None:
        reached = []
        for _ in range(6):
            reached.append(focused())
            press(Key.Key_Tab)
        (cancel,) = (button for button in dialog.buttons.buttons() if button is not dialog.insert)
        parts = [dialog.search_box, dialog.kinds, dialog.table, dialog.again, dialog.insert, cancel]
        assert reached == parts


class TestSearching:
    def test_where_the_kind_has_nothing_the_others_are_shown(self, dialog: LibraryDialog) -> None:
        compose(dialog.search_box, "河道")
        assert names(dialog) == ["治理河道长度"]
        assert "其他类型" in dialog.notice.text()

    def test_the_kinds_say_how_much_they_have_of_it(self, dialog: LibraryDialog) -> None:
        compose(dialog.search_box, "河道")
        texts = [dialog.kinds.item(line).text() for line in range(dialog.kinds.count())]
        assert {"全部 (1)", "培训 (0)", "环境治理 (1)"} <= set(texts)

    def test_where_nothing_fits_it_says_so_and_nothing_can_be_inserted(self, dialog: LibraryDialog) -> None:
        compose(dialog.search_box, "没有这样的指标")
        assert names(dialog) == []
        assert "没有匹配的指标" in dialog.notice.text()
        assert not dialog.insert.isEnabled()
        assert dialog.edit is None
        press(Key.Key_Return)
        assert dialog.isVisible()

    def test_the_first_line_is_current_and_explained_below(self, dialog: LibraryDialog) -> None:
        compose(dialog.search_box, "出勤")
        shown = [label.text() for label in dialog.details.findChildren(QLabel)]
        assert shown[0] == "参训人员出勤率"
        assert shown[1] == "培训 · 产出指标 / 质量指标"
        assert "×100%" in shown[2]
        assert shown[3].startswith("指标值：≥95%")


class TestWhatIsThereAlready:
    def test_it_is_marked_and_cannot_be_ticked(self, dialog: LibraryDialog) -> None:
        compose(dialog.search_box, "参加培训人次")
        assert names(dialog) == ["参加培训人次（已有）"]
        press(Key.Key_Return)
        press(Key.Key_Space)
        assert dialog.picked == []
        assert dialog.count.text() == "已选 0 条"
        assert not dialog.insert.isEnabled()

    def test_it_can_be_had_once_more_when_asked_for(self, dialog: LibraryDialog, session: Session) -> None:
        dialog.again.click()
        compose(dialog.search_box, "参加培训人次")
        press(Key.Key_Return)
        press(Key.Key_Space)
        assert inserted(session, dialog) == ["参加培训人次"]

    def test_it_is_dropped_when_no_longer_asked_for(self, dialog: LibraryDialog) -> None:
        dialog.again.click()
        compose(dialog.search_box, "参加培训人次")
        dialog.table.setFocus()
        press(Key.Key_Space)
        dialog.again.click()
        assert dialog.picked == []


class TestLibrary:
    def test_a_scheme_of_its_own_shows_its_own_categories(self, qtbot: QtBot, project: Project) -> None:
        dialog = shown(qtbot, LibraryDialog(Session(Book([project]), schemes()["2021"]), project.id))
        assert "经济成本指标" in column(dialog, Column.CATEGORY)
        assert "成本指标" not in column(dialog, Column.CATEGORY)

    def test_problems_of_an_offices_files_are_shown(
        self, qtbot: QtBot, session: Session, project: Project
    ) -> None:
        problem = LibraryError("指标库文件“own.toml”不是 UTF-8 编码，请另存为 UTF-8。")
        library = Library(builtin_library().kinds, [problem])
        dialog = shown(qtbot, LibraryDialog(session, project.id, library=library))
        assert str(problem) in dialog.notice.text()

    def test_texts_of_a_library_are_never_mark_up(
        self, qtbot: QtBot, session: Session, project: Project
    ) -> None:
        bold = Entry("培训", ("产出指标", "数量指标"), "<b>次数</b>", "<i>算法</i>", "≥1次")
        library = Library([Kind("<u>培训</u>", ("培训",), (bold,))])
        dialog = shown(qtbot, LibraryDialog(session, project.id, library=library))
        labels = dialog.details.findChildren(QLabel)
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
        tip = dialog.table.model().index(0, Column.NAME).data(Qt.ItemDataRole.ToolTipRole)
        assert "&lt;b&gt;" in tip


class TestModel:
    def test_it_keeps_the_rules_of_models(self, session: Session, project: Project) -> None:
        model = EntriesModel(project, session.scheme, None)
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.show(builtin_library().entries)
        model.toggle([0, 3])
        model.allow_again(True)
        model.show([])
        assert tester.model() is model

    def test_what_is_there_stands_back_in_the_palettes_colours(self, dialog: LibraryDialog) -> None:
        palette = QPalette(Qt.GlobalColor.darkGray)
        dialog.table.setPalette(palette)
        line = names(dialog).index("参加培训人次（已有）")
        model = dialog.table.model()
        there = model.index(line, 0).data(Qt.ItemDataRole.ForegroundRole)
        assert there is not None
        assert model.index(line + 1, 0).data(Qt.ItemDataRole.ForegroundRole) is None
