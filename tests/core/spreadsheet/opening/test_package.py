"""Files opened as workbooks: what is kept, and what is refused before it can do harm."""

import io
import random
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.opening.archive import new_entry, read_archive, write_archive
from core.spreadsheet.opening.package import NotAWorkbook, Package
from tests.core.spreadsheet.workbooks import MAIN, hand_made, rich_workbook, sheet_xml, zipped

SMALL = hand_made(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes) -> str:
    with pytest.raises(NotAWorkbook) as caught:
        Package.open(data)
    return caught.value.reason


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(**parts: bytes) -> bytes:
    return zipped(parts_of(SMALL) | {name.replace("__", "/"): content for name, content in parts.items()})


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + f"{stream}\0".encode("utf-16-le") + bytes(100)


# -- what is kept ------------------------------------------------------------------------------------------------


def test_an_unchanged_workbook_has_the_very_same_bytes() -> None:
    data = rich_workbook()
    assert Package.open(data).to_bytes() is data


def test_a_changed_part_leaves_all_others_and_what_the_archive_says_of_them() -> None:
    data = rich_workbook()
    package = Package.open(data)
    changed = package.with_parts(
        {SHEET: b"<worksheet/>", "xl/new.xml": b"<a/>" * 99, "docProps/core.xml": None}
    )
    before = ZipFile(io.BytesIO(data))
    with ZipFile(io.BytesIO(changed.to_bytes())) as after:
        assert after.testzip() is None
        kept = [name for name in before.namelist() if name != "docProps/core.xml"]
        assert after.namelist() == [*kept, "xl/new.xml"]
        assert after.read(SHEET) == b"<worksheet/>"
        assert after.getinfo("xl/new.xml").compress_size < 99
        for name in kept:
            old, new = before.getinfo(name), after.getinfo(name)
            for said in ("date_time", "compress_type", "external_attr", "create_system", "extra", "comment"):
                assert getattr(new, said) == getattr(old, said)
            if name != SHEET:
                assert after.read(name) == before.read(name)
                assert new.compress_size == old.compress_size
    assert package.to_bytes() is data


def test_dates_attributes_and_comments_of_entries_stay() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts_of(SMALL).items():
            info = ZipInfo(name, (2024, 2, 29, 23, 58, 58))
            info.compress_type = ZIP_STORED if name == SHEET else ZIP_DEFLATED
            info.external_attr, info.comment, info.extra = (
                0o644 << 16,
                "注".encode(),
                struct.pack("<2H4s", 9, 4, b"abcd"),
            )
            archive.writestr(info, content)
    changed = Package.open(file.getvalue()).with_parts({SHEET: b"<a/>"}).to_bytes()
    with ZipFile(io.BytesIO(changed)) as archive:
        assert archive.testzip() is None
        for info in archive.infolist():
            assert info.date_time == (2024, 2, 29, 23, 58, 58)
            assert (info.external_attr, info.comment) == (0o644 << 16, "注".encode())
            assert info.extra == struct.pack("<2H4s", 9, 4, b"abcd")
            assert info.compress_type == (ZIP_STORED if info.filename == SHEET else ZIP_DEFLATED)


def test_an_archive_written_in_one_go_to_a_stream_is_read_and_changed() -> None:
    class Stream(io.RawIOBase):
        """Cannot be sought, so that sizes follow the contents."""

        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.data += data
            return len(data)

    stream = Stream()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts_of(SMALL).items():
            archive.writestr(name, content)
    changed = Package.open(bytes(stream.data)).with_parts({"xl/新.xml": b"<a/>"}).to_bytes()
    assert parts_of(changed) == parts_of(SMALL) | {"xl/新.xml": b"<a/>"}


def test_another_program_opens_what_was_written() -> None:
    package = Package.open(SMALL)
    two = package.part(SHEET).replace(b"<v>1</v>", b"<v>2</v>")
    book = openpyxl.load_workbook(io.BytesIO(package.with_parts({SHEET: two}).to_bytes()))
    assert book.worksheets[0]["A1"].value == 2


@given(st.dictionaries(st.text("abc/.xml甲", min_size=1, max_size=8), st.none() | st.binary(max_size=99)))
def test_parts_put_in_are_those_that_come_out(changes: dict[str, bytes | None]) -> None:
    package = Package.open(SMALL).with_parts(changes)
    wanted = {name.lower(): content for name, content in changes.items() if content is not None}
    files = {
        name: content for name, content in parts_of(package.to_bytes()).items() if not name.endswith("/")
    }
    assert {name.lower(): content for name, content in files.items()} == {
        name.lower(): content
        for name, content in (parts_of(SMALL) | wanted).items()
        if not name.endswith("/")
    }
    assert all(package.part(name) == content for name, content in files.items())


@given(st.binary(max_size=99), st.integers(0, 9000), st.sampled_from([ZIP_STORED, ZIP_DEFLATED]))
def test_the_pieces_of_a_part_are_the_whole_of_it(content: bytes, times: int, method: int) -> None:
    entry = new_entry("a", content * times, method)
    assert b"".join(entry.pieces()) == entry.content()


def test_a_large_part_comes_in_several_pieces() -> None:
    content = random.Random(1).randbytes(300_000)
    pieces = list(new_entry("a", content).pieces())
    assert len(pieces) > 3
    assert b"".join(pieces) == content


def test_names_of_parts_are_found_whatever_their_case_and_slashes() -> None:
    parts = parts_of(SMALL)
    parts["xl\\Worksheets\\Sheet1.xml"] = parts.pop(SHEET)
    package = Package.open(zipped(parts))
    assert package.part(SHEET) == parts_of(SMALL)[SHEET]
    assert "xl/Worksheets/Sheet1.xml" in package.names


