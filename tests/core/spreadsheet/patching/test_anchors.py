"""Objects that keep to their rows."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.spreadsheet.patching.anchors import OFFSET, ROW, shift_anchor
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap
from tests.core.spreadsheet.patching.row_models import row_plans


def end(row):
    element = etree.Element("end")
    etree.SubElement(element, ROW).text = str(row - 1)
    etree.SubElement(element, OFFSET).text = "500"
    return element


def shifted(first, last, plan, stretches):
    start, stop = end(first), end(last)
    is_there = shift_anchor(start, stop, RowMap(plan), stretches=stretches)
    found = [(int(part.findtext(ROW)) + 1, part.findtext(OFFSET)) for part in (start, stop)]
    return found[0], found[1], is_there


def test_an_object_grows_with_the_rows_it_covers():
    plan = (KeptRows(1, 4), NewRow(4), KeptRows(5, 5))
    assert shifted(3, 6, plan, True) == ((3, "500"), (7, "500"), True)
    assert shifted(3, 6, plan, False) == ((3, "500"), (6, "500"), True)
    assert shifted(5, 6, plan, True) == ((6, "500"), (7, "500"), True)


def test_an_object_shrinks_to_the_rows_that_are_left():
    assert shifted(3, 6, (KeptRows(1, 3), KeptRows(7, 9)), True) == ((3, "500"), (4, "0"), True)


def test_an_object_whose_rows_go_keeps_its_size():
    assert shifted(3, 4, (KeptRows(1, 2), KeptRows(5, 9)), True) == ((3, "0"), (4, "500"), False)


@given(row_plans(), st.integers(1, 18), st.integers(0, 6), st.booleans())
def test_an_object_never_turns_upside_down(plan, first, height, stretches):
    (top, _), (bottom, _), is_there = shifted(first, first + height, plan, stretches)
    assert 1 <= top <= bottom
    assert is_there == any(RowMap(plan).new_row(row) for row in range(first, first + height + 1))
    if not stretches:
        assert bottom - top == height
