"""Decisions about a book as JSON and back: each a list of what its fields say, the place in words in front."""

from __future__ import annotations

from typing import TypeVar

from core.decisions import CostRecord, Decisions, WaiverRecord
from core.decisions.spot import Spot
from core.journal.book_json import Json
from core.journal.errors import WrongJournal

_Record = TypeVar("_Record", bound=WaiverRecord | CostRecord)


def decisions_to_json(decisions: Decisions) -> Json:
    return decisions._asdict()


def decisions_from_json(said: Json) -> Decisions:
    """Raises WrongJournal."""
    match said:
        case {"waivers": list(waivers), "costs": list(costs)}:
            return Decisions(
                tuple(_record(WaiverRecord, record) for record in waivers),
                tuple(_record(CostRecord, record) for record in costs),
            )
    raise WrongJournal("已核实的问题的写法不认识")


def _record(kind: type[_Record], said: Json) -> _Record:
    match said:
        case [list(spot), *texts] if all(isinstance(text, str) for text in (*spot, *texts)):
            if len(spot) <= len(Spot._fields) and len(texts) < len(kind._fields):
                try:
                    return kind(Spot(*spot), *texts)
                except TypeError as error:  # too few of them
                    raise WrongJournal("一条已核实的问题不完整") from error
    raise WrongJournal("一条已核实的问题的写法不认识")
