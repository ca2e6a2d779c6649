"""The watch over an event loop."""

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scripts import stall_watch
from scripts.stall_watch import StallWatch


def idle_and_block(seconds: float) -> None:
    time.sleep(seconds)


def test_what_keeps_the_loop_from_its_events_is_a_stall(qapp: QApplication, qtbot: QtBot) -> None:
    QTimer.singleShot(20, lambda: idle_and_block(0.3))
    with StallWatch(qapp) as stalls:
        qtbot.wait(500)
    assert stalls.longest_ms >= 300
    assert stalls.busiest_ms < 300  # it slept
    longest = max(stalls.over(299))
    assert "idle_and_block" in longest.where
    assert longest.busy < longest.milliseconds


def test_a_time_for_which_the_machine_was_lent_to_others_is_told_apart(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    stolen = iter([0.0] + [0.25] * 1000)
    monkeypatch.setattr(stall_watch, "stolen_times", lambda: [0.0, next(stolen)])
    with StallWatch(qapp) as stalls:
        idle_and_block(0.3)
    (stall,) = stalls.over(299)
    assert stall.lent == 250
    assert stalls.over_without_lending(299) == []
    assert stalls.over_without_lending(49) == [stall]


def test_what_is_done_outside_of_any_loop_counts(qapp: QApplication) -> None:
    with StallWatch(qapp) as stalls:
        idle_and_block(0.2)
    assert len(stalls.over(199)) == 1


def test_a_watch_that_saw_nothing_has_no_longest_stall(qapp: QApplication) -> None:
    assert StallWatch(qapp).longest_ms == 0
