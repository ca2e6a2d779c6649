"""From the start to the first paint, beside a bare PySide6 window that is started in turn with the program.

Usage: python -m scripts.bench.start [--frozen dist/jimu/jimu]

Both are started from source, with compiled modules that are there already, the program on a sample book; with
--frozen, the frozen program and a bare window frozen in the same way. Each start counts from the call to the moment at
which the first window was painted: the bare window notes it in a file, the program in its log. When the program's
window is complete, that is told as well, for a user may then begin.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from core.resources import RESOURCES
from scripts.bench.figures import Figure, table
from scripts.bench.processes import ROOT, environment
from scripts.bench.sizes import FULL, Sizes

_BARE = ROOT / "scripts" / "bench" / "bare_window.py"
_ROUNDS = 11
_LONGEST = 60.0
"""Seconds until a start counts as failed."""
_RATIO = 1.8

_PAINTED, _COMPLETE = "the first window is painted", "the first window is complete"


class _Start(NamedTuple):
    """Milliseconds from the call on."""

    painted: float
    complete: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--frozen", type=Path, help="the frozen program to start instead of the source")
    call = parser.parse_args()
    if call.frozen is None:
        print(table(list(figures(FULL))))
        return
    with TemporaryDirectory() as folder:
        print(table(list(_measured([str(_frozen_bare(Path(folder)))], [str(call.frozen.resolve())]))))


def figures(sizes: Sizes) -> Iterator[Figure]:
    """The size of books does not matter here."""
    yield from _measured([sys.executable, str(_BARE)], [sys.executable, str(ROOT / "main.py")])


def _measured(bare: Sequence[str], ours: Sequence[str]) -> Iterator[Figure]:
    """Medians; the two take turns, so that a slow moment hits both, and the first start of each does not count."""
    sample = next((RESOURCES / "samples").glob("*.txt"))
    peers: list[float] = []
    starts: list[_Start] = []
    for _ in range(_ROUNDS + 1):
        peers.append(_start_of_bare(bare))
        starts.append(_start_of_program([*ours, str(sample)]))
    peer = statistics.median(peers[1:])
    painted, complete = (statistics.median(moments) for moments in zip(*starts[1:], strict=True))
    beside = "a bare PySide6 window with an empty tree"
    yield Figure("start on a sample book: first paint", painted, beside, peer, _RATIO)
    yield Figure("start on a sample book: window complete", complete, beside, peer)


def _start_of_bare(command: Sequence[str]) -> float:
    """Milliseconds to the first paint."""
    with TemporaryDirectory() as folder:
        note = Path(folder) / "painted"
        begin = time.time()
        subprocess.run([*command, str(note)], env=environment(folder), check=True, timeout=_LONGEST)
        return (float(note.read_text("utf-8")) - begin) * 1000


def _start_of_program(command: Sequence[str]) -> _Start:
    """Start the program for a user who has never used it, and end it when its window is complete."""
    with TemporaryDirectory() as folder:
        begin = time.time()
        program = subprocess.Popen(command, env=environment(folder))
        try:
            log = _finished_log(Path(folder), begin + _LONGEST)
        finally:
            program.terminate()
            program.wait()
        return _Start(*((_moment(log, line) - begin) * 1000 for line in (_PAINTED, _COMPLETE)))


def _finished_log(folder: Path, limit: float) -> list[str]:
    """The lines of the log, as soon as it says that the window is complete. Raises TimeoutError."""
    while time.time() < limit:
        lines = [line for log in folder.rglob("*.log") for line in log.read_text("utf-8").splitlines()]
        if any(line.endswith(_COMPLETE) for line in lines):
            return lines
        time.sleep(0.05)
    raise TimeoutError(_COMPLETE)


def _moment(log: Sequence[str], message: str) -> float:
    """When the log says this, in seconds since 1970."""
    line = next(line for line in log if line.endswith(message))
    return datetime.strptime(" ".join(line.split()[:2]), "%Y-%m-%d %H:%M:%S,%f").timestamp()


def _frozen_bare(folder: Path) -> Path:
    """The bare window as a frozen program in one folder."""
    freeze = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--onedir"]
    places = [f"--{kind}path={folder / kind}" for kind in ("dist", "work", "spec")]
    subprocess.run([*freeze, *places, str(_BARE)], check=True)
    return folder / "dist" / _BARE.stem / _BARE.stem


if __name__ == "__main__":
    main()
