"""What a frozen program asks of the system it is installed on, read from its binaries."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("system-packages.toml")
_ELF = b"\x7fELF"
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)\b")


class UnknownLibrary(Exception):
    """A library that is neither in the folder nor in the table of system packages; the message names it."""


class Needs(NamedTuple):
    """`glibc` is the oldest GNU C library that will do, such as "2.31"; `libraries` are those the folder lacks."""

    glibc: str
    libraries: frozenset[str]


def needs_of(folder: Path) -> Needs:
    """What the binaries in the folder need and do not find in it."""
    described = list(_described(sorted(binaries(folder))))
    needed = {library for text in described for library in _NEEDED.findall(text)}
    versions = {version for text in described for version in _GLIBC.findall(text)}
    inside = {path.name for path in folder.rglob("*.so*") if path.exists()}  # a link can lead nowhere
    return Needs(max(versions, key=_as_numbers, default="2.0"), frozenset(needed - inside))


def packages_for(needs: Needs) -> list[str]:
    """The Depends of a Debian package, in the order of the alphabet. Raises UnknownLibrary."""
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    of_libc, package_of = set(table["libc"]), table["packages"]
    unknown = sorted(needs.libraries - of_libc - set(package_of))
    if unknown:
        raise UnknownLibrary(f"{_TABLE.name} does not say which package has {', '.join(unknown)}")
    names = {package_of[library] for library in needs.libraries - of_libc}
    return [f"libc6 (>= {needs.glibc})", *sorted(names | set(table["data"]))]


def binaries(folder: Path) -> Iterator[Path]:
    """The programs and libraries in the folder, each once: no links."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(_ELF)) == _ELF:
                    yield path


def _described(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield subprocess.run(
            ["objdump", "--private-headers", path], check=True, capture_output=True, text=True
        ).stdout


def _as_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
