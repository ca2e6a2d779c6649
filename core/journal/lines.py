"""The lines of a journal: JSON with a checksum in front, so that what a crash or a disk spoilt is known as such."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from zlib import crc32

from core.journal.book_json import Json


class Lines(NamedTuple):
    """What a journal's file says.

    Attributes:
        said: the lines up to the first spoilt one.
        beyond: how many sound lines follow a spoilt one; none when only the end is torn, as a crash leaves it.
    """

    said: list[Json]
    beyond: int


def line(text: str) -> bytes:
    """A line of JSON as it stands in the file."""
    return joined_lines([[text]])


def joined_lines(lines: Iterable[Iterable[str]]) -> bytes:
    """Lines of JSON as they stand in the file, each given in pieces, of which none is kept: together they are large."""
    file = BytesIO()
    for pieces in lines:
        start, checksum = file.tell(), 0
        file.write(_mark(checksum))
        for piece in pieces:
            # A text may hold half of a surrogate pair, which no strict codec takes.
            data = piece.encode("utf-8", "surrogatepass")
            checksum = crc32(data, checksum)
            file.write(data)
        file.write(b"\n")
        end = file.tell()
        file.seek(start)
        file.write(_mark(checksum))
        file.seek(end)
    return file.getvalue()


def _mark(checksum: int) -> bytes:
    """What stands before a line's JSON."""
    return b"%08x " % checksum


def read_lines(data: bytes) -> Lines:
    whole = data.split(b"\n")
    whole.pop()  # what stands behind the last line end: nothing, or the beginning of a line
    said: list[Json] = []
    for number, one in enumerate(whole):
        try:
            said.append(_said(one))
        except (ValueError, RecursionError):
            return Lines(said, sum(map(_is_sound, whole[number + 1 :])))
    return Lines(said, 0)


def _said(one: bytes) -> Json:
    if not _is_sound(one):
        raise ValueError("the checksum is of other bytes")
    return json.loads(one[9:].decode("utf-8", "surrogatepass"))


def _is_sound(one: bytes) -> bool:
    return one[:9] == _mark(crc32(one[9:]))
