"""Another spreadsheet program opens what Jimu writes, and what it saves of that is the same book."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from core.formats import load, save
from core.formats.json_book import write_json
from core.formats.workbook.titles import WorkbookKind
from tests.real_tables import BOOKS, FOLDER, text_file
from tests.samples import SAMPLES

SOFFICE = shutil.which("soffice")
FILES = [*SAMPLES, *([text_file(book) for book in BOOKS] if FOLDER.is_dir() else [])]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("kind", WorkbookKind)
def test_libreoffice_saves_the_same_book(kind: WorkbookKind, tmp_path: Path) -> None:
    assert SOFFICE
    books = {path.stem: load(path).book for path in FILES}
    written = [tmp_path / f"{name}.xlsx" for name in books]
    for book, path in zip(books.values(), written, strict=True):
        save(book, path, form=kind)
    saved = tmp_path / "saved"
    command = [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), *map(str, written)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name, book in books.items():
        assert write_json(load(saved / f"{name}.xlsx").book).source == write_json(book).source, name
