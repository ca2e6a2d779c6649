"""Files as bytes, and in the user's words why one cannot be had or written."""

from __future__ import annotations

import errno
from pathlib import Path

from core.formats.errors import LoadError, SaveError
from core.store import FileHeld, ReadOnlyFile, on_disk, write_atomically
from core.windows_files import IS_WINDOWS, name_problem

_LARGEST_FILE = 256 * 1024 * 1024
_LOCKS = ("~${name}", ".~lock.{name}#", ".~{name}")
"""What Excel, LibreOffice and WPS put beside a file while they have it open."""
_CAUSES = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘或网络读写出错",
}


def read_file(path: Path) -> bytes:
    """The whole file, at most 256 MiB. Raises LoadError."""
    file = on_disk(path)
    try:
        if file.is_dir():
            raise LoadError(path, f"“{path.name}”是一个文件夹，请选择其中的文件。")
        size = file.stat().st_size
        if size > _LARGEST_FILE:
            limit = _LARGEST_FILE // 1024**2
            raise LoadError(path, f"“{path.name}”有 {size // 1024**2} MB，超过 {limit} MB 的上限，没有打开。")
        return file.read_bytes()
    except OSError as error:
        raise LoadError(path, f"“{path.name}”无法打开：{_reason(error, path)}。") from error


def write_file(path: Path, data: bytes) -> None:
    """Put the data in the place of the old file, which stays whole when that fails. Raises SaveError."""
    problem = name_problem(path.name) if IS_WINDOWS else None
    if problem is not None:
        raise SaveError(path, f"“{path.name}”没有保存：{problem}。请换一个文件名。")
    lock = _lock_of(path)
    if lock is not None:
        message = (
            f"“{path.name}”没有保存：它正在 Excel 或 WPS 中打开（旁边有“{lock.name}”）。请先在那里关闭它，再保存；"
            "如果它其实没有打开，请删除这个锁定文件，或者另存到别处。"
        )
        raise SaveError(path, message)
    try:
        write_atomically(path, data)
    except ReadOnlyFile as error:
        message = (
            f"“{path.name}”没有保存：它是只读文件，不能覆盖。请用“另存为”存成另一个文件；"
            "如果确实要改它，请先在文件的属性里取消“只读”。"
        )
        raise SaveError(path, message) from error
    except FileHeld as error:
        message = (
            f"“{path.name}”没有保存：它正被其他程序（如 Excel、WPS）占用。请先在那里关闭它，再保存，或者另存到别处。"
            "原来的文件没有变。"
        )
        raise SaveError(path, message) from error
    except OSError as error:
        message = f"“{path.name}”没有保存：{_reason(error, path)}。原来的文件没有变，可以另存到别处。"
        raise SaveError(path, message) from error


def _lock_of(path: Path) -> Path | None:
    locks = (path.with_name(pattern.format(name=path.name)) for pattern in _LOCKS)
    return next((lock for lock in locks if _exists(lock)), None)


def _exists(path: Path) -> bool:
    try:
        return on_disk(path).exists()
    except OSError:  # a name that is too long for a file
        return False


def _reason(error: OSError, path: Path) -> str:
    """Why the system refused, in the user's words."""
    if isinstance(error, FileNotFoundError):
        is_shared = path.drive.startswith("\\\\")
        unreachable = "，或者网络共享现在连接不上" if is_shared else ""
        return f"文件或文件夹不存在，可能已被移动、改名或删除{unreachable}"
    if isinstance(error, PermissionError):
        return "没有权限，或文件正被其他程序（如 Excel、WPS）占用"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    reported = f"系统报告“{error.strerror or error}”"
    return f"{_CAUSES[error.errno]}（{reported}）" if error.errno in _CAUSES else reported
