"""A book goes into a workbook and comes back the same; edits change what they say and nothing else."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.book import Book, Place
from core.edit import InsertProject, MoveProject, MoveRow, RemoveProject, RemoveRow, SetField
from core.formats import WorkbookKind, load, save
from core.formats.json_book import write_json
from core.formats.workbook.layout import WorkbookLayout, read_layout, write_layout
from core.progress import Cancelled
from tests.core.formats.test_editing import random_edit
from tests.core.formats.test_plain_form import numbered, projects
from tests.real_tables import BOOKS, needs_real_tables, text_file
from tests.samples import SAMPLES

KINDS = list(WorkbookKind)


def as_json(book: Book) -> str:
    """All that the book says."""
    return write_json(book).source


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# -- the same book whichever way -------------------------------------------------------------------------------


@needs_real_tables
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", BOOKS)
def test_a_published_book_goes_into_a_workbook_and_back(
    name: str, kind: WorkbookKind, tmp_path: Path
) -> None:
    book, _ = load(text_file(name))
    save(book, tmp_path / "book.xlsx", form=kind)
    again, _ = load(tmp_path / "book.xlsx")
    assert as_json(again) == as_json(book)
    save(again, tmp_path / "again.txt")
    assert as_json(load(tmp_path / "again.txt").book) == as_json(book)


@needs_real_tables
@pytest.mark.parametrize("name", BOOKS)
def test_a_published_book_goes_from_form_to_list_and_back(name: str, tmp_path: Path) -> None:
    book, _ = load(text_file(name))
    save(book, tmp_path / "form.xlsx", form=WorkbookKind.FORM)
    save(*load(tmp_path / "form.xlsx")[:1], tmp_path / "list.xlsx", form=WorkbookKind.LIST)
    save(*load(tmp_path / "list.xlsx")[:1], tmp_path / "form again.xlsx", form=WorkbookKind.FORM)
    assert as_json(load(tmp_path / "form again.xlsx").book) == as_json(book)


@settings(max_examples=25)
@given(st.lists(projects(), min_size=1, max_size=3), st.sampled_from(KINDS))
def test_any_book_reads_back_equal(made: list, kind: WorkbookKind) -> None:
    book = Book(numbered(made))
    layout = write_layout(book, None, kind)
    assert as_json(read_layout(layout.data)[0]) == as_json(book)


# -- an opened workbook is patched -------------------------------------------------------------------------------


@cache
def workbook_of(path: Path, kind: WorkbookKind) -> bytes:
    return write_layout(load(path).book, None, kind).data


def opened(path: Path, kind: WorkbookKind) -> tuple[Book, WorkbookLayout]:
    return read_layout(workbook_of(path, kind))


sampled = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
in_either_kind = pytest.mark.parametrize("kind", KINDS)


@sampled
@in_either_kind
def test_an_unchanged_book_is_the_same_file(path: Path, kind: WorkbookKind) -> None:
    book, layout = opened(path, kind)
    assert write_layout(book, layout) is layout
    assert layout.data == workbook_of(path, kind)


@sampled
@in_either_kind
def test_an_edit_and_its_undoing_give_the_same_bytes(path: Path, kind: WorkbookKind) -> None:
    book, layout = opened(path, kind)
    project = book.projects[1]
    inverse = RemoveRow(project.id, project.indicators[2].id).apply(book)
    assert write_layout(book, layout).data != layout.data
    inverse.apply(book)
    reread = write_layout(book, layout)
    assert as_json(read_layout(reread.data)[0]) == as_json(book)


@in_either_kind
def test_an_edited_cell_changes_one_part_of_the_file(kind: WorkbookKind) -> None:
    book, layout = opened(SAMPLES[0], kind)
    project = book.projects[2]
    SetField(Place(project.id, project.indicators[1].id, "value"), "≥98.5%").apply(book)
    before, after = parts(layout.data), parts(write_layout(book, layout).data)
    changed = [name for name in before if before[name] != after.get(name)]
    assert before.keys() == after.keys()
    assert [name for name in changed if "worksheets/" in name] == changed
    assert len(changed) == 1


def edited(data: st.DataObject, book: Book) -> None:
    """Apply a random edit; a new project has the optional parts that its neighbours have."""
    edit = random_edit(data, book)
    if isinstance(edit, InsertProject):
        neighbour = book.projects[0]
        plan = neighbour.spending_plan and tuple(
            point._replace(percent="5%") for point in neighbour.spending_plan
        )
        new = replace(
            edit.project,
            code=neighbour.code and "41000126P00010000009X",
            spending_plan=plan,
            goals=("做成", "做好"),
        )
        basis = "合同" if neighbour.has_basis else None
        edit = InsertProject(edit.index, new.with_rows(row._replace(basis=basis) for row in new.indicators))
    edit.apply(book)


@sampled
@in_either_kind
@settings(max_examples=15)
@given(data=st.data())
def test_any_edits_read_back_as_the_book_that_was_saved(
    path: Path, kind: WorkbookKind, data: st.DataObject
) -> None:
    book, layout = opened(path, kind)
    for _ in range(data.draw(st.integers(1, 5))):
        edited(data, book)
    after = write_layout(book, layout, accepts_losses=True)
    assert as_json(read_layout(after.data)[0]) == as_json(book)
    for _ in range(data.draw(st.integers(1, 3))):
        edited(data, book)
    again = write_layout(book, after, accepts_losses=True)
    assert as_json(read_layout(again.data)[0]) == as_json(book)


@sampled
@in_either_kind
def test_a_project_comes_goes_and_moves(path: Path, kind: WorkbookKind) -> None:
    book, layout = opened(path, kind)
    first, second, *_ = book.projects
    RemoveProject(second.id).apply(book)
    MoveProject(first.id, len(book.project_ids) - 1).apply(book)
    copied = second.with_field("id", book.new_id()).with_rows(
        row._replace(id=book.new_id()) for row in second.indicators
    )
    InsertProject(1, copied.with_field("name", "另一个项目")).apply(book)
    after = write_layout(book, layout)
    assert as_json(read_layout(after.data)[0]) == as_json(book)


@in_either_kind
def test_a_row_moves_between_categories(kind: WorkbookKind) -> None:
    book, layout = opened(SAMPLES[0], kind)
    project = book.projects[0]
    MoveRow(project.id, project.indicators[0].id, len(project.indicators) - 1).apply(book)
    after = write_layout(book, layout)
    assert as_json(read_layout(after.data)[0]) == as_json(book)


@in_either_kind
def test_saving_can_be_stopped(kind: WorkbookKind) -> None:
    book, layout = opened(SAMPLES[0], kind)
    project = book.projects[0]
    RemoveRow(project.id, project.indicators[0].id).apply(book)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_layout(book, layout, progress=stop)
    with pytest.raises(Cancelled):
        write_layout(book, None, kind, progress=stop)
