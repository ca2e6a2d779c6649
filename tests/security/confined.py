"""Opens a file in a process of its own, which is ended when it takes too long, and tells what that cost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 5
"""Seconds of the processor's time from the beginning of loading: the machine may have other things to do."""
MOST_MEMORY = 1024**3

_JOB = """
import json, signal, sys
from pathlib import Path
from core.formats import LoadError, load
import core.formats.json_book, core.formats.text_file, core.formats.workbook_file
signal.setitimer(signal.ITIMER_PROF, int(sys.argv[2]))
message = ""
try:
    loaded = load(Path(sys.argv[1]))
    unrecognised = len(loaded.layout.unrecognised)
except LoadError as error:
    message = error.message
signal.setitimer(signal.ITIMER_PROF, 0)
status = Path("/proc/self/status").read_text().split()  # getrusage would tell of the process that started this one
print(json.dumps([message, int(status[status.index("VmHWM:") + 1]) * 1024]))
"""


class Outcome(NamedTuple):
    """`message`: why the file was refused, "" for a file that was opened; `memory`: the most, in bytes."""

    message: str
    memory: int


def opened(path: Path, data: bytes) -> Outcome:
    """What comes of opening a file with this content. Fails where it takes too long, or ends by another error."""
    path.write_bytes(data)
    command = (sys.executable, "-c", _JOB, str(path), str(LONGEST))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, f"ended by {done.returncode}\n{done.stderr.decode()[-3000:]}"
    outcome = Outcome(*json.loads(done.stdout))
    assert outcome.memory < MOST_MEMORY, f"took {outcome.memory / 1024**2:.0f} MiB"
    return outcome
