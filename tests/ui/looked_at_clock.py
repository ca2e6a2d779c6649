"""A clock that goes on when it is looked at, in place of the module `time`."""


class LookedAtClock:
    """A thousandth of a second passes from one look at it to the next."""

    def __init__(self) -> None:
        self._now = 0.0

    def perf_counter(self) -> float:
        self._now += 0.001
        return self._now
