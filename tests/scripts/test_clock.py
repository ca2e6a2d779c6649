"""The bench's clock, which is told what time it is."""

from __future__ import annotations

import pytest

from scripts.bench.clock import Clock


def clock_with(*milliseconds: float) -> Clock:
    clock = Clock()
    for one in milliseconds:
        clock.note("job", one)
    return clock


@pytest.mark.parametrize(
    ("taken", "median", "late", "worst"),
    [
        ((5.0,), 5.0, 5.0, 5.0),
        ((1.0, 9.0, 2.0), 2.0, 9.0, 9.0),
        (tuple(float(n) for n in range(1, 201)), 100.5, 199.0, 200.0),
    ],
)
def test_median_late_and_worst_rounds(
    taken: tuple[float, ...], median: float, late: float, worst: float
) -> None:
    clock = clock_with(*taken)
    assert (clock.median("job"), clock.late("job"), clock.worst("job")) == (median, late, worst)


def test_jobs_are_counted_apart() -> None:
    clock = clock_with(1.0)
    clock.note("peer", 7.0)
    assert (clock.median("job"), clock.median("peer")) == (1.0, 7.0)


@pytest.mark.parametrize(
    ("seconds", "fewest", "most", "rounds"),
    [(5, 2, 100, 6), (0, 2, 100, 2), (5, 2, 3, 3), (5, 8, 100, 8)],
)
def test_rounds_go_on_while_there_is_time_but_a_few_in_any_case(
    seconds: float, fewest: int, most: int, rounds: int
) -> None:
    done: list[int] = []
    for number in Clock(lambda: float(len(done))).rounds(seconds, fewest, most):
        done.append(number)
    assert done == list(range(rounds))


def test_what_takes_a_while_is_timed_in_milliseconds() -> None:
    clock = Clock(iter((10.0, 10.25)).__next__)
    with clock.timing("job"):
        pass
    assert clock.median("job") == 250.0
