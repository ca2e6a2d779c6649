"""From the start to the first paint, beside a bare PySide6 window that is started in turn with the program.

Usage: python scripts/bench_start.py [--rounds N] [--frozen dist/jimu/jimu] [--json FILE]

Both are started from source, with compiled modules that are there already; with --frozen, the frozen program and a
bare window frozen in the same way. Each start counts from the call to the moment at which the first window was
painted: the bare window notes it in a file, the program in its log. Without a screen, Qt paints offscreen.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BARE = ROOT / "scripts" / "bare_window.py"
ROUNDS = 15
LONGEST = 60.0
"""Seconds until a start counts as failed."""

PAINTED, COMPLETE = "the first window is painted", "the first window is complete"


class Start(NamedTuple):
    """Milliseconds from the call on."""

    painted: float
    complete: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--frozen", type=Path, help="the frozen program to start instead of the source")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    call = parser.parse_args()
    with TemporaryDirectory() as folder:
        if call.frozen:
            bare, ours = [str(_frozen_bare(Path(folder)))], [str(call.frozen.resolve())]
        else:
            bare, ours = [sys.executable, str(BARE)], [sys.executable, str(ROOT / "main.py")]
        figures = measured(bare, ours, call.rounds)
    for name, value in figures.items():
        print(f"{name:<40} {value:8.2f}")
    if call.json:
        call.json.write_text(json.dumps(figures, indent=1))


def measured(bare: Sequence[str], ours: Sequence[str], rounds: int) -> dict[str, float]:
    """Medians; the two take turns, so that a slow moment hits both, and the first start of each does not count."""
    peers: list[float] = []
    starts: list[Start] = []
    for _ in range(rounds + 1):
        peers.append(start_of_bare(bare))
        starts.append(start_of_program(ours))
    peer = statistics.median(peers[1:])
    painted = statistics.median(start.painted for start in starts[1:])
    pairs = zip(starts[1:], peers[1:], strict=True)
    return {
        "bare window, first paint (ms)": peer,
        "program, first paint (ms)": painted,
        "program, window complete (ms)": statistics.median(start.complete for start in starts[1:]),
        "ratio of the medians": painted / peer,
        "median of the ratios": statistics.median(start.painted / other for start, other in pairs),
    }


def start_of_bare(command: Sequence[str]) -> float:
    """Milliseconds to the first paint."""
    with TemporaryDirectory() as folder:
        note = Path(folder) / "painted"
        begin = time.time()
        subprocess.run([*command, str(note)], env=_environment(folder), check=True, timeout=LONGEST)
        return (float(note.read_text("utf-8")) - begin) * 1000


def start_of_program(command: Sequence[str]) -> Start:
    """Start the program for a user who has never used it, and end it when its window is complete."""
    with TemporaryDirectory() as folder:
        begin = time.time()
        program = subprocess.Popen(command, env=_environment(folder))
        try:
            log = _finished_log(Path(folder), begin + LONGEST)
        finally:
            program.terminate()
            program.wait()
        return Start(*((_moment(log, line) - begin) * 1000 for line in (PAINTED, COMPLETE)))


def _environment(folder: str) -> dict[str, str]:
    own = {"XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return {**os.environ, **own, **({} if has_screen else {"QT_QPA_PLATFORM": "offscreen"})}


def _finished_log(folder: Path, limit: float) -> list[str]:
    """The lines of the log, as soon as it says that the window is complete. Raises TimeoutError."""
    while time.time() < limit:
        lines = [line for log in folder.rglob("*.log") for line in log.read_text("utf-8").splitlines()]
        if any(line.endswith(COMPLETE) for line in lines):
            return lines
        time.sleep(0.05)
    raise TimeoutError(COMPLETE)


def _moment(log: Sequence[str], message: str) -> float:
    """When the log says this, in seconds since 1970."""
    line = next(line for line in log if line.endswith(message))
    return datetime.strptime(" ".join(line.split()[:2]), "%Y-%m-%d %H:%M:%S,%f").timestamp()


def _frozen_bare(folder: Path) -> Path:
    """The bare window as a frozen program in one folder."""
    freeze = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--onedir"]
    places = [f"--{kind}path={folder / kind}" for kind in ("dist", "work", "spec")]
    subprocess.run([*freeze, *places, str(BARE)], check=True)
    return folder / "dist" / BARE.stem / BARE.stem


if __name__ == "__main__":
    main()
