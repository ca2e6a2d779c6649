"""What of the libraries that were collected for a frozen program is really loaded.

PyInstaller collects all plugins of Qt, and the libraries that these ask for stay when a plugin is left out: a theme
nobody chose leaves half a desktop behind. So the way is gone again from what Python and Qt load by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath

Entry = tuple[str, str, str]
"""A line of a table of contents: name in the program's folder, file it is taken from, kind. A SYMLINK's file is the
name of another entry, as seen from the link."""
Imports = Callable[[str], Iterable[str]]
"""The names of the libraries that a file asks for."""


def needed_libraries(entries: Iterable[Entry], plugins: Iterable[str], imports: Imports) -> list[Entry]:
    """The entries that a program needs.

    These are: Python's own library and modules; of Qt's plugins those named, as `platforms/qwindows`, without
    an ending or a leading lib; and every library that one of them asks for.
    """
    entries = list(entries)
    wanted = set(plugins)
    libraries: dict[str, list[Entry]] = {}
    reached: list[Entry] = []
    for entry in entries:
        if entry[2] == "EXTENSION" or _is_python(entry[0]) or _plugin(entry[0]) in wanted:
            reached.append(entry)
        elif _plugin(entry[0]) is None and entry[2] != "SYMLINK":
            libraries.setdefault(_file_name(entry[0]), []).append(entry)
    needed = set(reached)
    while reached:
        for name in imports(reached.pop()[1]):
            found = libraries.pop(_file_name(name), [])
            reached += found
            needed.update(found)
    kept_names = {_file_name(name) for name, _, _ in needed}
    return [
        entry
        for entry in entries
        if entry in needed or (entry[2] == "SYMLINK" and _file_name(entry[1]) in kept_names)
    ]


def _plugin(name: str) -> str | None:
    """`platforms/qwindows` for `PySide6/plugins/platforms/qwindows.dll`; None for what is no plugin of Qt."""
    parts = PurePath(name.replace("\\", "/")).parts
    if "plugins" not in parts[:-2]:
        return None
    return f"{parts[-2]}/{PurePath(parts[-1]).stem.removeprefix('lib')}"


def _is_python(name: str) -> bool:
    return _file_name(name).startswith(("python3", "libpython3"))


def _file_name(name: str) -> str:
    """Windows does not tell large letters from small ones, and on Linux no two libraries differ in that alone."""
    return name.replace("\\", "/").rpartition("/")[2].lower()
