"""The sheets of a workbook that keep decisions about its book: 已核实的问题, 成本计算的约定."""

from __future__ import annotations

from collections.abc import Sequence

from core.decisions import Decisions
from core.decisions.tables import decisions_in, table_name, tables_of
from core.spreadsheet.arranging.sheets import sheet_names
from core.spreadsheet.arranging.text_sheets import put_text_sheet, without_sheet
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import Grid, read_grids
from core.spreadsheet.sheet_name import legal_sheet_name


def split_off_decisions(grids: Sequence[Grid]) -> tuple[Decisions, list[Grid]]:
    """The decisions, and the sheets that hold none. A sheet is known by its titles, whatever its name."""
    held = {grid.name: table_name(grid.rows) for grid in grids}
    tables = {name: grid.rows for grid in grids if (name := held[grid.name])}
    return decisions_in(tables), [grid for grid in grids if held[grid.name] is None]


def with_decisions(data: bytes, decisions: Decisions) -> bytes:
    """The workbook with just these decisions in it; a sheet that has none to tell goes. Raises NotAWorkbook."""
    package = Package.open(data)
    sheets = {table: grid.name for grid in read_grids(package) if (table := table_name(grid.rows))}
    for table, lines in tables_of(decisions).items():
        if lines:
            name = sheets.get(table) or legal_sheet_name(table, sheet_names(package))
            package = put_text_sheet(package, name, lines)
        elif table in sheets:
            package = without_sheet(package, sheets[table])
    return package.to_bytes()
