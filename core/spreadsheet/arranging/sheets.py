"""Sheets come, go and change places in a workbook; all parts that this does not concern keep their bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from copy import deepcopy
from itertools import count
from typing import NamedTuple

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.arranging.removed_sheets import RemovedSheets
from core.spreadsheet.arranging.sheet_copy import copied_sheet, redirected
from core.spreadsheet.arranging.sheet_titles import with_sheet_titles
from core.spreadsheet.loss import Loss
from core.spreadsheet.opening.package import CONTENT_TYPES, Package, relationships_name
from core.spreadsheet.opening.sheet_list import listed_sheets
from core.spreadsheet.refusal import damaged
from core.spreadsheet.xml import DOCUMENT_RELATIONSHIPS, MAIN, PACKAGE_RELATIONSHIPS

_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_COPIED_NAMES = {"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"}
_LINK = f"{{{DOCUMENT_RELATIONSHIPS}}}id"


class KeptSheet(NamedTuple):
    name: str


class CopiedSheet(NamedTuple):
    """A new sheet that looks like another one, cells and all; its name has to be legal and new."""

    name: str
    like: str


class MadeSheet(NamedTuple):
    """A new sheet by its XML, which refers to no other part but the styles; its name has to be legal and new."""

    name: str
    data: bytes


SheetOrder = Sequence[KeptSheet | CopiedSheet | MadeSheet]


def sheet_names(package: Package) -> tuple[str, ...]:
    """The names of all sheets in the workbook's order, charts and hidden sheets too. Raises NotAWorkbook."""
    return tuple(sheet.name for sheet in listed_sheets(package))


def arrange_sheets(package: Package, order: SheetOrder) -> tuple[Package, tuple[Loss, ...]]:
    """The workbook with these sheets in this order, and what breaks where others go.

    Raises KeyError for a sheet that is not there, NotAWorkbook.
    """
    if list(order) == [KeptSheet(name) for name in sheet_names(package)]:
        return package, ()
    return _Arrangement(package, order).applied()


