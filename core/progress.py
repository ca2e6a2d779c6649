"""How a long job tells how far it is, and how it is stopped."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do. May raise `Cancelled`, which ends the job."""


class Cancelled(Exception):
    """The user does not want the job's result any more."""


def unobserved(done: int, total: int) -> None:
    """The progress of a job that nobody watches."""
