"""XML that is read safely and written as Excel writes it."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.spreadsheet.address import Cell
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import read_grids
from core.spreadsheet.refusal import NotAWorkbook
from core.spreadsheet.xml import checked, escaped_text, parse, serialise
from tests.core.spreadsheet.workbooks import hand_made, sheet_xml

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"""
OUTSIDE = b"""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>"""
BEHIND_A_COMMENT = b"""<?xml version="1.0"?>\n<!-- a --><?b c?> <!-- d -->""" + OUTSIDE


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, BEHIND_A_COMMENT, LAUGHS.decode().encode("utf-16")])
def test_xml_that_declares_entities_is_refused(data: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        parse(data)
    with pytest.raises(NotAWorkbook):
        checked(data)


def test_an_encoding_that_hides_a_doctype_is_not_followed() -> None:
    data = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    with pytest.raises(NotAWorkbook):
        parse(data)


@pytest.mark.parametrize("data", [b"", b"<a>", b"text", b"<a>\xff</a>", b"<a b='1' b='2'/>"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        parse(data)


def test_the_word_doctype_in_a_text_is_no_doctype() -> None:
    assert parse(b"<a><!-- <!DOCTYPE b> --><b>&lt;!DOCTYPE</b></a>")[-1].text == "<!DOCTYPE"


def test_utf_16_and_a_byte_order_mark_are_read() -> None:
    assert parse("<a>绩效</a>".encode("utf-16")).text == "绩效"
    assert parse("<a>绩效</a>".encode("utf-8-sig")).text == "绩效"


def test_a_part_is_written_as_excel_writes_it() -> None:
    data = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a xmlns="b"><c d="&lt;">e\xe7\xbb\xa9</c></a>'
    assert serialise(parse(data)) == data


@given(st.text(min_size=1))
@example("_x000B_")
@example("_x000B_x000C_")
@example("a\t\x0b\x00_x000A")
def test_any_text_can_be_put_into_a_cell_and_is_read_back(text: str) -> None:
    text = text.replace("\r", "")
    cell = f'<c r="A1" t="inlineStr"><is><t xml:space="preserve">{escape(escaped_text(text))}</t></is></c>'
    data = hand_made(sheet_xml(f'<row r="1">{cell}</row>'))
    assert read_grids(Package.open(data))[0].text(Cell(1, 1)) == text
