"""The indicators of a 分项绩效目标 as rows, read out of its running text.

The text stays the truth: `预算完成率，实际支出占预算的比例≥95%；投诉次数<2。` is kept as it is, and these rows are
shown beside it. Source of the form: 部门整体绩效目标, 分项绩效目标.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from core.target import Operator, Target, TargetKind, UnitKind, parse, parse_unit


class DepartmentIndicator(NamedTuple):
    """One indicator of the text. What the text does not say is empty or None."""

    name: str
    description: str = ""
    operator: Operator | None = None
    number: Decimal | None = None
    unit: str = ""
    """As written behind the number, else in brackets before it: 亿元 in `完成金额（亿元）≥2`."""


def department_indicators(text: str) -> tuple[DepartmentIndicator, ...]:
    """Take the text `name，description≥number unit；…` apart; every part with words is a row. Never raises."""
    parts = (part.strip().rstrip("。").strip() for part in _parts(text, _SEMICOLON))
    return tuple(_indicator(part) for part in parts if any(map(str.isalnum, part)))


_SEMICOLON = re.compile(r"[；;\n]")
_COMMA = re.compile(r"，|,(?![0-9])")
_SIGNS = "≥≤=＝<>＜＞﹤﹥≧≦"
_VALUE = re.compile(
    rf"(?:(?<![{_SIGNS}])[{_SIGNS}]++|不[低少小高大多]于|不超过|达到|控制在|至少|至多)\s*[0-9０-９.]",
)
_MOST_IN_A_VALUE = 8
"""Further from the end than so many beginnings of a value, none begins that is the part's."""
_UNIT_IN_BRACKETS = re.compile(r"[（(](?P<unit>[^（()）]+)[)）]$")
_OPENING, _CLOSING = "（(“《【", "）)”》】"


def _indicator(part: str) -> DepartmentIndicator:
    words, target = _without_value(part)
    name, description = _halves(words)
    if target is None:
        return DepartmentIndicator(name, description)
    unit = target.unit.text if target.unit else _unit_in_brackets(words)
    return DepartmentIndicator(name, description, target.operator, target.number, unit)


def _without_value(part: str) -> tuple[str, Target | None]:
    """What stands before the target value, and the value; the whole part where there is none."""
    for match in reversed(deque(_VALUE.finditer(part), maxlen=_MOST_IN_A_VALUE)):
        target = parse(part[match.start() :])
        if target.kind in (TargetKind.NUMBER, TargetKind.RANGE) and not target.rest:
            return part[: match.start()].rstrip(), target
    return part, None


def _halves(words: str) -> tuple[str, str]:
    """Name and description, which the first comma parts."""
    first, *others = _parts(words, _COMMA)
    return first.strip(), words[len(first) + 1 :].strip() if others else ""


def _unit_in_brackets(words: str) -> str:
    """The known unit that ends the words in brackets; empty when there is none."""
    match = _UNIT_IN_BRACKETS.search(words)
    unit = parse_unit(match["unit"]) if match else None
    return unit.text if unit and unit.kind is not UnitKind.UNKNOWN else ""


def _parts(text: str, separator: re.Pattern[str]) -> list[str]:
    """The text cut at separators outside of brackets and quotation marks; at all where those do not match up."""
    cuts = list(_cuts(text, separator))
    starts = [0, *(end for _, end in cuts)]
    return [
        text[start:end] for start, end in zip(starts, [*(cut for cut, _ in cuts), len(text)], strict=True)
    ]


def _cuts(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    depths = _depths(text)
    for match in separator.finditer(text):
        if depths[match.start()] == 0:
            yield match.span()


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character; 0 everywhere when they do not match up."""
    depth, depths = 0, []
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0:
            break
        depths.append(depth)
    return depths if depth == 0 else [0] * len(text)
