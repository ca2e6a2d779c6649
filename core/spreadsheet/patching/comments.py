"""What belongs to single cells and is kept in parts of its own: comments, their threads, their boxes, controls."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from lxml import etree

from core.spreadsheet.address import cell_at
from core.spreadsheet.patching.row_plan import RowMap
from core.spreadsheet.patching.shifting import Shift
from core.spreadsheet.xml import parse, serialise

_ADDRESSES = {"comment": "ref", "threadedComment": "ref", "singleXmlCell": "r"}
"""The elements that belong to a cell, and the attribute that names it."""
_SHAPE = re.compile(rb"<v:shape\b(?:(?!<v:shape\b).)*?</v:shape>\s*", re.DOTALL)
_DATA = re.compile(
    rb"<(\w+):ClientData\b[^>]*?ObjectType=[\"'](\w+)[\"'][^>]*>.*?</\1:ClientData>", re.DOTALL
)
_NOTE_ROW = re.compile(rb"(<\w+:Row>\s*)([0-9]+)(\s*</)")
_ANCHOR = re.compile(rb"(<\w+:Anchor>)([^<]*)(</)")
_FORMULA = re.compile(rb"(<\w+:Fmla(?:Link|Range|Group|Pict|Txbx)>)([^<]*)(</)")
_STAYS = re.compile(rb"<\w+:MoveWithCells\b")
_TOP, _BOTTOM = 2, 6
"""Places of the rows in an anchor."""


def shifted_notes(xml: bytes, sheet: str, shift: Shift) -> bytes:
    """A part whose elements belong to one cell each; those of rows that go are taken out."""
    rows = shift.rows_of(sheet)
    if rows is None:
        return xml
    root = parse(xml)
    has_changed = False
    for element in list(root.iter(etree.Element)):
        attribute = _ADDRESSES.get(etree.QName(element).localname)
        if attribute is None or not element.get(attribute):
            continue
        old = cell_at(element.get(attribute, ""))
        row = rows.new_row(old.row)
        if row == old.row:
            continue
        has_changed = True
        if row is not None:
            element.set(attribute, old._replace(row=row).name)
        elif (parent := element.getparent()) is not None:
            parent.remove(element)
    return serialise(root) if has_changed else xml


def shifted_boxes(xml: bytes, sheet: str, shift: Shift) -> bytes:
    """The old kind of drawing (VML), with the boxes of comments and with controls.

    It is not always well-formed XML, so its bytes are changed in place.
    """
    rows = shift.rows_of(sheet)
    if rows is None:
        return _with_formulas(xml, sheet, shift)
    return _SHAPE.sub(lambda shape: _shifted_shape(shape[0], sheet, shift, rows), xml)


def _shifted_shape(shape: bytes, sheet: str, shift: Shift, rows: RowMap) -> bytes:
    data = _DATA.search(shape)
    if data is None:
        return shape
    if data[2] == b"Note":
        return _shifted_note(shape, rows)
    if _STAYS.search(shape) is None:
        shape = _ANCHOR.sub(lambda anchor: _moved_anchor(anchor, lambda row: rows.edge(row) - row), shape)
    return _with_formulas(shape, sheet, shift)


def _shifted_note(shape: bytes, rows: RowMap) -> bytes:
    """The box of a comment moves with the comment's cell; it goes with it, too."""
    found = _NOTE_ROW.search(shape)
    if found is None:
        return shape
    old = int(found[2]) + 1
    new = rows.new_row(old)
    if new is None:
        return b""
    shape = _NOTE_ROW.sub(rb"\g<1>%d\g<3>" % (new - 1), shape)
    return _ANCHOR.sub(lambda anchor: _moved_anchor(anchor, lambda row: new - old), shape)


def _moved_anchor(anchor: re.Match[bytes], distance: Callable[[int], int]) -> bytes:
    parts = anchor[2].split(b",")
    if len(parts) <= _BOTTOM or not all(part.strip().isdigit() for part in parts):
        return anchor[0]
    by = distance(int(parts[_TOP]) + 1)
    if by:
        for place in (_TOP, _BOTTOM):
            parts[place] = b" %d" % max(int(parts[place]) + by, 0)
    return anchor[1] + b",".join(parts) + anchor[3]


def _with_formulas(shape: bytes, sheet: str, shift: Shift) -> bytes:
    def replaced(formula: re.Match[bytes]) -> bytes:
        text = unescape(formula[2].decode())
        new = shift.formula(text, sheet, f"工作表“{sheet}”的控件")
        return formula[0] if new == text else formula[1] + escape(new, quote=False).encode() + formula[3]

    return _FORMULA.sub(replaced, shape)
