"""The find bar: searching while typing, from hit to hit, replacing one and all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.book import ItemId, Place
from core.edit import SetField
from core.proposal import Proposal
from core.search import Part, Span
from core.session import Session
from tests.core.search.sections import CLINICS, DEPARTMENT, FRONT, ROADS, book
from tests.ui.writing import compose
from ui import theme
from ui.find import hits_model
from ui.find.find_panel import FindPanel
from ui.find.hits_model import Column
from ui.session_signals import SessionSignals
from ui.theme import Appearance

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Accepting:
    """Answers the preview: accepts all proposals but those to leave out; None: calls it off."""

    def __init__(self) -> None:
        self.offered: list[Proposal] = []
        self.leave_out: set[int] | None = set()

    def __call__(
        self, parent: QWidget, title: str, session: Session, proposals: Sequence[Proposal]
    ) -> list[Proposal] | None:
        self.offered = list(proposals)
        if self.leave_out is None:
            return None
        return [one for index, one in enumerate(proposals) if index not in self.leave_out]


class Page(QWidget):
    """A window with a cell that takes the focus where the bar leads to, as the real one does."""

    def __init__(self, session: Session, choose: Accepting) -> None:
        super().__init__()
        self.cell = QLineEdit(self)
        self.bar = FindPanel(choose, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.cell)
        layout.addWidget(self.bar)
        self.visited: list[Place] = []
        self.bar.place_activated.connect(self._go_to)
        self.bar.set_session(SessionSignals(session, self))
        self.resize(1000, 500)

    def _go_to(self, place: Place) -> None:
        self.visited.append(place)
        self.bar.set_current_section(place.section)
        self.cell.setFocus()


@pytest.fixture
def searched(qapp: object) -> Session:
    return Session(book())


@pytest.fixture
def preview() -> Accepting:
    return Accepting()


@pytest.fixture
def page(qtbot: QtBot, searched: Session, preview: Accepting) -> Page:
    page = Page(searched, preview)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    return page


@pytest.fixture
def bar(page: Page) -> FindPanel:
    return page.bar


def look_for(qtbot: QtBot, bar: FindPanel, text: str) -> None:
    """Write a text into the line and wait for the pause after which it is looked for."""
    bar.open_to_find()
    bar.search_box.clear()
    compose(bar.search_box, text)
    qtbot.waitUntil(lambda: bar.count_label.text() != "")


def fields(bar: FindPanel) -> list[str | None]:
    model = bar.table.model()
    return [model.place_at(row).field for row in range(model.rowCount())]


def press(qtbot: QtBot, widget: QWidget, key: Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


# ── Finding ──


def test_the_bar_is_hidden_until_it_is_asked_for(bar: FindPanel) -> None:
    assert not bar.isVisible()
    bar.open_to_find()
    assert bar.isVisible()
    assert bar.search_box.hasFocus()
    assert not bar.replacement_box.isVisible()


def test_typing_finds(qtbot: QtBot, bar: FindPanel) -> None:
    look_for(qtbot, bar, "养护")
    assert bar.count_label.text() == "共 12 个"
    look_for(qtbot, bar, "没有的")
    qtbot.waitUntil(lambda: bar.count_label.text() == "没有找到")


def test_a_text_can_be_given(bar: FindPanel) -> None:
    bar.open_to_find("疫苗\n第二行")
    assert bar.search_box.text() == "疫苗"
    assert bar.count_label.text() == "共 1 个"


def test_enter_goes_on_and_shift_enter_back_round_the_ends(qtbot: QtBot, page: Page) -> None:
    bar = page.bar
    bar.open_to_find("里程")
    for _ in range(2):
        press(qtbot, bar.search_box, Key.Key_Return)
    assert bar.count_label.text() == "第 2 个，共 5 个"
    for _ in range(2):
        press(qtbot, bar.search_box, Key.Key_Return, SHIFT)
    assert bar.count_label.text() == "第 5 个，共 5 个"
    assert page.visited[:2] == [
        Place(DEPARTMENT, ItemId(21), "goals"),
        Place(DEPARTMENT, ItemId(21), "indicators"),
    ]
    assert page.visited[-1] == bar.current_place == Place(ROADS, ItemId(31), "description")


def test_the_keyboard_stays_in_the_line_while_enter_is_pressed(qtbot: QtBot, page: Page) -> None:
    page.bar.open_to_find("里程")
    press(qtbot, page.bar.search_box, Key.Key_Return)
    assert page.visited
    assert page.bar.search_box.hasFocus()


def test_enter_does_not_wait_for_the_pause_in_typing(qtbot: QtBot, page: Page) -> None:
    page.bar.open_to_find()
    compose(page.bar.search_box, "疫苗")
    press(qtbot, page.bar.search_box, Key.Key_Return)
    assert page.visited == [Place(CLINICS, field="name")]


def test_f3_works_while_the_keyboard_is_in_the_table(qtbot: QtBot, page: Page) -> None:
    page.bar.open_to_find("里程")
    page.cell.setFocus()
    press(qtbot, page.cell, Key.Key_F3)
    press(qtbot, page.cell, Key.Key_F3)
    press(qtbot, page.cell, Key.Key_F3, SHIFT)
    assert page.visited == [
        Place(DEPARTMENT, ItemId(21), "goals"),
        Place(DEPARTMENT, ItemId(21), "indicators"),
        Place(DEPARTMENT, ItemId(21), "goals"),
    ]
    assert page.cell.hasFocus()


def test_next_opens_a_closed_bar_and_looks_for_the_same_again(page: Page) -> None:
    page.bar.open_to_find("疫苗")
    page.bar.close()
    page.bar.next_action.trigger()
    assert page.bar.isVisible()
    assert page.visited == [Place(CLINICS, field="name")]


def test_the_first_step_starts_from_the_shown_section(qtbot: QtBot, page: Page) -> None:
    page.bar.set_current_section(ROADS)
    page.bar.open_to_find("养护")
    press(qtbot, page.bar.search_box, Key.Key_Return)
    assert page.visited == [Place(ROADS, field="name")]
    page.bar.set_current_section(DEPARTMENT)
    press(qtbot, page.bar.search_box, Key.Key_Return, SHIFT)
    assert page.visited[-1] == Place(FRONT, ItemId(11), "title")


def test_after_a_hit_was_edited_away_the_one_behind_it_is_the_next(page: Page, searched: Session) -> None:
    bar = page.bar
    bar.open_to_find("里程")
    for _ in range(4):
        bar.next_action.trigger()
    searched.apply(SetField(Place(ROADS, ItemId(31), "level3"), "长度"), "三级指标")
    bar.next_action.trigger()
    assert page.visited[-2:] == [Place(ROADS, ItemId(31), "level3"), Place(ROADS, ItemId(31), "description")]
    searched.apply(SetField(Place(ROADS, ItemId(31), "description"), "长度"), "描述")
    bar.previous_action.trigger()
    assert page.visited[-1] == Place(ROADS, field="goals")


def test_this_project_alone_follows_the_shown_one(bar: FindPanel) -> None:
    bar.set_current_section(ROADS)
    bar.open_to_find("冷链")
    bar.options.scope_box.setCurrentText("本项目")
    assert bar.count_label.text() == "没有找到"
    bar.set_current_section(CLINICS)
    assert bar.count_label.text() == "共 2 个"
    bar.set_current_section(None)
    assert bar.count_label.text() == ""


@pytest.mark.parametrize(
    ("button", "text", "without", "with_it"),
    [
        ("case_button", "p", 1, 0),
        ("cell_button", "道路养护", 3, 1),
        ("width_button", "（一）", 1, 1),
        ("width_button", "(一)", 1, 0),
        ("regex_button", r"\d+公里", 0, 3),
    ],
)
def test_the_toggles_make_it_exact(
    qtbot: QtBot, bar: FindPanel, button: str, text: str, without: int, with_it: int
) -> None:
    bar.open_to_find(text)
    assert bar.table.model().rowCount() == without
    qtbot.mouseClick(getattr(bar.options, button), Qt.MouseButton.LeftButton)
    assert bar.table.model().rowCount() == with_it


def test_a_toggle_has_a_key(qtbot: QtBot, bar: FindPanel) -> None:
    bar.open_to_find(r"\d+公里")
    press(qtbot, bar.search_box, Key.Key_X, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(bar.options.regex_button.isChecked)


def test_a_bad_expression_is_explained_and_finds_nothing(bar: FindPanel) -> None:
    bar.options.regex_button.setChecked(True)
    bar.open_to_find("(养护")
    assert "没有对应的右括号" in bar.message.text()
    assert bar.message.isVisible()
    assert bar.table.model().rowCount() == 0
    bar.open_to_find("(养护)")
    assert not bar.message.isVisible()
    assert bar.count_label.text() == "共 12 个"


def test_a_message_follows_light_and_dark(bar: FindPanel, qapp: QApplication) -> None:
    bar.options.regex_button.setChecked(True)
    bar.open_to_find("(养护")
    colours = set()
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        theme.apply_appearance(qapp, appearance)
        qapp.processEvents()
        colours.add(bar.message.palette().color(QPalette.ColorRole.WindowText).name())
    theme.apply_appearance(qapp, Appearance.SYSTEM)
    assert len(colours) == 2


def test_fields_are_chosen_in_a_menu_that_stays_open(qtbot: QtBot, bar: FindPanel) -> None:
    bar.open_to_find("养护")
    button = bar.options.parts_button
    menu = button.menu()
    menu.popup(QPoint(0, 0))
    everything, _, *parts = menu.actions()
    _click(qtbot, menu, parts[list(Part).index(Part.LEVEL3)])
    assert fields(bar) == ["level3"]
    assert button.text() == "三级指标"
    _click(qtbot, menu, parts[list(Part).index(Part.PURPOSE)])
    assert fields(bar) == ["purpose", "level3"]
    assert button.text() == "2 种字段"
    assert menu.isVisible()
    menu.setActiveAction(everything)
    press(qtbot, menu, Key.Key_Space)
    assert button.text() == "全部字段"
    assert len(fields(bar)) == 12
    press(qtbot, menu, Key.Key_Escape)
    assert bar.isVisible()


def test_an_edit_of_the_book_brings_the_hits_up_to_date(bar: FindPanel, searched: Session) -> None:
    bar.open_to_find("疫苗")
    searched.apply(SetField(Place(CLINICS, ItemId(41), "value"), "疫苗3万支"), "指标值")
    assert bar.count_label.text() == "共 2 个"
    searched.undo()
    assert bar.count_label.text() == "共 1 个"


# ── Expressions that never end ──

ENDLESS = "(?:(?R)|无)*"
"""Never ends in any text."""
ENDLESS_HERE = "(a+)+$|里程"
"""Never ends in this text, though it does in all the others of the book:"""
HERE = "a" * 400 + "!"


def search_by_expression(bar: FindPanel, expression: str) -> None:
    bar.options.regex_button.setChecked(True)
    bar.open_to_replace(expression)


def assert_refused(bar: FindPanel) -> None:
    assert "太慢" in bar.message.text()
    assert bar.message.isVisible()
    assert bar.count_label.text() == ""
    assert bar.table.model().rowCount() == 0
    assert not bar.replace_button.isEnabled()
    assert bar.spans_at(Place(ROADS, ItemId(31), "description")) == ()


def test_an_expression_that_never_ends_is_given_up_and_explained(qtbot: QtBot, bar: FindPanel) -> None:
    search_by_expression(bar, ENDLESS)
    assert_refused(bar)
    press(qtbot, bar.search_box, Key.Key_Return)
    press(qtbot, bar.replacement_box, Key.Key_Return)
    assert_refused(bar)
    bar.open_to_find("里程")
    assert not bar.message.isVisible()
    assert bar.count_label.text() == "共 5 个"


def test_it_is_given_up_in_a_later_slice_too(
    qtbot: QtBot, bar: FindPanel, searched: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits_model, "_SLICE_SECONDS", 0)
    searched.apply(SetField(Place(CLINICS, field="purpose"), HERE), "资金用途")
    search_by_expression(bar, ENDLESS_HERE)
    assert bar.count_label.text().startswith("已找到")
    qtbot.waitUntil(bar.message.isVisible)
    assert_refused(bar)


def test_it_is_given_up_when_an_edit_brings_the_text(bar: FindPanel, searched: Session) -> None:
    search_by_expression(bar, ENDLESS_HERE)
    assert bar.count_label.text() == "共 5 个"
    searched.apply(SetField(Place(CLINICS, field="purpose"), HERE), "资金用途")
    assert_refused(bar)


def test_it_is_given_up_after_the_painting_that_met_the_text(
    qtbot: QtBot, bar: FindPanel, searched: Session
) -> None:
    search_by_expression(bar, ENDLESS_HERE)
    # As large changes do while they are made: the book is other already, and nobody has been told.
    SetField(Place(CLINICS, field="purpose"), HERE).apply(searched.book)
    with qtbot.waitSignal(bar.hits_changed):
        assert bar.spans_at(Place(CLINICS, field="name")) == ()
        assert bar.count_label.text() == "共 5 个"
    assert_refused(bar)


def test_what_is_looked_for_by_then_is_not_given_up_with_it(
    qtbot: QtBot, bar: FindPanel, searched: Session
) -> None:
    search_by_expression(bar, ENDLESS_HERE)
    SetField(Place(CLINICS, field="purpose"), HERE).apply(searched.book)
    assert bar.spans_at(Place(CLINICS, field="name")) == ()
    bar.open_to_find("里程")
    QApplication.processEvents()
    assert bar.count_label.text() == "共 5 个"


def test_a_line_of_the_list_that_meets_it_stays_empty(bar: FindPanel, searched: Session) -> None:
    search_by_expression(bar, ENDLESS_HERE)
    SetField(Place(DEPARTMENT, ItemId(21), "goals"), HERE).apply(searched.book)
    assert bar.table.model().index(0, Column.TEXT).data() is None


def test_replacing_one_meets_it(qtbot: QtBot, bar: FindPanel, searched: Session) -> None:
    search_by_expression(bar, ENDLESS_HERE)
    bar.next_action.trigger()
    SetField(Place(DEPARTMENT, ItemId(21), "goals"), HERE).apply(searched.book)
    qtbot.mouseClick(bar.replace_button, Qt.MouseButton.LeftButton)
    assert_refused(bar)
    assert not searched.modified


def test_replacing_all_meets_it(qtbot: QtBot, bar: FindPanel, searched: Session, preview: Accepting) -> None:
    search_by_expression(bar, ENDLESS_HERE)
    SetField(Place(CLINICS, field="purpose"), HERE).apply(searched.book)
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert_refused(bar)
    assert preview.offered == []
    assert not searched.modified


# ── The list ──


def test_a_click_in_the_list_leads_to_the_place(qtbot: QtBot, page: Page) -> None:
    bar = page.bar
    bar.open_to_find("里程")
    line = bar.table.model().index(2, Column.TEXT)
    qtbot.mouseClick(bar.table.viewport(), Qt.MouseButton.LeftButton, pos=bar.table.visualRect(line).center())
    assert page.visited == [Place(ROADS, field="goals")]
    assert bar.count_label.text() == "第 3 个，共 5 个"
    assert page.cell.hasFocus()


def test_down_leads_into_the_list_and_enter_to_the_place(qtbot: QtBot, page: Page) -> None:
    page.bar.open_to_find("里程")
    press(qtbot, page.bar.search_box, Key.Key_Down)
    assert page.bar.table.hasFocus()
    press(qtbot, page.bar.table, Key.Key_Down)
    press(qtbot, page.bar.table, Key.Key_Return)
    assert page.visited == [Place(DEPARTMENT, ItemId(21), "indicators")]


def test_the_list_shows_the_current_hit_and_can_be_folded_away(qtbot: QtBot, bar: FindPanel) -> None:
    bar.open_to_find("里程")
    press(qtbot, bar.search_box, Key.Key_Return)
    press(qtbot, bar.search_box, Key.Key_Return)
    assert [line.row() for line in bar.table.selectionModel().selectedRows()] == [1]
    qtbot.mouseClick(bar.list_button, Qt.MouseButton.LeftButton)
    assert not bar.table.isVisible()


# ── Marks ──


def test_views_ask_where_the_hits_in_a_cell_are(bar: FindPanel, searched: Session) -> None:
    cell = Place(ROADS, ItemId(31), "description")
    assert bar.spans_at(cell) == ()
    bar.open_to_find("里程")
    assert bar.spans_at(cell) == (Span(5, 7),)
    searched.apply(SetField(cell, "里程"), "描述")
    assert bar.spans_at(cell) == (Span(0, 2),)
    assert bar.spans_at(Place(ItemId(999), field="name")) == ()


def test_only_the_shown_project_is_marked_when_only_it_is_searched(bar: FindPanel) -> None:
    bar.set_current_section(CLINICS)
    bar.open_to_find("里程")
    bar.options.scope_box.setCurrentText("本项目")
    assert bar.spans_at(Place(ROADS, ItemId(31), "description")) == ()


def test_closing_takes_the_marks_away(qtbot: QtBot, bar: FindPanel) -> None:
    bar.open_to_find("里程")
    with qtbot.waitSignals([bar.closed, bar.hits_changed]):
        press(qtbot, bar.search_box, Key.Key_Escape)
    assert not bar.isVisible()
    assert bar.spans_at(Place(ROADS, ItemId(31), "description")) == ()


@pytest.mark.parametrize("act", ["open", "step", "toggle"])
def test_whoever_paints_marks_is_told(qtbot: QtBot, bar: FindPanel, act: str) -> None:
    bar.open_to_find("里程")
    acts = {
        "open": lambda: bar.open_to_find("养护"),
        "step": lambda: bar.next_action.trigger(),
        "toggle": lambda: bar.options.case_button.toggle(),
    }
    with qtbot.waitSignal(bar.hits_changed):
        acts[act]()


# ── Replacing ──


def test_replacing_one_goes_to_the_next(qtbot: QtBot, page: Page, searched: Session) -> None:
    bar = page.bar
    bar.open_to_replace("里程")
    assert bar.replacement_box.hasFocus()
    compose(bar.replacement_box, "长度")
    press(qtbot, bar.replacement_box, Key.Key_Return)
    assert not searched.modified  # the first time it only leads to the hit
    press(qtbot, bar.replacement_box, Key.Key_Return)
    assert searched.undo_label == "替换"
    department = searched.book.department
    assert department is not None
    assert department.sub_goals[0].goals == "养护长度达标"
    assert bar.current_place == Place(DEPARTMENT, ItemId(21), "indicators")
    assert bar.count_label.text() == "第 1 个，共 4 个"
    assert bar.replacement_box.hasFocus()


def test_a_replaced_cell_that_still_holds_the_text_is_passed(qtbot: QtBot, bar: FindPanel) -> None:
    bar.open_to_replace("冷链")
    compose(bar.replacement_box, "冷链冷链")
    bar.next_action.trigger()
    qtbot.mouseClick(bar.replace_button, Qt.MouseButton.LeftButton)
    assert bar.current_place == Place(CLINICS, ItemId(41), "level3")
    assert bar.count_label.text() == "第 2 个，共 2 个"


def test_replacing_the_last_hit_leaves_none(qtbot: QtBot, bar: FindPanel, searched: Session) -> None:
    bar.open_to_replace("疫苗")
    bar.next_action.trigger()
    qtbot.mouseClick(bar.replace_button, Qt.MouseButton.LeftButton)
    assert searched.book.project(CLINICS).name == "冷链"
    assert bar.current_place is None
    assert bar.count_label.text() == "没有找到"
    assert not bar.replace_button.isEnabled()


def test_replacing_all_shows_what_changes_and_is_one_step(
    qtbot: QtBot, bar: FindPanel, searched: Session, preview: Accepting
) -> None:
    preview.leave_out = {0}
    bar.open_to_replace("养护")
    compose(bar.replacement_box, "维护")
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert len(preview.offered) == 12
    assert preview.offered[0].after == "道路维护绩效目标表"
    assert bar.count_label.text() == "共 1 个"
    assert "11 处" in bar.message.text()
    assert searched.undo_label == "全部替换"
    searched.undo()
    assert not searched.modified
    assert bar.count_label.text() == "共 12 个"


def test_replacing_all_in_this_project_alone(qtbot: QtBot, bar: FindPanel, preview: Accepting) -> None:
    bar.set_current_section(ROADS)
    bar.open_to_replace("养护")
    bar.options.scope_box.setCurrentText("本项目")
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert {proposal.place.section for proposal in preview.offered} == {ROADS}


def test_a_text_just_typed_is_the_one_that_is_replaced(
    qtbot: QtBot, bar: FindPanel, preview: Accepting
) -> None:
    bar.open_to_replace("养护")
    bar.search_box.clear()
    compose(bar.search_box, "疫苗")
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert [proposal.before for proposal in preview.offered] == ["疫苗冷链"]


def test_a_change_that_the_user_stops_is_not_reported_as_made(
    qtbot: QtBot, bar: FindPanel, searched: Session, preview: Accepting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "apply", lambda edit, label: None)
    bar.open_to_replace("养护")
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert preview.offered
    assert bar.message.text() == ""


def test_calling_the_preview_off_changes_nothing(
    qtbot: QtBot, bar: FindPanel, searched: Session, preview: Accepting
) -> None:
    preview.leave_out = None
    bar.open_to_replace("养护")
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert preview.offered
    assert not searched.modified


def test_replacing_by_the_same_says_so(
    qtbot: QtBot, bar: FindPanel, searched: Session, preview: Accepting
) -> None:
    bar.open_to_replace("养护")
    compose(bar.replacement_box, "养护")
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert preview.offered == []
    assert "和原来一样" in bar.message.text()


def test_brackets_of_an_expression_can_be_used_in_the_replacement(
    qtbot: QtBot, bar: FindPanel, searched: Session
) -> None:
    bar.options.regex_button.setChecked(True)
    bar.open_to_replace(r"≥(\d+)公里")
    compose(bar.replacement_box, "不少于$1公里")
    bar.options.scope_box.setCurrentText("全部")
    qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert searched.book.project(ROADS).indicators[0].value == "不少于300公里"


# ── In the window's menus ──


class Window(QMainWindow):
    """A window whose menus hold the bar's commands and use the letters of the real one's."""

    LETTERS = "FEPICVH"

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setCentralWidget(page)
        menus = [self.menuBar().addMenu(f"菜单(&{letter})") for letter in self.LETTERS]
        menus[1].addActions(page.bar.find_actions)


@pytest.fixture
def window_with_menus(qtbot: QtBot, searched: Session, preview: Accepting) -> Window:
    window = Window(Page(searched, preview))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


@pytest.mark.parametrize("in_bar", [False, True])
def test_f3_steps_once_when_the_menu_has_it_too(
    qtbot: QtBot, window_with_menus: Window, in_bar: bool
) -> None:
    page = window_with_menus.page
    page.bar.open_to_find("里程")
    focused = page.bar.search_box if in_bar else page.cell
    focused.setFocus()
    press(qtbot, focused, Key.Key_F3)
    press(qtbot, focused, Key.Key_F3)
    press(qtbot, focused, Key.Key_F3, SHIFT)
    assert [place.field for place in page.visited] == ["goals", "indicators", "goals"]


def test_f3_opens_the_closed_bar_again_from_the_menu(qtbot: QtBot, window_with_menus: Window) -> None:
    page = window_with_menus.page
    page.bar.open_to_find("疫苗")
    page.bar.close()
    press(qtbot, page.cell, Key.Key_F3)
    assert page.bar.isVisible()
    assert page.visited == [Place(CLINICS, field="name")]


def test_no_letter_of_the_bar_is_one_of_the_menus(window_with_menus: Window) -> None:
    bar = window_with_menus.page.bar
    bar.open_to_replace("里程")
    keys = [button.shortcut().toString() for button in bar.findChildren(QAbstractButton)]
    labels = bar.findChildren(QLabel)
    keys += [QKeySequence.mnemonic(label.text()).toString() for label in labels if label.buddy()]
    letters = [key for key in keys if key]
    assert len(letters) == len(set(letters))
    assert not set(letters) & {f"Alt+{letter}" for letter in Window.LETTERS}


# ── Another book, the keyboard, the looks ──


def test_another_book_is_searched_for_the_same(bar: FindPanel) -> None:
    bar.open_to_find("疫苗")
    other = Session(book())
    other.apply(SetField(Place(CLINICS, ItemId(41), "value"), "疫苗3万支"), "指标值")
    bar.set_session(SessionSignals(other, bar))
    assert bar.count_label.text() == "共 2 个"
    bar.next_action.trigger()
    bar.set_session(None)
    assert bar.count_label.text() == ""
    assert bar.current_place is None


def test_tab_leads_from_the_text_to_the_replacement_and_on(qtbot: QtBot, bar: FindPanel) -> None:
    bar.open_to_replace("养护")
    bar.search_box.setFocus()
    visited = []
    for _ in range(14):
        press(qtbot, QApplication.focusWidget() or bar, Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert visited[0] is bar.replacement_box
    expected = {bar.replace_button, bar.replace_all_button, *bar.options.inputs, bar.table, bar.close_button}
    assert expected <= set(visited)


def test_every_input_has_a_name_for_screen_readers(bar: FindPanel) -> None:
    buddies = {label.buddy() for label in bar.findChildren(type(bar.count_label)) if label.buddy()}
    for widget in (*bar.options.inputs, bar.search_box, bar.replacement_box, bar.table, bar.list_button):
        assert widget.accessibleName() or widget in buddies


def _click(qtbot: QtBot, menu: QWidget, action: object) -> None:
    place = menu.actionGeometry(action).center()  # type: ignore[attr-defined]
    qtbot.mouseMove(menu, place)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
