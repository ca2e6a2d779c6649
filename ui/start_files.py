"""The files that the program is started with, as a desktop names them.

Every start is a program of its own, with a window for each of its files. A start could as well hand its files to
the program that runs already, but that takes a channel between the two which can hang or be refused, and one crash
would then take all open books along. What the programs share keeps together without such a channel: the settings
are written key by key, the recent files are read again before one is added, and each program has its own crash
trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl

_THIS_COMPUTER = "localhost"


def start_files(arguments: Sequence[str]) -> list[Path]:
    """The absolute paths of what the program was called with: paths, or the `file:` URLs of some desktops.

    Whether there are such files turns out when they are opened.
    """
    return [_path_of(argument).absolute() for argument in arguments if argument]


def _path_of(argument: str) -> Path:
    if not argument.lower().startswith("file:"):
        return Path(argument)
    url = QUrl(argument)
    if url.host() == _THIS_COMPUTER:
        url.setHost("")
    return Path(url.toLocalFile())