class _Arrangement:
    """One change of the sheets: what comes of the parts that say which sheets there are."""

    def __init__(self, package: Package, order: SheetOrder) -> None:
        self._package = package
        self._order = order
        self._listed = listed_sheets(package)
        self._places = {sheet.name: place for place, sheet in enumerate(self._listed)}
        kept = {name for name, *_ in order} & self._places.keys()
        self._kept = [sheet for sheet in self._listed if sheet.name in kept]
        self._part = package.workbook
        self._workbook = package.tree(self._part)
        self._links = package.tree(relationships_name(self._part))
        self._types = package.tree(CONTENT_TYPES)
        self._going = RemovedSheets(
            [sheet.name for sheet in self._listed if sheet.name not in kept],
            has_macros=bool(package.linked(package.workbook, "vbaProject")),
        )
        self._changed: dict[str, bytes | None] = {}

    def applied(self) -> tuple[Package, tuple[Loss, ...]]:
        self._list_sheets()
        self._arrange_names()
        self._arrange_views()
        self._changed |= self._going.broken_parts(self._package, self._kept)
        self._going.break_formulas(self._workbook, "")
        self._write(self._part, self._workbook)
        self._write(relationships_name(self._part), self._links)
        self._drop_unused_parts()
        self._write(CONTENT_TYPES, self._types)
        self._entitle()
        return self._package.with_parts(self._changed), self._going.losses

    def _write(self, part: str, root: etree._Element) -> None:
        if (data := xml.serialise(root)) != xml.serialise(self._package.tree(part)):
            self._changed[part] = data

    # -- which sheets there are ------------------------------------------------------------------------------

    def _list_sheets(self) -> None:
        listing = self._workbook.find(f"{{{MAIN}}}sheets")
        if listing is None:
            raise damaged()
        before = listing.findall(f"{{{MAIN}}}sheet")
        ids = count(max(xml.whole_number(sheet, "sheetId") for sheet in before) + 1)
        listing[:] = [
            before[self._places[sheet.name]]
            if isinstance(sheet, KeptSheet)
            else self._new(sheet, str(next(ids)))
            for sheet in self._order
        ]
        if all(sheet.get("state", "visible") != "visible" for sheet in listing):
            del listing[0].attrib["state"]
        gone = {sheet.get(_LINK) for sheet in before} - {sheet.get(_LINK) for sheet in listing}
        for link in list(self._links):
            # Excel makes the order of calculation anew where it is missing; an incomplete one is an error.
            if link.get("Id") in gone or link.get("Type", "").endswith("/calcChain"):
                self._links.remove(link)

    def _new(self, sheet: CopiedSheet | MadeSheet, id: str) -> etree._Element:
        """The entry of a new sheet, whose part and relationship come with it."""
        like = self._listed[self._places[sheet.like]].part if isinstance(sheet, CopiedSheet) else ""
        part = self._unused_part(like or next(one.part for one in self._listed if one.holds_cells))
        self._changed[part] = self._copied(sheet, like) if isinstance(sheet, CopiedSheet) else sheet.data
        kinds = (entry.get("ContentType") for entry in self._types if entry.get("PartName") == f"/{like}")
        type = next(kinds, None) or _WORKSHEET_TYPE
        etree.SubElement(
            self._types, f"{{{xml.CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=type
        )
        used = {link.get("Id") for link in self._links}
        link = next(f"rId{number}" for number in count(len(used) + 1) if f"rId{number}" not in used)
        etree.SubElement(
            self._links,
            f"{{{PACKAGE_RELATIONSHIPS}}}Relationship",
            Id=link,
            Type=f"{DOCUMENT_RELATIONSHIPS}/worksheet",
            Target=posixpath.relpath(part, posixpath.dirname(self._part)),
        )
        return etree.Element(f"{{{MAIN}}}sheet", {"name": sheet.name, "sheetId": id, _LINK: link})

    def _copied(self, sheet: CopiedSheet, part: str) -> bytes:
        copy = copied_sheet(self._package.part(part), sheet.like, sheet.name)
        return self._going.broken(copy, f"工作表“{sheet.name}”")

    def _unused_part(self, like: str) -> str:
        folder = posixpath.dirname(like)
        names = (f"{folder}/sheet{number}.xml" for number in count(1))
        return next(name for name in names if name not in self._package and name not in self._changed)

    # -- what counts sheets by their places ------------------------------------------------------------------

    def _arrange_names(self) -> None:
        """Names that hold for one sheet go where it goes; a copy has its own print area and titles."""
        names = self._workbook.find(f"{{{MAIN}}}definedNames")
        if names is None:
            return
        moved = self._moved()
        for name in list(names):
            if "localSheetId" not in name.attrib:
                continue
            place = xml.whole_number(name, "localSheetId")
            if name.get("name") in _COPIED_NAMES and place < len(self._listed):
                self._copy_name(name, self._listed[place].name, names)
            if place in moved:
                name.set("localSheetId", str(moved[place]))
            else:
                names.remove(name)
        if not len(names):
            self._workbook.remove(names)

    def _copy_name(self, name: etree._Element, owner: str, names: etree._Element) -> None:
        for place, sheet in enumerate(self._order):
            if isinstance(sheet, CopiedSheet) and sheet.like == owner:
                copy = deepcopy(name)
                copy.set("localSheetId", str(place))
                copy.text = redirected(name.text or "", owner, sheet.name)
                names.append(copy)

    def _arrange_views(self) -> None:
        """The sheet that is shown stays so; where it goes, the next visible one is shown."""
        moved = self._moved()
        visible = [place for place, sheet in enumerate(self._order) if self._is_visible(sheet)] or [0]
        for view in self._workbook.iter(f"{{{MAIN}}}workbookView"):
            for name in ("activeTab", "firstSheet") if "firstSheet" in view.attrib else ("activeTab",):
                old = xml.whole_number(view, name)
                new = _nearest(moved.get(old, old), visible)
                if new != old:
                    view.set(name, str(new))

    def _is_visible(self, sheet: KeptSheet | CopiedSheet | MadeSheet) -> bool:
        return not isinstance(sheet, KeptSheet) or self._listed[self._places[sheet.name]].is_visible

    def _moved(self) -> dict[int, int]:
        """The new places of the kept sheets by their old ones."""
        return {
            self._places[sheet.name]: place
            for place, sheet in enumerate(self._order)
            if isinstance(sheet, KeptSheet)
        }

    # -- what the package says of its parts ------------------------------------------------------------------

    def _drop_unused_parts(self) -> None:
        """Parts to which nothing leads any more go, unless nothing ever did."""
        after = self._package.with_parts(self._changed)
        unused = _in_use(self._package) - _in_use(after)
        for part in unused:
            self._changed[part] = self._changed[relationships_name(part)] = None
        for entry in list(self._types):
            if entry.get("PartName", "").removeprefix("/") in unused:
                self._types.remove(entry)

    def _entitle(self) -> None:
        part = self._package.linked("", "extended-properties")
        if part:
            before = [sheet.name for sheet in self._listed if sheet.holds_cells]
            names = [
                sheet.name
                for sheet in self._order
                if not isinstance(sheet, KeptSheet) or self._listed[self._places[sheet.name]].holds_cells
            ]
            self._changed[part] = with_sheet_titles(self._package.part(part), before, names)


def _nearest(place: int, places: Sequence[int]) -> int:
    return min(places, key=lambda other: abs(other - place))


def _in_use(package: Package) -> set[str]:
    """The parts that can be reached."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        for link in package.relationships(waiting.pop()):
            if not link.is_external and link.target in package and link.target not in found:
                found.add(link.target)
                waiting.append(link.target)
    return found
