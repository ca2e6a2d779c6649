"""A report as a file: which writer it is, shows the suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from core.formats import SaveError
from core.formats.disk import write_file
from core.progress import Progress, unobserved
from core.report.report import Report

Writer = Callable[[Report, Progress], bytes]
"""Makes the file of a report. Raises what its progress raises."""
Writers = Mapping[str, Writer]
"""By suffix, in small letters with the dot."""


def _docx(report: Report, progress: Progress) -> bytes:
    from core.report.docx_report import docx_report

    return docx_report(report, progress)


def _xlsx(report: Report, progress: Progress) -> bytes:
    from core.report.xlsx_report import xlsx_report

    return xlsx_report(report, progress)


def _html(report: Report, progress: Progress) -> bytes:
    from core.report.html_report import html_report

    return html_report(report, progress)


WRITERS: Writers = {".docx": _docx, ".xlsx": _xlsx, ".html": _html}
"""Each is imported when it writes its first report."""
SUFFIXES = (*WRITERS, ".pdf")
"""What a report can be written as; pages need fonts, so the writer of .pdf comes from outside the core."""


def writer_for(path: Path, sources: Iterable[Path] = (), more: Writers | None = None) -> Writer:
    """The writer for the file's suffix, among the core's and `more`.

    Raises SaveError, before any work is done, where there is none, where the report would take the place of one of
    the reviewed `sources`, and where its folder does not exist.
    """
    writers = {**WRITERS, **(more or {})}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        known = "、".join(suffix for suffix in SUFFIXES if suffix in writers)
        said = f"不支持“{path.suffix}”格式" if path.suffix else "文件名没有后缀"
        raise SaveError(path, f"“{path.name}”不能写成审核意见：{said}，文件名请以 {known} 结尾。")
    target = path.resolve()
    if any(source.resolve() == target for source in sources):
        message = f"“{path.name}”是要审核的文件，写审核意见会把它覆盖。请给审核意见另取一个文件名。"
        raise SaveError(path, message)
    if not target.parent.is_dir():
        message = f"“{path.name}”没有保存：文件夹“{path.parent}”不存在。请先新建这个文件夹，或另选一个。"
        raise SaveError(path, message)
    return writer


def write_report(report: Report, path: Path, writer: Writer, progress: Progress = unobserved) -> None:
    """Put the report in the place of the file, whole or not at all. Raises SaveError and what `progress` raises."""
    write_file(path, writer(report, progress))
