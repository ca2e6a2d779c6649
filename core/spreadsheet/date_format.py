"""Date formats: how Excel shows days and times."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from core.spreadsheet.number_format import GENERAL, shown

_LONG_DATE = 'yyyy"年"m"月"d"日"'
_LONG_TIME = "h:mm:ss"
_SYSTEM_FORMATS = {"[$-f800]": _LONG_DATE, "[$-f400]": _LONG_TIME}
"""Formats that stand for what the computer is set to."""
_DAY_ZERO = datetime(1899, 12, 30)
_DAYS_TO_1904 = 1462
_LAST_DAY = 2_958_466
"""1 January 10000, which no format can show any more."""
_DAYS_TO_MARCH_1900 = 60
"""Excel counts a 29 February 1900 that there was not, so days before it are one further on."""
_SECONDS_A_DAY = 86_400
_HALF_A_DAY = 12
_WEEKDAYS = "一二三四五六日"
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def shown_date(days: float, format: str, counts_from_1904: bool = False) -> str:
    """The day or time that a cell's number stands for, as the format shows it, in figures.

    A number that is none is shown as `General` shows it.
    """
    calendar_days = days + (_DAYS_TO_1904 if counts_from_1904 else 0)
    if not 0 <= calendar_days < _LAST_DAY or not days >= 0:
        return shown(days, GENERAL)
    codes = _codes(format)
    letters = {code.letter for code in codes}
    seconds = min(round(days * _SECONDS_A_DAY, 6 if "." in letters else None), _LAST_DAY * _SECONDS_A_DAY - 1)
    moment = _DAY_ZERO + timedelta(days=calendar_days - days, seconds=seconds)
    if calendar_days < _DAYS_TO_MARCH_1900:
        moment += timedelta(days=1)
    return "".join([_part(code, moment, seconds, "p" in letters) for code in codes]).strip()


def is_date_format(format: str) -> bool:
    """Whether a number with this format is a day, a time or a span of time."""
    if "general" in format.lower():
        return False
    letters = {code.letter for code in _codes(format)} - {""}
    # `e` is a year in Chinese Excel, and everywhere the exponent in `0.00E+00`.
    return bool(letters - {"e", "."}) or ("e" in letters and not re.search("[0#?]", format))


class _Code(NamedTuple):
    """A piece of a format: a part of a day or time, or a literal.

    `letter`: y, m (month), n (minute), d, h, s, a (weekday), p (half of the day), `.` (fraction); "" for a
    literal. `text` is as written; `is_total` where a span is counted beyond a day: `[h]`.
    """

    letter: str
    text: str
    is_total: bool = False


_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | [_*].
    | \[(?P<total>h+|m+|s+)\]
    | \[[^\]]*\]
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<part>y+|e+|m+|d+|h+|s+|a{3,4}|\.0+)
    | (?P<end>;)
    | (?P<other>[^@])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def _codes(format: str) -> tuple[_Code, ...]:
    for start, system_format in _SYSTEM_FORMATS.items():
        if format.lower().startswith(start):
            format = system_format
    codes: list[_Code] = []
    for token in _TOKEN.finditer(format):
        kind = token.lastgroup
        if kind == "end":
            break
        if kind == "half":
            codes.append(_Code("p", token[0]))
        elif kind in ("part", "total"):
            text = token[kind].lower()
            codes.append(_Code(text[0], text, kind == "total"))
        elif kind is not None:
            codes.append(_Code("", token[kind]))
    return tuple(_with_minutes(codes))


def _with_minutes(codes: list[_Code]) -> list[_Code]:
    """`m` is the minute after an hour and before a second."""
    parts = [place for place, code in enumerate(codes) if code.letter not in ("", "p")]
    letters = [codes[place].letter for place in parts]
    for number, place in enumerate(parts):
        before = letters[number - 1] if number else ""
        after = letters[number + 1] if number + 1 < len(parts) else ""
        if letters[number] == "m" and (before == "h" or after == "s" or codes[place].is_total):
            codes[place] = codes[place]._replace(letter="n")
    return codes


def _part(code: _Code, moment: datetime, seconds: float, is_halved: bool) -> str:
    """`seconds`: from day zero on; `is_halved`: whether the hours run to 12 only."""
    if code.is_total:
        return str(int(seconds // {"h": 3600, "n": 60, "s": 1}[code.letter])).zfill(len(code.text))
    match code.letter:
        case "y":
            return f"{moment.year:04}" if len(code.text) > 2 else f"{moment.year % 100:02}"
        case "e":
            return str(moment.year)
        case "m" if len(code.text) > 2:
            return _ENGLISH_MONTHS[moment.month - 1][: {3: 3, 5: 1}.get(len(code.text))]
        case "d" if len(code.text) > 2:
            return _ENGLISH_WEEKDAYS[moment.weekday()][: {3: 3}.get(len(code.text))]
        case "a":
            return ("" if len(code.text) == 3 else "星期") + _WEEKDAYS[moment.weekday()]
        case "p":
            names = code.text.split("/")
            return names[moment.hour >= _HALF_A_DAY]
        case ".":
            return "." + f"{moment.microsecond:06}"[: len(code.text) - 1]
        case "":
            return code.text
    numbers = {"m": moment.month, "n": moment.minute, "d": moment.day, "h": moment.hour, "s": moment.second}
    number = numbers[code.letter]
    if is_halved and code.letter == "h":
        number = (number - 1) % _HALF_A_DAY + 1
    return str(number).zfill(min(len(code.text), 2))
