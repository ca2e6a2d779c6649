"""Books for the bench: of the wished size, the same for the same seed, and like real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.book import Book, Indicator
from core.formats import PLAIN_FORMS, Dialect, PlainForm, load, save
from scripts.bench.grown_books import grown_book
from scripts.bench.grown_files import SHARED, grow_file

COUNT = 600


@pytest.fixture(scope="module")
def book() -> Book:
    return grown_book(COUNT)


def rows_of(book: Book) -> list[Indicator]:
    return [row for project in book.projects for row in project.indicators]


@pytest.mark.parametrize("count", [0, 1, 7, 100, COUNT])
def test_a_book_has_as_many_indicators_as_wished(count: int) -> None:
    assert len(rows_of(grown_book(count))) == count


def test_the_same_seed_grows_the_same_book() -> None:
    one, other, third = grown_book(200, seed=1), grown_book(200, seed=1), grown_book(200, seed=2)
    assert one.projects == other.projects
    assert one.projects != third.projects


def test_a_smaller_book_is_the_beginning_of_a_larger_one(book: Book) -> None:
    assert grown_book(COUNT // 2).projects[:-1] == book.projects[: len(grown_book(COUNT // 2).projects) - 1]


def test_a_project_has_about_eight_indicators(book: Book) -> None:
    assert 7 <= COUNT / len(book.projects) <= 9


def test_every_item_has_an_id_of_its_own(book: Book) -> None:
    ids = [project.id for project in book.projects] + [row.id for row in rows_of(book)]
    assert len(set(ids)) == len(ids)


def test_texts_vary_and_repeat_like_those_of_real_books(book: Book) -> None:
    rows = rows_of(book)
    assert len({row.level2 for row in rows}) <= 12
    for field in ("level3", "description", "value"):
        different = len({getattr(row, field) for row in rows}) / len(rows)
        assert 0.3 < different < 0.95, field
    assert 0.25 < sum(row.level3 == row.description for row in rows) / len(rows) < 0.6


@pytest.mark.parametrize("form", PLAIN_FORMS, ids=str)
def test_every_format_carries_a_grown_book(book: Book, form: PlainForm, tmp_path: Path) -> None:
    path = tmp_path / f"book{form.suffix}"
    save(book, path, form=form)
    read = rows_of(load(path).book)
    assert [row[1:6] for row in read] == [row[1:6] for row in rows_of(book)]


def test_files_of_a_run_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, first, second = tmp_path / "shared", tmp_path / "first.txt", tmp_path / "second.txt"
    shared.mkdir()
    monkeypatch.setenv(SHARED, str(shared))
    grow_file(first, 20, Dialect.CELLS)
    (kept,) = shared.iterdir()
    assert first.read_bytes() == kept.read_bytes()
    kept.write_bytes(b"made once")
    grow_file(second, 20, Dialect.CELLS)
    assert second.read_bytes() == b"made once"
    grow_file(second, 20, Dialect.ROWS)
    assert len(rows_of(load(second).book)) == 20
