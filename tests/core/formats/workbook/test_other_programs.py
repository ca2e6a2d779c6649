"""Another spreadsheet program opens what Jimu writes, and what it saves of that is the same book."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from core.formats import load, read_decisions, save
from core.formats.json_book import write_json
from core.formats.workbook.titles import WorkbookKind
from core.session import Session
from tests.real_tables import BOOKS, FOLDER, text_file
from tests.samples import SAMPLES

SOFFICE = shutil.which("soffice")
FILES = [*SAMPLES, *([text_file(book) for book in BOOKS] if FOLDER.is_dir() else [])]


needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def saved_by_libreoffice(written: list[Path], folder: Path) -> Path:
    """The folder in which the same workbooks are, as LibreOffice saves them."""
    assert SOFFICE
    saved = folder / "saved"
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), *map(str, written)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return saved


@needs_libreoffice
@pytest.mark.parametrize("kind", WorkbookKind)
def test_libreoffice_saves_the_same_book(kind: WorkbookKind, tmp_path: Path) -> None:
    books = {path.stem: load(path).book for path in FILES}
    written = [tmp_path / f"{name}.xlsx" for name in books]
    for book, path in zip(books.values(), written, strict=True):
        save(book, path, form=kind)
    saved = saved_by_libreoffice(written, tmp_path)
    for name, book in books.items():
        assert write_json(load(saved / f"{name}.xlsx").book).source == write_json(book).source, name


@needs_libreoffice
def test_libreoffice_keeps_what_was_accepted(tmp_path: Path) -> None:
    session = Session(load(SAMPLES[0]).book)
    session.waive(next(iter(session.findings)), "按批复执行\n（附件二）", "经办人", "2026-03-31")
    save(session.book, tmp_path / "accepted.xlsx", decisions=session.decisions)
    saved = saved_by_libreoffice([tmp_path / "accepted.xlsx"], tmp_path) / "accepted.xlsx"
    assert read_decisions(saved, load(saved).layout) == session.decisions
