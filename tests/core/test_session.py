"""The door: changes, undo and redo, what listeners hear, and whether there is something to save."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, ItemId, Place
from core.edit import EditError, Group, RemoveProject, RemoveRow, SetField
from core.garbage import uncollected
from core.progress import Cancelled, Progress
from core.scheme import schemes
from core.session import LARGE, Change, Session
from tests.core.random_edits import a_book, edits
from tests.core.tables import table

TABLE = ItemId(1)
NAME = Place(TABLE, None, "name")
PURPOSE = Place(TABLE, None, "purpose")


def name_of(session: Session) -> str:
    return session.book.project(TABLE).name


def typed(session: Session, place: Place, text: str) -> None:
    """Type a text letter by letter."""
    for end in range(1, len(text) + 1):
        session.apply(SetField(place, text[:end]), "输入", continues=True)


@given(st.data())
def test_undoing_everything_restores_the_book_and_redoing_everything_the_end(data: st.DataObject) -> None:
    session = Session(a_book())
    start = session.book.projects, session.book.front
    for _ in range(data.draw(st.integers(0, 5))):
        session.apply(data.draw(edits(session.book)), "修改")
    end = session.book.projects, session.book.front
    while session.undo_label:
        session.undo()
    assert (session.book.projects, session.book.front) == start
    while session.redo_label:
        session.redo()
    assert (session.book.projects, session.book.front) == end


def test_undo_and_redo_without_a_step_do_nothing() -> None:
    session = Session(a_book())
    before = session.book.projects
    session.undo()
    session.redo()
    assert session.book.projects == before


def test_typing_that_sets_several_cells_at_once_is_one_step() -> None:
    session = Session(a_book())
    before = name_of(session)
    for text in ("绿", "绿化", "绿化经费"):
        heading = SetField(Place(TABLE, None, "title"), f"{text}绩效目标表")
        session.apply(Group((SetField(NAME, text), heading)), "输入", continues=True)
    session.undo()
    assert name_of(session) == before
    assert session.undo_label is None


def test_typing_in_one_cell_is_one_step() -> None:
    session = Session(a_book())
    before = name_of(session)
    typed(session, NAME, "示例县绿化经费")
    session.undo()
    assert name_of(session) == before
    assert session.undo_label is None


def test_typing_in_another_cell_is_another_step() -> None:
    session = Session(a_book())
    typed(session, NAME, "绿化")
    typed(session, PURPOSE, "用于绿化")
    session.undo()
    assert (name_of(session), session.book.project(TABLE).purpose) == ("绿化", "")


def test_typing_after_saving_starts_a_new_step() -> None:
    session = Session(a_book())
    typed(session, NAME, "绿化")
    session.mark_saved()
    typed(session, NAME, "绿化经费")
    session.undo()
    assert name_of(session) == "绿化"
    assert not session.modified


def test_a_new_change_forgets_what_was_undone() -> None:
    session = Session(a_book())
    session.apply(SetField(NAME, "绿化"), "输入")
    session.undo()
    session.apply(SetField(NAME, "养护"), "输入")
    assert session.redo_label is None


def test_labels_name_what_undo_and_redo_would_do() -> None:
    session = Session(a_book())
    session.apply(RemoveRow(TABLE, ItemId(2)), "删除指标")
    assert (session.undo_label, session.redo_label) == ("删除指标", None)
    session.undo()
    assert (session.undo_label, session.redo_label) == (None, "删除指标")


def test_setting_a_field_to_what_it_holds_is_no_change() -> None:
    session = Session(a_book())
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.apply(SetField(NAME, name_of(session)), "输入")
    assert (heard, session.undo_label, session.modified) == ([], None, False)


def test_a_book_is_modified_until_it_is_back_at_what_was_saved() -> None:
    session = Session(a_book())
    session.apply(SetField(NAME, "绿化"), "输入")
    assert session.modified
    session.mark_saved()
    session.undo()
    assert session.modified
    session.redo()
    assert not session.modified


def test_a_saved_state_that_can_not_be_reached_again_stays_modified() -> None:
    session = Session(a_book())
    session.apply(SetField(NAME, "绿化"), "输入")
    session.mark_saved()
    session.undo()
    session.apply(SetField(NAME, "养护"), "输入")
    session.undo()
    assert session.modified


def test_an_edit_that_does_not_fit_leaves_no_trace() -> None:
    session = Session(a_book())
    heard: list[Change] = []
    session.subscribe(heard.append)
    before = session.book.projects
    with pytest.raises((EditError, LookupError)):
        session.apply(Group((SetField(NAME, "绿化"), RemoveRow(TABLE, ItemId(999)))), "粘贴")
    assert (session.book.projects, heard, session.undo_label) == (before, [], None)


def test_listeners_hear_which_sections_changed_and_whether_the_order_did() -> None:
    session = Session(a_book())
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.apply(SetField(PURPOSE, "用于绿化"), "输入")
    session.apply(RemoveProject(TABLE), "删除项目")
    assert [change.order for change in heard] == [False, True]
    assert all(TABLE in change.sections for change in heard)


def test_a_listener_that_has_left_hears_nothing() -> None:
    session = Session(a_book())
    heard: list[Change] = []
    leave = session.subscribe(heard.append)
    leave()
    session.apply(SetField(NAME, "绿化"), "输入")
    assert heard == []


def test_whoever_has_left_is_not_kept_by_leaving() -> None:
    class Listener:
        def __init__(self, session: Session) -> None:
            self._session = session
            self.leave = session.subscribe(self.hear)

        def hear(self, change: Change) -> None:
            raise AssertionError

    listener = Listener(Session(a_book()))
    listener.leave()
    seen = weakref.ref(listener)
    with uncollected():
        del listener
        assert seen() is None


def test_another_scheme_judges_the_same_book_anew() -> None:
    session = Session(a_book())
    before = {finding.message for finding in session.findings}
    session.scheme = schemes()["2021"]
    assert {finding.message for finding in session.findings} != before
    assert not session.modified


class Impatient:
    """Watches changes and stops them after some calls of their progress."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.labels: list[str] = []

    @contextmanager
    def watch(self, label: str) -> Iterator[Progress]:
        self.labels.append(label)

        def progress(done: int, total: int) -> None:
            self.patience -= 1
            if self.patience < 0:
                raise Cancelled

        yield progress


