"""Long computations in slices."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import slices
from ui.slices import Slices


@pytest.fixture
def computing(qapp: QApplication) -> Slices[int]:
    return Slices(qapp)


def counting(end: int) -> Generator[None, None, int]:
    for _ in range(end):
        yield
    return end


def test_what_takes_a_moment_is_there_at_once(computing: Slices[int]) -> None:
    found: list[int] = []
    computing.run(counting(3), found.append)
    assert (found, computing.is_running) == ([3], False)


def test_what_takes_longer_goes_on_between_events(
    computing: Slices[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "_AT_ONCE", 0.0)
    found: list[int] = []
    computing.run(counting(3), found.append)
    assert (found, computing.is_running) == ([], True)
    qtbot.waitUntil(lambda: found == [3])
    assert not computing.is_running


def test_the_next_computation_takes_the_place_of_the_last(
    computing: Slices[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "_AT_ONCE", 0.0)
    found: list[int] = []
    computing.run(counting(3), found.append)
    computing.run(counting(5), found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [5]


def test_a_computation_that_fails_ends(computing: Slices[int]) -> None:
    def failing() -> Generator[None, None, int]:
        yield
        raise LookupError("nowhere")

    with pytest.raises(LookupError):
        computing.run(failing(), lambda result: None)
    assert not computing.is_running


def test_what_is_known_to_be_long_waits_for_its_first_slice(computing: Slices[int], qtbot: QtBot) -> None:
    found: list[int] = []
    computing.run(counting(3), found.append, is_long=True)
    assert (found, computing.is_running) == ([], True)
    qtbot.waitUntil(lambda: found == [3])
