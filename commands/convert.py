"""`convert SOURCE TARGET [--as LAYOUT]`: a book from one file format to another."""

from __future__ import annotations

import sys
from pathlib import Path

from core.formats import FileError, PlainForm, load, save


def convert(source: Path, target: Path, form: PlainForm | None) -> int:
    """Write the book of `source` to `target`. Returns the exit code: 0, or 2 when a file fails."""
    try:
        book, layout = load(source)
        save(book, target, layout, form)
    except FileError as error:
        print(error.message, file=sys.stderr)
        return 2
    return 0
