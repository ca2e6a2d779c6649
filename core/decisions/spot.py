"""A place said in the words of the table, so that it is found again in a book that is opened anew."""

from __future__ import annotations

from collections import defaultdict
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


PROJECT, FRONT, DEPARTMENT = "项目", "封面与目录", "部门整体绩效目标"


def spot_of(place: Place, book: Book) -> Spot | None:
    """The place in words; None where the book has it no more."""
    if place.section not in book:
        return None
    section = book.section(place.section)
    spot = _header(section, book)._replace(field=place.field or "")
    if place.row is None:
        return spot
    named = row_in_words(section, place.row)
    return spot._replace(row=named.name, occurrence=named.occurrence) if named else None


class RowInWords(NamedTuple):
    """What a row is called, and which of its section's rows of this name it is, from 1."""

    name: str
    occurrence: str


def row_in_words(section: Section, row_id: ItemId) -> RowInWords | None:
    """None where the section has no such row."""
    row = next((one for one in section.rows if one.id == row_id), None)
    if row is None:
        return None
    same = [one.id for one in section.rows if row_name(one) == row_name(row)]
    return RowInWords(row_name(row), str(same.index(row_id) + 1))


def row_meant(section: Section, named: RowInWords) -> ItemId | None:
    """The row of this name that the occurrence counts to, else the first one; None where none is called so."""
    same = [row.id for row in section.rows if row_name(row) == named.name]
    counted = int(named.occurrence) if named.occurrence.isdecimal() else 1
    if 1 <= counted <= len(same):
        return same[counted - 1]
    return same[0] if same else None


class Places:
    """Finds spots in a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sections: _Sections | None = None

    def of(self, spot: Spot) -> Place | None:
        """None where the book has nothing that the spot could mean."""
        self._sections = self._sections or _Sections(self._book)
        section = self._sections.meant_by(spot)
        if section is None:
            return None
        field = spot.field or None
        if not spot.occurrence:
            return Place(section.id, None, field)
        row_id = row_meant(section, RowInWords(spot.row, spot.occurrence))
        return Place(section.id, row_id, field) if row_id is not None else None


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


def row_name(row: Row) -> str:
    """What a row is known again by."""
    match row:
        case Indicator():
            return row.name
        case ContentsEntry():
            return squeezed(row.title)
        case SubGoal():
            return squeezed(row.heading)
