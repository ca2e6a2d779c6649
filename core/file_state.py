"""What a file on disk was when it was opened or saved, so that a change by another program is noticed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from core.store import on_disk


class FileState(NamedTuple):
    """A file at one moment: its bytes by their SHA-256, and what the disk tells without reading them.

    `modified_at` is in nanoseconds by the clock of whoever wrote; it is only ever compared for being the same.
    """

    digest: bytes
    size: int
    modified_at: int


def state_of(path: Path) -> FileState:
    """Raises OSError where the file cannot be read.

    Asked before a file is loaded, so that what comes in between counts as a change, and right after it was saved.
    """
    with on_disk(path).open("rb") as file:
        # Read before the bytes: of a file that is being written, the next look finds another time.
        modified_at = os.fstat(file.fileno()).st_mtime_ns
        digest = hashlib.file_digest(file, "sha256").digest()
        size = file.tell()
    return FileState(digest, size, modified_at)


def has_changed(path: Path, state: FileState) -> bool:
    """Whether the file holds other bytes now. One that is gone has not changed: there is nothing to overwrite.

    The bytes decide, whatever clocks say; only another size spares reading them. Raises OSError where the file cannot
    be read, for instance while another program holds it.
    """
    try:
        if on_disk(path).stat().st_size != state.size:
            return True
        return state_of(path).digest != state.digest
    except FileNotFoundError:
        return False


def may_have_changed(path: Path, state: FileState) -> bool:
    """A look that costs nothing, for every time the window comes to the front: whether `has_changed` is worth asking."""
    try:
        now = on_disk(path).stat()
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) != (state.size, state.modified_at)
