"""The waivers of an open book: by place, so that they follow a row that is moved or a project that is renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.book import Book, Place
from core.decisions.records import WaiverRecord
from core.decisions.spot import Places, spot_of


class Waiver(NamedTuple):
    """A finding that somebody accepted. It holds as long as the rule says the same about the same text.

    Attributes:
        text: what stood at the place; empty for a finding on a project as a whole.
        message: what the rule said.
        who: who accepted it, where that is known.
        on: the day, as 2026-03-31, where that is known.
    """

    rule: str
    place: Place
    text: str
    message: str
    reason: str
    who: str = ""
    on: str = ""


class Waivers:
    """All waivers of one book. Not part of the book: giving or taking back one is no edit."""

    def __init__(self, waivers: Iterable[Waiver] = (), unplaced: Iterable[WaiverRecord] = ()) -> None:
        """`unplaced` are those read from a file whose places the book does not have; they are kept."""
        self._by_place: dict[tuple[str, Place], list[Waiver]] = {}
        self.unplaced = tuple(unplaced)
        for waiver in waivers:
            self._by_place.setdefault((waiver.rule, waiver.place), []).append(waiver)
        self._saved = self._all()

    @classmethod
    def of_records(cls, records: Iterable[WaiverRecord], book: Book) -> Waivers:
        """The waivers that a file brought, at their places in the book that came with it."""
        found: list[Waiver] = []
        unplaced: list[WaiverRecord] = []
        places = Places(book)
        for record in records:
            place = places.of(record.spot)
            if place is None:
                unplaced.append(record)
            else:
                found.append(_of_record(record, place))
        return cls(found, unplaced)

    def records(self, book: Book) -> list[WaiverRecord]:
        """What to write beside the book; waivers of sections and rows that are gone now are left out."""
        kept = (_record(waiver, book) for waiver in self)
        return [*(record for record in kept if record is not None), *self.unplaced]

    def __iter__(self) -> Iterator[Waiver]:
        for waivers in self._by_place.values():
            yield from waivers

    def __bool__(self) -> bool:
        return bool(self._by_place)

    def at(self, rule: str, place: Place) -> Sequence[Waiver]:
        return self._by_place.get((rule, place), ())

    def holding(self, rule: str, place: Place, text: str, message: str) -> Waiver | None:
        """The waiver of a finding that says `message` about `text`; None where there is none for just that."""
        said = (text, message)
        return next((one for one in self.at(rule, place) if (one.text, one.message) == said), None)

    def give(self, waiver: Waiver, instead_of: Waiver | None = None) -> None:
        """Add a waiver in the place of a lapsed one, and of one for the same finding."""
        same = self.holding(waiver.rule, waiver.place, waiver.text, waiver.message)
        for old in {same, instead_of}:
            if old is not None:
                self.take_back(old)
        self._by_place.setdefault((waiver.rule, waiver.place), []).append(waiver)

    def take_back(self, waiver: Waiver) -> None:
        """Raises LookupError when there is no such waiver."""
        key = waiver.rule, waiver.place
        if waiver not in self.at(*key):
            raise LookupError("no such waiver")
        self._by_place[key].remove(waiver)
        if not self._by_place[key]:
            del self._by_place[key]

    @property
    def modified(self) -> bool:
        """Whether they differ from what was last saved or loaded."""
        return self._all() != self._saved

    def mark_saved(self) -> None:
        self._saved = self._all()

    def _all(self) -> frozenset[Waiver]:
        return frozenset(self)


def _of_record(record: WaiverRecord, place: Place) -> Waiver:
    return Waiver(record.rule, place, *record[2:])


def _record(waiver: Waiver, book: Book) -> WaiverRecord | None:
    spot = spot_of(waiver.place, book)
    return WaiverRecord(spot, waiver.rule, *waiver[2:]) if spot is not None else None
