"""What the user decided about cost rows, on its way to a file and back."""

from __future__ import annotations

from collections.abc import Iterable

from core.book import Book, Place
from core.cost import CostChoice, CostChoices, Instead
from core.decisions.records import CostRecord
from core.decisions.spot import Places, RowInWords, row_in_words, row_meant, spot_of


def cost_records(choices: CostChoices, book: Book) -> list[CostRecord]:
    """The decisions in words; those about rows that are gone are left out."""
    records = (_record(choice, book) for choice in choices)
    return [record for record in records if record is not None]


def cost_choices(records: Iterable[CostRecord], book: Book) -> tuple[CostChoices, tuple[CostRecord, ...]]:
    """The decisions for this book, and the records that mean nothing in it."""
    choices, unplaced = CostChoices(), []
    places = Places(book)
    for record in records:
        choice = _choice(record, places.of(record.spot), book)
        if choice is None:
            unplaced.append(record)
        else:
            choices = choices.with_choice(choice)
    return choices, tuple(unplaced)


def _record(choice: CostChoice, book: Book) -> CostRecord | None:
    spot = spot_of(Place(choice.project, choice.row), book)
    if spot is None or choice.by is None:
        return None
    if isinstance(choice.by, Instead):
        return CostRecord(spot, instead=choice.by)
    by = row_in_words(book.section(choice.project), choice.by)
    return CostRecord(spot, by.name, by.occurrence) if by else None


def _choice(record: CostRecord, place: Place | None, book: Book) -> CostChoice | None:
    if place is None or place.row is None:
        return None
    if record.instead in tuple(Instead):
        return CostChoice(place.section, place.row, Instead(record.instead))
    by = row_meant(book.section(place.section), RowInWords(record.by, record.occurrence))
    return CostChoice(place.section, place.row, by) if by is not None and by != place.row else None
