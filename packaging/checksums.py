"""SHA-256 sums of what is delivered, in the form that `sha256sum -c` reads. Usage: checksums.py FOLDER

Writes FOLDER/SHA256SUMS for the installer, the Debian package and the bills of materials of the present version.
"""

from __future__ import annotations

import sys
import tomllib
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"
_KINDS = (".exe", ".deb", ".cdx.json")


class NothingToSum(Exception):
    """The folder holds nothing of the present version."""


def write_sums(folder: Path, version: str) -> Path:
    """Write the sums of the version's files, in the order of their names; older versions' files are left out."""
    files = [
        path for path in sorted(folder.iterdir()) if path.name.endswith(_KINDS) and _is_of(path, version)
    ]
    if not files:
        raise NothingToSum(f"no file of version {version} in {folder}")
    sums = folder / SUMS
    sums.write_bytes("".join(f"{_sum(path)}  {path.name}\n" for path in files).encode())
    return sums


def _is_of(path: Path, version: str) -> bool:
    """Names are Jimu-VERSION-setup… and jimu_VERSION_ARCHITECTURE…"""
    return f"-{version}-" in path.name or f"_{version}_" in path.name


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    present = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    print(write_sums(Path(sys.argv[1]), present).read_text("utf-8"), end="")
