"""How costs grow: each figure is a ratio to a peer measured in the same run, for machines differ and waver.

Usage: python scripts/bench.py [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import xlsxwriter
from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.book import Book, Indicator, Place, Project
from core.edit import Edit, Group, InsertRow, RemoveRow, SetField
from core.formats import load, save
from core.formats.encoding import Encoding
from core.formats.json_book import write_json
from core.formats.text.layout import read_text, write_text
from core.formats.text.table import Dialect
from core.formats.workbook.titles import WorkbookKind
from core.formats.workbook.writing.new_workbook import new_workbook
from core.resources import RESOURCES
from core.session import Session

SMALL, LARGE = 100, 10_000
ROUNDS = 300
INDICATORS = 100_000


class Figure(NamedTuple):
    """`ours` and `peer` in milliseconds (medians)."""

    job: str
    peer_name: str
    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        return self.ours / self.peer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    call = parser.parse_args()
    figures = [*edit_figures(), *text_figures(), *workbook_figures()]
    for figure in figures:
        print(
            f"{figure.job:<44} {figure.ours:10.3f} ms  {figure.peer_name:<34} {figure.peer:10.3f} ms  ×{figure.ratio:.2f}"
        )
    if call.json:
        call.json.write_text(
            json.dumps([{**figure._asdict(), "ratio": figure.ratio} for figure in figures], indent=1)
        )


def grown_book(count: int) -> Book:
    """A book of `count` projects, the samples' over and over, each with names of its own."""
    book = Book()
    samples = [
        project
        for path in sorted((RESOURCES / "samples").glob("*.txt"))
        for project in load(path).book.projects
    ]
    for index in range(count):
        sample = samples[index % len(samples)]
        rows = tuple(
            row._replace(id=book.new_id(), level3=f"{row.level3}{index}") for row in sample.indicators
        )
        project = replace(
            sample, id=book.new_id(), number=index + 1, name=f"{sample.name}{index}", indicators=rows
        )
        book.insert(index, project)
    return book


# -- edits -------------------------------------------------------------------------------------------------


def edit_figures() -> list[Figure]:
    """Apply, re-check and undo one edit: the same in a large book as in a small one."""
    sessions = {count: Session(grown_book(count)) for count in (SMALL, LARGE)}
    jobs: dict[str, Callable[[Project, int], Edit]] = {
        "set a value": lambda project, n: SetField(
            Place(project.id, project.indicators[0].id, "value"), f"≥{n}个"
        ),
        "set the budget": lambda project, n: SetField(Place(project.id, None, "budget"), f"{n}.50"),
        "insert and remove a row": _insert_and_remove,
    }
    return [
        Figure(
            f"{name}, re-check, undo: {LARGE} projects",
            f"{SMALL} projects",
            *_alternating([partial(edit_once, sessions[count], job) for count in (LARGE, SMALL)]),
        )
        for name, job in jobs.items()
    ]


def _insert_and_remove(project: Project, n: int) -> Edit:
    row = Indicator(project.indicators[0].id, "产出指标", "数量指标", f"新指标{n}", "说明", "1个")
    row = row._replace(id=type(row.id)(10**9 + n))
    return Group((InsertRow(project.id, 1, row), RemoveRow(project.id, row.id)))


def edit_once(session: Session, job: Callable[[Project, int], Edit], n: int) -> None:
    project = session.book.project(session.book.project_ids[n % SMALL])
    session.apply(job(project, n), "")
    session.undo()


# -- texts -------------------------------------------------------------------------------------------------


def text_figures() -> list[Figure]:
    """Read and write a text book, beside Python's own JSON reader and a plain copy."""
    return [figure for dialect in Dialect for figure in _dialect_figures(grown_book(1000), dialect)]


def _dialect_figures(book: Book, dialect: Dialect) -> list[Figure]:
    source = write_text(book, None, dialect).source
    as_json, data = write_json(book).source, source.encode()
    opened, layout = read_text(source, Encoding())
    read = _alternating([lambda _: read_text(source, Encoding()), lambda _: json.loads(as_json)], rounds=3)
    write = _alternating(
        [lambda _: write_text(opened, layout).source.encode(), lambda _: data.decode().encode()], rounds=5
    )
    return [
        Figure(f"read {dialect.value}: 1000 projects", "json.loads of the same book", *read),
        Figure(f"write {dialect.value} unchanged: 1000 projects", "decode and encode the bytes", *write),
    ]


# -- workbooks ---------------------------------------------------------------------------------------------


def workbook_figures() -> list[Figure]:
    """Write and read a list of many indicators, beside the libraries that are quickest at it."""
    book = _book_with_indicators(INDICATORS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        save(book, path, form=WorkbookKind.LIST)
        cells = _cells(path)
        jobs: list[Callable[[int], object]] = [
            lambda _: save(book, path, form=WorkbookKind.LIST),
            lambda _: new_workbook(book, WorkbookKind.LIST),
            lambda _: _write_with_xlsxwriter(cells),
            lambda _: load(path),
            lambda _: _cells(path),
        ]
        saved, written, xlsxwriter_took, read, calamine_took = _alternating(jobs, rounds=2)
    size = f"{INDICATORS} indicators"
    return [
        Figure(f"save a list, checked: {size}", "XlsxWriter, the same cells", saved, xlsxwriter_took),
        Figure(f"write a list: {size}", "XlsxWriter, the same cells", written, xlsxwriter_took),
        Figure(f"read a list: {size}", "calamine, bare cells", read, calamine_took),
    ]


def _book_with_indicators(wanted: int) -> Book:
    sample = grown_book(SMALL)
    per_project = sum(len(project.indicators) for project in sample.projects) / SMALL
    return grown_book(round(wanted / per_project))


def _cells(path: Path) -> list[list[list[object]]]:
    """The cells of all sheets, as calamine reads them."""
    workbook = CalamineWorkbook.from_path(path)
    return [
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
    ]


def _write_with_xlsxwriter(sheets: list[list[list[object]]]) -> None:
    with xlsxwriter.Workbook(BytesIO()) as workbook:
        look = workbook.add_format({"border": 1, "text_wrap": True})
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, float):
                        sheet.write_number(row, column, value, look)
                    elif value:
                        sheet.write_string(row, column, value, look)
                    else:
                        sheet.write_blank(row, column, None, look)


def _alternating(jobs: list[Callable[[int], object]], rounds: int = ROUNDS) -> list[float]:
    """Median milliseconds of each job, the jobs taking turns so that a slow moment hits them all."""
    times: list[list[float]] = [[] for _ in jobs]
    for n in range(rounds):
        for job, taken in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job(n)
            taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken) for taken in times]


if __name__ == "__main__":
    main()
