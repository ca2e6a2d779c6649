"""Whose row is whose: the projects of a list, by what its columns repeat, leave blank or merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

Key = tuple[str, ...]
"""What the identifying columns of a row say: `KEY_FIELDS`, as far as there are such columns."""

KEY_FIELDS = ("position", "code", "name", "unit_code", "unit", "department")
_NAMING = ("code", "name")


class Owners(NamedTuple):
    """For each row the number of its project, from 0 (-1 for a row before the first), and how many there are.

    `fields` are the key fields that identify projects; a `position` that only counts rows is none.
    """

    numbers: Sequence[int]
    total: int
    fields: Sequence[str]


def find_owners(columns: Mapping[str, Sequence[str]]) -> Owners:
    """Tell the projects apart by their key columns, given as texts by field."""
    fields = [name for name in KEY_FIELDS if name in columns]
    if _counts_rows(columns):
        fields.remove("position")
    numbers: list[int] = []
    known: dict[Key, int] = {}
    current: Key | None = None
    number = -1
    count = 0
    runs = _runs(columns, fields)
    begins_only = _names_only_first_rows(runs)
    for key, length in runs:
        if not _continues(key, current, begins_only=begins_only):
            number = -1 if begins_only else known.get(key, -1)
            if number < 0:
                number, count = count, count + 1
                known[key] = number
            current = key
        numbers += [number] * length
    return Owners(numbers, count, fields)


def _runs(columns: Mapping[str, Sequence[str]], fields: Sequence[str]) -> list[tuple[Key, int]]:
    """What the key columns say, once for all neighbours that say the same, with their number."""
    keys = zip(*(columns[name] for name in fields), strict=True)
    return [(key, len(list(run))) for key, run in groupby(keys)]


def _continues(key: Key, current: Key | None, *, begins_only: bool) -> bool:
    """Whether a row says nothing of its project, or no more than the row above."""
    if not any(key):
        return True
    if current is None or begins_only:
        return False
    return all(not text or text == above for text, above in zip(key, current, strict=True))


def _counts_rows(columns: Mapping[str, Sequence[str]]) -> bool:
    """Whether 序号 counts rows, not projects: no number comes twice, but projects do."""
    positions = columns.get("position", ())
    named = [columns[name] for name in _NAMING if name in columns]
    if not positions or not named or not all(positions):
        return False
    return len(set(positions)) == len(positions) > len(set(zip(*named, strict=True)))


def _names_only_first_rows(runs: Sequence[tuple[Key, int]]) -> bool:
    """Whether each project is named on its first row alone."""
    return any(not any(key) for key, _ in runs) and all(length == 1 for key, length in runs if any(key))


def join_projects(columns: Mapping[str, Sequence[str]], projects: Sequence[Mapping[str, str]]) -> list[int]:
    """For each row of a list the number of the project that it names, from 0; -1 where it names none of them.

    Both sides are given as texts by key field. Projects are known by 序号, else by code, else by unit and name,
    else by name; a row that says nothing belongs to the project of the row above.
    """
    fields = [name for name in KEY_FIELDS if name in columns]
    runs = _runs(columns, fields)
    distinct = [dict(zip(fields, key, strict=True)) for key in dict.fromkeys(key for key, _ in runs)]
    ways: list[Key] = [("position",), ("code",), ("unit_code", "name"), ("unit", "name"), ("name",)]
    if not _positions_agree(distinct, projects):
        ways.remove(("position",))

    @cache
    def index_by(way: Key) -> Mapping[Key | None, int]:
        return _unique(projects, way)

    numbers = {
        tuple(row.values()): next(
            (index_by(way)[said] for way in ways if (said := _said(row, way)) in index_by(way)),
            -1,
        )
        for row in distinct
    }
    found: list[int] = []
    number = -1
    for key, length in runs:
        number = numbers[key] if any(key) else number
        found += [number] * length
    return found


def _said(row: Mapping[str, str], way: Sequence[str]) -> Key | None:
    said = tuple(row.get(name, "") for name in way)
    return said if all(said) else None


def _unique(projects: Sequence[Mapping[str, str]], way: Sequence[str]) -> dict[Key | None, int]:
    """The projects that no other is called like."""
    said = [_said(project, way) for project in projects]
    times = Counter(said)
    return {key: number for number, key in enumerate(said) if key and times[key] == 1}


def _positions_agree(rows: Sequence[Mapping[str, str]], projects: Sequence[Mapping[str, str]]) -> bool:
    """Whether 序号 means the same on both sides: rows of a number have, mostly, the name that goes with it."""
    index = _unique(projects, ("position",))
    numbered = [row for row in rows if row.get("position")]
    if not all((row["position"],) in index for row in numbered):
        return False
    named = [
        (row[name], projects[index[(row["position"],)]].get(name))
        for row in numbered
        for name in _NAMING
        if row.get(name) and projects[index[(row["position"],)]].get(name)
    ]
    return sum(one == other for one, other in named) * 2 >= len(named)
