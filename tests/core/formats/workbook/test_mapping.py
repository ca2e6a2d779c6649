"""Where the parts of a book stand, in little memory for many projects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formats.workbook.mapping import FieldText, RowCells
from core.spreadsheet.address import Cell
from tests.core.formats.workbook.reading.test_list_layouts import OWN_INDICATORS, OWN_PROJECTS
from tests.core.formats.workbook.sketches import read_sketches

TEMPLATES = st.dictionaries(
    st.integers(1, 20), st.sampled_from("abc").map(lambda name: (FieldText(name),)), max_size=6
)


@given(st.integers(1, 9), TEMPLATES, TEMPLATES)
def test_the_cells_of_a_row_are_like_a_dictionary_of_them(row: int, templates: dict, others: dict) -> None:
    cells = RowCells(row, templates)
    said = {Cell(row, column): template for column, template in templates.items()}
    assert dict(cells) == said
    assert cells == said
    assert (cells == RowCells(row, others)) == (templates == others)
    assert list(cells) == list(said)
    assert list(cells.values()) == list(said.values())
    assert all(cell in cells and Cell(cell.row + 1, cell.column) not in cells for cell in said)


def test_there_are_no_cells_on_other_rows_and_columns() -> None:
    cells = RowCells(2, {1: (FieldText("name"),)})
    for cell in (Cell(1, 1), Cell(2, 2)):
        with pytest.raises(KeyError):
            cells[cell]


def test_projects_whose_rows_say_the_same_columns_share_what_is_known_of_these() -> None:
    book, mapped = read_sketches({"项目": OWN_PROJECTS, "指标": OWN_INDICATORS})
    first, second, without_rows = (mapped.sections[project.id].rows for project in book.projects)
    assert first
    assert second
    assert without_rows
    assert first.columns is second.columns
    assert first.levels is second.levels
    assert [list(rows.rows) for rows in (first, second, without_rows)] == [[2, 3], [4, 5, 6], []]
