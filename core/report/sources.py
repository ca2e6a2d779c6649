"""Which files of a folder are likely to hold target tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from core.formats import WORKBOOKS
from core.progress import Progress, unobserved

_SUFFIXES = (".txt", *WORKBOOKS)
_PASSED_OVER = (".", "~$")
"""How hidden files begin, and what Excel and WPS put beside an open file."""


def tables_below(folder: Path, progress: Progress = unobserved) -> list[Path]:
    """The text files and workbooks in a folder and in those within it, in the order of their paths.

    JSON is left out: beside books it may hold anything. What cannot be looked into is passed over.
    """
    return sorted(_found(folder, progress))


def _found(folder: Path, progress: Progress) -> Iterator[Path]:
    for count, (place, folders, names) in enumerate(os.walk(folder)):
        progress(count, 0)
        folders[:] = [name for name in folders if not name.startswith(_PASSED_OVER)]
        for name in names:
            if name.lower().endswith(_SUFFIXES) and not name.startswith(_PASSED_OVER):
                yield Path(place, name)
