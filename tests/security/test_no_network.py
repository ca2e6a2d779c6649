"""The program is offline: the whole of its job opens no connection, and loads nothing that would."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIN = (sys.executable, "main.py", "self-check")
FORBIDDEN = (
    *(
        "PySide6.QtNetwork",
        "PySide6.QtWebEngineCore",
        "PySide6.QtWebSockets",
        "ssl",
        "http.client",
        "urllib.request",
    ),
    *("ftplib", "smtplib", "asyncio", "socketserver", "xmlrpc.client", "multiprocessing.connection"),
)
"""`socket` itself is imported, but not used, by what writes the log."""
LOADED_BY_SELF_CHECK = """
import sys, main
code = main.main(["self-check", sys.argv[1]])
print(*sys.modules, sep="\\n", file=open(sys.argv[2], "w"))
sys.exit(code)
"""
_SOCKET = re.compile(r"\b(?:socket|socketpair|connect)\(.*?\b(AF_\w+|PF_\w+)")

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace, which watches for sockets, is not installed"
)


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder / "data")}


def families_of_sockets(command: tuple[str, ...], folder: Path) -> set[str]:
    """Which kinds of sockets a command, and all that it starts, opens or connects to."""
    trace = folder / "trace"
    watched = ("strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(trace), *command)
    done = subprocess.run(watched, cwd=ROOT, env=environment(folder), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    calls = [line for line in trace.read_text().splitlines() if "socket(" in line or "connect(" in line]
    return {found[1] if (found := _SOCKET.search(line)) else line for line in calls}


@needs_strace
def test_the_watch_sees_a_connection(tmp_path: Path) -> None:
    connecting = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    assert families_of_sockets((sys.executable, "-c", connecting), tmp_path) == {"AF_INET"}


@needs_strace
def test_the_whole_job_opens_no_socket_but_local_ones(tmp_path: Path) -> None:
    assert families_of_sockets((*MAIN, str(tmp_path / "out")), tmp_path) <= {"AF_UNIX", "AF_LOCAL"}


def test_nothing_that_connects_is_loaded(tmp_path: Path) -> None:
    modules = tmp_path / "modules"
    command = (sys.executable, "-c", LOADED_BY_SELF_CHECK, str(tmp_path / "out"), str(modules))
    done = subprocess.run(command, cwd=ROOT, env=environment(tmp_path), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    loaded = modules.read_text().split()
    assert "ui.main_window" in loaded
    assert [name for name in FORBIDDEN if name in loaded] == []
