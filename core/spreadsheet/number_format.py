"""Number formats: how Excel shows a number, and which number it shows as a given text."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"

_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(%?)", re.ASCII)
_EXACT_DIGITS = 15
"""A cell's number keeps this many digits."""
_EXACT_INTEGERS = 10**_EXACT_DIGITS
_GENERAL_WIDTH = 10
"""`General` shows longer numbers rounded or with an exponent, and does so in cells of ordinary width."""
_LEAST_GENERAL = Decimal("0.0001")
_PLAIN_EXPONENTS = range(-20, 21)
"""Orders of magnitude whose numbers are shown without an exponent."""


class Number(NamedTuple):
    """A number as a cell holds it: `value` as in the file (`0.95`), and the format that shows it (`0%`)."""

    value: str
    format: str


def number_of(text: str) -> Number | None:
    """The number that Excel shows exactly as this text; None for a text that has to be stored as text."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, whole, decimals, percent = match[1], match[2], match[3] or "", match[4]
    digits = (whole + decimals).lstrip("0")
    if max(len(digits), len(decimals)) > _EXACT_DIGITS or (sign and not digits):
        return None
    value = Decimal(f"{sign}{whole}.{decimals}").scaleb(-2 if percent else 0)
    plain = _without_trailing_zeros(f"{value:f}")
    if not percent and text == plain and len(plain) <= _GENERAL_WIDTH and not 0 < abs(value) < _LEAST_GENERAL:
        return Number(plain, GENERAL)
    return Number(plain, ("0." + "0" * len(decimals) if decimals else "0") + percent)


def shown(value: float, format: str) -> str:
    """The number as its format shows it, but with all the decimals it has and without thousands separators.

    Formats that are not understood show it as `General` does.
    """
    if format == GENERAL:
        if abs(value) < _EXACT_INTEGERS and value == int(value):
            return str(int(value))
        return _plain(value, _AS_FEW_AS_POSSIBLE)
    section, has_own_sign = _section_for(value, format)
    before, number, after = section.before, "", section.after
    if section.digits and (value or section.digits.whole or section.digits.decimals):
        number = _plain(value, section.digits).removeprefix("-")
    elif before.strip() == "-":
        return "0"
    if value < 0 and number:
        if has_own_sign and before.endswith("("):
            before, after = before[:-1] + "-", after.removeprefix(")")
        elif not has_own_sign or not any(char.isalpha() or char == "-" for char in before):
            before = "-" + before
    return f"{before}{number}{after}".strip()


def shows_plainly(format: str) -> bool:
    """Whether the format shows every number as `General` does."""
    return format == GENERAL or all(section == _PLAIN for section in _sections(format))


class _Digits(NamedTuple):
    """`exponent`: the power of ten by which the number is multiplied; then the least numbers of digits."""

    exponent: int = 0
    whole: int = 1
    decimals: int = 0


_AS_FEW_AS_POSSIBLE = _Digits()


class _Section(NamedTuple):
    """One of the parts that semicolons divide. Shows `before` alone where `digits` is None."""

    before: str = ""
    after: str = ""
    digits: _Digits | None = _AS_FEW_AS_POSSIBLE
    holds: Callable[[float], bool] | None = None


_PLAIN = _Section()

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | [_*]. (?# a gap as wide as a character, a filling)
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<comparison><=|>=|<>|<|>|=)(?P<limit>-?[0-9.]+)\]
    | \[[^\]]*\] (?# a colour, a language, a kind of digits)
    | (?P<general>General|G/通用格式)
    | (?P<place>[0#?.,])
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<end>;)
    | (?P<code>[A-Za-z])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_LITERAL_POINT = "!"
"""In the places of a section: a point that is but text, as in `0\\.0,`, which shows ten thousands."""


def _section_for(value: float, format: str) -> tuple[_Section, bool]:
    """The section that shows the value, and whether it is the one for negative numbers, with its own sign."""
    sections = _sections(format)
    usual = _USUAL_CONDITIONS[min(len(sections), 3)]
    for place, (section, usually_holds) in enumerate(zip(sections, usual, strict=False)):
        if (section.holds or usually_holds)(value):
            return section, place == 1 and section.holds is None
    return _PLAIN, False


_USUAL_CONDITIONS: tuple[tuple[Callable[[float], bool], ...], ...] = (
    (),
    (lambda value: True,),
    (lambda value: value >= 0, lambda value: True),
    (lambda value: value > 0, lambda value: value < 0, lambda value: True),
)
"""When the sections of a format hold, by how many of them there are for numbers."""


@lru_cache(maxsize=1024)
def _sections(format: str) -> tuple[_Section, ...]:
    """The sections of a format that show numbers."""
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(format):
        if token.lastgroup == "end":
            sections.append([])
        else:
            sections[-1].append(token)
    numeric = [tokens for tokens in sections[:3] if all(token.lastgroup != "text" for token in tokens)]
    return tuple(_section(tokens) for tokens in numeric)


def _section(tokens: list[re.Match[str]]) -> _Section:
    before, places, after = "", "", ""
    exponent = 0
    holds = None
    for token in tokens:
        kind = token.lastgroup
        if kind == "limit":
            holds = _condition(token["comparison"], token["limit"])
        elif kind == "code":
            return _PLAIN
        elif kind in ("general", "place"):
            if after and after != ".":
                return _PLAIN
            places += (after and _LITERAL_POINT) + ("0" if kind == "general" else token[0])
            after = ""
        elif kind is not None:
            exponent += 2 if kind == "percent" else 0
            if places:
                after += token[kind]
            else:
                before += token[kind]
    if not places:
        return _Section(before, "", None, holds)
    digits = _digits(places, exponent)
    return _PLAIN if digits is None else _Section(before, after, digits, holds)


def _condition(comparison: str, limit: str) -> Callable[[float], bool] | None:
    try:
        bound = float(limit)
    except ValueError:
        return None
    return lambda value: _COMPARISONS[comparison](value, bound)


def _digits(places: str, exponent: int) -> _Digits | None:
    """What `#,##0.00` asks for; commas at an end of either part divide by a thousand each."""
    whole, _, decimals = places.partition(".")
    for part in (whole, decimals):
        exponent -= 3 * (len(part) - len(part.rstrip(",")))
    whole, _, shifted = whole.replace(",", "").partition(_LITERAL_POINT)
    decimals = shifted + decimals.replace(",", "")
    if "." in decimals or _LITERAL_POINT in decimals:
        return None
    return _Digits(exponent - len(shifted), whole.count("0"), len(decimals.rstrip("#?")))


def _plain(value: float, digits: _Digits) -> str:
    """The number in plain digits, as many as a cell keeps."""
    if not math.isfinite(value):
        return str(value)
    number = Decimal(f"{value:.{_EXACT_DIGITS}g}").scaleb(digits.exponent)
    if not number:
        number = Decimal(0)
    elif number.adjusted() not in _PLAIN_EXPONENTS:
        return f"{number.normalize():E}"
    whole, _, decimals = _without_trailing_zeros(f"{abs(number):f}").partition(".")
    decimals = decimals.ljust(digits.decimals, "0")
    text = whole.zfill(digits.whole) + (decimals and "." + decimals)
    return f"-{text}" if number < 0 else text


def _without_trailing_zeros(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def builtin_format(number: int) -> str:
    """The format that a numFmtId stands for by itself in Chinese Excel; `General` for unknown ones."""
    return _BUILTIN.get(number, GENERAL)


def _builtin() -> Iterator[tuple[int, str]]:
    yield from enumerate(("0", "0.00", "#,##0", "#,##0.00"), start=1)
    money = ('"¥"#,##0;"¥"-#,##0', '"¥"#,##0.00;"¥"-#,##0.00')
    yield from zip(range(5, 9), (money[0], money[0], money[1], money[1]), strict=True)
    yield from enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), start=9)
    yield from enumerate(("yyyy/m/d", "d-mmm-yy", "d-mmm", "mmm-yy"), start=14)
    yield from enumerate(("h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", "yyyy/m/d h:mm"), start=18)
    accounts = ("#,##0;-#,##0", "#,##0.00;-#,##0.00")
    yield from zip(range(37, 41), (accounts[0], accounts[0], accounts[1], accounts[1]), strict=True)
    columns = ('#,##0;-#,##0;"-"', '"¥"#,##0;"¥"-#,##0;"-"', '#,##0.00;-#,##0.00;"-"')
    yield from enumerate((*columns, '"¥"#,##0.00;"¥"-#,##0.00;"-"'), start=41)
    yield from enumerate(("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@"), start=45)
    month, day, date = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
    time, seconds = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
    morning, morning_seconds = f"上午/下午{time}", f"上午/下午{seconds}"
    yield from enumerate(
        (month, day, day, "m-d-yy", date, time, seconds, morning, morning_seconds, month), start=27
    )
    yield from enumerate((month, day, month, day, day, morning, morning_seconds, month, day), start=50)


_BUILTIN = dict(_builtin())
