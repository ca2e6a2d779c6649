"""Somebody else who has a file open, and how that is said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from core.excerpt import excerpt

OWN_PROGRAM = "绩目"
_LONGEST_NAME = 40


class HeldByOther(NamedTuple):
    """Who has a file open, as far as that is written down.

    Attributes:
        who: the user; "" where nobody is named.
        host: the computer; "" where none is named.
        since: when it was opened, by that computer's clock and in this one's time zone.
        is_here: whether that is on this computer.
        lock: the name of the file that says so, beside the one that is open.
    """

    who: str = ""
    host: str = ""
    since: datetime | None = None
    is_here: bool = False
    program: str = OWN_PROGRAM
    lock: str = ""


def told(holder: HeldByOther, now: datetime) -> str:
    """Who has the file open, where and since when, as a sentence: `张三从今天 14:03 起在电脑“CZ-07”上用绩目打开着它。`"""
    since = f"从{_moment(holder.since, now)}起" if holder.since else ""
    if holder.is_here and holder.program == OWN_PROGRAM:
        where = "在本机的另一个绩目窗口里"
    elif holder.is_here:
        where = f"在本机上用 {holder.program} "
    else:
        computer = f"在电脑“{_named(holder.host)}”上" if holder.host else ""
        program = holder.program if holder.program == OWN_PROGRAM else f" {holder.program} "
        where = f"{computer}用{program}"
    return f"{_named(holder.who) or '有人'}{since}{where}打开着它。"


def _named(name: str) -> str:
    """A name from a file that anybody may have written: short, on one line, nothing invisible."""
    return excerpt("".join(sign for sign in name if sign.isprintable()), _LONGEST_NAME)


def _moment(moment: datetime, now: datetime) -> str:
    day, today = moment.date(), now.date()
    clock = f"{moment:%H:%M}"
    if day == today:
        return f"今天 {clock} "
    if day == today - timedelta(days=1):
        return f"昨天 {clock} "
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 {clock} "
