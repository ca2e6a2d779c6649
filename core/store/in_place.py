"""Writing over a file where nothing can be put in its place: safe only because what it held is kept elsewhere."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from core.store.refusals import TornFile
from core.store.writing import behind_links, on_disk


def write_in_place(path: Path, data: bytes, old: bytes) -> None:
    """Let the existing file hold `data` and be flushed; `old` is what it holds, and safe in another file already.

    Raises OSError, and then the file holds `old` again; TornFile where that failed as well. A program that is killed
    meanwhile leaves a part of each: whoever calls this must be able to tell afterwards.
    """
    descriptor = os.open(behind_links(on_disk(path)), os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        _fill(descriptor, data)
    except BaseException:
        try:
            _fill(descriptor, old)
        except OSError as error:
            raise TornFile(error.errno, error.strerror, str(path)) from error
        raise
    finally:
        with suppress(OSError):  # all of it is on the disk by now
            os.close(descriptor)


def _fill(descriptor: int, data: bytes) -> None:
    """Longer contents are cut off last, so that their room on the disk stays the file's until the end."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)
