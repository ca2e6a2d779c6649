"""What is let go of is freed bit by bit."""

from __future__ import annotations

import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.garbage import is_paused
from ui import freeing
from ui.freeing import free_bit_by_bit


class Thing:
    pass


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeing, "_AT_ONCE", 2)


@pytest.mark.usefixtures("few_at_once")
def test_many_things_go_between_events_and_those_that_are_held_stay(qtbot: QtBot) -> None:
    parent, things = QObject(), [Thing() for _ in range(7)]
    held, seen = things[3], weakref.WeakSet(things)
    free_bit_by_bit(parent, things)
    assert len(seen) == 5
    assert is_paused()
    qtbot.waitUntil(lambda: not things)
    assert list(seen) == [held]
    qtbot.waitUntil(lambda: not parent.children())
    assert not is_paused()


@pytest.mark.usefixtures("few_at_once")
def test_few_things_go_at_once(qtbot: QtBot) -> None:
    parent, things = QObject(), [Thing(), Thing()]
    free_bit_by_bit(parent, things)
    assert (things, parent.children()) == ([], [])


@pytest.mark.usefixtures("few_at_once")
def test_a_list_whose_owner_is_gone_keeps_no_collection_from_its_work(qtbot: QtBot) -> None:
    owner = QObject()
    things = [Thing() for _ in range(7)]
    free_bit_by_bit(owner, things)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    assert not is_paused()
