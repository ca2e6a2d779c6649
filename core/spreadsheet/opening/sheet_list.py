"""The sheets that a workbook lists, and in which parts they are."""

from __future__ import annotations

from typing import NamedTuple

from core.spreadsheet import xml
from core.spreadsheet.opening.package import Package

_WORKSHEET = "worksheet"
_VISIBLE = "visible"


class ListedSheet(NamedTuple):
    """`kind`: worksheet, chartsheet, …; `part` is "" where the sheet's part is missing."""

    name: str
    part: str
    kind: str
    is_visible: bool

    @property
    def holds_cells(self) -> bool:
        return self.kind == _WORKSHEET and bool(self.part)


def listed_sheets(package: Package) -> tuple[ListedSheet, ...]:
    """All sheets in the workbook's order. Raises NotAWorkbook."""
    workbook = package.workbook
    links = {link.id: link for link in package.relationships(workbook)}
    found = []
    for sheet in package.tree(workbook).iterfind(f"{{{xml.MAIN}}}sheets/{{{xml.MAIN}}}sheet"):
        link = links.get(sheet.get(f"{{{xml.DOCUMENT_RELATIONSHIPS}}}id", ""))
        part = link.target if link and link.target in package else ""
        state = sheet.get("state", _VISIBLE)
        found.append(ListedSheet(sheet.get("name", ""), part, link.kind if link else "", state == _VISIBLE))
    return tuple(found)
