"""Exact amounts of money in 元, 万元 and 亿元."""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from core.typography import plain


class MoneyUnit(StrEnum):
    """The money units a target table states its amounts in (单位：万元)."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"


_ZEROS = {MoneyUnit.YUAN: 0, MoneyUnit.WAN: 4, MoneyUnit.YI: 8}

# Multiplying and moving the point need no rounding; the default context would round at 28 digits.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])
"""Arithmetic that never rounds: for products, sums and shifts, not for quotients."""


class Amount(NamedTuple):
    """A sum of money: `value` counted in `unit`."""

    value: Decimal
    unit: MoneyUnit

    def to(self, unit: MoneyUnit) -> Amount:
        """The same amount counted in another unit; exact, however many digits it has."""
        return Amount(self.value.scaleb(_ZEROS[self.unit] - _ZEROS[unit], EXACT), unit)

    def __str__(self) -> str:
        """For people: `281.2525万元`."""
        return f"{format_amount(self.value)}{self.unit}"


_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?")
"""`3197.94`, `28,551.00`, `.5`; the digits are asked for separately."""


@lru_cache(maxsize=1024)
def parse_amount(text: str) -> Decimal | None:
    """The number a cell of amounts holds, in whatever unit its table states.

    Blanks, thousands separators and full-width digits are read over. None for an empty cell and for a text
    that is not one number, so also for one that carries a unit. Never raises.
    """
    digits = plain(text)
    if not _AMOUNT.fullmatch(digits) or not digits.strip("+-."):
        return None
    return Decimal(digits.replace(",", ""))


def format_amount(value: Decimal) -> str:
    """The number for people: no exponent, two decimals at least, more where they say something.

    `3198.00`, `281.2525`. The value must be finite.
    """
    whole, _, decimals = f"{value if value else abs(value):f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"
