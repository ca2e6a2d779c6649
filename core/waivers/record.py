"""A waiver as a file keeps it: its place said in the words of the table, so that it is found again on reopening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.book import Book, ContentsEntry, Indicator, ItemId, Place, Project, Row, Section, SubGoal
from core.wording import squeezed


class Spot(NamedTuple):
    """A place in words. All are texts; what a place does not have is empty.

    Attributes:
        part: `项目`, or the part of the file beside the projects: `封面与目录`, `部门整体绩效目标`.
        number: the heading's own number, or else the position in the file; tells projects of one name apart.
        row: the level-3 name, or what the row of another part is called.
        occurrence: which of the section's rows of this name it is, from 1.
        field: the field's name in the program, as level3, value, budget.
    """

    part: str = ""
    unit_code: str = ""
    project_code: str = ""
    project_name: str = ""
    number: str = ""
    row: str = ""
    occurrence: str = ""
    field: str = ""


class WaiverRecord(NamedTuple):
    """What a waiver says, about which spot; `rule` is the rule's key, `on` a day as 2026-03-31."""

    spot: Spot
    rule: str
    text: str
    message: str
    reason: str
    who: str = ""
    on: str = ""


PROJECT, FRONT, DEPARTMENT = "项目", "封面与目录", "部门整体绩效目标"


def recorded(place: Place, book: Book) -> Spot | None:
    """The place in words; None where the book has it no more."""
    if place.section not in book:
        return None
    section = book.section(place.section)
    spot = _header(section, book)._replace(field=place.field or "")
    if place.row is None:
        return spot
    row = next((one for one in section.rows if one.id == place.row), None)
    if row is None:
        return None
    same = [one.id for one in section.rows if _name(one) == _name(row)]
    return spot._replace(row=_name(row), occurrence=str(same.index(row.id) + 1))


def placed(records: Iterable[WaiverRecord], book: Book) -> Iterator[tuple[WaiverRecord, Place | None]]:
    """Each record with its place in the book; None where the book has nothing that it could mean."""
    sections: _Sections | None = None
    for record in records:
        sections = sections or _Sections(book)
        yield record, _place(record.spot, sections.meant_by(record.spot))


class _Sections:
    """The sections of a book by what records call them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_code: dict[str, list[Project]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[Project]] = defaultdict(list)
        self._others: dict[str, Section] = {}
        for section in book.sections:
            if isinstance(section, Project):
                self._by_code[squeezed(section.code or "")].append(section)
                self._by_name[_unit_and_name(section)].append(section)
            else:
                self._others[_part(section, book)] = section

    def meant_by(self, spot: Spot) -> Section | None:
        """By the project's code where it has one, else by unit and name; by its number where that is not enough."""
        if spot.part != PROJECT:
            return self._others.get(spot.part)
        coded = self._by_code.get(spot.project_code, []) if spot.project_code else []
        meant = coded or self._by_name.get((spot.unit_code, spot.project_name), [])
        return next(
            (one for one in meant if _number(one, self._book) == spot.number), meant[0] if meant else None
        )


def _place(spot: Spot, section: Section | None) -> Place | None:
    if section is None:
        return None
    if not spot.occurrence:
        return Place(section.id, None, spot.field or None)
    row_id = _row(spot, [row for row in section.rows if _name(row) == spot.row])
    return Place(section.id, row_id, spot.field or None) if row_id is not None else None


def _row(spot: Spot, same: Sequence[Row]) -> ItemId | None:
    """The row of this name that the spot counts to; else the first one. A wrong guess lapses by its text."""
    counted = int(spot.occurrence) if spot.occurrence.isdecimal() else 1
    if 1 <= counted <= len(same):
        return same[counted - 1].id
    return same[0].id if same else None


def _header(section: Section, book: Book) -> Spot:
    if not isinstance(section, Project):
        return Spot(_part(section, book))
    unit_code, name = _unit_and_name(section)
    return Spot(PROJECT, unit_code, squeezed(section.code or ""), name, _number(section, book))


def _part(section: Section, book: Book) -> str:
    return FRONT if section is book.front else DEPARTMENT


def _unit_and_name(project: Project) -> tuple[str, str]:
    return squeezed(project.unit_code), squeezed(project.name or project.title)


def _number(project: Project, book: Book) -> str:
    return str(book.position(project.id) + 1 if project.number is None else project.number)


def _name(row: Row) -> str:
    match row:
        case Indicator():
            return row.name
        case ContentsEntry():
            return squeezed(row.title)
        case SubGoal():
            return squeezed(row.heading)
