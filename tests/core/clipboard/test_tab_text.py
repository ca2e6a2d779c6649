"""Tab-separated text as spreadsheets write and read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clipboard.block import Block, TooLarge
from core.clipboard.tab_text import as_tab_text, parse_tab_text

texts = st.text(st.sampled_from('甲≥5 \t\n"=,'), max_size=6)
grids = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=5)
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲", ["甲"]),
        ("", [""]),
        ("甲\t乙\r\n丙\t丁\r\n", ["甲|乙", "丙|丁"]),
        ("甲\t乙\n丙\t丁", ["甲|乙", "丙|丁"]),
        ("甲\r乙\r", ["甲", "乙"]),
        ("甲\t乙\t\r\n丙", ["甲|乙|", "丙||"]),
        ("甲\r\n\r\n", ["甲", ""]),
        ('"第一行\n第二行"\t乙\r\n', ["第一行/第二行|乙"]),
        ('"第一行\r\n第二行"', ["第一行/第二行"]),
        ('"他说""好"""\t乙', ['他说"好"|乙']),
        ('"制\t表"\t乙', ["制\t表|乙"]),
        ('5"屏幕\t乙', ['5"屏幕|乙']),
        ('"甲"乙\t丙', ['"甲"乙|丙']),
        ('"没有结束\t乙\r\n丙\t丁', ['"没有结束|乙', "丙|丁"]),
        ('""\t"', ['|"']),
    ],
)
def test_text_of_a_spreadsheet_is_a_block(text: str, rows: list[str]) -> None:
    """In the table above / is a line break in a cell, | parts the cells."""
    assert ["|".join(row).replace("\n", "/") for row in parse_tab_text(text).rows] == rows


def test_cells_with_tabs_breaks_and_quotation_marks_are_quoted() -> None:
    block = Block((("甲\n乙", '5"'), ("丙\t丁", "=1+1")))
    assert as_tab_text(block) == '"甲\n乙"\t"5"""\r\n"丙\t丁"\t=1+1\r\n'


def test_a_single_cell_has_no_line_end() -> None:
    assert as_tab_text(Block((("甲",),))) == "甲"


@given(grids)
def test_a_block_comes_back_as_it_was(rows: list[list[str]]) -> None:
    block = Block.of(rows)
    assert parse_tab_text(as_tab_text(block)) == block


@given(st.text(st.sampled_from('甲乙\t\n\r"'), max_size=30))
def test_no_text_is_lost(text: str) -> None:
    read = "".join(cell for row in parse_tab_text(text).rows for cell in row)
    assert [c for c in read if c in "甲乙"] == [c for c in text if c in "甲乙"]


def test_text_beyond_measure_is_refused() -> None:
    with pytest.raises(TooLarge):
        parse_tab_text("\t" * 2000 + "\n" * 2000)
