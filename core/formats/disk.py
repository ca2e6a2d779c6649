"""Files as bytes, and in the user's words why one cannot be had or written."""

from __future__ import annotations

from pathlib import Path

from core.formats.errors import LoadError, SaveError
from core.store import write_atomically

_LARGEST_FILE = 256 * 1024 * 1024
_LOCKS = ("~${name}", ".~lock.{name}#", ".~{name}")
"""What Excel, LibreOffice and WPS put beside a file while they have it open."""


def read_file(path: Path) -> bytes:
    """The whole file, at most 256 MiB. Raises LoadError."""
    try:
        if path.is_dir():
            raise LoadError(path, f"“{path.name}”是一个文件夹，请选择其中的文件。")
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            limit = _LARGEST_FILE // 1024**2
            raise LoadError(path, f"“{path.name}”有 {size // 1024**2} MB，超过 {limit} MB 的上限，没有打开。")
        return path.read_bytes()
    except OSError as error:
        raise LoadError(path, f"“{path.name}”无法打开：{_reason(error)}。") from error


def write_file(path: Path, data: bytes) -> None:
    """Put the data in the place of the old file, which stays whole when that fails. Raises SaveError."""
    lock = _lock_of(path)
    if lock is not None:
        message = (
            f"“{path.name}”没有保存：它正在 Excel 或 WPS 中打开（旁边有“{lock.name}”）。请先在那里关闭它，再保存；"
            "如果它其实没有打开，请删除这个锁定文件，或者另存到别处。"
        )
        raise SaveError(path, message)
    try:
        write_atomically(path, data)
    except OSError as error:
        message = f"“{path.name}”没有保存：{_reason(error)}。原来的文件没有变，可以另存到别处。"
        raise SaveError(path, message) from error


def _lock_of(path: Path) -> Path | None:
    locks = (path.with_name(pattern.format(name=path.name)) for pattern in _LOCKS)
    return next((lock for lock in locks if lock.exists()), None)


def _reason(error: OSError) -> str:
    """Why the system refused, in the user's words."""
    if isinstance(error, FileNotFoundError):
        return "文件或文件夹不存在，可能已被移动、改名或删除"
    if isinstance(error, PermissionError):
        return "没有权限，或文件正被其他程序（如 Excel、WPS）占用"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    return f"系统报告“{error.strerror or error}”"
