"""The frozen Windows program carries its name, version and makers: check_version.py jimu.exe; exit code 1 if not."""

from __future__ import annotations

import sys
from pathlib import Path

from windows_details import texts


def missing(program: bytes) -> list[str]:
    """The names of the texts that the program's file does not hold; Windows has them in UTF-16, each after its name."""
    return [
        name
        for name, text in texts().items()
        if f"{name}\0".encode("utf-16-le") not in program or f"{text}\0".encode("utf-16-le") not in program
    ]


if __name__ == "__main__":
    lacking = missing(Path(sys.argv[1]).read_bytes())
    print(f"without {', '.join(lacking)}" if lacking else "name, version and makers are there")
    sys.exit(1 if lacking else 0)
