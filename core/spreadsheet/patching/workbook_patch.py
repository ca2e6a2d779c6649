"""Changes of sheets, applied to a workbook in place: every part that they do not reach keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial

from lxml import etree

from core.progress import Progress, unobserved
from core.spreadsheet.loss import Loss
from core.spreadsheet.opening.package import Package, Relationship, relationships_name
from core.spreadsheet.opening.sheet_list import ListedSheet, listed_sheets
from core.spreadsheet.patching.comments import shifted_boxes, shifted_notes
from core.spreadsheet.patching.linked_parts import (
    shift_names,
    shifted_chart,
    shifted_control,
    shifted_drawing,
    shifted_links,
    shifted_pivot_cache,
    shifted_pivot_table,
)
from core.spreadsheet.patching.row_plan import RowMap
from core.spreadsheet.patching.sheet_edit import SheetEdit
from core.spreadsheet.patching.sheet_patch import patched_sheet
from core.spreadsheet.patching.shifting import Shift
from core.spreadsheet.patching.styles import Styles
from core.spreadsheet.patching.tables import shifted_table
from core.spreadsheet.refusal import damaged
from core.spreadsheet.xml import CONTENT_TYPES, MAIN, PACKAGE_RELATIONSHIPS, parse, serialise

_CONTENT_TYPES = "[Content_Types].xml"
_FORMULA = re.compile(rb"<(?:\w{1,99}:)?f[\s>/]")
_LONGEST_TAG = 128
_PORTION = 1 << 20
"""Bytes that are searched at a time: one call for a large sheet would let no other thread run."""
_BEFORE_CALCULATION = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
)


def patch_sheets(
    package: Package, edits: Mapping[str, SheetEdit], progress: Progress = unobserved
) -> tuple[Package, tuple[Loss, ...]]:
    """The workbook with its sheets edited, by their names, and what could not follow.

    Raises KeyError for a sheet that is not there, NotAWorkbook where a part that has to be read is damaged, and what
    `progress` raises.
    """
    try:
        return _Patch(package, edits, progress).applied()
    except ValueError as error:
        # Somewhere in the workbook stands no number, or no address, where there has to be one.
        raise damaged() from error


class _Patch:
    """One change of a workbook: the parts that are other than before."""

    def __init__(self, package: Package, edits: Mapping[str, SheetEdit], progress: Progress) -> None:
        self._package = package
        self._progress = progress
        self._edits = edits
        self._sheets = listed_sheets(package)
        unknown = edits.keys() - {sheet.name for sheet in self._sheets if sheet.holds_cells}
        if unknown:
            raise KeyError("、".join(sorted(unknown)))
        maps = {name: RowMap(edit.plan) for name, edit in edits.items()}
        maps = {name: rows for name, rows in maps.items() if not rows.is_identity}
        self._shift = Shift(maps, [sheet.name for sheet in self._sheets])
        self._needles = [_needle(name) for name in maps]
        self._styles_name = package.linked(package.workbook, "styles")
        self._styles = Styles(package.part(self._styles_name)) if self._styles_name else None
        self._changed: dict[str, bytes | None] = {}
        self._has_formulas = False
        self._moves_formulas = False

    def applied(self) -> tuple[Package, tuple[Loss, ...]]:
        for sheet in self._sheets:
            if sheet.part:
                self._patch_sheet(sheet)
                self._patch_linked(sheet.part, sheet.name)
        self._patch_workbook()
        if self._styles:
            self._replace(self._styles_name, self._styles.to_bytes())
        return self._package.with_parts(self._changed) if self._changed else self._package, self._shift.losses

    def _replace(self, name: str, content: bytes | None) -> None:
        if content != self._package.part(name):
            self._changed[name] = content

    def _change(self, name: str, changed: Callable[[bytes], bytes]) -> None:
        self._replace(name, changed(self._changed.get(name) or self._package.part(name)))

    def _linked(self, name: str) -> list[Relationship]:
        """The parts that a part refers to."""
        return [
            link
            for link in self._package.relationships(name)
            if not link.is_external and link.target in self._package
        ]

    def _concerns(self, sheet: str, xml: bytes) -> bool:
        """Whether a part that belongs to the sheet may refer to rows that move."""
        return self._shift.changes and (
            self._shift.rows_of(sheet) is not None
            or b"&#" in xml
            or any(needle in xml for needle in self._needles)
        )

    # -- sheets and what hangs on them -----------------------------------------------------------------------

    def _patch_sheet(self, sheet: ListedSheet) -> None:
        if not sheet.holds_cells:
            return
        xml = self._package.part(sheet.part)
        self._has_formulas = self._has_formulas or _holds_formula(xml)
        if sheet.name in self._edits or self._concerns(sheet.name, xml):
            edit = self._edits.get(sheet.name, SheetEdit())
            lost = self._patch_tables(sheet, edit)
            patched = patched_sheet(xml, sheet.name, edit, self._shift, self._styles, lost, self._progress)
            self._replace(sheet.part, patched.xml)
            self._moves_formulas |= patched.moves_formulas

    def _patch_tables(self, sheet: ListedSheet, edit: SheetEdit) -> list[str]:
        """Returns the ids by which the sheet knows the tables that are lost."""
        lost = []
        for link in self._linked(sheet.part):
            if link.kind == "table":
                xml = shifted_table(self._package.part(link.target), sheet.name, self._shift, edit.texts)
                if xml is None:
                    self._unlink(sheet.part, link.target)
                    lost.append(link.id)
                self._replace(link.target, xml)
        return lost

    def _patch_linked(self, part: str, sheet: str) -> None:
        """Let the parts that belong to a sheet, as this part says, follow the cells that they refer to."""
        for link in self._linked(part):
            if link.kind in _FOLLOWERS and self._concerns(sheet, self._package.part(link.target)):
                self._change(link.target, partial(_FOLLOWERS[link.kind], sheet=sheet, shift=self._shift))
            if link.kind == "drawing":
                self._patch_links(link.target, sheet)
                self._patch_linked(link.target, sheet)

    def _patch_links(self, drawing: str, sheet: str) -> None:
        name = relationships_name(drawing)
        if name in self._package and self._shift.changes:
            self._change(name, partial(shifted_links, sheet=sheet, shift=self._shift))

    # -- the workbook ----------------------------------------------------------------------------------------

    def _patch_workbook(self) -> None:
        workbook = self._package.workbook
        if self._shift.changes:
            for link in self._linked(workbook):
                if link.kind == "pivotCacheDefinition":
                    self._change(link.target, partial(shifted_pivot_cache, shift=self._shift))
        if self._moves_formulas:
            for link in self._linked(workbook):
                if link.kind == "calcChain":
                    self._changed[link.target] = None
                    self._unlink(workbook, link.target)
        root = self._package.tree(workbook)
        before = serialise(root)
        shift_names(root, [sheet.name for sheet in self._sheets], self._shift)
        if self._has_formulas and any(edit.texts or edit.plan for edit in self._edits.values()):
            _calculate_on_loading(root)
        after = serialise(root)
        if after != before:
            self._changed[workbook] = after

    def _unlink(self, owner: str, target: str) -> None:
        """Take a part that goes out of what its owner and the package say about it."""
        links = {link.id for link in self._package.relationships(owner) if link.target == target}
        for name, tag, attribute, values in (
            (relationships_name(owner), f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", "Id", links),
            (_CONTENT_TYPES, f"{{{CONTENT_TYPES}}}Override", "PartName", {f"/{target}"}),
        ):
            self._change(name, partial(_without, tag=tag, attribute=attribute, values=values))


def _holds_formula(xml: bytes) -> bool:
    return any(
        _FORMULA.search(xml, start, start + _PORTION + _LONGEST_TAG) for start in range(0, len(xml), _PORTION)
    )


def _without(xml: bytes, tag: str, attribute: str, values: Collection[str]) -> bytes:
    """The XML without the children of its root that have one of the values."""
    root = parse(xml)
    for element in root.findall(tag):
        if element.get(attribute) in values:
            root.remove(element)
    return serialise(root)


def _calculate_on_loading(workbook: etree._Element) -> None:
    """Results that Excel stored are out of date when cells have changed."""
    settings = workbook.find(f"{{{MAIN}}}calcPr")
    if settings is None:
        settings = etree.Element(f"{{{MAIN}}}calcPr")
        before = [
            child
            for child in workbook.iterchildren(etree.Element)
            if etree.QName(child).localname in _BEFORE_CALCULATION
        ]
        before[-1].addnext(settings)
    settings.set("fullCalcOnLoad", "1")


def _needle(sheet: str) -> bytes:
    """What every mention of a sheet in XML has in it, however its name is quoted there."""
    return max(re.split("[&<>'\"]", sheet), key=len).encode()


_FOLLOWERS = {
    "comments": shifted_notes,
    "threadedComment": shifted_notes,
    "tableSingleCells": shifted_notes,
    "pivotTable": shifted_pivot_table,
    "drawing": shifted_drawing,
    "chart": shifted_chart,
    "chartEx": shifted_chart,
    "ctrlProp": shifted_control,
    "vmlDrawing": shifted_boxes,
}
