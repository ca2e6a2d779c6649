"""Rows grow with their texts, but for those whose height is the user's own."""

import pytest
from lxml import etree

from core.spreadsheet.address import CellRange
from core.spreadsheet.patching.row_heights import RowHeights
from core.spreadsheet.xml import MAIN

FRAME = etree.fromstring(
    f'<worksheet xmlns="{MAIN}"><sheetFormatPr defaultColWidth="10"/>'
    '<cols><col min="2" max="3" width="20"/></cols></worksheet>'
)
LONG = "全年开展职业技能培训并发放证书" * 4


def height_after(
    texts: dict[int, str], merges: list[CellRange] | None = None, **attributes: str
) -> str | None:
    row = etree.Element("row", attributes)
    RowHeights(FRAME, merges or []).fit(row, 1, texts)
    return row.get("ht")


def test_a_text_of_several_lines_makes_its_row_higher() -> None:
    height = height_after({2: LONG}, ht="15")
    assert height is not None
    assert float(height) > 60


def test_a_narrow_column_needs_more_height_than_a_wide_one() -> None:
    narrow, wide = height_after({1: LONG}, ht="15"), height_after({2: LONG}, ht="15")
    assert float(narrow or 0) > float(wide or 0)


@pytest.mark.parametrize("text", ["", "优", "≥95%"])
def test_a_short_text_leaves_the_height(text: str) -> None:
    assert height_after({2: text}, ht="15") == "15"
    assert height_after({2: text}, ht="80") == "80"


def test_a_height_that_the_user_gave_stays() -> None:
    assert height_after({2: LONG}, ht="15", customHeight="1") == "15"


def test_a_row_without_a_height_is_left_to_be_fitted() -> None:
    assert height_after({2: LONG}) is None


def test_merged_columns_are_as_wide_as_together_and_merged_rows_do_not_count() -> None:
    alone, merged = (
        height_after({2: LONG}, ht="15"),
        height_after({2: LONG}, [CellRange(1, 2, 1, 3)], ht="15"),
    )
    assert float(merged or 0) < float(alone or 0)
    assert height_after({2: LONG}, [CellRange(1, 2, 4, 2)], ht="15") == "15"
