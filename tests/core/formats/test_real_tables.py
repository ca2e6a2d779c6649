"""The published tables: what a reader must get out of each, and that nothing of them is lost."""

import json
from pathlib import Path

import pytest

from commands.convert import convert
from core.formats import Dialect, load, save
from tests.core.formats.reading import projects_json
from tests.real_tables import BOOKS, golden_file, needs_real_tables, text_file

pytestmark = [needs_real_tables, pytest.mark.parametrize("book", BOOKS)]


def test_convert_gives_the_golden_json(book: str, tmp_path: Path) -> None:
    target = tmp_path / "book.json"
    assert convert(text_file(book), target, None) == 0
    golden = json.loads(golden_file(book).read_text("utf-8"))
    assert json.loads(target.read_text("utf-8"))["projects"] == golden["projects"]


def test_converting_to_text_gives_the_same_bytes(book: str, tmp_path: Path) -> None:
    target = tmp_path / "book.txt"
    assert convert(text_file(book), target, None) == 0
    assert target.read_bytes() == text_file(book).read_bytes()


@pytest.mark.parametrize("dialect", Dialect)
def test_the_plain_form_reads_back_equal(book: str, dialect: Dialect, tmp_path: Path) -> None:
    original, _ = load(text_file(book))
    target = tmp_path / "book.txt"
    save(original, target, None, dialect)
    again, layout = load(target)
    assert layout.title == dialect.title
    assert projects_json(again) == projects_json(original)


def test_json_carries_the_texts_as_they_were_written(book: str, tmp_path: Path) -> None:
    original, layout = load(text_file(book))
    save(original, tmp_path / "book.json")
    again, _ = load(tmp_path / "book.json")
    save(again, tmp_path / "book.txt", layout)
    assert (tmp_path / "book.txt").read_bytes() == text_file(book).read_bytes()


def test_nothing_is_left_unrecognised(book: str) -> None:
    assert load(text_file(book)).layout.unrecognised == ()
