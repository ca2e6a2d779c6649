"""What Windows knows of a file besides its contents: whose it is to read and write, how old it is, whether it is seen.

The file keeps all of that although another one takes its place by an ordinary rename, which is one step. ReplaceFile
would carry it over too, but in two steps: who is killed between them leaves no file of that name.
"""

from __future__ import annotations

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    import stat
    from ctypes import wintypes

    _ACCESS_LIST = 0x4
    _INHERITED, _STAYS_INHERITED = 0x400, 0x100
    """Of an access list: that parts of it come from the folder, and that the system shall go on knowing this."""
    _CONTROL_AT = 2
    _WRITE_ATTRIBUTES, _SHARED, _EXISTING = 0x100, 0x7, 3
    _KEPT = stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM | stat.FILE_ATTRIBUTE_NOT_CONTENT_INDEXED
    _NEW = stat.FILE_ATTRIBUTE_ARCHIVE
    _FROM_1601_TO_1970 = 116_444_736_000_000_000
    """In units of 100 ns, in which Windows counts."""

    def take_over_on_windows(old: Path, new: Path) -> None:
        """Give the new file the old one's access list, time of creation and attributes, as far as disk and user allow.

        Where there is no old file, the new one is but no longer hidden. Raises OSError where the old one cannot be
        looked at.
        """
        try:
            status = old.stat()
        except FileNotFoundError:
            _kernel().SetFileAttributesW(str(new), _NEW)
            return
        _give_access_list(str(old), str(new))
        give_creation(str(new), status.st_ctime_ns)
        _kernel().SetFileAttributesW(str(new), status.st_file_attributes & _KEPT | _NEW)

    def _kernel() -> ctypes.WinDLL:
        return ctypes.WinDLL("kernel32")

    def access_list(path: str) -> bytes:
        """In the system's own form; empty where the disk knows none or does not tell."""
        security = ctypes.WinDLL("advapi32")
        size = wintypes.DWORD()
        security.GetFileSecurityW(path, _ACCESS_LIST, None, 0, ctypes.byref(size))
        found = ctypes.create_string_buffer(size.value)
        is_told = security.GetFileSecurityW(path, _ACCESS_LIST, found, size, ctypes.byref(size))
        return found.raw if is_told else b""

    def _give_access_list(old: str, new: str) -> None:
        """A file whose rights are just those of its folder is let alone, as nearly all are."""
        wanted = bytearray(access_list(old))
        if not wanted or wanted == access_list(new):
            return
        control = int.from_bytes(wanted[_CONTROL_AT : _CONTROL_AT + 2], "little")
        if control & _INHERITED:
            wanted[_CONTROL_AT : _CONTROL_AT + 2] = (control | _STAYS_INHERITED).to_bytes(2, "little")
        ctypes.WinDLL("advapi32").SetFileSecurityW(new, _ACCESS_LIST, bytes(wanted))

    def give_creation(new: str, created_ns: int) -> None:
        """By nanoseconds since 1970."""
        kernel = _kernel()
        kernel.CreateFileW.restype = wintypes.HANDLE
        handle = kernel.CreateFileW(new, _WRITE_ATTRIBUTES, _SHARED, None, _EXISTING, 0, None)
        if handle == wintypes.HANDLE(-1).value:
            return
        created = created_ns // 100 + _FROM_1601_TO_1970
        time = wintypes.FILETIME(created & 0xFFFF_FFFF, created >> 32)
        kernel.SetFileTime(wintypes.HANDLE(handle), ctypes.byref(time), None, None)
        kernel.CloseHandle(wintypes.HANDLE(handle))

else:

    def take_over_on_windows(old: Path, new: Path) -> None:
        """Other systems know other things of their files (see `core.store.attributes`)."""
