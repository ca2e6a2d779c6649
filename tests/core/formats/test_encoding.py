"""Characters and line ends of real files are found out and kept."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Place
from core.edit import SetField
from core.formats import load, save
from core.formats.encoding import NotText, decode
from tests.core.formats.reading import book_of, projects_json
from tests.core.formats.tables import CELLS

SPELLINGS = {
    "UTF-8": ("utf-8", b"", "\n"),
    "UTF-8 BOM": ("utf-8", codecs.BOM_UTF8, "\n"),
    "UTF-8 CRLF": ("utf-8", b"", "\r\n"),
    "GB18030 CRLF": ("gb18030", b"", "\r\n"),
    "UTF-16 BOM CRLF": ("utf-16-le", codecs.BOM_UTF16_LE, "\r\n"),
    "UTF-16 BOM": ("utf-16-be", codecs.BOM_UTF16_BE, "\n"),
}


def spelled(text: str, title: str) -> bytes:
    codec, mark, newline = SPELLINGS[title]
    return mark + text.replace("\n", newline).encode(codec)


@pytest.mark.parametrize("title", SPELLINGS)
def test_a_file_keeps_its_spelling(title: str, tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_bytes(spelled(CELLS, title))
    book, layout = load(path)
    assert layout.encoding_title == title
    assert projects_json(book) == projects_json(book_of(CELLS))
    save(book, path, layout)
    assert path.read_bytes() == spelled(CELLS, title)


@pytest.mark.parametrize("title", SPELLINGS)
def test_a_new_text_is_spelled_like_the_rest_of_the_file(title: str, tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_bytes(spelled(CELLS, title))
    book, layout = load(path)
    project = book.projects[0]
    SetField(Place(project.id, project.indicators[0].id, "description"), "社区𠮷食堂\n全部").apply(book)
    save(book, path, layout)
    assert path.read_bytes() == spelled(CELLS.replace("正常运营的社区食堂", "社区𠮷食堂\n全部"), title)


def test_mixed_line_ends_stay_mixed(tmp_path: Path) -> None:
    data = CELLS.replace("\n", "\r\n", 40).encode()
    path = tmp_path / "book.txt"
    path.write_bytes(data)
    book, layout = load(path)
    assert projects_json(book) == projects_json(book_of(CELLS))
    save(book, path, layout)
    assert path.read_bytes() == data


def test_a_gbk_file_is_read_as_gb18030() -> None:
    text, encoding = decode("示例区财政局：①②③".encode("gbk"))
    assert (text, encoding.codec) == ("示例区财政局：①②③", "gb18030")


@given(
    st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])),
    st.sampled_from(list(SPELLINGS)),
)
def test_decoding_loses_nothing(text: str, title: str) -> None:
    data = spelled(text, title)
    try:
        again, encoding = decode(data)
    except NotText:
        return
    assert encoding.encode(again) == data


@pytest.mark.parametrize(
    ("data", "reason"), [(b"\x89PNG\0\x01", "二进制"), (b"abc\n\xff\xff\xff", "第 2 行")]
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotText) as refusal:
        decode(data)
    assert reason in refusal.value.reason
