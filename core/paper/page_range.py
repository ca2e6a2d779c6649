"""Which pages a user wants, as he types them: `2-5`, `1,3,8-`."""

from __future__ import annotations

import re

from core.typography import plain

_PART = re.compile(r"(?P<first>[0-9]{0,9})(?P<to>[-~至到])?(?P<last>[0-9]{0,9})")
_SEPARATOR = re.compile(r"[,、;]")


class NoSuchPages(ValueError):
    """A text that names no pages; the message is a sentence for the user."""


def page_numbers(text: str, count: int) -> list[int]:
    """The pages, from 1 up to `count`, in the order of the paper; all of them for an empty text.

    Pages behind the last one are passed over. Raises NoSuchPages where none is left, or the text says something else.
    """
    words = plain(text)
    if not words:
        return list(range(1, count + 1))
    wanted = {number for part in _SEPARATOR.split(words) for number in _pages_of(part, count)}
    if not wanted:
        raise NoSuchPages(f"一共只有 {count} 页，没有第 {text.strip()} 页。请改写页码范围。")
    return sorted(wanted)


def check_range(text: str) -> None:
    """Raises NoSuchPages for a text that no number of pages could make a range of."""
    words = plain(text)
    for part in _SEPARATOR.split(words) if words else ():
        _pages_of(part, 0)


def _pages_of(part: str, count: int) -> range:
    match = _PART.fullmatch(part)
    if match is None or not (match["first"] or match["last"]):
        raise NoSuchPages(f"看不懂页码范围里的“{part}”。请写成 2-5 或 1,3,8-10 的样子。")
    first = int(match["first"] or 1)
    last = int(match["last"] or count) if match["to"] else first
    if first < 1 or (match["last"] and last < first):
        raise NoSuchPages(f"页码范围“{part}”的次序不对：页码从 1 起，小的写在前面。")
    return range(first, min(last, count) + 1)
