"""The values of the cells of many sheets, read by calamine, which is given only what it can take."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zipfile import ZIP_STORED

from python_calamine import CalamineError, CalamineWorkbook

from core.spreadsheet import xml
from core.spreadsheet.opening.archive import Entry, new_entry, write_archive
from core.spreadsheet.reading.extent import MOST_VALUES, count_values
from core.spreadsheet.reading.regular_sheet import regular
from core.spreadsheet.refusal import damaged, unsafe

Value = int | float | str | bool | time | date | datetime | timedelta

_MOST_CELLS_TOGETHER = 12_000_000
"""Empty ones too, which are read along."""
_MOST_TAGS = 12_000_000
_MOST_TEXT = 400 * 1024 * 1024

_END_OF_STRING = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")
_SHARED = re.compile(rb"<c (?>[^<>]*?\bt=[\"']s[\"'])[^<>]*+>\s*+<v>\s*+([0-9]{1,9})")


class CheckedPart(NamedTuple):
    """A part's XML that calamine can take, and the same compressed."""

    data: bytes
    packed: Entry


def sheet_part(entry: Entry, sheet: str) -> CheckedPart:
    """A sheet in regular XML. Raises SheetTooLarge, NotAWorkbook."""
    content = entry.content()
    return _checked_part(entry, content, regular(sheet, content))


def strings_part(entry: Entry) -> CheckedPart:
    """The strings that cells share. Raises NotAWorkbook."""
    content = entry.content()
    return _checked_part(entry, content, xml.checked(content))


def _checked_part(entry: Entry, content: bytes, checked: bytes) -> CheckedPart:
    return CheckedPart(checked, entry if checked == content else new_entry(entry.name, checked, ZIP_STORED))


class CellValues:
    """The values of the cells of many sheets."""

    def __init__(self, sheets: Sequence[CheckedPart], strings: CheckedPart | None) -> None:
        """Raises NotAWorkbook."""
        if sum(count_values(sheet.data) for sheet in sheets) > MOST_VALUES:
            raise unsafe(f"里有内容的单元格一共超过 {MOST_VALUES // 10_000} 万个")
        if strings:
            _check_amount_of_text([sheet.data for sheet in sheets], strings.data)
        archive = _archive([sheet.packed for sheet in sheets], strings and strings.packed)
        try:
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(archive))
        except CalamineError as error:
            raise damaged() from error
        self._cells = 0

    def rows(self, sheet: int) -> list[list[Value]]:
        """The values of a sheet from A1 on, in rows of equal length; every number is a float.

        Sheets count from 0. Other threads run on meanwhile. Raises NotAWorkbook.
        """
        try:
            cells = self._workbook.get_sheet_by_index(sheet)
        except CalamineError as error:
            raise damaged() from error
        end = cells.end or (-1, -1)
        self._cells += (end[0] + 1) * (end[1] + 1)
        if self._cells > _MOST_CELLS_TOGETHER:
            raise unsafe(f"里的工作表一共有超过 {_MOST_CELLS_TOGETHER // 10_000} 万个单元格")
        return cells.to_python(skip_empty_area=False)


def _check_amount_of_text(sheets: Sequence[bytes], shared_strings: bytes) -> None:
    """A long shared string in each of many cells would take any amount of memory."""
    if shared_strings.count(b"<") > _MOST_TAGS:
        raise unsafe("里有大得不正常的部件")
    longest = max(map(len, shared_strings.split(b"si>")))
    if longest * sum(data.count(b"<c ") for data in sheets) <= _MOST_TEXT:
        return
    sizes = [len(string) for string in _END_OF_STRING.split(shared_strings)]
    used = (int(number) for data in sheets for number in _SHARED.findall(data))
    if sum(sizes[number] for number in used if number < len(sizes)) > _MOST_TEXT:
        raise unsafe("里有大得不正常的文字")


def _archive(sheets: Sequence[Entry], strings: Entry | None) -> bytes:
    """A workbook with these sheets, without styles, so that numbers are not taken for dates."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
    links = "".join(_link(f"r{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    frame = {
        "[Content_Types].xml": f'<Types xmlns="{xml.CONTENT_TYPES}"/>',
        "_rels/.rels": _links(_link("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{xml.MAIN}" xmlns:r="{xml.DOCUMENT_RELATIONSHIPS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _links(links),
    }
    entries = [new_entry(name, text.encode()) for name, text in frame.items()]
    entries += [
        sheet.renamed(f"xl/worksheets/sheet{n}.xml") for n, sheet in zip(numbers, sheets, strict=True)
    ]
    return write_archive([*entries, *([strings.renamed("xl/sharedStrings.xml")] if strings else [])])


def _link(id: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id}" Type="{xml.DOCUMENT_RELATIONSHIPS}/{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{xml.PACKAGE_RELATIONSHIPS}">{links}</Relationships>'
