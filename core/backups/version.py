"""One backup of a file, and its name, by which backups sort in the order in which they were made."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

_NAME = re.compile(r"(\d{6,})_(\d{8}T\d{6}Z)")
_TIME = "%Y%m%dT%H%M%SZ"


class Version(NamedTuple):
    """What a file held before one of its saves.

    `number` counts the versions of the file, so that they keep their order when the clock is set back; `kept_at` is
    in UTC; `size` in bytes; `path` is where the version lies, with the file's own suffix and bytes.
    """

    number: int
    kept_at: datetime
    size: int
    path: Path


class Stored(NamedTuple):
    """As much of a version as bounds need: `stamp` sorts by time."""

    stamp: str
    size: int
    path: Path


def version_name(number: int, kept_at: datetime, suffix: str) -> str:
    """`000012_20260302T081500Z.xlsx`."""
    return f"{number:06}_{kept_at.astimezone(UTC).strftime(_TIME)}{suffix}"


def version_at(entry: os.DirEntry[str]) -> Version | None:
    """The version that this file is; None for what else may lie there. Raises OSError."""
    found = _NAME.match(entry.name)
    if found is None:
        return None
    try:
        kept_at = datetime.strptime(found[2], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Version(int(found[1]), kept_at, entry.stat().st_size, Path(entry.path))


def stored_in(folder: Path) -> list[Stored]:
    """All versions in the folder of one file, in no order. Raises OSError."""
    with os.scandir(folder) as entries:
        found = ((_NAME.match(entry.name), entry) for entry in entries)
        return [Stored(name[2], entry.stat().st_size, Path(entry.path)) for name, entry in found if name]
