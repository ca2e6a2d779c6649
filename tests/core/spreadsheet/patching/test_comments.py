"""Boxes of comments and controls, which stand in XML of the old kind."""

import pytest

from core.spreadsheet.patching.comments import shifted_boxes
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap
from core.spreadsheet.patching.shifting import Shift

NOTE = (
    '<v:shape id="a"><v:textbox><br>没有结束的标记</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:Anchor>1, 15, {anchor}, 10, 3, 15, {end}, 4</x:Anchor><x:Row>{row}</x:Row><x:Column>0</x:Column>"
    "</x:ClientData></v:shape>"
)
CONTROL = (
    '<v:shape id="b"><x:ClientData ObjectType="Checkbox"><x:Anchor>1, 0, {row}, 0, 2, 0, {end}, 0</x:Anchor>'
    "<x:FmlaLink>{link}</x:FmlaLink></x:ClientData></v:shape>"
)
INSERTED = (KeptRows(1, 4), NewRow(4), KeptRows(5, 5))


def after(text, plan, sheet="甲"):
    return shifted_boxes(f"<xml>{text}</xml>".encode(), sheet, Shift({"甲": RowMap(plan)}, ["甲"])).decode()[
        5:-6
    ]


@pytest.mark.parametrize(
    ("plan", "row"), [(INSERTED, 9), ((KeptRows(1, 4), KeptRows(6, 9)), 7), ((KeptRows(1, 20),), 8)]
)
def test_the_box_of_a_comment_moves_with_its_cell(plan, row):
    box = NOTE.format(anchor=row - 1, end=row + 3, row=row)
    assert after(NOTE.format(anchor=7, end=11, row=8), plan) == box


def test_the_box_goes_with_its_cell():
    other = NOTE.format(anchor=1, end=3, row=1)
    assert after(NOTE.format(anchor=7, end=11, row=8) + other, (KeptRows(1, 8), KeptRows(10, 10))) == other


def test_a_control_moves_and_keeps_its_cell():
    assert after(CONTROL.format(row=6, end=8, link="$C$6"), INSERTED) == CONTROL.format(
        row=7, end=9, link="$C$7"
    )


def test_a_control_on_another_sheet_keeps_its_cell():
    control = CONTROL.format(row=6, end=8, link="甲!$C$6")
    assert after(control, INSERTED, "乙") == control.replace("$6", "$7")
