"""The target value, in one column or taken apart over columns for operator, number and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from core.formats.workbook.mapping import Aspect, FieldText, Template
from core.formats.workbook.template import QUALITATIVE
from core.target import TargetKind, parse
from core.typography import plain

VALUE_PIECES = ("value", "number", "operator", "measure")

_NO_OPERATOR = frozenset({"", QUALITATIVE, "定量", "无", "/", "-", "—", "–"})
_NO_UNIT = frozenset({"", "无", "/", "-", "—", "–", QUALITATIVE})
_STATED: dict[str, Template] = {
    "value": (FieldText("value"),),
    "operator": (FieldText("value", aspect=Aspect.STATED_OPERATOR),),
    "number": (FieldText("value", aspect=Aspect.STATED_NUMBER),),
    "measure": (FieldText("value", aspect=Aspect.STATED_UNIT),),
}


class Values(NamedTuple):
    """The values of some rows, and by piece what its column's cells are made of.

    `contradictions` are the indices of those rows whose pieces say something else than the whole value.
    """

    texts: Sequence[str]
    templates: Mapping[str, Template]
    contradictions: Sequence[int]


def read_values(pieces: Mapping[str, Sequence[str]], count: int) -> Values:
    """Put the values of `count` rows together from the columns that there are of `VALUE_PIECES`."""
    blank = [""] * count
    operators, units = pieces.get("operator", blank), pieces.get("measure", blank)
    if "value" in pieces and "number" in pieces:
        return _whole_values(pieces["value"], operators, pieces["number"], units)
    numbers = pieces.get("value", pieces.get("number", blank))
    if not {"operator", "measure"} & pieces.keys():
        return Values(numbers, {"value": (FieldText("value"),), "number": (FieldText("value"),)}, ())
    texts = _joined(operators, numbers, units)
    if texts == list(numbers) and set(operators) | set(units) > {""}:
        return Values(texts, _STATED, ())
    split: dict[str, Template] = {
        "operator": (FieldText("value", _usual(operators, _NO_OPERATOR), Aspect.OPERATOR),),
        "value": (FieldText("value", aspect=Aspect.NUMBER),),
        "number": (FieldText("value", aspect=Aspect.NUMBER),),
        "measure": (FieldText("value", _usual(units, _NO_UNIT), Aspect.UNIT),),
    }
    return Values(texts, split, ())


def _usual(texts: Sequence[str], for_none: Collection[str]) -> str | None:
    """What mostly stands in a column for nothing; None where the cells are blank then."""
    found = Counter(text for text in texts if text and text in for_none)
    return max(found, key=found.__getitem__) if found else None


def _joined(operators: Sequence[str], numbers: Sequence[str], units: Sequence[str]) -> list[str]:
    """Operator, number and unit in one; what the number's cell says already is not said twice."""
    said = {text: "" if text.strip() in _NO_OPERATOR else text for text in set(operators)}
    measures = {text: "" if text.strip() in _NO_UNIT else text for text in set(units)}
    return [
        ("" if number.startswith(operator) else operator) + number + ("" if number.endswith(unit) else unit)
        if number
        else ""
        for operator, number, unit in zip(
            map(said.__getitem__, operators), numbers, map(measures.__getitem__, units), strict=True
        )
    ]


def _whole_values(
    values: Sequence[str], operators: Sequence[str], numbers: Sequence[str], units: Sequence[str]
) -> Values:
    """The whole value counts; its pieces only where it is blank."""
    unlike = [
        index
        for index, (value, operator, number, unit) in enumerate(
            zip(values, operators, numbers, units, strict=True)
        )
        if number and value != operator + number + unit
    ]
    joined = dict(zip(unlike, _joined(*_picked(unlike, operators, numbers, units)), strict=True))
    if "" in values:
        values = [value or joined.get(index, "") for index, value in enumerate(values)]
    contradict = cache(_contradict)  # most rows say what others say
    return Values(values, _STATED, [index for index in unlike if contradict(values[index], joined[index])])


def _picked(indices: Sequence[int], *columns: Sequence[str]) -> Iterator[list[str]]:
    for column in columns:
        yield [column[index] for index in indices]


def _contradict(value: str, pieces: str) -> bool:
    value, pieces = plain(value), plain(pieces)
    return pieces not in (value, f"={value}") and not _mean_the_same(value, pieces)


def _mean_the_same(value: str, pieces: str) -> bool:
    one, other = parse(value), parse(pieces)
    return one.kind is other.kind is TargetKind.NUMBER and (one.effective_operator, one.number, one.unit) == (
        other.effective_operator,
        other.number,
        other.unit,
    )
