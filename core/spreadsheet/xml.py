"""XML as workbooks have it: parsed without following anything outside, written as Excel writes it."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from core.spreadsheet.refusal import damaged, unsafe

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
EXTENDED_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
VARIANT_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
EXCEL_MAIN = "http://schemas.microsoft.com/office/excel/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"

FORMULAS = {
    *("f", "formula", "formula1", "formula2", "definedName"),
    *("calculatedColumnFormula", "totalsRowFormula"),
}
"""The names, without their namespaces, of the elements that hold a formula."""

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DOCTYPE = re.compile(rb"\s*(?><\?.*?\?>\s*|<!--.*?-->\s*)*+<!DOCTYPE", re.DOTALL)
_LARGEST_TREE = 256 * 1024 * 1024
_MOST_ELEMENTS = 6_000_000
"""They take some 600 MiB as a tree; a sheet of a hundred thousand indicators has 2.3 million."""
_NEEDS_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")

_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
"""Halves of characters stay as they are."""
_ENTITY = re.compile(r"&(?:(\w+);|#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});|)")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def parse(data: bytes) -> etree._Element:
    """The root of a part's tree. Raises NotAWorkbook for what is no XML, and for XML with a DOCTYPE."""
    # Without the forced encoding a part could declare one in which a DOCTYPE is not found.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    data = checked(data)
    if len(data) > _LARGEST_TREE or data.count(b"<") - data.count(b"</") > _MOST_ELEMENTS:
        raise unsafe("里有大得不正常的部件")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def checked(data: bytes) -> bytes:
    """A part's XML in UTF-8, which declares no entities. Raises NotAWorkbook."""
    if data.startswith(_UTF_16):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError as error:
            raise damaged() from error
    data = data.removeprefix(codecs.BOM_UTF8)
    if _DOCTYPE.match(data):
        raise unsafe("里有 Excel 不会写的内容（XML 实体声明）")
    return data


def serialise(root: etree._Element) -> bytes:
    return _DECLARATION + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)


def whole_number(element: etree._Element, attribute: str) -> int:
    """What the attribute says, 0 where it is missing. Raises NotAWorkbook where it says something else."""
    try:
        return int(element.get(attribute, "0"))
    except ValueError as error:
        raise damaged() from error


def unescaped(text: str) -> str:
    """What XML says with this text. Raises NotAWorkbook for an entity or a character that XML has not."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def read_text(text: str) -> str:
    """What a cell shows whose string is this text in XML: without escapes, line ends as `\\n`."""
    if "&" in text:
        text = unescaped(text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(entity: re.Match[str]) -> str:
    name, decimal, hexadecimal = entity.groups()
    if name in _ENTITIES:
        return _ENTITIES[name]
    try:
        character = chr(int(decimal) if decimal else int(hexadecimal or "-1", 16))
        character.encode()
    except (ValueError, OverflowError) as error:
        raise damaged() from error
    return character


def escaped_text(text: str) -> str:
    """A text as a cell of the file has it: `_x000B_` for what XML cannot hold; markup as it is."""
    return _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
