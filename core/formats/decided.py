"""Decisions about a book in a file that has no room for them, as a workbook has: they are kept beside it."""

from __future__ import annotations

from pathlib import Path

from core.decisions import Decisions
from core.decisions.side_file import side_file, write_side_file
from core.formats.disk_errors import reason
from core.formats.errors import SaveError


def write_beside(path: Path, decisions: Decisions) -> None:
    """Keep them beside the file that is about to be saved. Raises SaveError."""
    try:
        write_side_file(path, decisions)
    except OSError as error:
        message = (
            f"“{path.name}”没有保存：旁边记录已核实问题的“{side_file(path).name}”写不进去：{reason(error, side_file(path))}。"
            "请检查它是否只读或被占用，或者另存到别处。"
        )
        raise SaveError(path, message) from error
