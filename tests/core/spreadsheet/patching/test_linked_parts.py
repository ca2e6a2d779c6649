"""Parts outside the sheets that refer to their cells."""

from lxml import etree

from core.spreadsheet.patching.linked_parts import (
    shift_names,
    shifted_chart,
    shifted_control,
    shifted_drawing,
    shifted_links,
)
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap
from core.spreadsheet.patching.shifting import Shift
from tests.core.spreadsheet.workbooks import MAIN

SHIFT = Shift({"甲": RowMap((KeptRows(1, 4), NewRow(4), KeptRows(5, 6)))}, ["甲", "乙"])
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Target="#{0}"/><Relationship Id="b" Target="https://example.org/#A5"/></Relationships>'
)


def test_shapes_lead_to_where_they_led():
    assert LINKS.format("甲!A6") in shifted_links(LINKS.format("甲!A5").encode(), "乙", SHIFT).decode()
    encoded = shifted_links(LINKS.format("%E7%94%B2!A5").encode(), "乙", SHIFT).decode()
    assert LINKS.format("%E7%94%B2!A6") in encoded
    untouched = LINKS.format("乙!A5").encode()
    assert shifted_links(untouched, "乙", SHIFT) is untouched


def test_the_properties_of_a_control_follow():
    control = '<formControlPr xmlns="urn:x" objectType="Drop" fmlaLink="$A$5" fmlaRange="甲!$B$2:$B$9"/>'
    wanted = control.replace("$A$5", "$A$6").replace("$B$9", "$B$10")
    assert wanted in shifted_control(control.encode(), "甲", SHIFT).decode()
    assert shifted_control(control.encode(), "乙", SHIFT).decode().endswith(control.replace("$B$9", "$B$10"))


def test_charts_of_any_kind_follow():
    for namespace in ("http://schemas.openxmlformats.org/drawingml/2006/chart", "urn:newer"):
        chart = (
            f'<c:chart xmlns:c="{namespace}"><c:f>(甲!$A$2:$A$9,甲!$C$5)</c:f><c:f>乙!$A$5</c:f></c:chart>'
        )
        wanted = chart.replace("$A$9", "$A$10").replace("$C$5", "$C$6")
        assert wanted in shifted_chart(chart.encode(), "乙", SHIFT).decode()


def test_what_is_fixed_to_the_page_stays():
    drawing = (
        b'<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><d:twoCellAnchor '
        b'editAs="absolute"><d:from><d:row>6</d:row></d:from><d:to><d:row>8</d:row></d:to></d:twoCellAnchor></d:wsDr>'
    )
    assert shifted_drawing(drawing, "甲", SHIFT) is drawing


def test_names_follow_and_a_filter_takes_in_its_new_rows():
    book = etree.fromstring(
        f'<workbook xmlns="{MAIN}"><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0">'
        '甲!$A$4:$C$6</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">甲!$A:$B,甲!$5:$5'
        "</definedName><definedName name='数'>乙!$A$5+甲!$A$5</definedName></definedNames></workbook>"
    )
    shift_names(book, ["甲", "乙"], SHIFT)
    assert [name.text for name in book[0]] == ["甲!$A$4:$C$7", "甲!$A:$B,甲!$6:$6", "乙!$A$5+甲!$A$6"]
