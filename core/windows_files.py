"""What Windows asks of the names and the paths of files, and how it hides one.

Source: Microsoft, Naming Files, Paths, and Namespaces.
"""

from __future__ import annotations

import os
import sys

IS_WINDOWS = os.name == "nt"
"""Whether this is a computer on which the following matters."""

_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"
}
_FORBIDDEN = '<>:"/\\|?*'
_LONGEST_NAME = 255
"""In UTF-16 units."""
_LONGEST_PATH = 240
"""In characters. Windows takes 259; a folder, and a temporary file beside the file, need a few fewer."""
_AS_IT_STANDS = "\\\\?\\"


def name_problem(name: str) -> str | None:
    """Why Windows cannot have a file of this name, as the end of a sentence for the user; None where it can.

    A name with a colon could even be written, but into a hidden stream of another file.
    """
    forbidden = [character for character in name if character in _FORBIDDEN or ord(character) < 32]
    if forbidden:
        shown = "、".join(dict.fromkeys(filter(str.isprintable, forbidden))) or "看不见的控制字符"
        return f"文件名里不能有 {shown}"
    if name.endswith((".", " ")):
        return "文件名不能以点或空格结尾"
    if name.partition(".")[0].rstrip(" ").upper() in _RESERVED:
        return f"“{name.partition('.')[0]}”是 Windows 保留的设备名，不能作文件名"
    if len(name.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST_NAME:
        return f"文件名超过 {_LONGEST_NAME} 个字"
    return None


def long_path(path: str) -> str:
    """An absolute path of Windows in the form that may be as long as it likes; a short one as it is.

    Only that form is free of the limit of 260 characters on computers whose administrator has not lifted it.
    """
    if len(path) < _LONGEST_PATH or path.startswith(_AS_IT_STANDS):
        return path
    if path.startswith("\\\\"):
        return f"{_AS_IT_STANDS}UNC{path[1:]}"
    return _AS_IT_STANDS + path


def hide(path: str) -> None:
    """Mark a file as hidden, where that is not a matter of its name; a share may refuse, and then it is seen."""
    if sys.platform == "win32":
        import ctypes

        hidden = 0x2
        ctypes.WinDLL("kernel32").SetFileAttributesW(path, hidden)
