"""Reading and writing text books, beside Python's own JSON reader and a copy of the same bytes.

All of them read a file and write a file; `saved` is what the program does, which flushes the file to disk before it
replaces the old one, and is compared with a copy that is flushed. None of them is interrupted by collections of garbage.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from core.book import Book
from core.formats import Dialect, load, save
from core.formats.json_book import write_json
from core.formats.text.layout import TextLayout, write_text
from core.garbage import uncollected
from scripts.bench.clock import Clock
from scripts.bench.figures import Figure
from scripts.bench.grown_books import edit_one_word, grown_book
from scripts.bench.grown_files import grow_file
from scripts.bench.sizes import Sizes

_SECONDS = 25.0
"""For each dialect."""
_READ, _WRITE, _WRITE_EDITED, _GROWTH = 4.0, 2.0, 3.0, 11.0
_TENTHS_PER_ROUND = 3


def figures(sizes: Sizes) -> Iterator[Figure]:
    for dialect in Dialect:
        yield from _of_dialect(dialect, sizes)


def _of_dialect(dialect: Dialect, sizes: Sizes) -> Iterator[Figure]:
    clock = Clock()
    with TemporaryDirectory() as folder:
        large, tenth = Path(folder, "large.txt"), Path(folder, "tenth.txt")
        grow_file(tenth, sizes.tenth, dialect)
        grow_file(large, sizes.large, dialect)
        as_json = large.with_suffix(".json")
        as_json.write_text(write_json(grown_book(sizes.large)).source, "utf-8")
        _read_and_write(Clock(), tenth)  # what is imported or remembered at the first time
        for _ in clock.rounds(_SECONDS):
            _read_and_write(clock, large)
            _peers(clock, large, as_json)
            for _ in range(_TENTHS_PER_ROUND):
                _read_and_write(clock, tenth)
    name, copy = f"{sizes.large:,} indicators, {dialect.title}", "copying the bytes through Python"
    for job, peer_job, beside, target in (
        ("read", "json", "json.loads of the same book", _READ),
        ("written unchanged", "copy", copy, _WRITE),
        ("written after one edit", "copy", copy, _WRITE_EDITED),
        ("saved unchanged", "flushed copy", f"{copy}, flushed", _WRITE),
        ("saved after one edit", "flushed copy", f"{copy}, flushed", _WRITE_EDITED),
    ):
        yield Figure(f"{name}: {job}", clock.median(f"large {job}"), beside, clock.median(peer_job), target)
    for job in ("read", "saved after one edit"):
        ours, peer = clock.median(f"large {job}"), clock.median(f"tenth {job}")
        yield Figure(f"{name}: {job}, growth", ours, f"{sizes.tenth:,} indicators", peer, _GROWTH)


def _read_and_write(clock: Clock, path: Path) -> None:
    """One round of a file's life. What it leaves is thrown away when it is over, so that nobody is charged for that."""
    gc.collect()
    with uncollected():
        with clock.timing(f"{path.stem} read"):
            book, layout = load(path)
        assert isinstance(layout, TextLayout)
        _write(clock, f"{path.stem} written unchanged", book, layout, path)
        _save(clock, f"{path.stem} saved unchanged", book, layout, path)
        edit_one_word(book)
        _write(clock, f"{path.stem} written after one edit", book, layout, path)
        _save(clock, f"{path.stem} saved after one edit", book, layout, path)


def _write(clock: Clock, job: str, book: Book, layout: TextLayout, path: Path) -> None:
    target = path.with_name(f"written-{path.name}")
    with clock.timing(job):
        written = write_text(book, layout)
        target.write_bytes(written.data)


def _save(clock: Clock, job: str, book: Book, layout: TextLayout, path: Path) -> None:
    target = path.with_name(f"saved-{path.name}")
    with clock.timing(job):
        saved = save(book, target, layout)
    del saved


def _peers(clock: Clock, path: Path, as_json: Path) -> None:
    gc.collect()
    copy = path.with_name(f"copied-{path.name}")
    with uncollected():
        with clock.timing("json"):
            parsed = json.loads(as_json.read_bytes())
        del parsed
        with clock.timing("copy"):
            copy.write_bytes(path.read_bytes().decode().encode())
        with clock.timing("flushed copy"), copy.open("wb") as file:
            file.write(path.read_bytes().decode().encode())
            file.flush()
            os.fsync(file.fileno())
