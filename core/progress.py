"""How a long job tells how far it is, and how it is stopped."""

from collections.abc import Callable
from contextlib import suppress

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do. May raise `Cancelled`, which ends the job."""


class Cancelled(Exception):
    """The user does not want the job's result any more."""


def unobserved(done: int, total: int) -> None:
    """The progress of a job that nobody watches."""


def unstoppable(progress: Progress) -> Progress:
    """Tells like `progress` how far a job is that has to be done in any case."""

    def tell(done: int, total: int) -> None:
        with suppress(Cancelled):
            progress(done, total)

    return tell
