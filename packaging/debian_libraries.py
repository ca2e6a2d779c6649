"""The libraries of a frozen Linux program that come from the Debian packages of the build machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

_FOLDERS = (Path("/lib"), Path("/usr/lib"))
_LICENCE = re.compile(r"^License:[ \t]*(\S.*)$", re.MULTILINE)
_MACHINE_READABLE = re.compile(r"\AFormat:", re.IGNORECASE)


class UnknownOrigin(Exception):
    """A library was taken from somewhere outside of what this bill can tell; the message names it."""


def libraries_of_system(frozen: Path) -> list[dict[str, Any]]:
    """The Debian packages whose libraries lie in the frozen folder, as components of CycloneDX, by name.

    A library counts as a package's when it has the same bytes. Libraries of Python packages lie in folders of
    their own and are not looked at. Raises UnknownOrigin.
    """
    used: dict[str, list[str]] = {}
    for library in sorted(_libraries(frozen)):
        used.setdefault(_package_of(library), []).append(library.name)
    return [_component(package, names) for package, names in sorted(used.items())]


def _libraries(frozen: Path) -> Iterator[Path]:
    for path in (frozen / "_internal").glob("lib*.so*"):
        if not path.is_symlink() and not path.name.startswith("libpython"):
            yield path


def _package_of(library: Path) -> str:
    content = sha256(library.read_bytes()).digest()
    for folder in _FOLDERS:
        for found in (*folder.glob(library.name), *folder.glob(f"*/{library.name}")):
            if sha256(found.read_bytes()).digest() == content:
                package = _owner(found) or _owner(found.resolve())
                if package:
                    return package
    raise UnknownOrigin(f"{library} comes from no Debian package of this machine")


def _owner(path: Path) -> str | None:
    """By either name: since /lib has become a link, packages and the file system may call a file differently."""
    for name in (str(path), str(path).removeprefix("/usr"), f"/usr{path}"):
        found = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            return found.stdout.partition(": ")[0]
    return None


def _component(package: str, libraries: list[str]) -> dict[str, Any]:
    form = "${Package}\t${Version}\t${Architecture}"
    command = ["dpkg-query", "--show", "--showformat", form, package]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    name, version, architecture = said.split("\t")
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "description": f"From Debian, unchanged: {', '.join(libraries)}",
        "licenses": [{"license": {"name": licence}} for licence in _licences(name)],
    }


def _licences(package: str) -> list[str]:
    """The short names in the package's copyright file; a remark where it is not of the form that programs read."""
    text = Path(f"/usr/share/doc/{package}/copyright").read_text("utf-8", "replace")
    if not _MACHINE_READABLE.match(text):
        return [f"see Debian's copyright file of {package}"]
    return sorted({licence.strip() for licence in _LICENCE.findall(text)})
