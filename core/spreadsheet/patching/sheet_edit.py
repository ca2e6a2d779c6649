"""What is to become of one sheet: its rows in their new order, new texts, new merges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.patching.row_plan import RowPlan


@dataclass(frozen=True, slots=True)
class SheetEdit:
    """All cells and ranges are given by their new places.

    `plan` is empty where no row moves. Merges that lie within one of the `unmerged` ranges go, then `merges` come.
    `links` lead from a cell to a place of the workbook, `'甲'!A1`.
    """

    texts: Mapping[Cell, str] = field(default_factory=dict)
    plan: RowPlan = ()
    unmerged: tuple[CellRange, ...] = ()
    merges: tuple[CellRange, ...] = ()
    links: Mapping[Cell, str] = field(default_factory=dict)
