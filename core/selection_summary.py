"""What the status bar says about selected cells: how many, and what their numbers add up to or lie between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from core.money import EXACT, Amount, MoneyUnit, format_amount
from core.target import TargetKind, parse
from core.unit import Unit, UnitKind, parse_unit


@dataclass(frozen=True, slots=True)
class Figures:
    """At least two numbers of one kind, as texts for people: `3198.00 万元`, `92.5 %`.

    Either `total`, or where a sum says nothing (rates, durations, unit costs) the other three; "" otherwise.
    """

    total: str = ""
    average: str = ""
    """Rounded to two decimals, half up."""
    smallest: str = ""
    largest: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What selected cells hold. `figures` is None for fewer than two numbers and for numbers of different kinds."""

    cells: int
    numbers: int
    figures: Figures | None


def summary(texts: Iterable[str]) -> Summary:
    """The summary of the cells with these texts; for cells that take a while to read, see `Tally`."""
    tally = Tally()
    for text in texts:
        tally.add(text)
    return tally.summary


class Tally:
    """Counts cells one by one, so that a long selection can be read in pieces."""

    def __init__(self) -> None:
        self._cells = 0
        self._spans: dict[_Kind, dict[Unit | None, _Span]] = defaultdict(dict)

    def add(self, text: str) -> None:
        """Count one more cell. A number is a target value of one number and nothing behind its unit."""
        self._cells += 1
        if len(text) > _LONGEST_NUMBER or text.isalpha():
            return
        target = parse(text)
        if target.kind is not TargetKind.NUMBER or target.number is None or target.rest:
            return
        unit = _well_spelt(target.unit)
        spans = self._spans[_kind(unit)]
        one = _Span(1, target.number, target.number, target.number)
        spans[unit] = spans[unit].joined(one) if unit in spans else one

    @property
    def summary(self) -> Summary:
        """Of all cells counted so far."""
        numbers = sum(span.cells for spans in self._spans.values() for span in spans.values())
        figures = None
        if numbers > 1 and len(self._spans) == 1:
            ((kind, spans),) = self._spans.items()
            figures = _figures(kind, spans)
        return Summary(self._cells, numbers, figures)


class _Kind(NamedTuple):
    """What numbers must have in common to be compared: all amounts, all per cents, all 次."""

    unit: UnitKind | None
    name: str = ""
    """The unit to which all of the kind are brought where they are written in several."""


class _Span(NamedTuple):
    """Some numbers in one unit."""

    cells: int
    total: Decimal
    smallest: Decimal
    largest: Decimal

    def joined(self, other: _Span) -> _Span:
        return _Span(
            self.cells + other.cells,
            EXACT.add(self.total, other.total),
            min(self.smallest, other.smallest),
            max(self.largest, other.largest),
        )

    def times(self, factor: Decimal) -> _Span:
        total, smallest, largest = (EXACT.multiply(number, factor) for number in self[1:])
        return _Span(self.cells, total, smallest, largest)


_LONGEST_NUMBER = 60
"""Longer texts are sentences; taking them apart would be in vain."""

_YEARS = {"年", "年度", "学年"}
"""A table is about one year, so an amount for each year is a total, as in `core.cost`."""

_ADDITIVE = (
    None,
    UnitKind.COUNT,
    UnitKind.MONEY,
    UnitKind.AREA,
    UnitKind.MEASURE,
    UnitKind.MULTIPLIER,
    UnitKind.UNKNOWN,
)


def _well_spelt(unit: Unit | None) -> Unit | None:
    """The unit in the spelling that a finding would offer: 百分比 and % are one."""
    return parse_unit(unit.preferred) if unit and unit.preferred else unit


def _kind(unit: Unit | None) -> _Kind:
    if unit is None:
        return _Kind(None)
    per = "".join(f"/{each}" for each in unit.denominators)
    if unit.kind is UnitKind.MONEY or (
        unit.kind is UnitKind.MONEY_PER and _YEARS.issuperset(unit.denominators)
    ):
        return _Kind(UnitKind.MONEY, MoneyUnit.WAN)
    if unit.kind is UnitKind.RATIO and not per:
        return _Kind(UnitKind.RATIO, "%")
    return _Kind(unit.kind, unit.numerator + per)


def _factor(unit: Unit | None, kind: _Kind) -> Decimal:
    """How many of the kind's own unit one of `unit` is."""
    if unit is None:
        return Decimal(1)
    if kind.unit is UnitKind.MONEY and unit.money_unit:
        return Amount(unit.multiplier, unit.money_unit).to(MoneyUnit.WAN).value
    if kind.unit is UnitKind.RATIO and unit.percent is not None:
        return unit.percent
    return unit.multiplier


def _figures(kind: _Kind, spans: dict[Unit | None, _Span]) -> Figures:
    """In the unit that all cells write, else in the kind's own."""
    if len(spans) == 1:
        ((unit, span),) = spans.items()
        name = unit.text if unit else ""
    else:
        name, span = kind.name, _brought_together(kind, spans)

    def text(number: Decimal) -> str:
        digits = format_amount(number) if kind.unit in _MONEY else f"{_trimmed(number):f}"
        return f"{digits} {name}".rstrip()

    if kind.unit in _ADDITIVE:
        return Figures(total=text(span.total))
    return Figures(average=text(_average(span)), smallest=text(span.smallest), largest=text(span.largest))


_MONEY = (UnitKind.MONEY, UnitKind.MONEY_PER)


def _brought_together(kind: _Kind, spans: dict[Unit | None, _Span]) -> _Span:
    first, *others = (span.times(_factor(unit, kind)) for unit, span in spans.items())
    for other in others:
        first = first.joined(other)
    return first


def _average(span: _Span) -> Decimal:
    context = Context(prec=max(28, span.total.adjusted() + 8), rounding=ROUND_HALF_UP)
    return context.divide(span.total, Decimal(span.cells)).quantize(Decimal("0.01"), context=context)


def _trimmed(number: Decimal) -> Decimal:
    """Without zeros at the end of the decimals."""
    return number.normalize(EXACT)
