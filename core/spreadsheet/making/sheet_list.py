"""What the parts of a new workbook that are no sheets say about its sheets and its strings.

openpyxl says it about the frames (see `core.spreadsheet.making.draft`), one of which may serve many sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from core.spreadsheet.sheet_name import quoted
from core.spreadsheet.xml import DOCUMENT_RELATIONSHIPS, MAIN, parse, serialise

STRINGS_PART = "xl/sharedStrings.xml"
_WORKBOOK, _RELATIONSHIPS, _TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SHEETS_FOLDER = "/xl/worksheets/"


class ListedSheet(NamedTuple):
    """A sheet in the list of all; `frame` is the place of its frame from 0, `title_row` is on every printed page."""

    name: str
    frame: int
    title_row: int | None


def sheet_part(place: int) -> str:
    """The name of the part with a sheet, or with openpyxl's frame of one, by its place from 0."""
    return f"xl/worksheets/sheet{place + 1}.xml"


def listing_parts(sheets: Sequence[ListedSheet], frame_parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that list the sheets and the strings, from those that list the frames."""
    return {
        _WORKBOOK: _workbook(sheets, frame_parts[_WORKBOOK]),
        _RELATIONSHIPS: _relationships(len(sheets), frame_parts[_RELATIONSHIPS]),
        _TYPES: _types(len(sheets), frame_parts[_TYPES]),
    }


def _workbook(sheets: Sequence[ListedSheet], part: bytes) -> bytes:
    root = parse(part)
    listed, names = root.find(f"{{{MAIN}}}sheets"), root.find(f"{{{MAIN}}}definedNames")
    assert listed is not None
    assert names is not None
    first_of = {sheet.frame: place for place, sheet in reversed(list(enumerate(sheets)))}
    for name in names:  # of filtered areas
        name.set("localSheetId", str(first_of[int(name.attrib["localSheetId"])]))
    del listed[:]
    for place, sheet in enumerate(sheets):
        key = {f"{{{DOCUMENT_RELATIONSHIPS}}}id": _key(place)}
        _add(listed, "sheet", {"name": sheet.name, "sheetId": str(place + 1), "state": "visible"} | key)
        if sheet.title_row:
            name = _add(names, "definedName", {"name": "_xlnm.Print_Titles", "localSheetId": str(place)})
            name.text = f"{quoted(sheet.name)}!${sheet.title_row}:${sheet.title_row}"
    return serialise(root)


def _relationships(count: int, part: bytes) -> bytes:
    root = parse(part)
    targets = {f"/{sheet_part(place)}": (_key(place), "worksheet") for place in range(count)}
    targets[f"/{STRINGS_PART}"] = "strings", "sharedStrings"
    _remove(root, [one for one in root if one.get("Target", "").startswith(_SHEETS_FOLDER)])
    for target, (key, kind) in targets.items():
        _add(root, "Relationship", {"Id": key, "Type": f"{DOCUMENT_RELATIONSHIPS}/{kind}", "Target": target})
    return serialise(root)


def _types(count: int, part: bytes) -> bytes:
    root = parse(part)
    types = {f"/{sheet_part(place)}": "worksheet" for place in range(count)}
    types[f"/{STRINGS_PART}"] = "sharedStrings"
    _remove(root, [one for one in root if one.get("PartName", "").startswith(_SHEETS_FOLDER)])
    for name, kind in types.items():
        _add(root, "Override", {"PartName": name, "ContentType": f"{_TYPE}{kind}+xml"})
    return serialise(root)


def _key(place: int) -> str:
    return f"sheet{place + 1}"


def _add(parent: etree._Element, name: str, attributes: dict[str, str]) -> etree._Element:
    """Another child, in the namespace of its parent."""
    return etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name), attributes)


def _remove(parent: etree._Element, children: Iterable[etree._Element]) -> None:
    for child in children:
        parent.remove(child)
