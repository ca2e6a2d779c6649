"""Why the system did not read or write a file, in the user's words."""

from __future__ import annotations

import errno
from pathlib import Path

_FULL = "磁盘空间不足"
_QUOTA = "您在这个磁盘上的空间配额用完了"
_FAULTY = "磁盘或网络读写出错"
_DISCONNECTED = "网络共享断开了，或者连接不上"
_REMOVED = "磁盘或 U 盘已经拔出，或者没有准备好"
_PROTECTED = "磁盘是只读的"
_TOO_LONG = "文件名太长"
_TOO_LARGE = "文件太大，这个磁盘放不下这么大的文件"
_HELD = "文件正被其他程序（如 Excel、WPS）占用"
_DENIED = "没有权限，或文件正被其他程序（如 Excel、WPS）占用"
_NAME = "这个磁盘不接受这样的文件名"
_CIRCLE = "文件的链接指来指去，没有尽头"
_TOO_MANY = "打开的文件太多，请先关闭一些窗口或程序"

_CAUSES = {
    "ENOSPC": _FULL, "EDQUOT": _QUOTA, "EFBIG": _TOO_LARGE,
    "EIO": _FAULTY, "EREMOTEIO": _FAULTY, "EUCLEAN": "磁盘上的数据已损坏",
    "EROFS": _PROTECTED, "ENAMETOOLONG": _TOO_LONG, "EILSEQ": _NAME, "ELOOP": _CIRCLE,
    "EACCES": _DENIED, "EPERM": _DENIED, "EBUSY": _HELD, "ETXTBSY": _HELD,
    "EMFILE": _TOO_MANY, "ENFILE": _TOO_MANY, "ENOMEM": "内存不足",
    "ENODEV": _REMOVED, "ENXIO": _REMOVED, "ENOMEDIUM": _REMOVED,
    "ESTALE": _DISCONNECTED, "ENOTCONN": _DISCONNECTED, "ECONNRESET": _DISCONNECTED,
    "ECONNABORTED": _DISCONNECTED, "ECONNREFUSED": _DISCONNECTED, "ESHUTDOWN": _DISCONNECTED,
    "ETIMEDOUT": _DISCONNECTED, "EHOSTDOWN": _DISCONNECTED, "EHOSTUNREACH": _DISCONNECTED,
    "ENETDOWN": _DISCONNECTED, "ENETUNREACH": _DISCONNECTED,
    "EISDIR": "这是一个文件夹", "ENOTDIR": "路径里有一段是文件，不是文件夹",
}  # fmt: skip
"""By the name of the error, for no system knows all of them."""

_WINDOWS_CAUSES = {
    5: _DENIED, 19: _PROTECTED, 21: _REMOVED, 23: _FAULTY, 32: _HELD, 33: _HELD,
    39: _FULL, 112: _FULL, 1295: _QUOTA, 223: _TOO_LARGE,
    53: _DISCONNECTED, 54: _DISCONNECTED, 55: _DISCONNECTED, 59: _DISCONNECTED, 64: _DISCONNECTED,
    65: "网络共享拒绝访问", 67: _DISCONNECTED, 70: _DISCONNECTED, 121: _DISCONNECTED,
    1222: _DISCONNECTED, 1231: _DISCONNECTED, 1232: _DISCONNECTED, 1236: _DISCONNECTED,
    123: _NAME, 206: _TOO_LONG, 225: "杀毒软件拦下了这个文件",
    362: "网盘程序没有运行，文件还在云端", 1006: _REMOVED, 1117: _FAULTY, 1167: _REMOVED,
    1326: "网络共享的用户名或密码不对", 1392: "磁盘上的数据已损坏",
}  # fmt: skip
"""Source: Microsoft, System Error Codes. They tell more than the error that Python makes of them."""


def reason(error: OSError, path: Path) -> str:
    """The end of a sentence: what happened, and what the system itself says where that may help an expert."""
    number: int = getattr(error, "winerror", None) or 0
    if isinstance(error, FileNotFoundError) and number not in _WINDOWS_CAUSES:
        return _missing(path)
    cause = _WINDOWS_CAUSES.get(number) or _CAUSES.get(errno.errorcode.get(error.errno or 0, ""))
    if cause is None and isinstance(error, PermissionError):
        cause = _DENIED
    reported = f"系统报告“{error.strerror or error}”"
    return f"{cause}（{reported}）" if cause else reported


def _missing(path: Path) -> str:
    is_shared = path.drive.startswith("\\\\")
    unreachable = "，或者网络共享现在连接不上" if is_shared else ""
    what = "文件" if _is_folder(path.parent) else f"文件夹“{path.parent}”"
    return f"{what}不存在，可能已被移动、改名或删除{unreachable}"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # the share's server does not answer
        return False
