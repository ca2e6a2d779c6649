"""Which files are workbooks: told by their names and first bytes, before anything of them is understood."""

from __future__ import annotations

from pathlib import Path

NEW_WORKBOOK = ".xlsx"
WORKBOOKS = (NEW_WORKBOOK, ".xlsm", ".xltx", ".xltm")
_OTHER_WORKBOOKS = (".xls", ".xlsb", ".et", ".ett", ".ods")
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How zip archives, and so workbooks, and files of Office before 2007 begin."""


def is_workbook(path: Path, data: bytes) -> bool:
    """Whether the file is, or says to be, a workbook of some make."""
    return path.suffix.lower() in WORKBOOKS + _OTHER_WORKBOOKS or data.startswith(_SIGNATURES)
