"""The first project of a large workbook is shown before the rest is read, and as the whole then has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.book import Book, Project
from core.formats import WorkbookKind, load
from core.formats.carrying import NotCarried
from core.formats.json_book import write_json
from core.formats.workbook import layout
from core.formats.workbook.layout import read_layout, write_layout
from core.formats.workbook.reading.reader import read_first
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import Grid, Heads, SheetReader
from tests.core.formats.test_plain_form import numbered, projects
from tests.core.formats.workbook.reading import test_form_layouts, test_list_layouts
from tests.core.formats.workbook.sketches import grid, read
from tests.samples import SAMPLES

KINDS = list(WorkbookKind)
LIST = """
项目编码|项目名称|一级指标|二级指标|三级指标|指标值
A1|食堂补贴|产出指标|数量指标|食堂数量|≥12个
A1|食堂补贴|产出指标|质量指标|达标率|100%
A2|设备更新|产出指标|数量指标|设备数量|5台
A2|设备更新|产出指标|质量指标|合格率|100%
"""
MERGED_LIST = """
项目名称|预算数（元）|一级指标|二级指标|三级指标|指标值
食堂补贴|300|产出指标|数量指标|食堂数量|≥12个
^|^|^|质量指标|达标率|100%
设备更新|500|产出指标|数量指标|设备数量|5台
^|^|^|质量指标|合格率|100%
"""
PROJECTS = """
项目编码|项目名称|预算数|绩效目标
A1|食堂补贴|300|1.开办⏎2.补贴
A2|设备更新|500|更新
"""
FORM = test_form_layouts.PUBLISHED


def as_json(project: Project) -> str:
    """All that a project says, whatever its ids."""
    return write_json(Book([project])).source


def heads_of(grids: Sequence[Grid], rows: int, count: int = 16) -> Heads:
    """So many rows of so many sheets."""
    heads = [
        replace(
            one,
            rows=one.rows[:rows],
            merges=tuple(
                merge._replace(bottom=min(merge.bottom, rows)) for merge in one.merges if merge.top <= rows
            ),
        )
        for one in grids[:count]
    ]
    cut = frozenset(one.name for one in grids if len(one.rows) > rows)
    return Heads(heads, cut, len(grids) <= count)


# -- what the heads tell -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sketch", [LIST, MERGED_LIST])
def test_a_project_of_a_list_is_told_once_the_next_one_begins(sketch: str) -> None:
    sheet = grid(sketch, "清单")
    first = as_json(read([sheet])[0].projects[0])
    told = [read_first(heads_of([sheet], rows)) for rows in range(1, 6)]
    assert [project and as_json(project) for project in told] == [None, None, None, first, first]


def test_a_list_belongs_to_its_sheet_of_projects() -> None:
    sheets = [grid(PROJECTS, "项目"), grid(LIST, "指标")]
    first = read_first(heads_of(sheets, 4))
    assert first is not None
    assert (first.budget, first.goals, len(first.indicators)) == ("300", ("开办", "补贴"), 2)
    assert read_first(heads_of(sheets, 3)) is None


NOTES = "填报说明\n甲\n乙\n丙\n丁"


@pytest.mark.parametrize(
    ("rows", "sheets"),
    [
        pytest.param(4, {"清单": LIST, "项目": "项目名称|预算数\n甲|3\n乙|5"}, id="other projects"),
        pytest.param(4, {"项目": PROJECTS, "清单": LIST, "旧清单": LIST}, id="two lists of these projects"),
        pytest.param(14, {"清单": LIST, "目标表": FORM}, id="a list and a form"),
        pytest.param(4, {"清单": LIST, "说明": NOTES}, id="a sheet that may hold a table further below"),
    ],
)
def test_nothing_is_shown_where_the_rest_could_be_read_otherwise(rows: int, sheets: dict[str, str]) -> None:
    assert read_first(heads_of([grid(sketch, name) for name, sketch in sheets.items()], rows)) is None


def test_nothing_is_shown_of_a_list_with_further_sheets() -> None:
    assert read_first(heads_of([grid(LIST, "清单"), grid(PROJECTS, "项目")], 4, count=1)) is None


def test_a_form_needs_no_further_sheets() -> None:
    sheets = [grid(FORM, f"表{number}") for number in range(3)]
    first = read_first(heads_of(sheets, 99, count=2))
    assert first is not None
    assert as_json(first) == as_json(read(sheets)[0].projects[0])


def test_a_hidden_form_counts_only_where_no_other_sheet_has_one() -> None:
    sheets = [grid(FORM, "表1", visible=False), grid(FORM.replace("社区", "示例"), "表2")]
    assert read_first(heads_of(sheets, 99, count=1)) is None
    shown = read_first(heads_of(sheets, 99))
    assert shown is not None
    assert shown.name == "示例食堂补贴"


def test_sheets_without_tables_tell_nothing() -> None:
    assert read_first(heads_of([grid("甲|乙", "杂")], 1)) is None


LAYOUTS = [
    *test_list_layouts.REGULAR,
    {"表": "\n".join([FORM.strip(), FORM.strip().replace("社区", "示例")])},
]


@pytest.mark.parametrize("sketches", LAYOUTS, ids=lambda sketches: "、".join(sketches))
def test_wherever_the_sheets_are_cut_the_whole_says_the_same(sketches: dict[str, str]) -> None:
    sheets = [grid(sketch, name) for name, sketch in sketches.items()]
    first = as_json(read(sheets)[0].projects[0])
    told = [read_first(heads_of(sheets, rows)) for rows in range(1, 40)]
    assert {as_json(project) for project in told if project} == {first}


# -- while a file is read ----------------------------------------------------------------------------------------


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a small workbook is read like a large one."""
    monkeypatch.setattr(layout, "_AT_ONCE", 0)
    monkeypatch.setattr(layout, "_HEAD", 20_000)


@pytest.mark.usefixtures("in_pieces")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_first_project_is_shown_once_and_before_the_rest_is_read(path: Path, kind: WorkbookKind) -> None:
    events: list[object] = []
    data = write_layout(load(path).book, None, kind).data
    book, _ = read_layout(data, progress=lambda done, total: events.append(done), first=events.append)
    assert isinstance(events[0], Project)
    assert as_json(events[0]) == as_json(book.projects[0])
    assert not any(isinstance(event, Project) for event in events[1:])


@given(st.lists(projects(), min_size=1, max_size=4), st.sampled_from(KINDS), st.integers(500, 8000))
def test_what_is_shown_of_any_book_is_its_first_project(
    made: list[Project], kind: WorkbookKind, size: int
) -> None:
    book = Book(numbered(made))
    try:
        data = write_layout(book, None, kind).data
    except NotCarried:
        assume(False)  # a row without any text
    reader = SheetReader(Package.open(data))
    first = read_first(reader.heads(16, size))
    assert first is None or as_json(first) == as_json(book.projects[0])


def test_a_small_workbook_is_read_at_once() -> None:
    shown: list[Project] = []
    read_layout(write_layout(load(SAMPLES[0]).book, None, WorkbookKind.LIST).data, first=shown.append)
    assert shown == []
