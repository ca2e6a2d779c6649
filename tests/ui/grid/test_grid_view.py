"""The table of all indicators under the hands of a user."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QByteArray, QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.book import Place, Project
from core.cell_edits import texts_of
from core.edit import Group, RemoveProject, SetField
from core.session import Session
from tests.ui.grid.beginnings import see_first_page, slow_down
from tests.ui.grid.hands import ALT, CONTROL, SHIFT, Key, current, editor, opened, place_of, value
from tests.ui.writing import compose
from ui.grid.grid_page import GridPage
from ui.sheet.cell_editors import LevelEditor
from ui.sheet.sheet import Sheet

ANY_LEVEL = TextCondition(TextTest.CONTAINS, "指标")


class TestEditing:
    def test_typing_overwrites_a_cell_of_any_project_and_enter_leads_down(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        place = place_of(session, "学员满意度", 2)
        page.go_to(place_of(session, "持证上岗人数", 2))
        qtbot.keyClick(page.view, Key.Key_Return)
        qtbot.keyClick(page.view, "9")
        compose(editor(page), "5%")
        qtbot.keyClick(editor(page), Key.Key_Return, SHIFT)
        assert value(session, place) == "95%"
        assert current(page) == "≥250人"
        assert session.undo_label == "修改指标值"

    def test_what_an_input_method_writes_overwrites_the_cell(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        place = place_of(session, "学员满意度", 1)
        page.go_to(place)
        compose(page.view, "优")
        qtbot.keyClick(editor(page), Key.Key_Return)
        assert value(session, place) == "优"

    def test_a_level_offers_the_names_of_the_scheme_and_takes_any_other(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        place = place_of(session, "培训总费用", 1, "level2")
        page.go_to(place)
        qtbot.keyClick(page.view, Key.Key_F2)
        box = editor(page)
        assert isinstance(box, LevelEditor)
        assert box.text == "成本指标"
        names = [box.itemText(place) for place in range(box.count())]
        assert names == list(session.scheme.level2_names("产出指标"))
        box.setEditText("经费指标")
        qtbot.keyClick(box, Key.Key_Return)
        assert value(session, place) == "经费指标"

    def test_a_level_is_overwritten_by_typing(self, page: GridPage, session: Session, qtbot: QtBot) -> None:
        place = place_of(session, "培训总费用", 1, "level1")
        page.go_to(place)
        compose(page.view, "成本指标")
        qtbot.keyClick(editor(page), Key.Key_Return)
        assert value(session, place) == "成本指标"

    def test_what_belongs_to_the_project_takes_no_text(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        page.view.setCurrentIndex(page.model.index(0, 1))
        qtbot.keyClick(page.view, "9")
        compose(page.view, "优")
        qtbot.keyClick(page.view, Key.Key_Delete)
        assert page.findChildren(LevelEditor) == []
        assert session.undo_label is None

    def test_cells_of_several_projects_are_emptied_in_one_step(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        page.go_to(place_of(session, "学员满意度", 0))
        qtbot.keyClick(page.view, Key.Key_Down, SHIFT)
        qtbot.keyClick(page.view, Key.Key_Left, SHIFT)
        qtbot.keyClick(page.view, Key.Key_Delete)
        emptied = [place_of(session, "学员满意度", 0, "description"), place_of(session, "培训人数", 1)]
        assert [value(session, place) for place in emptied] == ["", ""]
        session.undo()
        assert session.undo_label is None

    def test_a_hidden_column_is_not_emptied_along(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        page.view.columns.show_column(Column.DESCRIPTION, False)
        page.go_to(place_of(session, "学员满意度", 0, "level3"))
        qtbot.keyClick(page.view, Key.Key_Right, SHIFT)
        qtbot.keyClick(page.view, Key.Key_Delete)
        row = session.book.projects[0].indicators[-1]
        assert (row.level3, row.description, row.value) == ("", "学员满意度的说明", "")

    @pytest.mark.parametrize("keys", [[Key.Key_Right], [Key.Key_Down, Key.Key_Down, Key.Key_Left]])
    def test_a_block_is_the_same_however_it_is_asked_for(
        self, page: GridPage, session: Session, qtbot: QtBot, keys: list[Qt.Key]
    ) -> None:
        page.view.setCurrentIndex(page.model.index(5, 1))
        for key in keys:
            qtbot.keyClick(page.view, key, SHIFT)
        cells = [[page.model.cell_at(cell) for cell in line] for line in page.view.selected_lines()]
        assert page.view.selected_table() == cells


class TestMoving:
    def test_ctrl_arrows_lead_to_the_edges_of_what_is_filled(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        view, last = page.view, page.model.rowCount() - 1
        page.go_to(place_of(session, "培训人数", 0))
        qtbot.keyClick(view, Key.Key_Down, CONTROL)
        assert view.currentIndex().row() == last
        session.apply(SetField(place_of(session, "学员满意度", 0), ""), "清除")
        session.apply(SetField(place_of(session, "培训人数", 1), ""), "清除")
        seen = []
        for _ in range(4):
            qtbot.keyClick(view, Key.Key_Up, CONTROL)
            seen.append(view.currentIndex().row())
        assert seen == [7, 4, 0, 0]

    def test_enter_and_tab_go_round_in_a_selected_block(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        view = page.view
        page.view.columns.show_column(Column.DESCRIPTION, False)
        page.go_to(place_of(session, "学员满意度", 0, "level3"))
        qtbot.keyClick(view, Key.Key_Right, SHIFT)
        qtbot.keyClick(view, Key.Key_Down, SHIFT)
        seen = []
        for key in (Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Tab, Key.Key_Tab):
            qtbot.keyClick(view, key)
            seen.append(current(page))
        assert seen == ["培训人数", "≥90%", "≥300人次", "学员满意度", "≥90%", "培训人数"]
        qtbot.keyClick(view, Key.Key_Return, SHIFT)
        assert current(page) == "学员满意度"

    def test_the_whole_column_is_selected_by_its_title(self, page: GridPage, qtbot: QtBot) -> None:
        header, section = page.view.filter_header, page.model.columns.index(Column.VALUE)
        title = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=title)
        lines = page.view.selected_lines()
        assert len(lines) == 19
        assert {cell.column() for line in lines for cell in line} == {section}

    def test_enter_or_a_double_click_on_the_project_leads_to_the_row_there(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        led: list[Place] = []
        page.place_activated.connect(led.append)
        index = page.model.index(7, 1)
        page.view.setCurrentIndex(index)
        qtbot.keyClick(page.view, Key.Key_Return)
        spot = page.view.visualRect(index).center()
        qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        row = session.book.projects[1].indicators[1]
        assert led == [Place(session.book.projects[1].id, row.id, "level3")] * 2

    def test_whoever_listens_is_told_what_the_current_cell_shows(
        self, page: GridPage, session: Session
    ) -> None:
        told: list[object] = []
        page.current_changed.connect(told.append)
        place = place_of(session, "学员满意度", 1)
        page.go_to(place)
        page.view.setCurrentIndex(page.model.index(0, 0))
        page.set_session(None)
        assert told == [place, Place(session.book.projects[0].id, None, "unit_name"), None]


class TestCurrentCell:
    def test_filtering_keeps_the_row_where_it_stays(self, page: GridPage, session: Session) -> None:
        place = place_of(session, "学员满意度", 1)
        page.go_to(place)
        values = frozenset({"服务对象满意度指标"})
        page.model.set_column_filter(Column.LEVEL2, ColumnFilter(values=values))
        assert page.model.place_of(page.view.currentIndex()) == place
        page.toggle_filter()
        assert page.model.place_of(page.view.currentIndex()) == place

    def test_where_the_row_is_filtered_out_another_is_current(self, page: GridPage, session: Session) -> None:
        page.go_to(place_of(session, "培训总费用", 2))
        page.model.set_column_filter(Column.LEVEL2, ColumnFilter(values=frozenset({"数量指标"})))
        assert current(page) == "≥300人次"

    def test_a_removed_project_leaves_the_cell_that_follows(self, page: GridPage, session: Session) -> None:
        page.go_to(place_of(session, "培训人数", 1))
        session.apply(RemoveProject(session.book.projects[1].id), "删除项目")
        assert page.view.currentIndex().isValid()
        session.undo()
        assert page.model.rowCount() == 19

    def test_sorting_by_hand_begins_at_the_top(self, page: GridPage, session: Session) -> None:
        page.go_to(place_of(session, "学员满意度", 2))
        popup = page.open_filter(page.model.columns.index(Column.VALUE))
        popup.sort_buttons[1].click()
        assert page.model.ordering == Ordering(Column.VALUE, descending=True)
        assert page.view.currentIndex().row() == 0


class TestFirstPage:
    """In a large book the first lines are shown before the others are known."""

    @pytest.fixture(autouse=True)
    def _slowly(self, page: GridPage, monkeypatch: pytest.MonkeyPatch) -> None:
        slow_down(monkeypatch)

    def test_what_is_typed_there_is_not_lost(self, page: GridPage, session: Session, qtbot: QtBot) -> None:
        page.view.start_at_top()
        page.model.set_ordering(Ordering(Column.PROJECT, descending=True))
        see_first_page(page.model)
        place = place_of(session, session.book.projects[2].indicators[1].level3, 2)
        page.view.setCurrentIndex(page.model.index_of(place))
        qtbot.keyClick(page.view, "9")
        writing = editor(page)
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        qtbot.keyClick(writing, "8")
        qtbot.keyClick(writing, Key.Key_Return)
        assert value(session, place) == "98"
        assert page.model.rowCount() == 19

    def test_a_row_that_is_kept_is_waited_for(self, page: GridPage, session: Session, qtbot: QtBot) -> None:
        place = place_of(session, "学员满意度", 2)
        page.go_to(place)
        counts: list[int] = []
        page.model.modelReset.connect(lambda: counts.append(page.model.rowCount()))
        page.model.set_filter(LineFilter({Column.LEVEL2: ColumnFilter(condition=ANY_LEVEL)}))
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert counts == [19]
        assert page.model.place_of(page.view.currentIndex()) == place

    def test_a_row_on_the_page_is_kept(self, page: GridPage, session: Session, qtbot: QtBot) -> None:
        place = place_of(session, session.book.projects[0].indicators[1].level3)
        page.go_to(place)
        page.model.set_filter(LineFilter({Column.LEVEL2: ColumnFilter(condition=ANY_LEVEL)}))
        see_first_page(page.model)
        assert page.model.place_of(page.view.currentIndex()) == place
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert page.model.place_of(page.view.currentIndex()) == place

    def test_a_row_that_is_filtered_out_gives_its_place_to_another(
        self, page: GridPage, session: Session, qtbot: QtBot
    ) -> None:
        page.go_to(place_of(session, session.book.projects[0].indicators[1].level3))
        lacking = TextCondition(TextTest.LACKS, session.book.projects[0].indicators[1].level3)
        page.model.set_filter(LineFilter({Column.LEVEL3: ColumnFilter(condition=lacking)}))
        see_first_page(page.model)
        assert page.view.currentIndex().row() == 1
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        assert page.view.currentIndex().row() == 1

    @pytest.mark.parametrize(
        ("act", "last"),
        [
            (lambda page, qtbot: page.view.select_all(), 18),
            (lambda page, qtbot: qtbot.keyClick(page.view, Key.Key_End, CONTROL), 18),
            (lambda page, qtbot: qtbot.keyClick(page.view, Key.Key_Down, CONTROL), 18),
            (lambda page, qtbot: page.view.paste_target(10), 0),
        ],
    )
    def test_who_needs_all_lines_gets_them(
        self, page: GridPage, qtbot: QtBot, act: Callable[[GridPage, QtBot], None], last: int
    ) -> None:
        page.view.start_at_top()
        page.model.set_ordering(Ordering(Column.PROJECT, descending=True))
        see_first_page(page.model)
        page.view.setCurrentIndex(page.model.index(0, 0))
        act(page, qtbot)
        assert not page.model.is_arranging
        assert max(index.row() for index in page.view.selectedIndexes()) == last

    def test_the_scroll_bar_ends_with_the_last_line(self, page: GridPage, qtbot: QtBot) -> None:
        page.resize(1300, 200)
        page.view.start_at_top()
        page.model.set_ordering(Ordering(Column.PROJECT, descending=True))
        see_first_page(page.model)
        qtbot.waitUntil(lambda: not page.model.is_arranging)
        qtbot.waitUntil(lambda: page.view.verticalScrollBar().maximum() > 0)
        page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum())
        last = page.view.visualRect(page.model.index(18, 0))
        assert page.view.viewport().rect().contains(last.center())


class TestColumns:
    def test_widths_and_hidden_columns_are_remembered(self, page: GridPage, qtbot: QtBot) -> None:
        page.view.setColumnWidth(4, 333)
        page.view.columns.show_column(Column.UNIT, False)
        other = GridPage()
        qtbot.addWidget(other)
        assert other.view.restore_state(page.view.save_state())
        other.set_session(page.model._signals)
        other.show()
        assert other.view.isColumnHidden(0)
        assert abs(other.view.columnWidth(4) - 333) <= 1
        other.set_session(None)

    def test_what_is_no_state_of_columns_changes_nothing(self, page: GridPage) -> None:
        widths = [page.view.columnWidth(section) for section in range(7)]
        for nonsense in (b"", b"\xff\x00", b"[1]", b'{"widths": {"nobody": 3}, "hidden": []}'):
            assert not page.view.restore_state(QByteArray(nonsense))
        assert [page.view.columnWidth(section) for section in range(7)] == widths

    def test_one_column_always_stays(self, page: GridPage) -> None:
        for wanted in Column:
            page.view.columns.show_column(wanted, False)
        assert len(page.view.shown_columns()) == 1

    def test_a_double_click_on_a_border_fits_the_column_to_its_texts(
        self, page: GridPage, session: Session
    ) -> None:
        view, section = page.view, page.model.columns.index(Column.VALUE)
        view.columns.fit(section)
        narrow = view.columnWidth(section)
        session.apply(SetField(place_of(session, "学员满意度", 1), "≥90%以上的学员表示满意"), "修改")
        view.columns.fit(section)
        assert view.columnWidth(section) > narrow

    def test_columns_and_lines_grow_with_the_font(self, page: GridPage) -> None:
        view = page.view
        width, height = view.columnWidth(4), view.rowHeight(0)
        font = view.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        view.setFont(font)
        assert view.columnWidth(4) > 1.6 * width
        assert view.rowHeight(0) > 1.6 * height

    def test_a_text_that_does_not_fit_is_told_in_full(
        self, page: GridPage, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = place_of(session, "学员满意度", 1, "description")
        session.apply(SetField(place, "<b>参加培训的学员</b>\n对培训内容" + "很" * 60), "修改")
        tip = _tool_tip(monkeypatch, page, place)
        assert "&lt;b&gt;参加培训的学员&lt;/b&gt;" in tip
        assert _tool_tip(monkeypatch, page, place_of(session, "学员满意度", 1, "level1")) == ""


def _tool_tip(monkeypatch: pytest.MonkeyPatch, page: GridPage, place: Place) -> str:
    view = page.view
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: shown.append(text))
    index = page.model.index_of(place)
    view.scrollTo(index)
    spot = view.visualRect(index).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    return shown[0]


def test_alt_down_opens_the_filter_of_the_current_column(
    page: GridPage, session: Session, qtbot: QtBot
) -> None:
    page.go_to(place_of(session, "学员满意度", 1))
    qtbot.keyClick(page.view, Key.Key_Down, ALT)
    assert opened(page).column is Column.VALUE


def test_a_large_selection_is_copied_beside_the_interfaces_thread(
    page: GridPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.view.select_all()
    page.view.copy()
    at_once = QApplication.clipboard().text()
    monkeypatch.setattr("ui.sheet.sheet._MANY_CELLS", 1)
    QApplication.clipboard().clear()
    page.view.copy()
    assert QApplication.clipboard().text() == at_once
    assert len(at_once.splitlines()) == page.model.rowCount()


def test_a_large_selection_is_filled_and_cleared_beside_the_interfaces_thread(
    page: GridPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after(command: Callable[[], None]) -> list[Project]:
        page.view.select_columns_between(5, 6)
        command()
        changed = session.book.projects
        session.undo()
        return changed

    commands = (page.view.clear_cells, lambda: page.view.fill_selection("同上"), page.view.fill_down)
    at_once = [after(command) for command in (*commands, page.view.fill_right)]
    monkeypatch.setattr("ui.sheet.sheet._MANY_CELLS", 1)
    assert [after(command) for command in (*commands, page.view.fill_right)] == at_once
    assert len({str(projects) for projects in at_once}) == 4


@pytest.mark.parametrize("most_parts", [1_000, 1])
def test_what_was_pasted_is_selected(
    page: GridPage, session: Session, monkeypatch: pytest.MonkeyPatch, most_parts: int
) -> None:
    monkeypatch.setattr("ui.sheet.sheet._MOST_PARTS", most_parts)
    page.view.setCurrentIndex(page.model.index(4, 5))
    mime = QMimeData()
    mime.setText("甲说明\t≥1个\n乙说明\t≥2个\n丙说明\t≥3个\n")
    page.view.paste_from(mime)
    cells = [(index.row(), index.column()) for index in page.view.selectedIndexes()]
    assert sorted(cells) == [(row, column) for row in (4, 5, 6) for column in (5, 6)]
    current = page.view.currentIndex()
    assert (current.row(), current.column()) == (4, 5)


def test_selected_texts_are_those_of_the_selected_cells_that_are_shown(page: GridPage) -> None:
    model, view = page.model, page.view
    view.setColumnHidden(3, True)
    view.selectionModel().clearSelection()
    for top, left, bottom, right in ((1, 0, 4, 4), (6, 5, 6, 6)):
        block = QItemSelection(model.index(top, left), model.index(bottom, right))
        view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.Select)
    texts = list(view.selected_texts())
    assert len(texts) == 4 * 4 + 2
    assert texts == list(Sheet.selected_texts(view))


def test_selected_texts_end_where_lines_go_meanwhile(page: GridPage, session: Session) -> None:
    page.view.selectAll()
    texts = page.view.selected_texts()
    first = next(texts)
    session.apply(Group(tuple(RemoveProject(project.id) for project in session.book.projects)), "删除项目")
    assert first
    assert not page.model.rowCount()
    assert len(list(texts)) < len(page.model.columns)


def test_a_block_says_the_same_as_its_cells(page: GridPage, session: Session) -> None:
    rows, sections = range(page.model.rowCount()), range(page.model.columnCount())
    places = page.model.cells(rows, sections)
    assert page.model.texts(rows, sections) == texts_of(session.book, places)


def test_every_other_line_stands_out_where_that_is_wanted(page: GridPage) -> None:
    page.view.setAlternatingRowColors(True)
    picture = page.view.viewport().grab().toImage()
    for section in (0, 5):  # one that tells the project, one that is edited
        cells = [page.view.visualRect(page.model.index(row, section)) for row in (2, 3, 4)]
        one, other, next_one = (picture.pixelColor(cell.right() - 2, cell.bottom() - 2) for cell in cells)
        assert one == next_one != other


def test_a_large_block_is_pasted_beside_the_interfaces_thread(
    page: GridPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    mime = QMimeData()
    mime.setText("甲说明\t≥1个\n乙说明\t≥2个\n丙说明\t≥3个\n")

    def pasted() -> list[Project]:
        page.view.setCurrentIndex(page.model.index(4, 5))
        page.view.paste_from(mime)
        changed = session.book.projects
        session.undo()
        return changed

    before, at_once = session.book.projects, pasted()
    monkeypatch.setattr("ui.sheet.sheet._MANY_CHARACTERS", 1)
    assert pasted() == at_once != before


def test_a_block_that_is_too_large_is_refused_wherever_it_is_looked_at(
    page: GridPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    monkeypatch.setattr(page.view.paste_questions, "refuse", refused.append)
    monkeypatch.setattr("core.clipboard.tab_text.MOST_CELLS", 3)
    mime = QMimeData()
    mime.setText("甲\t乙\n丙\t丁\n")
    before = session.book.projects
    for many in (50_000, 1):
        monkeypatch.setattr("ui.sheet.sheet._MANY_CHARACTERS", many)
        page.view.paste_from(mime)
    assert len(refused) == 2
    assert session.book.projects == before
