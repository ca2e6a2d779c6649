"""Long computations in slices."""

from __future__ import annotations

from collections.abc import Generator
from itertools import groupby

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.looked_at_clock import LookedAtClock
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


@pytest.mark.parametrize(("count", "steps_at_once"), [(1, 12), (2, 6), (4, 3)])
def test_computations_that_run_together_share_the_time_between_two_looks_at_the_keys(
    count: int, steps_at_once: int, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "time", LookedAtClock())
    steps: list[int] = []
    found: list[int] = []

    def stepping(number: int) -> Generator[None, None, int]:
        for _ in range(24):
            steps.append(number)
            yield
        return number

    together: list[Slices[int]] = [Slices(qapp) for _ in range(count)]
    for number, one in enumerate(together):
        one.run(stepping(number), found.append, is_long=True)
    qtbot.waitUntil(lambda: len(found) == count)
    assert max(len(list(run)) for _, run in groupby(steps[: 12 * count])) <= steps_at_once


def test_what_somebody_cannot_wait_for_is_computed_to_its_end(
    computing: Slices[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "_AT_ONCE", 0.0)
    found: list[int] = []
    computing.run(counting(3), found.append)
    computing.finish()
    computing.finish()
    assert (found, computing.is_running) == ([3], False)


def beginning_with(first: int, end: int) -> Generator[int | None, None, int]:
    yield None
    yield first
    yield from counting(end)
    return end


def test_a_beginning_is_told_once_its_slice_is_over(
    computing: Slices[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "time", LookedAtClock())
    told: list[int] = []
    computing.run(beginning_with(1, 100), told.append, told.append)
    assert (told, computing.is_running) == ([1], True)
    qtbot.waitUntil(lambda: not computing.is_running)
    assert told == [1, 100]


def test_no_beginning_is_told_of_what_is_all_there(computing: Slices[int]) -> None:
    told: list[int] = []
    computing.run(beginning_with(1, 3), told.append, told.append)
    assert told == [3]


def test_who_is_told_a_beginning_may_ask_for_all(
    computing: Slices[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "time", LookedAtClock())
    told: list[int] = []
    computing.run(beginning_with(1, 100), told.append, lambda _: computing.finish())
    assert (told, computing.is_running) == ([100], False)


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