def of_many_projects() -> tuple[Session, Group]:
    """A session large enough to be watched, and an edit of all its projects."""
    session = Session(Book([table(number=number) for number in range(1, LARGE + 1)]))
    edits = [SetField(Place(project, None, "budget"), "10.00") for project in session.book.project_ids]
    return session, Group(tuple(edits))


@pytest.mark.parametrize("patience", [0, 100, LARGE + 100, 2 * LARGE + 30])
def test_a_large_change_that_the_user_stops_has_not_happened(patience: int) -> None:
    session, edit = of_many_projects()
    before, found = session.book.projects, list(session.findings)
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.watch = Impatient(patience).watch
    session.apply(edit, "全部替换")
    assert session.book.projects == before
    assert list(session.findings) == found == list(Session(session.book).findings)
    assert (session.undo_label, session.modified, heard) == (None, False, [])


def test_an_undo_that_the_user_stops_can_be_asked_for_again() -> None:
    session, edit = of_many_projects()
    before = session.book.projects
    session.apply(edit, "全部替换")
    watcher = Impatient(5)
    session.watch = watcher.watch
    session.undo()
    assert session.undo_label == "全部替换"
    watcher.patience = 10_000
    session.undo()
    assert session.book.projects == before
    assert watcher.labels == ["全部替换", "全部替换"]


def test_a_small_change_is_not_watched() -> None:
    session = Session(a_book())
    watcher = Impatient(0)
    session.watch = watcher.watch
    session.apply(SetField(NAME, "绿化"), "修改")
    assert (name_of(session), watcher.labels) == ("绿化", [])
