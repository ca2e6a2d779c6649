"""Names of sheets that Excel allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.sheet_name import legal_sheet_name

names = st.text("[]:*?/\\'甲乙aA1 （）\n\x00😀", max_size=40) | st.text(max_size=40)


@given(names, st.lists(names, max_size=5))
def test_every_name_becomes_a_legal_one_that_is_not_taken(wanted: str, taken: list[str]) -> None:
    name = legal_sheet_name(wanted, taken)
    assert 0 < len(name.encode("utf-16-le")) <= 62
    assert not set(name) & set("[]:*?/\\\x00\n")
    assert not name.startswith("'")
    assert not name.endswith("'")
    assert name.casefold() not in {"history", *(other.casefold() for other in taken)}


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("1 信息化建设", "1 信息化建设"),
        ("2025/2026年度[一]", "2025／2026年度［一］"),
        ("'甲'", "甲"),
        ("", "工作表"),
        ("  \n", "工作表"),
        ("甲\n乙", "甲 乙"),
        ("长" * 40, "长" * 31),
        ("😀" * 20, "😀" * 15),
        ("history", "history(2)"),
        ("项目a", "项目a(3)"),
    ],
)
def test_a_legal_name_is_as_near_to_the_wanted_one_as_can_be(wanted: str, name: str) -> None:
    assert legal_sheet_name(wanted, ["项目A", "项目a(2)"]) == name


def test_equal_long_names_are_told_apart_within_their_length() -> None:
    taken: list[str] = []
    for _ in range(12):
        taken.append(legal_sheet_name("长" * 40, taken))
    assert len(set(taken)) == 12
    assert taken[-1] == "长" * 27 + "(12)"
