"""The making of a report from what the user chose: reviews files and the open book, then writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.progress import Progress
from core.report import ReviewedFile, Reviewer, Writer, compose, review_book, review_file, write_report
from core.report.review import Checked, distinct_names
from core.report.shares import share
from ui.document import Document

Source = Path | Document
"""A file, or the document of a window, which is reviewed as it stands there, with changes that no file has yet."""


def path_of(source: Source) -> Path:
    """The file; for a document that no file holds yet only its name."""
    return (source.path or Path(source.title)) if isinstance(source, Document) else source


@dataclass(frozen=True, slots=True)
class ReportJob:
    """Touches no widget. Nobody may change the open book while it runs."""

    sources: Sequence[Source]
    target: Path
    writer: Writer
    reviewer: Reviewer
    with_hints: bool

    def __call__(self, progress: Progress) -> list[ReviewedFile]:
        """Write the report and return what it is about. Raises SaveError and what `progress` raises."""
        # Writing takes about as long as a tenth of the files.
        parts = len(self.sources) + 1 + len(self.sources) // 10
        reviewed = list(self._reviewed(progress, parts))
        report = compose(reviewed, dt.date.today(), with_hints=self.with_hints)
        write_report(report, self.target, self.writer, share(progress, parts - 1, parts))
        return reviewed

    def _reviewed(self, progress: Progress, parts: int) -> Iterator[ReviewedFile]:
        names = distinct_names([path_of(source) for source in self.sources])
        for index, (source, name) in enumerate(zip(self.sources, names, strict=True)):
            part = share(progress, index, parts)
            if isinstance(source, Document):
                part(0, 1)
                yield _review_open(source, name)
            else:
                yield review_file(source, name, self.reviewer, part)


def _review_open(document: Document, name: str) -> ReviewedFile:
    session, layout = document.session, document.layout
    unrecognised = layout.unrecognised if layout else ()
    return review_book(name, session.book, Checked.of(session.findings), unrecognised)
