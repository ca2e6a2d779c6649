"""Which process this is, and whether one that wrote down who it is still runs on this computer."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple


class ProcessMark(NamedTuple):
    """A process so described that no later one is taken for it, although numbers of processes are used again.

    Attributes:
        host: the computer's name.
        started: when it was started, in the system's own counting; "" where that is not known.
        boot: which run of the computer it belongs to; "" where the system does not say or `started` is enough.
    """

    host: str
    pid: int
    started: str = ""
    boot: str = ""


def this_process() -> ProcessMark:
    pid = os.getpid()
    return ProcessMark(host_name(), pid, _look_at(pid).started, _boot())


def is_of_this_computer(mark: ProcessMark) -> bool:
    return mark.host.casefold() == host_name().casefold()


def is_gone(mark: ProcessMark) -> bool:
    """Whether a process of this computer has certainly ended; false where nobody can tell."""
    boot = _boot()
    if mark.boot and boot and mark.boot != boot:
        return True
    seen = _look_at(mark.pid)
    return not seen.runs or bool(mark.started and seen.started and mark.started != seen.started)


@cache
def user_name() -> str:
    """Who uses the program, as the system calls him; "" where it does not say."""
    with suppress(
        OSError, KeyError, ImportError
    ):  # what an unknown user is reported as, by system and version
        return getpass.getuser()
    return ""


class _Seen(NamedTuple):
    """Whether there is a process, and when it was started, "" where that cannot be seen."""

    runs: bool
    started: str = ""


_GONE = _Seen(False)

# No module for networks is needed to learn the computer's name.
if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY = 0x1000
    _STILL_ACTIVE = 259
    _UNKNOWN_PROCESS = 87

    def host_name() -> str:
        return os.environ.get("COMPUTERNAME", "")

    def _look_at(pid: int) -> _Seen:
        """A process of another user refuses to be looked at, and so it runs."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = wintypes.HANDLE(kernel.OpenProcess(_QUERY, False, pid))
        if not handle:
            return _GONE if ctypes.get_last_error() == _UNKNOWN_PROCESS else _Seen(True)
        try:
            code = wintypes.DWORD()
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _STILL_ACTIVE:
                return _GONE
            times = [wintypes.FILETIME() for _ in range(4)]
            known = kernel.GetProcessTimes(handle, *map(ctypes.byref, times))
            return _Seen(True, f"{times[0].dwHighDateTime << 32 | times[0].dwLowDateTime}" if known else "")
        finally:
            kernel.CloseHandle(handle)

    def _boot() -> str:
        """Not needed: Windows counts a process's start from 1601, not from the start of the computer."""
        return ""

else:
    _STATE, _START = 0, 19
    """Fields of /proc/PID/stat behind the name in brackets. Source: proc(5)."""
    _ENDED = ("Z", "X")

    def host_name() -> str:
        return os.uname().nodename

    def _look_at(pid: int) -> _Seen:
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return _GONE
        except PermissionError:
            pass  # of another user
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            return _GONE if fields[_STATE] in _ENDED else _Seen(True, fields[_START])
        except (OSError, LookupError):
            return _Seen(True)  # a system without /proc, or one that hides others' processes

    @cache
    def _boot() -> str:
        """The kernel's name for this run of the computer; a process's start is counted from its beginning."""
        with suppress(OSError):
            return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return ""
