"""What Excel, WPS and LibreOffice put beside a file while they have it open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.locks.holder import HeldByOther
from core.locks.processes import host_name
from core.store import on_disk


def office_holder(path: Path) -> HeldByOther | None:
    """Who has the file open in an office program; None where there is no sign of anybody.

    Such a sign may be left over from a crash; of that these programs keep no account.
    """
    for sign in _SIGNS:
        lock = path.with_name(sign.pattern.format(name=path.name))
        try:
            if on_disk(lock).is_file():
                return sign.read(_beginning(lock))._replace(program=sign.program, lock=lock.name)
        except OSError:  # a name that is too long for a file
            continue
    return None


class _Sign(NamedTuple):
    pattern: str
    program: str
    read: Callable[[bytes], HeldByOther]


_LONGEST_RECORD = 4096


def _beginning(lock: Path) -> bytes:
    """What the file says; nothing where the program that wrote it lets nobody read it."""
    try:
        with on_disk(lock).open("rb") as file:
            return file.read(_LONGEST_RECORD)
    except PermissionError:
        return b""


_LONGEST_USER = 52
_USER_AT = 55


def _owner_file(data: bytes) -> HeldByOther:
    """Excel's, which WPS writes as well: the user's name by length, from byte 55 on in UTF-16."""
    length = int.from_bytes(data[_USER_AT : _USER_AT + 2], "little")
    start = _USER_AT + 2
    name = data[start : start + 2 * length] if 0 < length <= _LONGEST_USER else b""
    return HeldByOther(name.decode("utf-16-le", "ignore").strip())


_FIELD = re.compile(r"((?:[^,;\\]|\\.)*)[,;]")


def _libreoffice_file(data: bytes) -> HeldByOther:
    """`NAME,USER,HOST,DAY.MONTH.YEAR HOUR:MINUTE,PROFILE;`, where a back-slash stands before a comma."""
    fields = [re.sub(r"\\(.)", r"\1", one) for one in _FIELD.findall(data.decode("utf-8", "replace"))]
    name, user, host, opened, *_ = (*fields, "", "", "", "")
    try:
        since = datetime.strptime(opened, "%d.%m.%Y %H:%M").astimezone()
    except (ValueError, OverflowError, OSError):
        since = None
    is_here = bool(host) and host.casefold() == host_name().casefold()
    return HeldByOther(name.strip() or user, host, since, is_here)


_SIGNS = (
    _Sign("~${name}", "Excel 或 WPS", _owner_file),
    _Sign(".~lock.{name}#", "LibreOffice", _libreoffice_file),
    _Sign(".~{name}", "WPS", _owner_file),
)