def test_relationships_lead_to_parts_or_outside() -> None:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="t/drawing" Target="../drawings/d.xml"/>'
        '<Relationship Id="b" Type="t/comments" Target="/xl/c.xml"/>'
        '<Relationship Id="c" Type="t/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>'
    )
    package = Package.open(SMALL).with_parts({"xl/worksheets/_rels/sheet1.xml.rels": links.encode()})
    found = [(link.id, link.kind, link.target, link.is_external) for link in package.relationships(SHEET)]
    assert found == [
        ("a", "drawing", "xl/drawings/d.xml", False),
        ("b", "comments", "xl/c.xml", False),
        ("c", "hyperlink", "https://example.org/", True),
    ]
    assert package.relationships("xl/drawings/d.xml") == ()


# -- other formats -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (ole("EncryptedPackage"), "密码"),
        (ole("Workbook"), ".xls"),
        (ole("Book"), ".xls"),
        (ole("WordDocument"), "Word"),
        (ole("Nothing"), "损坏"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 ...", "Word"),
        (b"<html><body><table><tr><td>1", "网页"),
        ("\ufeff <!DOCTYPE html>\n<meta charset=utf-8>".encode(), "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
        ("序号,项目名称\n1,甲".encode("gbk"), "文本"),
        (b"\0\1\2\3" * 99, "损坏"),
        (zipped({"a.txt": b"a"}), "压缩包"),
        (
            zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
            ".ods",
        ),
    ],
)
def test_other_files_are_named_and_refused(data: bytes, word: str) -> None:
    assert word in refusal(data)


@pytest.mark.parametrize(
    ("main", "content", "word"),
    [
        ("xl/workbook.bin", b"\x83\x01\0", ".xlsb"),
        ("word/document.xml", b"<document/>", "Word"),
        ("ppt/presentation.xml", b"<presentation/>", "演示文稿"),
        ("xl/workbook.xml", b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>', "Strict"),
        ("xl/workbook.xml", b"<workbook/>", "损坏"),
        ("xl/workbook.xml", b"<workbook", "损坏"),
        ("xl/workbook.xml", f'<!DOCTYPE a><workbook xmlns="{MAIN}"/>'.encode(), "安全"),
    ],
)
def test_other_packages_are_named_and_refused(main: str, content: bytes, word: str) -> None:
    links = parts_of(SMALL)["_rels/.rels"].replace(b"xl/workbook.xml", main.encode())
    assert word in refusal(zipped({"_rels/.rels": links, main: content}))


# -- damaged and dangerous archives ------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [4, 30, 500, -1, -30])
def test_a_file_that_is_cut_off_is_damaged(kept: int) -> None:
    assert "损坏" in refusal(SMALL[:kept])


def test_a_part_with_another_checksum_is_damaged() -> None:
    place = SMALL.index(b"<v>1</v>")
    package = Package.open(SMALL[:place] + b"<v>2</v>" + SMALL[place + 8 :])
    with pytest.raises(NotAWorkbook):
        package.part(SHEET)


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_no_wrong_byte_does_any_harm(place: int, difference: int) -> None:
    data = bytearray(SMALL)
    data[place] ^= difference
    try:
        package = Package.open(bytes(data))
        for name in package.names:
            package.part(name)
        package.with_parts({"a": b""}).to_bytes()
    except NotAWorkbook:
        pass


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil", "xl/../../evil", "..\\evil", "C:/evil.xml"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert "安全" in refusal(with_parts(**{name: b""}))


def test_two_parts_of_the_same_name_are_refused() -> None:
    assert "同名" in refusal(with_parts(XL__Worksheets__sheet1__xml=b"", **{"XL/Worksheets/Sheet1.xml": b""}))


def test_too_many_parts_are_refused() -> None:
    many = {f"xl/{number}": b"" for number in range(65_536)}
    assert "655" in refusal(zipped(parts_of(SMALL) | many))


def test_parts_with_a_password_are_refused() -> None:
    data = bytearray(SMALL)
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert "密码" in refusal(bytes(data))


def test_compression_that_excel_does_not_know_is_refused() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in parts_of(SMALL).items():
            archive.writestr(name, content)
    assert "压缩方法" in refusal(file.getvalue())


def bomb(declared: int, actual: int) -> bytes:
    """A workbook whose sheet is `actual` zeros and says to be `declared` bytes."""
    entries = {entry.name: entry for entry in read_archive(zipped(parts_of(SMALL)))}
    sheet = new_entry(SHEET, bytes(actual))
    return write_archive((entries | {SHEET: replace(sheet, size=declared)}).values())


def test_a_bomb_that_says_what_it_is_is_refused() -> None:
    assert "大得不正常" in refusal(bomb(600 << 20, 1 << 20))


def test_a_bomb_that_lies_about_its_size_is_found_out_before_it_goes_off() -> None:
    data = bomb(1000, 64 << 20)
    assert len(data) < 100_000
    package = Package.open(data)
    tracemalloc.start()
    with pytest.raises(NotAWorkbook):
        package.part(SHEET)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20
    with pytest.raises(NotAWorkbook):
        list(package.entry(SHEET).pieces())


def test_entries_that_share_their_bytes_are_refused() -> None:
    data = bytearray(SMALL)
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<I", data, second + 42, struct.unpack_from("<I", data, first + 42)[0])
    assert "重叠" in refusal(bytes(data))
