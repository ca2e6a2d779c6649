"""Decisions as a file keeps them: their places said in the words of the table, so that they are found on reopening."""

from __future__ import annotations

from typing import NamedTuple

from core.decisions.spot import Spot


class WaiverRecord(NamedTuple):
    """A finding at this spot is accepted; `rule` is the rule's key, `on` a day as 2026-03-31."""

    spot: Spot
    rule: str
    text: str
    message: str
    reason: str
    who: str = ""
    on: str = ""


class CostRecord(NamedTuple):
    """How the cost row at this spot is counted.

    Attributes:
        by: the level-3 name of the row, in the same project, that says its quantity; "" where there is none.
        occurrence: which row of this name, from 1; "" with `by`.
        instead: a `core.cost.Instead` where it is not multiplied, else "".
    """

    spot: Spot
    by: str = ""
    occurrence: str = ""
    instead: str = ""


class Decisions(NamedTuple):
    """All decisions about a book."""

    waivers: tuple[WaiverRecord, ...] = ()
    costs: tuple[CostRecord, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.waivers or self.costs)


NO_DECISIONS = Decisions()
