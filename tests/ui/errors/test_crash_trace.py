"""A hard crash leaves a trace that the next start finds; a good end leaves nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ui.errors.crash_trace import take_crash_traces

_RUN = """
import faulthandler, sys
from pathlib import Path
from ui.errors.crash_trace import CrashTrace, take_crash_traces

folder = Path(sys.argv[1])
trace = CrashTrace(folder)
trace.start()

def work():
    {work}

work()
trace.stop()
"""


def _run(folder: Path, work: str) -> int:
    root = Path(__file__).parents[3]
    call = [sys.executable, "-c", _RUN.format(work=work), str(folder)]
    return subprocess.run(call, cwd=root, capture_output=True, check=False).returncode


def test_a_crash_is_found_once_by_the_next_start(tmp_path: Path) -> None:
    assert _run(tmp_path, "faulthandler._sigsegv()") != 0
    assert "in work" in take_crash_traces(tmp_path)
    assert take_crash_traces(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_good_end_leaves_nothing(tmp_path: Path) -> None:
    assert _run(tmp_path, "pass") == 0
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_was_ended_from_outside_is_no_crash(tmp_path: Path) -> None:
    assert _run(tmp_path, "import os; os._exit(3)") == 3
    assert len(list(tmp_path.glob("crash-*.txt"))) == 1
    assert take_crash_traces(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_is_still_running_is_left_alone(tmp_path: Path) -> None:
    nested = "assert take_crash_traces(folder) == '' and len(list(folder.glob('crash-*.txt'))) == 1"
    assert _run(tmp_path, nested) == 0


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    assert take_crash_traces(tmp_path / folder) == ""
    assert _run(tmp_path / folder, "pass") == 0
