"""Reading and saving Excel files, beside the libraries and the program that others would use for it."""

from __future__ import annotations

import gc
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from core.book import Book
from core.formats import WorkbookKind, load, save
from core.garbage import uncollected
from scripts.bench.clock import Clock
from scripts.bench.figures import Figure
from scripts.bench.grown_books import edit_one_word, grown_book
from scripts.bench.sizes import Sizes

_SECONDS = 60.0
"""For lists, and again for forms."""
_LONGEST = 300.0
"""Seconds that LibreOffice may take for a file."""
_READ, _SAVE, _READ_FORMS, _SAVE_FORMS, _GROWTH = 1.7, 0.7, 0.2, 1.0, 11.0
_PROJECTS_TO_INDICATORS = 8

_Sheets = Sequence[Sequence[Sequence[object]]]


def figures(sizes: Sizes) -> Iterator[Figure]:
    yield from _lists(sizes)
    yield from _forms(sizes)


# -- Lists ---------------------------------------------------------------------------------------------------


def _lists(sizes: Sizes) -> Iterator[Figure]:
    clock = Clock()
    with TemporaryDirectory() as name:
        folder = Path(name)
        large, tenth, tiny = (folder / f"{size}.xlsx" for size in ("large", "tenth", "tiny"))
        books = {large: grown_book(sizes.large), tenth: grown_book(sizes.tenth)}
        for path, book in (*books.items(), (tiny, grown_book(1))):
            save(book, path, form=WorkbookKind.LIST)
        sheets = _cells(large)
        office = _Office(folder)
        for number in clock.rounds(_SECONDS):
            for path, book in books.items():
                _read_and_save(clock, path, book)
            _list_peers(clock, large, sheets)
            if office.is_there and number == 0:  # it takes too long to be repeated
                office.load_and_save(tiny)  # makes its user's folders
                clock.note("office start", office.load_and_save(tiny))
                clock.note("office", office.load_and_save(large))
    list_name = f"{sizes.large:,} indicators, Excel list"
    saved = clock.median("large saved")
    yield Figure(
        f"{list_name}: read", clock.median("large read"), "calamine, bare", clock.median("calamine"), _READ
    )
    yield Figure(
        f"{list_name}: saved",
        saved,
        "XlsxWriter, constant memory, the same cells",
        clock.median("xlsxwriter"),
        _SAVE,
    )
    yield (
        _beside_office(clock, list_name, saved)
        if office.is_there
        else Figure(f"{list_name}: saved, as LibreOffice does", None, remark="LibreOffice is not installed")
    )
    edited = clock.median("large saved after one edit")
    yield Figure(
        f"{list_name}: saved after one edit",
        edited,
        "XlsxWriter, constant memory, the same cells",
        clock.median("xlsxwriter"),
    )
    for job in ("read", "saved"):
        ours, peer = clock.median(f"large {job}"), clock.median(f"tenth {job}")
        yield Figure(f"{list_name}: {job}, growth", ours, f"{sizes.tenth:,} indicators", peer, _GROWTH)


def _beside_office(clock: Clock, list_name: str, saved: float) -> Figure:
    """LibreOffice without its start, which a user of it has behind him."""
    peer = clock.median("office") - clock.median("office start")
    return Figure(
        f"{list_name}: saved, as LibreOffice does", saved, "LibreOffice, load and save", peer, _SAVE
    )


def _read_and_save(clock: Clock, path: Path, book: Book) -> None:
    """Save a new workbook, read it, and save it with one change."""
    gc.collect()
    target = path.with_name(f"saved-{path.name}")
    with uncollected():
        with clock.timing(f"{path.stem} saved"):
            layout = save(book, target, form=WorkbookKind.LIST)
        del layout
        with clock.timing(f"{path.stem} read"):
            opened = load(path)
        edit_one_word(opened.book)
        with clock.timing(f"{path.stem} saved after one edit"):
            layout = save(opened.book, target, opened.layout)
        del layout


def _list_peers(clock: Clock, path: Path, sheets: _Sheets) -> None:
    gc.collect()
    with uncollected():
        with clock.timing("calamine"):
            read = _cells(path)
        del read
        with clock.timing("xlsxwriter"):
            _write_with_xlsxwriter(sheets, path.with_name("xlsxwriter.xlsx"))


def _cells(path: Path) -> _Sheets:
    """The cells of all sheets, as calamine reads them."""
    workbook = CalamineWorkbook.from_path(path)
    return [
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
    ]


def _write_with_xlsxwriter(sheets: _Sheets, path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        look = workbook.add_format({"border": 1, "text_wrap": True})
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, float):
                        sheet.write_number(row, column, value, look)
                    elif value:
                        sheet.write_string(row, column, str(value), look)
                    else:
                        sheet.write_blank(row, column, None, look)


class _Office:
    """LibreOffice without a window, with a user of its own."""

    def __init__(self, folder: Path) -> None:
        self._program = shutil.which("soffice")
        self._user, self._target = folder / "office-user", folder / "office"

    @property
    def is_there(self) -> bool:
        return self._program is not None

    def load_and_save(self, path: Path) -> float:
        """Milliseconds, those for its start and end among them. Raises CalledProcessError."""
        assert self._program is not None
        clock = Clock()
        call = [self._program, f"-env:UserInstallation={self._user.as_uri()}", "--headless"]
        with clock.timing("office"):
            subprocess.run(
                [*call, "--convert-to", "xlsx", "--outdir", str(self._target), str(path)],
                check=True,
                timeout=_LONGEST,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        with suppress(FileNotFoundError):
            (self._target / path.name).unlink()
        return clock.median("office")


# -- Forms ---------------------------------------------------------------------------------------------------


def _forms(sizes: Sizes) -> Iterator[Figure]:
    clock = Clock()
    with TemporaryDirectory() as folder:
        path, target = Path(folder, "forms.xlsx"), Path(folder, "saved.xlsx")
        book = grown_book(sizes.forms * _PROJECTS_TO_INDICATORS)
        save(book, path, form=WorkbookKind.FORM)
        for _ in clock.rounds(_SECONDS, fewest=2):
            _read_and_save_forms(clock, path, target, book)
    name = f"{len(book.project_ids):,} projects, Excel form"
    yield Figure(
        f"{name}: read",
        clock.median("read"),
        "openpyxl, full load",
        clock.median("openpyxl read"),
        _READ_FORMS,
    )
    for job in ("saved", "saved after one edit"):
        yield Figure(
            f"{name}: {job}",
            clock.median(job),
            "openpyxl, full save",
            clock.median("openpyxl saved"),
            _SAVE_FORMS,
        )


def _read_and_save_forms(clock: Clock, path: Path, target: Path, book: Book) -> None:
    gc.collect()
    with uncollected():
        with clock.timing("saved"):
            layout = save(book, target, form=WorkbookKind.FORM)
        del layout
        with clock.timing("read"):
            opened = load(path)
        edit_one_word(opened.book)
        with clock.timing("saved after one edit"):
            layout = save(opened.book, target, opened.layout)
        del layout, opened
        with clock.timing("openpyxl read"):
            workbook = openpyxl.load_workbook(path)
        with clock.timing("openpyxl saved"):
            workbook.save(target)
