"""Sections, rows and values of a book as JSON and back, with their ids and with their texts as they are.

Unlike `core.formats.json_book`, which is for other programs, this is for the program itself: rows are lists of what
their fields say in the order of the book's types, so that a large book takes a moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from core.book import (
    Book,
    Checkpoint,
    ContentsEntry,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    ItemId,
    Project,
    Row,
    Section,
    SubGoal,
    Value,
)
from core.journal.errors import WrongJournal

Json = Any
"""What `json.loads` gives."""

_SECTIONS: dict[str, type[Section]] = {
    "project": Project,
    "front": FrontMatter,
    "department": DepartmentTargets,
}
_ROWS: dict[str, type[Row]] = {"indicator": Indicator, "entry": ContentsEntry, "sub_goal": SubGoal}
_ROWS_OF: dict[type[Section], type[Row]] = {
    Project: Indicator,
    FrontMatter: ContentsEntry,
    DepartmentTargets: SubGoal,
}
_NAMES: dict[type[Section] | type[Row], str] = {
    kind: name for name, kind in (*_SECTIONS.items(), *_ROWS.items())
}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _SECTIONS.values()}

SECTION_FIELDS = frozenset(
    name for kind, names in _FIELDS.items() for name in names if name not in ("id", kind.rows_field)
)
"""What an edit can set in a section."""
ROW_FIELDS = frozenset(name for kind in _ROWS.values() for name in kind._fields if name != "id")
"""What an edit can set in a row."""


# Made once: making one takes as long as a small section does. Sections are no circles.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def as_text(said: Json) -> str:
    """JSON on one line."""
    return _ENCODER.encode(said)


def sections_as_text(sections: Iterable[Section]) -> Iterator[str]:
    """All sections as the pieces of a JSON list; one by one, so that other threads get their turn meanwhile."""
    mark = "["
    for section in sections:
        yield mark + as_text(section_to_json(section))
        mark = ","
    yield "]" if mark == "," else "[]"


def section_to_json(section: Section) -> Json:
    kind = type(section)
    return {"kind": _NAMES[kind], **{name: getattr(section, name) for name in _FIELDS[kind]}}


def section_from_json(said: Json) -> Section:
    """Raises WrongJournal."""
    if not isinstance(said, dict) or said.get("kind") not in list(_SECTIONS):
        raise WrongJournal("有一部分既不是项目，也不是封面目录或部门整体绩效目标")
    kind = _SECTIONS[said["kind"]]
    unknown = said.keys() - {"kind", *_FIELDS[kind]}
    if unknown:
        raise WrongJournal(f"有不认识的栏目“{min(unknown)}”")
    rows = said.get(kind.rows_field, [])
    if not isinstance(rows, list):
        raise WrongJournal("一部分的各行不是列表")
    values: dict[str, Any] = {
        name: value_from_json(value)
        for name, value in said.items()
        if name not in ("kind", "id", kind.rows_field)
    }
    values[kind.rows_field] = tuple(_row_of(_ROWS_OF[kind], row) for row in rows)
    return kind(item_id(said.get("id")), **values)


def row_to_json(row: Row) -> Json:
    return {"kind": _NAMES[type(row)], "says": row}


def row_from_json(said: Json) -> Row:
    """Raises WrongJournal."""
    if not isinstance(said, dict) or said.keys() != {"kind", "says"} or said["kind"] not in list(_ROWS):
        raise WrongJournal("有一行既不是指标，也不是目录或分项目标")
    return _row_of(_ROWS[said["kind"]], said["says"])


def _row_of(kind: type[Row], said: Json) -> Row:
    if not isinstance(said, list) or not 1 <= len(said) <= len(kind._fields):
        raise WrongJournal("有一行的栏目数目不对")
    made: Row = kind(item_id(said[0]), *map(value_from_json, said[1:]))  # type: ignore[arg-type]
    return made


def value_from_json(said: Json) -> Value:
    """What a field holds; a list of texts are goals, a list of pairs is a spending plan. Raises WrongJournal."""
    if said is None or isinstance(said, str) or type(said) is int:
        return said
    if isinstance(said, list) and all(isinstance(part, str) for part in said):
        return tuple(said)
    if isinstance(said, list) and all(_is_pair(part) for part in said):
        return tuple(Checkpoint(*part) for part in said)
    raise WrongJournal("有一个栏目的内容不是文字、数字、目标或支出计划")


def _is_pair(said: Json) -> bool:
    return isinstance(said, list) and len(said) == 2 and all(isinstance(part, str) for part in said)


def item_id(said: Json) -> ItemId:
    """Raises WrongJournal."""
    return ItemId(number(said))


def number(said: Json) -> int:
    """Raises WrongJournal."""
    if type(said) is not int or said < 0:
        raise WrongJournal("有一个编号不是数字")
    return said


def book_of(sections: Iterable[Section]) -> Book:
    """The book that consists of these sections. Raises WrongJournal where two of them have one id."""
    sections = tuple(sections)
    if len({section.id for section in sections}) != len(sections):
        raise WrongJournal("两个项目用了同一个编号")
    front = next((one for one in sections if isinstance(one, FrontMatter)), None)
    department = next((one for one in sections if isinstance(one, DepartmentTargets)), None)
    return Book([one for one in sections if isinstance(one, Project)], front, department)


def ids_of(sections: Iterable[Section]) -> Iterator[ItemId]:
    """Every id of the sections and their rows."""
    for section in sections:
        yield section.id
        yield from (row.id for row in section.rows)
