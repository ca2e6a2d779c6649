"""A target value as the fields of a form: operator, number, unit; taken apart and put together without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from core.target import Operator, Target, TargetKind, parse
from core.typography import plain, written_after
from core.unit import UnitKind, parse_unit

QUALITATIVE_VALUES = ("优", "良", "中", "低", "差", "达成", "部分达成", "未达成")
"""The grades of a value in words. Source: 财预〔2020〕10号 and the forms of 绩效运行监控."""


class TargetParts(NamedTuple):
    """The pieces of a value as they are written, in their order; a piece that is not there is empty."""

    operator: str = ""
    """≥, >=, 不低于; empty where none is written, or where it stands in `rest` (95%以上)."""
    number: str = ""
    """2,000; of a range all before the last unit: 90%-95 in 90%-95%."""
    unit: str = ""
    rest: str = ""
    """What follows: 以上, `。合同签订后完成`."""
    gaps: tuple[str, str, str, str, str] = ("", "", "", "", "")
    """The white space before the operator and behind each piece."""

    @property
    def target(self) -> Target:
        """What the pieces say together."""
        return parse(composed(self))


def parts_of(text: str) -> TargetParts | None:
    """Take a value apart that is a number or a range; None for any other: a deadline, words, nothing.

    `composed` puts the same text together again.
    """
    target, words = parse(text), plain(text)
    shape = _SHAPES[target.kind].match(words) if target.kind in _SHAPES else None
    if shape is None or (_read(shape["low"]), _read(shape["high"])) != (target.number, target.upper):
        return None
    unit_end = number_end = shape.end()
    if target.unit and words.startswith(target.unit.text, number_end):
        unit_end += len(target.unit.text)
    return _sliced(text, (shape.end("operator"), number_end, unit_end))


def composed(parts: TargetParts) -> str:
    """The text that the pieces make."""
    pieces = (parts.operator, parts.number, parts.unit, parts.rest)
    first, *gaps = parts.gaps
    return first + "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=True))


def with_operator(parts: TargetParts, operator: Operator) -> TargetParts:
    """The same with another operator; one that stands behind the number (95%以上) goes.

    An operator that says the same already keeps its spelling.
    """
    if parts.operator and parts.target.operator is operator:
        return parts
    afterword = _AFTERWORD.match(plain(parts.rest))
    rest = written_after(parts.rest, afterword.end()) if afterword else parts.rest
    return parts._replace(operator=str(operator), rest=rest)


def offered_units(used: Iterable[str], like: str = "") -> list[str]:
    """Units to choose from: those in use in their order, then the usual ones, of the kind of `like` first."""
    kind = _kind(like)
    usual = sorted(_USUAL_UNITS, key=lambda unit: _kind(unit) is not kind)
    return [unit for unit in dict.fromkeys((*used, *usual)) if unit]


_NUMBER = r"[+-]?(?:(?:,*+[0-9]++)++(?:,*+\.[0-9]++)?+|,*+\.[0-9]++)"
_BEFORE = r"(?P<operator>[^0-9.+-]*+)"
_SHAPES = {
    TargetKind.NUMBER: re.compile(rf"{_BEFORE}(?P<low>{_NUMBER})(?P<high>)"),
    TargetKind.RANGE: re.compile(rf"{_BEFORE}(?P<low>{_NUMBER})[^0-9~至到-]*[~至到-]+(?P<high>{_NUMBER})"),
}
_AFTERWORD = re.compile(r"(?:\(含\)|含(?=及?以))?及?以[上下内]|之?内(?![部容控外])|\(含\)")
_USUAL_UNITS = (
    *("%", "个", "次", "人", "人次", "户", "家", "项", "件", "套", "台", "份", "期", "场", "起", "笔"),
    *("万元", "元", "亿元", "元/人", "元/个", "元/平方米", "万元/年", "万元/个"),
    *("个月", "天", "个工作日", "小时", "分钟", "年"),
    *("平方米", "亩", "公里", "米", "吨", "万人", "万次", "次/年", "分"),
)


def _read(number: str) -> Decimal | None:
    return Decimal(number.replace(",", "")) if number else None


def _sliced(text: str, ends: tuple[int, int, int]) -> TargetParts:
    """The text cut into its pieces, which end behind so many characters that are no white space."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    pieces, gaps, done = [], [text[: places[0]]], 0
    for end in (*ends, len(places)):
        start = places[done] if done < len(places) else len(text)
        last = places[end - 1] + 1 if end > done else start
        following = places[end] if end < len(places) else len(text)
        pieces.append(text[start:last])
        gaps.append(text[last:following])
        done = end
    operator, number, unit, rest = pieces
    first, second, third, fourth, fifth = gaps
    return TargetParts(operator, number, unit, rest, (first, second, third, fourth, fifth))


def _kind(unit: str) -> UnitKind | None:
    known = parse_unit(unit)
    return known.kind if known else None
