"""Tables that LibreOffice makes workbooks of, from HTML and CSV."""

from __future__ import annotations

import html
import shutil
import subprocess
from pathlib import Path

import pytest

from core.spreadsheet.address import CellRange
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import Grid, read_grids
from tests.core.formats.workbook.reading import test_form_layouts, test_list_layouts
from tests.core.formats.workbook.sketches import grid, read

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def as_html(one: Grid) -> str:
    """The sheet as an HTML table of texts, merged cells with their spans."""
    merges = {(merge.top, merge.left): merge for merge in one.merges}
    covered = {
        (row, column)
        for merge in one.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    } - merges.keys()
    lines = []
    for row, texts in enumerate(one.rows, 1):
        cells = []
        for column, text in enumerate(texts, 1):
            if (row, column) not in covered:
                area = merges.get((row, column), CellRange(row, column, row, column))
                span = f'rowspan="{area.bottom - row + 1}" colspan="{area.right - column + 1}"'
                words = html.escape(text).replace("\n", "<br>")
                cells.append(f'<td {span} sdnum="0;0;@">{words}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(lines)}</table></body></html>'


def as_csv(one: Grid) -> str:
    return "\n".join(",".join(f'"{text}"' for text in row) for row in one.rows)


def converted(source: Path, import_filter: str) -> list[Grid]:
    """The sheets of the workbook that LibreOffice makes of a file."""
    profile = (source.parent / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={profile}", f"--infilter={import_filter}"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(source.parent), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return read_grids(Package.open(source.with_suffix(".xlsx").read_bytes()))


@needs_libreoffice
def test_a_form_from_html(tmp_path: Path) -> None:
    form = grid(test_form_layouts.PUBLISHED)
    source = tmp_path / "form.html"
    source.write_text(as_html(form), encoding="utf-8")
    assert read(converted(source, "calc_HTML_WebQuery"))[0].projects == read([form])[0].projects


@needs_libreoffice
def test_a_list_from_csv(tmp_path: Path) -> None:
    whole = grid(test_list_layouts.REGULAR[1]["清单"])
    source = tmp_path / "list.csv"
    source.write_text(as_csv(whole), encoding="utf-8")
    came = read(converted(source, "CSV:44,34,76,1,1/2/2/2/3/2/4/2/5/2/6/2/7/2/8/2/9/2/10/2"))
    assert came[0].projects == read([whole])[0].projects
