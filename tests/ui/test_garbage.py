"""Widgets that are garbage are destroyed by the interface's thread, whoever makes objects meanwhile."""

import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.book import Book
from core.garbage import hangs_on, is_set_aside, let_go, set_aside, take_back, uncollected
from ui.garbage import GarbageCollection
from ui.main_window import MainWindow


@pytest.fixture
def collection(qapp: QApplication) -> GarbageCollection:
    found = qapp.findChild(GarbageCollection)
    assert isinstance(found, GarbageCollection)
    return found


def leave_a_label() -> tuple[weakref.ref[QLabel], list[threading.Thread]]:
    """A label that only a collection finds, and the thread that destroys it, once it is destroyed."""
    gc.collect()
    label = QLabel("甲")
    label.__dict__["itself"] = label
    destroyers: list[threading.Thread] = []
    return weakref.ref(label, lambda _: destroyers.append(threading.current_thread())), destroyers


def make_objects() -> None:
    assert len([[number] for number in range(100_000)]) > 2 * gc.get_threshold()[0]


@pytest.mark.usefixtures("collection")
def test_a_thread_that_makes_objects_destroys_no_widget(qtbot: QtBot) -> None:
    label, destroyers = leave_a_label()
    worker = threading.Thread(target=make_objects)
    worker.start()
    worker.join()
    assert label() is not None
    kept: list[list[int]] = []

    def is_destroyed() -> bool:
        kept.extend([number] for number in range(gc.get_threshold()[0]))
        return label() is None

    qtbot.waitUntil(is_destroyed)
    assert destroyers == [threading.main_thread()]


def test_nothing_is_collected_while_somebody_does_without(collection: GarbageCollection) -> None:
    label, destroyers = leave_a_label()
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    with uncollected():
        collection.collect()
        assert label() is not None
    collection.collect()
    assert label() is None
    assert len(destroyers) == 1
    assert kept


def test_the_oldest_generation_has_its_turn(collection: GarbageCollection) -> None:
    set_aside()
    label = QLabel("甲")
    label.__dict__["itself"] = label
    gc.collect()  # what outlives this belongs to the oldest
    left = weakref.ref(label)
    del label
    collection.collect()
    assert left() is not None
    kept: list[list[int]] = []
    for _ in range(200):
        kept += [[number] for number in range(2 * gc.get_threshold()[0])]
        collection.collect()
    assert left() is None
    assert kept


def test_what_hangs_on_after_it_was_let_go_is_collected_next(collection: GarbageCollection) -> None:
    take_back()
    label, _ = leave_a_label()
    set_aside()
    collection.collect()
    let_go(label())
    collection.collect()
    assert label() is None
    assert is_set_aside()
    assert not hangs_on()


def test_what_goes_by_itself_costs_no_collection_but_after_ten_times(collection: GarbageCollection) -> None:
    take_back()
    label, _ = leave_a_label()
    set_aside()
    for _ in range(9):
        let_go(Book())
        collection.collect()
    assert label() is not None
    let_go(Book())
    collection.collect()
    assert label() is None


def test_a_closed_book_is_forgotten(
    qtbot: QtBot, collection: GarbageCollection, sample_window: MainWindow
) -> None:
    assert sample_window.document is not None
    session = weakref.ref(sample_window.document.session)
    sample_window.set_document(None)

    def is_forgotten() -> bool:
        take_back()
        collection.collect()
        return session() is None

    qtbot.waitUntil(is_forgotten)


def test_a_closed_book_goes_without_a_collection(sample_window: MainWindow, qtbot: QtBot) -> None:
    assert sample_window.document is not None
    project = sample_window.document.session.book.project_ids[0]
    sample_window.workspace.show_section(project)
    sample_window.workspace.show_all_indicators(True)
    book = weakref.ref(sample_window.document.session.book)
    with uncollected():
        sample_window.close_document()
        qtbot.waitUntil(lambda: book() is None)
