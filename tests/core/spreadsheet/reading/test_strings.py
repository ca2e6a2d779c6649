"""The strings that cells share: searched as text, or rewritten by a parser."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.reading import strings
from core.spreadsheet.reading.strings import SharedStrings
from core.spreadsheet.refusal import NotAWorkbook
from tests.core.spreadsheet.workbooks import MAIN

plain = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=4).map(escape)
pronunciations = st.sampled_from(
    ['<rPh sb="0" eb="1"><t>yi</t></rPh>', "<rPh/>", '<rPh sb="0" />', "<rPh></rPh>"]
)
runs = st.one_of(
    plain.map("<t>{}</t>".format),
    plain.map('<t xml:space="preserve">{}</t>'.format),
    plain.map("<r><rPr><b/></rPr><t>{}</t></r>".format),
    st.just("<r><t/></r>"),
    pronunciations,
)
elements = st.lists(runs, max_size=4).map("".join).map("<si>{}</si>".format) | st.just("<si/>")


def shared(content: str) -> SharedStrings:
    return SharedStrings(f'<sst xmlns="{MAIN}">{content}</sst>'.encode())


def texts(content: str, count: int) -> list[str]:
    read = shared(content)
    return [read[number] for number in range(count)]


@given(st.lists(elements, max_size=8))
def test_searching_finds_what_a_parser_finds(written: list[str]) -> None:
    xml = "".join(written)
    assert texts(xml, len(written)) == texts("<!-- for a parser -->" + xml, len(written))


def test_pronunciation_ends_with_its_own_element() -> None:
    assert texts("<si><t>甲</t><rPh /><t>乙</t><rPh sb='0'><t>yi</t></rPh><t>丙</t></si>", 1) == ["甲乙丙"]


def test_strings_are_found_in_every_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_PORTION", 30)
    written = [f"<si><t>{number}</t></si><si/>" for number in range(50)]
    assert texts("".join(written), 100)[::2] == [str(number) for number in range(50)]


@pytest.mark.parametrize(
    "xml",
    [
        "<x:si xmlns:x='{MAIN}'><x:t>甲</x:t></x:si>",
        "<si a='1'><t>甲</t></si >",
        "<si><t><![CDATA[甲]]></t></si>",
    ],
)
def test_strings_are_read_however_they_are_spelled(xml: str) -> None:
    assert texts(xml.replace("{MAIN}", MAIN), 1) == ["甲"]


@pytest.mark.parametrize("xml", ["<si>", "<si><t>甲</t>", "<si><si></si>", "<si><t>甲</t></si"])
def test_strings_that_do_not_end_mean_a_damaged_file(xml: str) -> None:
    with pytest.raises(NotAWorkbook):
        shared(xml)


def test_a_number_outside_is_nothing_or_wrong() -> None:
    assert shared("<si><t>甲</t></si>")[-1] == ""
    with pytest.raises(IndexError):
        shared("<si><t>甲</t></si>")[1]


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_MOST_TAGS", 100)
    with pytest.raises(NotAWorkbook):
        shared("<si><t>甲</t></si>" * 30)
