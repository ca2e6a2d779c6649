"""Short ways for tests to change workbooks and to look at what came out."""

import warnings
from io import BytesIO

import openpyxl

from core.spreadsheet.opening.package import Package
from core.spreadsheet.patching.row_plan import KeptRows, NewRow
from core.spreadsheet.patching.workbook_patch import patch_sheets
from tests.core.spreadsheet.workbooks import (
    SHEET,
    hand_made,
    rich_workbook,
    sheet_xml,
)

RICH = rich_workbook()
INSERTED = (KeptRows(1, 5), NewRow(5), KeptRows(6, 6))
DELETED = (KeptRows(1, 3), KeptRows(5, 5))
MOVED = (KeptRows(1, 3), KeptRows(5, 5), KeptRows(4, 4), KeptRows(6, 6))


def patched(data, edit, sheet=SHEET):
    package, losses = patch_sheets(Package.open(data), {sheet: edit})
    return package, losses


def opened(package):
    return read_by_openpyxl(package.to_bytes())


def read_by_openpyxl(data):
    with warnings.catch_warnings():
        # It does not know all extensions, and says so.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data))


def changed_parts(data, package):
    before = Package.open(data)
    names = [*before.names, *package.names]
    return {
        name
        for name in names
        if name not in package or name not in before or before.part(name) != package.part(name)
    }


def part_of(package, name):
    return package.part(name).decode()


def hand_patched(edit, rows, after="", before="", others=None, names=""):
    package, losses = patched(hand_made(sheet_xml(rows, after, before), others, names), edit, "甲")
    return part_of(package, "xl/worksheets/sheet1.xml"), package, losses
