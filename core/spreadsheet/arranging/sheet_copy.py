"""A sheet's XML as that of another sheet: without all that belongs to the one sheet alone."""

from __future__ import annotations

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.formula import Reference, with_references
from core.spreadsheet.sheet_name import is_same_sheet, quoted
from core.spreadsheet.xml import DOCUMENT_RELATIONSHIPS, FORMULAS, MAIN

_LINK = f"{{{DOCUMENT_RELATIONSHIPS}}}"
_PAGE_SETUP = f"{{{MAIN}}}pageSetup"
_HYPERLINK = f"{{{MAIN}}}hyperlink"
_COUNTED = "count"


def copied_sheet(data: bytes, like: str, name: str) -> bytes:
    """The sheet without drawings, comments, tables, controls and links to outside, and not selected.

    Cells, merges, widths, validations, conditional formats and the page set-up stay. What refers to the sheet
    `like`, which this is a copy of, refers to `name`. Raises NotAWorkbook.
    """
    sheet = xml.parse(data)
    for linked in [element for element in sheet.iter(etree.Element) if _links(element)]:
        if linked.tag == _PAGE_SETUP:
            for attribute in _links(linked):
                del linked.attrib[attribute]
        else:
            _remove(linked, sheet)
    for properties in sheet.iter(f"{{{MAIN}}}sheetPr"):
        properties.attrib.pop("codeName", "")
    for view in sheet.iter(f"{{{MAIN}}}sheetView"):
        view.attrib.pop("tabSelected", "")
    for element in sheet.iter(etree.Element):
        if element.text and etree.QName(element).localname in FORMULAS:
            element.text = redirected(element.text, like, name)
        elif element.tag == _HYPERLINK and "location" in element.attrib:
            element.set("location", redirected(element.get("location", ""), like, name))
    return xml.serialise(sheet)


def redirected(formula: str, like: str, name: str) -> str:
    """The formula with references to the one sheet leading to the other."""

    def replaced(reference: Reference) -> str:
        is_to_like = len(reference.sheets) == 1 and is_same_sheet(reference.sheets[0], like)
        if is_to_like and not reference.is_elsewhere:
            reference = reference._replace(prefix=f"{quoted(name)}!")
        return reference.text

    return with_references(formula, replaced)


def _links(element: etree._Element) -> list[str]:
    """The attributes by which the element refers to other parts."""
    return [name for name in map(str, element.attrib) if name.startswith(_LINK)]


def _remove(element: etree._Element, sheet: etree._Element) -> None:
    """Take the element out, and what held nothing else."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent is sheet or (_COUNTED not in parent.attrib and len(parent)):
        return
    if len(parent):
        parent.set(_COUNTED, str(len(parent)))
    else:
        _remove(parent, sheet)
