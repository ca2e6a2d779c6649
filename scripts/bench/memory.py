"""Memory for an open book with its findings, over the program without one; each measured in a process of its own.

Usage: python -m scripts.bench.memory core|window [BOOK]

Without a book, what the empty program takes, which has had small ones open. `core` is the book with its layout, history
and findings; `window` the program with its window, its journal and all that it remembers to be quick.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from core.formats import Dialect, PlainForm, WorkbookKind, load
from core.session import Session
from scripts.bench.figures import BYTES, Figure
from scripts.bench.grown_files import grow_file
from scripts.bench.processes import measured_apart
from scripts.bench.sizes import Sizes

_LIMIT = 1.5 * 1024
"""Bytes for each indicator."""
_SMALL = 50


def figures(sizes: Sizes) -> Iterator[Figure]:
    with TemporaryDirectory() as name:
        files: list[tuple[str, PlainForm, str]] = [
            ("core", Dialect.CELLS, "book, layout and findings, from text"),
            ("core", WorkbookKind.LIST, "book, layout and findings, from an Excel list"),
            ("window", Dialect.CELLS, "the whole program, from text"),
        ]
        for program, form, title in files:
            path = Path(name, f"book{form.suffix}")
            grow_file(path, sizes.large, form)
            empty, full = measured_apart("memory", program), measured_apart("memory", program, str(path))
            each = (full["now"] - empty["now"]) / sizes.large
            highest = (full["highest"] - empty["highest"]) / sizes.large
            remark = f"{highest:,.0f} B while it was opened"
            job = f"memory for each of {sizes.large:,} indicators: {title}"
            yield Figure(job, each, "limit, over the empty program", None, _LIMIT, BYTES, remark)


def main(program: str, *books: str) -> None:
    paths = [Path(book) for book in books]
    held = _in_core(paths) if program == "core" else _in_window(paths)
    gc.collect()
    print(json.dumps({"now": _memory("VmRSS"), "highest": _memory("VmHWM")}))
    del held


def _in_core(paths: list[Path]) -> object:
    for path in _samples():
        Session(load(path).book)
    opened = [load(path) for path in paths]
    return opened, [Session(one.book) for one in opened]


def _in_window(paths: list[Path]) -> object:
    # Only here, for the core is measured without Qt.
    from scripts.bench.open_window import OpenWindow

    with TemporaryDirectory() as folder:
        opened = OpenWindow(Path(folder))
        for path in _samples():
            opened.open(path)
            opened.window.close_document()
        for path in paths:
            opened.open(path)
    return opened


def _samples() -> Iterator[Path]:
    """A small file of each kind: what is imported and remembered at the first time does not count."""
    with TemporaryDirectory() as folder:
        for form in (Dialect.CELLS, WorkbookKind.LIST):
            path = Path(folder, f"small{form.suffix}")
            grow_file(path, _SMALL, form)
            yield path


def _memory(kind: str) -> int:
    """Of this process, in bytes."""
    status = Path("/proc/self/status").read_text("utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith(kind))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
