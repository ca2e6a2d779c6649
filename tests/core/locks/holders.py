"""Other processes for tests: one that holds a file until it is killed, and what a process that is gone left behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.locks.lock_file import LockRecord, lock_of, written

_ROOT = Path(__file__).parents[3]
_HOLDING = """
import sys, time
from pathlib import Path
from core.locks import Held, take
assert isinstance(take(Path(sys.argv[1])), Held)
print("held", flush=True)
time.sleep(600)
"""


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has taken the file."""
    command = [sys.executable, "-c", _HOLDING, str(path)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def leave_lock(path: Path, record: LockRecord) -> Path:
    """Put the lock beside the file that somebody else would have written."""
    lock = lock_of(path)
    lock.unlink(missing_ok=True)  # Windows writes over no hidden file
    lock.write_bytes(written(record))
    return lock
