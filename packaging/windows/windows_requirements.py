"""The part of the lock file that the frozen Windows program is made of: what Jimu runs on, and PyInstaller.

Usage: windows_requirements.py requirements.lock [PACKAGE…] > windows.lock

With names of packages it is these and what they need.
pip judges a marker such as `sys_platform == 'win32'` by the system it runs on, even where it downloads for another
one. So the markers are judged here, and what is printed has none.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}
FREEZER = "pyinstaller"
_PROGRAM = "jimu (pyproject.toml)"
"""How the lock says that the program itself asks for a package; what only developers need has `:dev` in it."""

_ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; (?P<marker>.*?))? \\\n"
    r"(?P<hashes>(?: {4}--hash=\S+(?: \\)?\n)+)"
    r"(?P<asked_by>(?: {4}#.*\n)+)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Pin:
    """A package of the lock: its version, hashes, marker (may be empty), and the packages that ask for it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...]

    @property
    def requirement(self) -> str:
        """As a line of a requirements file, without the marker."""
        return " \\\n    ".join([f"{self.name}=={self.version}", *self.hashes])

    def applies(self, environment: Mapping[str, str]) -> bool:
        return not self.marker or Marker(self.marker).evaluate(dict(environment))


def read_pins(lock: str) -> list[Pin]:
    """The packages of a lock file that uv wrote. Raises ValueError where a line of it was not understood."""
    pins = [_pin(match) for match in _ENTRY.finditer(lock)]
    pinned = sum("==" in line and not line.startswith(" ") for line in lock.splitlines())
    if len(pins) != pinned:
        raise ValueError(f"{pinned} packages are pinned, but {len(pins)} were understood")
    return pins


def for_windows(pins: Iterable[Pin], wanted: Iterable[str] = (FREEZER, _PROGRAM)) -> list[Pin]:
    """What the program and PyInstaller, or other packages, need on Windows, and what these need in turn."""
    usable = [pin for pin in pins if pin.applies(WINDOWS)]
    needed = set(wanted)
    while more := {
        pin.name for pin in usable if pin.name not in needed and needed.intersection(pin.asked_by)
    }:
        needed |= more
    return [pin for pin in usable if pin.name in needed]


def _pin(match: re.Match[str]) -> Pin:
    notes = (line.strip(" #") for line in match["asked_by"].splitlines())
    asked_by = (note.removeprefix("via").strip() for note in notes)
    return Pin(
        name=match["name"],
        version=match["version"],
        marker=match["marker"] or "",
        hashes=tuple(re.findall(r"--hash=\S+", match["hashes"])),
        asked_by=tuple(name for name in asked_by if name),
    )


def main(lock: Path, wanted: Sequence[str]) -> None:
    pins = read_pins(lock.read_text(encoding="utf-8"))
    for pin in for_windows(pins, wanted) if wanted else for_windows(pins):
        print(pin.requirement)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
