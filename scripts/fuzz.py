"""Mutated files are opened and saved: whatever is in a file, it is opened or refused, and never does harm.

The samples, the published tables where they are there, and workbooks and JSON made of them are changed at random:
bytes, lines, cells, parts of the XML, the archive's structure. For each that comes out of it holds: `load` gives a book
or raises LoadError, within five seconds and a gigabyte. What is loaded is saved in its own form, and as JSON, and
then says the same again; or SaveError tells why not.

Usage: python scripts/fuzz.py [--texts N] [--workbooks N] [--seconds S] [--jobs N] [--seed N] [--failures FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import Process, Queue
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.book import Book
from core.formats import Dialect, LoadError, SaveError, WorkbookKind, load, save
from core.formats.json_book import write_json
from core.resources import RESOURCES

ROOT = Path(__file__).resolve().parent.parent
TEXTS, WORKBOOKS = 200_000, 5_000
LONGEST = 5
"""Seconds that a file may take, of the processor's time: the machine may have other things to do."""
MOST_MEMORY = 1024**3
MOST_PROJECTS = 2
"""In what is mutated: small files are many per second."""
IN_MEMORY = Path("/dev/shm")
"""Where saving, which waits until all is on the disk, need not wait."""
REAL_TABLES = ROOT.parent / "shared" / "data"


class Seed(NamedTuple):
    """A file that is mutated."""

    suffix: str
    data: bytes


class Failure(NamedTuple):
    """`trace`: what went wrong, the last line in front; `data` is as small as could be found."""

    suffix: str
    trace: str
    data: bytes


@dataclass
class Figures:
    """What a worker has seen."""

    opened: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    not_saved: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    """Seconds, and the size of the file in bytes."""
    most_memory: int = 0
    """In bytes, of a whole worker."""
    failures: list[Failure] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        self.opened += other.opened
        self.refused += other.refused
        self.not_saved += other.not_saved
        self.slowest = max(self.slowest, other.slowest)
        self.most_memory = max(self.most_memory, other.most_memory)
        self.failures += other.failures


class TooSlow(Exception):
    """A file took longer than it may."""


