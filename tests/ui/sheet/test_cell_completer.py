"""Completion in a cell under the hands of a user: keys, an input method, the mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book, ItemId, Place
from core.completion import Suggestion
from core.library import builtin_library
from core.session import Session
from tests.core.tables import row, table
from tests.ui.sheet.hands import Hands
from tests.ui.writing import compose
from ui.session_signals import SessionSignals
from ui.sheet.cell_completer import CellCompleter
from ui.sheet.cell_completion import CellCompletion
from ui.sheet.cell_delegate import CellDelegate
from ui.sheet.cell_editors import CellEditor
from ui.sheet.suggestion_list import SuggestionList

Key = Qt.Key

NAMES = ("培训人数", "培训合格率", "学员满意度", "3A景区个数", "3级医院个数")


def names_with(typed: str) -> list[Suggestion]:
    return [Suggestion(name, "指标库") for name in NAMES if typed in name and typed != name]


class Form(QWidget):
    """A cell being edited in a window with something else to focus; notes the keys that reach the window."""

    def __init__(self) -> None:
        super().__init__()
        self.editor = CellEditor(self)
        self.other = QPushButton("其他", self)
        self.completer = CellCompleter(self.editor, names_with, writes_signs=True)
        self.keys: list[int] = []
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor)
        layout.addStretch(1)
        layout.addWidget(self.other)
        self.resize(500, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())

    @property
    def list(self) -> SuggestionList:
        (found,) = self.findChildren(SuggestionList)
        return found

    @property
    def offered(self) -> list[str]:
        """What the list shows; empty while it is hidden."""
        if not self.completer.is_open:
            return []
        model = self.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def selected(self) -> str | None:
        return self.completer.selected.text if self.completer.selected else None


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.editor.setFocus()
    return form


def compose_without_end(editor: CellEditor, preedit: str) -> None:
    """Begin to write with an input method: what shows underlined is no text yet."""
    QApplication.sendEvent(editor, QInputMethodEvent(preedit, []))


class TestOffering:
    def test_suggestions_appear_while_one_writes_and_none_is_selected(self, form: Form) -> None:
        compose(form.editor, "培训")
        assert form.offered == ["培训人数", "培训合格率"]
        assert form.selected is None
        assert form.editor.hasFocus()

    def test_the_list_follows_what_is_written(self, form: Form, qtbot: QtBot) -> None:
        qtbot.keyClick(form.editor, "3")
        assert form.offered == ["3A景区个数", "3级医院个数"]
        qtbot.keyClick(form.editor, "A")
        assert form.offered == ["3A景区个数"]
        qtbot.keyClick(form.editor, Key.Key_Backspace)
        assert form.offered == ["3A景区个数", "3级医院个数"]
        qtbot.keyClick(form.editor, Key.Key_Backspace)
        assert form.offered == []

    def test_nothing_appears_before_something_is_written(self, form: Form, qtbot: QtBot) -> None:
        form.editor.start_with("培训", selected=False)
        assert form.offered == []
        qtbot.keyClick(form.editor, Key.Key_Left)
        qtbot.keyClick(form.editor, Key.Key_Backspace)
        assert form.offered == []

    def test_nothing_appears_where_nothing_fits(self, form: Form, qtbot: QtBot) -> None:
        qtbot.keyClick(form.editor, "x")
        assert not form.completer.is_open

    def test_nothing_appears_in_the_middle_of_the_text(self, form: Form, qtbot: QtBot) -> None:
        form.editor.start_with("3", selected=False)
        qtbot.keyClick(form.editor, Key.Key_Home)
        compose(form.editor, " ")
        assert form.offered == []

    def test_the_list_closes_when_the_cursor_goes_back_into_the_text(self, form: Form, qtbot: QtBot) -> None:
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Left)
        assert form.offered == []
        assert form.editor.textCursor().position() == 1

    def test_the_list_can_be_asked_for(self, form: Form) -> None:
        form.editor.start_with("满意度", selected=False)
        form.completer.open()
        assert form.offered == ["学员满意度"]


class TestInputMethod:
    def test_nothing_is_offered_for_what_is_not_written_yet(self, form: Form) -> None:
        compose_without_end(form.editor, "pei'xun")
        assert form.offered == []
        compose(form.editor, "培训")
        assert form.offered == ["培训人数", "培训合格率"]

    def test_composing_on_closes_the_list_until_it_is_done(self, form: Form) -> None:
        compose(form.editor, "培训")
        compose_without_end(form.editor, "he'ge")
        assert form.offered == []
        compose(form.editor, "合格")
        assert form.offered == ["培训合格率"]
        assert form.editor.text == "培训合格"


class TestKeys:
    def test_the_arrows_walk_the_list_and_past_its_ends_nothing_is_selected(
        self, form: Form, qtbot: QtBot
    ) -> None:
        compose(form.editor, "培训")
        walked = []
        for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up):
            qtbot.keyClick(form.editor, key)
            walked.append(form.selected)
        assert walked == ["培训人数", "培训合格率", None, "培训合格率", "培训人数"]
        assert form.editor.text == "培训"

    @pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab])
    def test_enter_and_tab_take_what_is_selected(self, form: Form, qtbot: QtBot, key: Qt.Key) -> None:
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Down)
        qtbot.keyClick(form.editor, key)
        assert form.editor.text == "培训人数"
        assert form.editor.is_modified
        assert form.offered == []
        assert form.editor.hasFocus()

    def test_what_was_taken_is_one_step_for_undo(self, form: Form, qtbot: QtBot) -> None:
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Down)
        qtbot.keyClick(form.editor, Key.Key_Return)
        form.editor.undo()
        assert form.editor.text == "培训"

    def test_with_nothing_selected_tab_leaves_the_editor_as_ever(self, form: Form, qtbot: QtBot) -> None:
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Tab)
        assert form.other.hasFocus()
        assert form.editor.text == "培训"
        assert form.offered == []

    def test_esc_closes_the_list_first(self, form: Form, qtbot: QtBot) -> None:
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Escape)
        assert form.offered == []
        assert form.keys == []
        qtbot.keyClick(form.editor, Key.Key_Escape)
        assert form.keys == [Key.Key_Escape]

    @pytest.mark.parametrize(
        ("key", "modifier"),
        [
            (Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
            (Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier),
            (Key.Key_Down, Qt.KeyboardModifier.ShiftModifier),
            (Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
            (Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        ],
    )
    def test_no_other_key_is_taken(
        self, form: Form, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
    ) -> None:
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Down)
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifier)
        assert not form.completer.eventFilter(form.editor, event)

    def test_a_key_of_the_list_is_no_shortcut_of_the_window(self, form: Form, qtbot: QtBot) -> None:
        pressed: list[str] = []
        QShortcut(QKeySequence("Esc"), form).activated.connect(lambda: pressed.append("Esc"))
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Escape)
        assert pressed == []
        qtbot.keyClick(form.editor, Key.Key_Escape)
        assert pressed == ["Esc"]

    def test_it_comes_before_who_ends_the_editing_at_enter(self, form: Form, qtbot: QtBot) -> None:
        class Owner(QWidget):
            def __init__(self) -> None:
                super().__init__()
                self.ended = 0

            def eventFilter(self, watched: object, event: QEvent) -> bool:  # type: ignore[override]
                is_enter = isinstance(event, QKeyEvent) and event.key() == Key.Key_Return
                self.ended += is_enter and event.type() == QEvent.Type.KeyPress
                return is_enter

        owner = Owner()
        qtbot.addWidget(owner)
        form.editor.installEventFilter(owner)
        compose(form.editor, "培训")
        qtbot.keyClick(form.editor, Key.Key_Down)
        qtbot.keyClick(form.editor, Key.Key_Return)
        assert (form.editor.text, owner.ended) == ("培训人数", 0)
        qtbot.keyClick(form.editor, Key.Key_Return)
        assert owner.ended == 1


class TestMouse:
    def test_a_click_takes_a_suggestion_and_the_focus_stays(self, form: Form, qtbot: QtBot) -> None:
        compose(form.editor, "培训")
        second = form.list.visualRect(form.list.model().index(1, 0))
        qtbot.mouseClick(form.list.viewport(), Qt.MouseButton.LeftButton, pos=second.center())
        assert form.editor.text == "培训合格率"
        assert form.editor.hasFocus()
        assert form.offered == []


class TestPlace:
    def test_the_list_stands_below_the_text_and_within_the_window(self, form: Form) -> None:
        compose(form.editor, "培训")
        cursor = form.editor.viewport().mapTo(form, form.editor.cursorRect().bottomLeft())
        assert form.list.geometry().top() >= cursor.y()
        assert form.rect().contains(form.list.geometry())

    def test_the_list_stands_above_where_there_is_no_room_below(self, form: Form, qtbot: QtBot) -> None:
        low = CellEditor(form)
        low.setGeometry(0, 370, 200, 30)
        low.show()
        completer = CellCompleter(low, names_with)
        low.setFocus()
        compose(low, "培训")
        assert completer.is_open
        assert form.list.geometry().bottom() <= low.mapTo(form, QPoint(0, low.cursorRect().bottom())).y()
        assert form.rect().contains(form.list.geometry())

    def test_it_goes_when_the_editor_goes(self, form: Form, qtbot: QtBot) -> None:
        compose(form.editor, "培训")
        form.editor.deleteLater()
        qtbot.waitUntil(lambda: not form.findChildren(SuggestionList))


class TestSigns:
    @pytest.mark.parametrize(
        ("keys", "text"), [(">=95%", "≥95%"), ("=>95%", "≥95%"), ("<=3", "≤3"), ("=<3", "≤3")]
    )
    def test_signs_are_written_for_what_keyboards_have(
        self, form: Form, qtbot: QtBot, keys: str, text: str
    ) -> None:
        QTest.keyClicks(form.editor, keys)
        assert form.editor.text == text

    def test_undo_gives_back_what_was_typed_and_leaves_it(self, form: Form, qtbot: QtBot) -> None:
        QTest.keyClicks(form.editor, ">=")
        form.editor.undo()
        assert form.editor.text == ">="
        form.editor.redo()
        assert form.editor.text == "≥"

    def test_an_input_method_may_write_them_too(self, form: Form) -> None:
        compose(form.editor, "》")
        compose(form.editor, "=")
        assert form.editor.text == "≥"

    def test_what_stands_in_the_cell_already_is_left_alone(self, form: Form) -> None:
        form.editor.start_with(">=", selected=False)
        assert form.editor.text == ">="

    def test_cells_of_words_keep_their_letters(self, form: Form) -> None:
        plain = CellEditor(form)
        CellCompleter(plain, names_with)
        QTest.keyClicks(plain, "a=>b")
        assert plain.text == "a=>b"


class TestInASheet:
    @pytest.fixture
    def completed(self, hands: Hands, signals: SessionSignals) -> Hands:
        """A sheet whose cells are completed from its own book and the library."""
        completion = CellCompletion(builtin_library, hands.sheet)
        completion.set_session(signals)
        delegate = hands.sheet.itemDelegate()
        assert isinstance(delegate, CellDelegate)
        delegate.prepare = completion.prepare
        return hands

    def offered(self, hands: Hands) -> list[str]:
        (shown,) = hands.sheet.findChildren(SuggestionList)
        model = shown.model()
        return (
            [str(model.index(row, 0).data()) for row in range(model.rowCount())] if shown.isVisible() else []
        )

    def test_the_first_key_that_opens_a_cell_is_completed_too(self, completed: Hands) -> None:
        completed.choose("≥12次")
        completed.press(">")
        completed.press("=")
        assert self.offered(completed)[0] == "≥300人次"

    def test_a_unit_is_offered_and_taken_and_the_next_enter_ends_the_editing(
        self, completed: Hands, session: Session
    ) -> None:
        completed.choose("≥12次")
        for key in ">=24":
            completed.press(key)
        assert "≥24次" in self.offered(completed)
        completed.press(Key.Key_Down, times=1 + self.offered(completed).index("≥24次"))
        completed.press(Key.Key_Return)
        assert completed.editor is not None
        completed.press(Key.Key_Return)
        assert completed.editor is None
        assert session.book.projects[0].indicators[7].value == "≥24次"
        assert session.undo_label is not None

    def test_with_nothing_selected_enter_writes_what_was_typed(
        self, completed: Hands, session: Session
    ) -> None:
        completed.choose("≥12次")
        completed.press("9")
        assert self.offered(completed)
        completed.press(Key.Key_Return)
        assert session.book.projects[0].indicators[7].value == "9"

    def test_esc_closes_the_list_and_only_then_the_editor(self, completed: Hands, session: Session) -> None:
        completed.choose("≥12次")
        completed.press("9")
        completed.press(Key.Key_Escape)
        assert completed.editor is not None
        assert self.offered(completed) == []
        completed.press(Key.Key_Escape)
        assert completed.editor is None
        assert session.book.projects[0].indicators[7].value == "≥12次"

    def test_a_large_book_is_known_soon_after_the_first_cell_was_opened(
        self, form: Form, qtbot: QtBot
    ) -> None:
        here, last = table(), table(row("数量指标", "末次巡展场数", "≥3场"))
        between = [replace(table(), id=ItemId(10**6 + n), indicators=()) for n in range(400)]
        completion = CellCompletion(builtin_library, form)
        completion.set_session(SessionSignals(Session(Book([here, *between, last])), form))
        editor = CellEditor(form)
        completion.prepare(editor, Place(here.id, here.indicators[0].id, "level3"))
        completer = editor.findChild(CellCompleter)
        assert isinstance(completer, CellCompleter)
        compose(editor, "末次")
        assert not completer.is_open

        qtbot.waitUntil(lambda: completion.knows_all)
        completer.open()
        assert completer.is_open

    def test_without_a_book_nothing_is_completed(self, form: Form) -> None:
        completion = CellCompletion(builtin_library, form)
        editor = CellEditor(form)
        completion.prepare(editor, Place(ItemId(1), ItemId(2), "level3"))
        assert editor.findChild(CellCompleter) is None
