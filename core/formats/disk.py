"""Files as bytes, and in the user's words why one cannot be had or written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.backups import Backups, Version
from core.formats.disk_errors import reason
from core.formats.errors import ChangedOnDisk, LoadError, SaveError
from core.locks import office_holder
from core.store import (
    FileHeld,
    Irreplaceable,
    Overtaken,
    ReadOnlyFile,
    TornFile,
    always,
    on_disk,
    write_atomically,
)
from core.store.in_place import write_in_place
from core.windows_files import IS_WINDOWS, name_problem

_LARGEST_FILE = 256 * 1024 * 1024


class HalfWritten(SaveError):
    """The file on disk holds a part of each book; what it held is whole among the backups."""


def unheard(sentence: str) -> None:
    """Where nobody is to be told."""


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
        raise LoadError(path, f"“{path.name}”无法打开：{reason(error, path)}。") from error


def write_file(
    path: Path,
    data: bytes,
    backups: Backups | None = None,
    tell: Callable[[str], None] = unheard,
    may_replace: Callable[[], bool] = always,
) -> None:
    """Put the data in the place of the old file, which stays whole when that fails. Raises SaveError.

    What the old file held becomes a version of the `backups`. Where nothing can be put in its place, it is written
    over, but only when that version is kept. What the user should know of a file that was saved, as whole sentences,
    goes to `tell`. HalfWritten is the one error that leaves the old file other than it was. `may_replace` is asked at
    the last moment; where it says no, the error is ChangedOnDisk.
    """
    _refuse_names_and_locks(path)
    trouble = _keep_version(path, backups) if backups is not None and backups.keep > 0 else ""
    try:
        write_atomically(path, data, may_replace)
    except Overtaken as error:
        raise _changed(path) from error
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
    except Irreplaceable as error:
        if backups is None:
            raise _unsaved(path, error) from error
        _write_over(path, data, backups, may_replace)
        tell(
            f"“{path.name}”已保存。它所在的地方不能换上新文件，所以是直接改写的；"
            "改写前的内容留在备份里，需要时可以取回。"
        )
    except OSError as error:
        raise _unsaved(path, error) from error
    if backups is not None:
        if trouble and not backups.is_failing:
            tell(trouble)
        backups.is_failing = bool(trouble)


def restore_version(
    path: Path, version: Version, backups: Backups, tell: Callable[[str], None] = unheard
) -> None:
    """Let the file hold what it held in this version, after keeping what it holds now. Raises SaveError."""
    try:
        data = backups.read(version)
        present = _present(path)
        if present is not None:
            backups.keep_version(path, present)
    except OSError as error:
        message = (
            f"“{path.name}”没有还原：备份“{version.path}”读不出来，或者现在的文件没能先备份（{reason(error, path)}）。"
            "文件没有变。"
        )
        raise SaveError(path, message) from error
    write_file(path, data, backups, tell)


def _refuse_names_and_locks(path: Path) -> None:
    problem = name_problem(path.name) if IS_WINDOWS else None
    if problem is not None:
        raise SaveError(path, f"“{path.name}”没有保存：{problem}。请换一个文件名。")
    holder = office_holder(path)
    if holder is not None:
        message = (
            f"“{path.name}”没有保存：它正在 {holder.program} 中打开（旁边有“{holder.lock}”）。请先在那里关闭它，再保存；"
            "如果它其实没有打开，请删除这个锁定文件，或者另存到别处。"
        )
        raise SaveError(path, message)


def _keep_version(path: Path, backups: Backups) -> str:
    """Keep what the file holds. Returns why that was impossible, which is no reason not to save; "" where it was not."""
    try:
        present = _present(path)
        if present is not None:
            backups.keep_version(path, present)
    except OSError as error:
        return (
            f"“{path.name}”已保存，但保存前的内容没能备份到“{backups.folder}”：{reason(error, backups.folder)}。"
            "在能够备份之前，不再提示。"
        )
    return ""


def _write_over(path: Path, data: bytes, backups: Backups, may_replace: Callable[[], bool]) -> None:
    """Save where nothing can be put in the old file's place; what it holds is kept first. Raises SaveError."""
    try:
        old = on_disk(path).read_bytes()
        version = backups.keep_version(path, old)
        backups.begin_writing_over(path, version, data)
    except OSError as error:
        message = (
            f"“{path.name}”没有保存：它所在的地方不能换上新文件，只能直接改写；而改写前的内容没能先备份到"
            f"“{backups.folder}”（{reason(error, backups.folder)}）。原来的文件没有变，可以另存到别处。"
        )
        raise SaveError(path, message) from error
    if not may_replace():
        backups.end_writing_over(path)
        raise _changed(path)
    try:
        write_in_place(path, data, old)
    except TornFile as error:
        message = (
            f"“{path.name}”没有保存，而且写到一半时出错，没能恢复原样：{reason(error, path)}。"
            f"请另存到别处；它原来的内容完整地留在备份“{version.path}”里。"
        )
        raise HalfWritten(path, message) from error
    except OSError as error:
        backups.end_writing_over(path)
        raise _unsaved(path, error) from error
    backups.end_writing_over(path)


def _changed(path: Path) -> ChangedOnDisk:
    return ChangedOnDisk(
        path, f"“{path.name}”没有保存：正在保存时，别人或别的程序改了这个文件。它们的修改还在。"
    )


def _unsaved(path: Path, error: OSError) -> SaveError:
    return SaveError(
        path, f"“{path.name}”没有保存：{reason(error, path)}。原来的文件没有变，可以另存到别处。"
    )


def _present(path: Path) -> bytes | None:
    """What the file holds; None where there is none. Raises OSError."""
    try:
        return on_disk(path).read_bytes()
    except FileNotFoundError:
        return None
