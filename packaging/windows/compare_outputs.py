"""Compare what the program's self-check wrote on two systems: compare_outputs.py FOLDER OTHER_FOLDER

Texts have to be the same byte for byte, archives (Excel, Word) part for part, PDF by the number of pages, pictures by
their size. What tells of the computer is not compared. Prints what differs; exit code 1 if something does.
"""

from __future__ import annotations

import re
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

OF_THE_COMPUTER = ("machine.log", "settings.ini")
TIMES = ("docProps/core.xml",)
"""Parts of a Word file that hold the moment of writing."""


def differences(one: Path, other: Path) -> Iterator[str]:
    """A line for each file that differs, or that only one of the folders has."""
    names, other_names = _files(one), _files(other)
    for name in sorted(names ^ other_names):
        yield f"{name}: only in {one if name in names else other}"
    for name in sorted(names & other_names):
        said = _comparison(name)
        first, second = said(one / name), said(other / name)
        if first != second:
            yield f"{name}: {_difference(first, second)}"


def _files(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files if path.name not in OF_THE_COMPUTER}


def _comparison(name: str) -> Callable[[Path], object]:
    """What of such a file is compared."""
    match Path(name).suffix:
        case ".xlsx" | ".docx":
            return archive_parts
        case ".pdf":
            return pdf_pages
        case ".png":
            return picture_size
        case _:
            return Path.read_bytes


def archive_parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        skipped = TIMES if path.suffix == ".docx" else ()
        return {name: archive.read(name) for name in archive.namelist() if name not in skipped}


def pdf_pages(path: Path) -> int:
    """As Qt writes a PDF, every page is an object of its own. Raises ValueError for what is no PDF with pages."""
    pages = len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
    if pages == 0:
        raise ValueError(f"{path} has no pages")
    return pages


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    start = path.read_bytes()[:24]
    if not start.startswith(b"\x89PNG"):
        raise ValueError(f"{path} is no PNG")
    width, height = struct.unpack(">II", start[16:])
    return width, height


def _difference(first: object, second: object) -> str:
    if isinstance(first, dict) and isinstance(second, dict):
        parts = [name for name in sorted({*first, *second}) if first.get(name) != second.get(name)]
        return f"parts {', '.join(parts)}" if parts else "order of parts"
    if isinstance(first, bytes) and isinstance(second, bytes):
        lines = zip(first.splitlines(), second.splitlines(), strict=False)
        number = next((n for n, (a, b) in enumerate(lines, 1) if a != b), None)
        return f"from line {number} on" if number else f"{len(first)} and {len(second)} bytes"
    return f"{first} and {second}"


def main(one: Path, other: Path) -> int:
    found = list(differences(one, other))
    for line in found:
        print(line)
    compared = len(_files(one) & _files(other))
    print(f"{compared} files compared, {len(found)} different")
    return 1 if found or not compared else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
