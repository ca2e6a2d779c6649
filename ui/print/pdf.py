"""A book as PDF, with the fonts of its texts in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QPdfWriter

from core.book import Book, ItemId
from core.paper.paper import Paper
from core.paper.printout import Printout, sections_to_print
from core.progress import Progress, unobserved
from core.store import write_atomically
from core.version import VERSION
from ui.print.page_layout import page_layout
from ui.print.painter import paint_pages
from ui.print.paper_text import fitted

_RESOLUTION = 1200
"""Dots per inch: how finely places are told, not the size of anything."""


def write_pdf(
    book: Book,
    project_ids: Iterable[ItemId] | None,
    path: Path,
    progress: Progress = unobserved,
    paper: Paper | None = None,
) -> int:
    """Write these sections of a book, or the whole book for None, and return the number of pages.

    Raises OSError where the file cannot be written, and what `progress` raises; an old file is then as it was.
    """
    printout = Printout(sections_to_print(book, project_ids), paper or Paper(), fitted, progress)
    write_pages(printout, range(1, printout.page_count + 1), path, path.stem, progress)
    return printout.page_count


def write_pages(
    printout: Printout, numbers: Sequence[int], path: Path, title: str, progress: Progress = unobserved
) -> None:
    """Write the pages of these numbers. Raises as `write_pdf`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _write(printout, numbers, buffer, title, progress)
    write_atomically(path, bytes(buffer.data().data()))


def _write(
    printout: Printout, numbers: Sequence[int], device: QIODevice, title: str, progress: Progress
) -> None:
    writer = QPdfWriter(device)
    writer.setPageLayout(page_layout(printout.paper))
    writer.setResolution(_RESOLUTION)
    writer.setTitle(title)
    writer.setCreator(f"{QCoreApplication.translate('Printout', '绩目')} {VERSION}")
    paint_pages(writer, printout, numbers, progress)
