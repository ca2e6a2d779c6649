"""What Windows shows of the program's file: name, version, makers (Properties, task manager, "Open with")."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PyInstaller.utils.win32.versioninfo import VSVersionInfo

ROOT = Path(__file__).resolve().parents[2]
_CHINESE, _UNICODE = 0x0804, 0x04B0


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """`0.1.0` as Windows counts versions: (0, 1, 0, 0)."""
    major, minor, patch, build, *_ = [*map(int, re.findall(r"\d+", version)), 0, 0, 0, 0]
    return major, minor, patch, build


def texts() -> dict[str, str]:
    """What the resource says, by Windows's names. The description is what "Open with" calls the program."""
    version = re.search(r'^VERSION = "(.*)"$', (ROOT / "core/version.py").read_text(encoding="utf-8"), re.M)
    makers = re.search(r"^Copyright \(c\) \d+ (.*)$", (ROOT / "LICENSE").read_text(encoding="utf-8"), re.M)
    if version is None or makers is None:
        raise ValueError("no version in core/version.py, or no makers in LICENSE")
    return {
        "CompanyName": makers[1],
        "FileDescription": "绩目",
        "FileVersion": version[1],
        "InternalName": "jimu",
        "LegalCopyright": makers[0],
        "OriginalFilename": "jimu.exe",
        "ProductName": "绩目",
        "ProductVersion": version[1],
    }


def version_resource() -> VSVersionInfo:
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    said = texts()
    numbers = four_numbers(said["FileVersion"])
    strings = [StringStruct(name, text) for name, text in said.items()]
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            StringFileInfo([StringTable(f"{_CHINESE:04X}{_UNICODE:04X}", strings)]),
            VarFileInfo([VarStruct("Translation", [_CHINESE, _UNICODE])]),
        ],
    )
