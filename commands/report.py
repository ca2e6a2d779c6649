"""`check FILE… -o REPORT`: the review report about books, as one document."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from core.formats import SaveError
from core.report import ReviewedFile, Writers, compose, review_files, write_report, writer_for
from core.report.review import Reviewer, checked
from core.rules import Severity


def report(
    paths: Sequence[Path], target: Path, more_writers: Writers | None = None, reviewer: Reviewer = checked
) -> int:
    """Review the files, telling of each as soon as it is done, and write the report.

    Returns as `check` does: 0: no errors, 1: errors found, 2: a file could not be read, or the report not be written.
    """
    try:
        writer = writer_for(target, paths, more_writers)
        reviewed = []
        for file in review_files(paths, reviewer):
            reviewed.append(file)
            _tell(file, f"{len(reviewed)}/{len(paths)}")
        write_report(compose(reviewed, dt.date.today()), target, writer)
    except SaveError as error:
        print(error.message, file=sys.stderr)
        return 2
    print(f"审核意见已写入 {target}")
    if any(file.failure for file in reviewed):
        return 2
    return 1 if any(file.count(Severity.ERROR) for file in reviewed) else 0


def _tell(file: ReviewedFile, number: str) -> None:
    if file.failure:
        print(f"{number}  {file.failure}", file=sys.stderr, flush=True)
        return
    counts = "，".join(f"{severity.title} {file.count(severity)}" for severity in Severity)
    print(f"{number}  {file.name}  {counts}", flush=True)
