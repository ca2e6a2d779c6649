"""The full check of a book by all rules, beside reading that book from text; each time in a process of its own.

Usage: python -m scripts.bench.checking BOOK
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from core.formats import Dialect, load
from core.garbage import uncollected
from core.resources import RESOURCES
from core.session import Session
from scripts.bench.clock import Clock
from scripts.bench.figures import Figure
from scripts.bench.grown_files import grow_file
from scripts.bench.processes import measured_apart
from scripts.bench.sizes import Sizes

_SECONDS = 30.0
_CHECK, _GROWTH = 1.5, 11.0


def figures(sizes: Sizes) -> Iterator[Figure]:
    clock = Clock()
    with TemporaryDirectory() as folder:
        books = {"tenth": Path(folder, "tenth.txt")}
        grow_file(books["tenth"], sizes.tenth, Dialect.CELLS)
        for dialect in Dialect:
            books[dialect.value] = Path(folder, f"{dialect.value}.txt")
            grow_file(books[dialect.value], sizes.large, dialect)
        for _ in clock.rounds(_SECONDS):
            for name, path in books.items():
                for job, milliseconds in measured_apart("checking", str(path)).items():
                    clock.note(f"{name} {job}", milliseconds)
    job = f"{sizes.large:,} indicators: full check"
    for dialect in Dialect:
        ours, peer = clock.median(f"{dialect.value} check"), clock.median(f"{dialect.value} read")
        yield Figure(f"{job}, {dialect.title}", ours, "reading the book", peer, _CHECK)
    ours = clock.median(f"{Dialect.CELLS.value} check")
    yield Figure(f"{job}, growth", ours, f"{sizes.tenth:,} indicators", clock.median("tenth check"), _GROWTH)


def main(path: Path) -> None:
    sample = next((RESOURCES / "samples").glob("*.txt"))
    Session(load(sample).book)  # what is imported at the first time
    clock = Clock()
    with uncollected():
        with clock.timing("read"):
            book = load(path).book
        with clock.timing("check"):
            session = Session(book)
    del session
    print(json.dumps({job: clock.median(job) for job in ("read", "check")}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
