"""What Jimu costs: every figure beside a peer or a limit in one run, for machines differ and waver.

Usage: python -m scripts.bench [--quick] [--only texts,window] [--json FILE]
       python -m scripts.bench --table RUN.json [RUN.json ...]

Prints a table and writes the figures to build/bench.json. --quick looks at books a tenth as large; --only at some of
the parts. --table prints the table of docs/performance.md from runs that were made. Without a screen, Qt paints
offscreen. The exit code says whether all could be measured, and nothing about targets.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from scripts.bench.figures import Figure, markdown, read_json, table, write_json
from scripts.bench.grown_files import SHARED
from scripts.bench.processes import ROOT, environment
from scripts.bench.sizes import FULL, QUICK

PARTS = (
    "texts",
    "workbooks",
    "checking",
    "opening",
    "edits",
    "journal",
    "window",
    "stalls",
    "start",
    "memory",
)
"""Each is a module with a function `figures`."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="smaller books")
    parser.add_argument("--only", default=",".join(PARTS), help="some of: %(default)s")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json")
    parser.add_argument("--table", type=Path, nargs="+", metavar="RUN", help="print runs as Markdown")
    parser.add_argument("--here", action="store_true", help="one part, in this process and without a table")
    call = parser.parse_args()
    if call.table:
        print(markdown([read_json(path) for path in call.table]))
        return
    parts = call.only.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}")
    if call.here:
        (part,) = parts
        sizes = QUICK if call.quick else FULL
        write_json(list(import_module(f"scripts.bench.{part}").figures(sizes)), call.json)
        return
    with TemporaryDirectory() as shared:
        os.environ[SHARED] = shared
        figures = [figure for part in parts for figure in _figures_of(part, call.quick)]
    print(table(figures))
    write_json(figures, call.json)
    sys.exit(any(figure.job in PARTS for figure in figures))  # a part that broke off


def _figures_of(part: str, is_quick: bool) -> list[Figure]:
    """The figures of a part that is measured in a process of its own, where the others have left nothing behind."""
    start = time.perf_counter()
    with TemporaryDirectory() as folder:
        found = Path(folder, "figures.json")
        own = ["--here", "--only", part, "--json", str(found)]
        command = [sys.executable, "-m", "scripts.bench", *own, *(["--quick"] if is_quick else [])]
        code = subprocess.run(command, cwd=ROOT, env=environment(folder), check=False).returncode
        figures = (
            read_json(found) if code == 0 else [Figure(part, None, remark=f"broke off with exit code {code}")]
        )
    print(f"{part}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return figures


if __name__ == "__main__":
    main()