class NotTheSame(Exception):
    """A book that was saved says something else when it is opened again."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--workbooks", type=int, default=WORKBOOKS)
    parser.add_argument("--seconds", type=float, help="stop after so long, whatever is done by then")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument(
        "--failures", type=Path, default=ROOT / "build" / "fuzz", help="where to keep what failed"
    )
    call = parser.parse_args()
    print(f"seed {call.seed}, {call.jobs} processes")
    start = time.monotonic()
    figures = fuzzed(call.texts, call.workbooks, call.seconds, call.jobs, call.seed)
    print_figures(figures, time.monotonic() - start)
    keep_failures(figures.failures, call.failures)
    sys.exit(bool(figures.failures))


def fuzzed(texts: int, workbooks: int, seconds: float | None, jobs: int, seed: int) -> Figures:
    """So many mutated files, or as many as the time allows, in several processes."""
    results: Queue[Figures] = Queue()
    shares = [(_share(texts, jobs, job), _share(workbooks, jobs, job)) for job in range(jobs)]
    workers = [
        Process(target=_work, args=(*share, seconds, f"{seed}-{job}", results))
        for job, share in enumerate(shares)
    ]
    for worker in workers:
        worker.start()
    total = Figures()
    for worker in workers:
        while True:
            try:
                total.add(results.get(timeout=1))
                break
            except Exception as error:  # queue.Empty, by whatever name the platform raises it
                if not worker.is_alive() and results.empty():
                    raise SystemExit(f"a worker ended without a result: {worker.exitcode}") from error
    for worker in workers:
        worker.join()
    return total


def _share(count: int, jobs: int, job: int) -> int:
    return count // jobs + (job < count % jobs)


def print_figures(figures: Figures, seconds: float) -> None:
    for suffix in sorted(figures.opened | figures.refused):
        opened, refused, not_saved = (
            figures.opened[suffix],
            figures.refused[suffix],
            figures.not_saved[suffix],
        )
        print(
            f"{suffix:<6} {opened + refused:>8,} files: {opened:,} opened, {refused:,} refused, {not_saved:,} not saved"
        )
    count = figures.opened.total() + figures.refused.total()
    print(f"{count:,} files in {seconds:.0f} s, {count / seconds:.0f} a second")
    print(f"slowest {figures.slowest[0]:.2f} s ({figures.slowest[1]:,} bytes)")
    print(f"most memory {figures.most_memory / 1024**2:.0f} MiB in a process")
    print(f"failures: {len(figures.failures)}")


def keep_failures(failures: Sequence[Failure], folder: Path) -> None:
    for number, failure in enumerate(failures, 1):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{number}{failure.suffix}"
        path.write_bytes(failure.data)
        path.with_name(f"{path.name}.trace").write_text(failure.trace, encoding="utf-8")
        print(f"{path}: {failure.trace.splitlines()[0]}")


# -- one process -----------------------------------------------------------------------------------------------


def _work(texts: int, workbooks: int, seconds: float | None, seed: str, results: Queue[Figures]) -> None:
    resource.setrlimit(
        resource.RLIMIT_AS, (2 * MOST_MEMORY, 2 * MOST_MEMORY)
    )  # more than that would be a bomb
    signal.signal(signal.SIGPROF, _too_slow)
    rng = random.Random(seed)
    with TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        trial = Trial(Path(folder))
        plan = [
            (texts, text_seeds(Path(folder)), _mutated_text),
            (workbooks, workbook_seeds(Path(folder)), _mutated_workbook),
        ]
        end = None if seconds is None else time.monotonic() + seconds
        kinds = [kind for kind, (count, _, _) in enumerate(plan) for _ in range(count)]
        rng.shuffle(kinds)
        for kind in kinds:
            if end is not None and time.monotonic() > end:
                break
            _, seeds, mutated = plan[kind]
            seed_file = rng.choice(seeds)
            trial.run(seed_file.suffix, mutated(seed_file, rng))
    trial.figures.most_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    results.put(trial.figures)


def _too_slow(*_: object) -> None:
    raise TooSlow


class Trial:
    """Opens and saves one file after the other, and counts."""

    def __init__(self, folder: Path) -> None:
        self.figures = Figures()
        self._folder = folder
        self._known: set[str] = set()

    def run(self, suffix: str, data: bytes) -> None:
        start = time.process_time()
        trace = self._outcome(suffix, data, self.figures)
        self.figures.slowest = max(self.figures.slowest, (time.process_time() - start, len(data)))
        if trace and _place(trace) not in self._known:
            self._known.add(_place(trace))
            smallest = minimised(
                data, lambda less: _place(self._outcome(suffix, less, Figures())) == _place(trace)
            )
            self.figures.failures.append(Failure(suffix, trace, smallest))

    def _outcome(self, suffix: str, data: bytes, figures: Figures) -> str:
        """What went wrong; "" for what went as it should."""
        path = self._folder / f"file{suffix}"
        path.write_bytes(data)
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            self._open_and_save(path, figures)
        except Exception as error:
            return f"{type(error).__name__}: {str(error)[:200]}\n{traceback.format_exc()}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return ""

    def _open_and_save(self, path: Path, figures: Figures) -> None:
        try:
            book, layout = load(path)
        except LoadError:
            figures.refused[path.suffix] += 1
            return
        figures.opened[path.suffix] += 1
        tuple(layout.unrecognised)
        said = write_json(book).source
        copy, as_json = path.with_name(f"copy{path.suffix}"), path.with_name("copy.json")
        touched = Book([_with_new_name(project) for project in book.projects], book.front, book.department)
        for saved, target, kept_layout in (
            (book, copy, layout),
            (book, as_json, None),
            (touched, copy, layout),
        ):
            try:
                save(saved, target, kept_layout)
            except SaveError:
                figures.not_saved[path.suffix] += 1
                continue
            wanted = said if saved is book else write_json(saved).source
            again = write_json(load(target).book).source
            if _content(again) != _content(wanted):
                raise NotTheSame(f"{target.suffix}: {_difference(wanted, again)}")


def _with_new_name(project):  # type: ignore[no-untyped-def]
    rows = [row._replace(value="≥98%", level3=f"{row.level3}甲") for row in project.indicators]
    return project.with_rows(rows).with_field("budget", "12.5")


def _content(source: str) -> object:
    """What a book says, where nothing and an empty text are the same."""
    return _filled(json.loads(source))


def _filled(value: object) -> object:
    if isinstance(value, dict):
        filled = {name: _filled(part) for name, part in value.items()}
        return {name: part for name, part in filled.items() if part not in (None, "", [], {})}
    return [_filled(part) for part in value] if isinstance(value, list) else value


def _difference(wanted: str, again: str) -> str:
    pairs = zip(wanted.splitlines(), again.splitlines(), strict=False)
    return next(
        (f"{one.strip()} → {other.strip()}" for one, other in pairs if one != other), "lengths differ"
    )


def _place(trace: str) -> str:
    """What went wrong and where, so that each fault is told once."""
    if not trace:
        return ""
    kind = trace.partition(":")[0]
    places = [line for line in trace.splitlines() if line.startswith("  File") and "fuzz.py" not in line]
    return kind if kind == TooSlow.__name__ or not places else f"{kind} {places[-1]}"


def minimised(data: bytes, fails: Callable[[bytes], bool], tries: int = 300) -> bytes:
    """The file without as much of it as can be left out."""
    size = len(data) // 2
    while size and tries:
        at = 0
        while at < len(data) and tries:
            less = data[:at] + data[at + size :]
            tries -= 1
            if fails(less):
                data = less
            else:
                at += size
        size //= 2
    return data


# -- what is mutated -------------------------------------------------------------------------------------------


def _published() -> list[Path]:
    return sorted((RESOURCES / "samples").glob("*.txt")) + sorted(REAL_TABLES.glob("*.txt"))


def _small_books() -> Iterator[tuple[str, Book]]:
    """Pieces of the tables, a few projects each: as they are written, and as books."""
    for path in _published():
        book, layout = load(path)
        source, blocks = layout.source, list(layout.blocks.values())  # type: ignore[union-attr]
        for first in range(0, min(len(blocks), 60), MOST_PROJECTS):
            some = blocks[first : first + MOST_PROJECTS]
            start = max(0, some[0].start - 2000) if first == 0 else some[0].start
            has_preface = first == 0
            yield (
                source[start : some[-1].end],
                Book(
                    [block.project for block in some],
                    book.front if has_preface else None,
                    book.department if has_preface else None,
                ),
            )


def text_seeds(folder: Path) -> list[Seed]:
    seeds = []
    for source, book in _small_books():
        codecs = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")
        codec = codecs[len(seeds) % len(codecs)]
        spelled = source.replace("\n", "\r\n") if len(seeds) % 4 == 0 else source
        seeds.append(Seed(".txt", spelled.encode(codec, "replace")))
        for name, form in ((".json", None), (".txt", Dialect.CELLS), (".txt", Dialect.ROWS)):
            seeds += _saved(book, folder / f"seed{name}", form)
    return seeds


def workbook_seeds(folder: Path) -> list[Seed]:
    return [
        seed
        for _, book in list(_small_books())[:40]
        for kind in WorkbookKind
        for seed in _saved(book, folder / "seed.xlsx", kind)
    ]


def _saved(book: Book, path: Path, form: Dialect | WorkbookKind | None) -> list[Seed]:
    try:
        save(book, path, form=form)
    except SaveError:
        return []
    return [Seed(path.suffix, path.read_bytes())]


ODD_TEXTS = (
    *(
        "",
        " ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\0",
        "\x0b",
        "\x1c",
        "\x85",
        "\u2028",
        "\u3000",
        "\xa0",
        "\ufeff",
        "\ufffe",
    ),
    *(
        " " * 3000,
        "\t" * 3000,
        "\n" * 3000,
        "1" * 5000,
        "1." * 1500,
        "\u3000" * 3000,
        "（" * 3000,
        "a" * 40_000,
    ),
    *(
        "项目名称",
        "\t项目名称\n",
        "\t项目名称\n\t甲\n",
        "项目名称\t甲\n",
        "单位：万元",
        "\t单位：万元\n",
        "绩效目标",
        "一级指标",
        "指标值",
    ),
    *(
        "产出指标",
        "资金支出计划（%）",
        "其他资金",
        "预算数",
        "第二部分",
        "一、总体绩效目标",
        "（一）",
        "绩效目标：",
        "目录",
    ),
    *(
        "1.",
        "2.",
        "99999999999.",
        "2.2026年",
        "-1",
        "0",
        "1e999",
        "٣",
        "²",
        "一",
        "=1+1",
        "<p>",
        "</p>",
        "[bookmark:a]",
        "[bookmark:",
    ),
    *(
        "𠀀",
        "é",
        "\u202e",
        "&amp;",
        "&#x0;",
        "_x000B_",
        "]]>",
        "<!--",
        "{",
        "}",
        '"',
        "\\u0000",
        "null",
        "[",
        "1234567890" * 50,
    ),
)


def _mutated_text(seed: Seed, rng: random.Random) -> bytes:
    data = seed.data
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        data = rng.choice((_other_bytes, _other_lines, _other_lines, _other_cells, _other_cells))(data, rng)
    return data


def _other_bytes(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.choice((1, 1, 2, 4, 30, 500)))
    other = rng.choice((b"", rng.randbytes(end - at), data[at:end] * 2, b"\xff", b"\0"))
    return data[:at] + other + data[end:]


def _other_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    end = min(len(lines), at + rng.choice((1, 1, 1, 3, 20)))
    some = lines[at:end]
    match rng.randrange(6):
        case 0:
            lines[at:end] = []
        case 1:
            lines[at:end] = some * rng.choice((2, 2, 50))
        case 2:
            lines[at:end] = [b"".join(some)]
        case 3:
            rng.shuffle(some)
            lines[at:end] = some
        case 4:
            to = rng.randrange(len(lines))
            lines[to:to] = some
        case 5:
            lines[at:at] = [_odd_text(rng)]
    return b"\n".join(lines)


def _other_cells(data: bytes, rng: random.Random) -> bytes:
    """Another text between two tabs, quotes or tags."""
    sign = rng.choice((b"\t", b"\t", b"\t", b'"', b">", b" "))
    cells = data.split(sign)
    at = rng.randrange(len(cells))
    cells[at] = rng.choice((_odd_text(rng), cells[at] + _odd_text(rng), rng.choice(cells)))
    return sign.join(cells)


def _odd_text(rng: random.Random) -> bytes:
    return rng.choice(ODD_TEXTS).encode("utf-8", "surrogatepass")


def _mutated_workbook(seed: Seed, rng: random.Random) -> bytes:
    if rng.random() < 0.1:
        return _other_bytes(seed.data, rng)
    with ZipFile(BytesIO(seed.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        name = rng.choice([*parts, *(name for name in parts if "sheet" in name)])
        parts[name] = rng.choice((_other_xml, _other_xml, _other_xml, _other_cells, _other_bytes))(
            parts[name], rng
        )
    if rng.random() < 0.1:
        _change_structure(parts, rng)
    return _zipped(parts, rng)


def _other_xml(data: bytes, rng: random.Random) -> bytes:
    """A tag is left out, doubled, or put elsewhere; or a value in it is another one."""
    tags = data.split(b"<")
    at = rng.randrange(len(tags))
    end = min(len(tags), at + rng.choice((1, 1, 2, 8, 40)))
    match rng.randrange(4):
        case 0:
            tags[at:end] = []
        case 1:
            tags[at:end] = tags[at:end] * rng.choice((2, 2, 200))
        case 2:
            to = rng.randrange(len(tags))
            tags[to:to] = tags[at:end]
        case 3:
            values = tags[at].split(b'"')
            odd = (
                b"",
                b"0",
                b"-1",
                b"1048576",
                b"1048577",
                b"XFD1048576",
                b"A1:XFD1048576",
                b"9" * 400,
                b"1e308",
                b"s",
                b"e",
                b"str",
            )
            values[rng.randrange(len(values))] = rng.choice(odd)
            tags[at] = b'"'.join(values)
    return b"<".join(tags)


def _change_structure(parts: dict[str, bytes], rng: random.Random) -> None:
    name = rng.choice(list(parts))
    match rng.randrange(4):
        case 0:
            del parts[name]
        case 1:
            parts[
                rng.choice((name.upper(), f"../{name}", f"/{name}", name.replace("/", "\\"), f"{name}/"))
            ] = parts[name]
        case 2:
            parts[rng.choice(list(parts))] = parts[name]
        case 3:
            parts[name] = b""


def _zipped(parts: dict[str, bytes], rng: random.Random) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", rng.choice((ZIP_DEFLATED, ZIP_DEFLATED, ZIP_STORED))) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


if __name__ == "__main__":
    main()
