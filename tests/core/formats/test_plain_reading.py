"""Tables in plain form are read in one go: to the same values as with care, whatever is in them."""

import itertools
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.book import ItemId, Project
from core.formats import load
from core.formats.encoding import Encoding
from core.formats.text import cells_reader, rows_reader
from core.formats.text.cells import CellsForm
from core.formats.text.layout import TextLayout, read_text
from core.formats.text.rows import RowsForm
from core.formats.text.table import Dialect, TextForm, project_of
from core.progress import Cancelled
from tests.core.formats.tables import CELLS, ROWS
from tests.real_tables import BOOKS, FOLDER, text_file
from tests.samples import SAMPLES

FILES = [*SAMPLES, *([text_file(book) for book in BOOKS] if FOLDER.is_dir() else [])]


class _Reading(NamedTuple):
    form: TextForm
    reader: ModuleType


READINGS = {
    Dialect.CELLS: _Reading(CellsForm(), cells_reader),
    Dialect.ROWS: _Reading(RowsForm(), rows_reader),
}
LABELS = ["项目名称", "其他资金", "绩效目标", "一级指标", "指标值", "单位：元", "产出指标", "资金支出计划"]
ODD = [
    *("\n", "\t", "\n\t", "\t\n", "\n\n", "\n \n", " ", "\u3000", "\xa0", "\r", " \t", "\n \t", "\n\t\t"),
    *("[bookmark: _Toc1]", "\n[bookmark: 2.甲]\n", "[", "]", "<p>", "</p>", "<"),
    *(
        "1.",
        "\n2. 乙",
        " 2.2026年",
        "\n注：表外的话\n",
        "续行",
        "\n续行\t续\n",
        "\n- 3 -\n",
        "410001",
        "\n410001某局\n",
    ),
    *LABELS,
    *(f"\n\t{label}\n\t" for label in LABELS),
    *(f"\n{label}\t" for label in LABELS),
]


def new_ids() -> Callable[[], ItemId]:
    return cast("Callable[[], ItemId]", itertools.count(1).__next__)


def starts_of(source: str, reading: _Reading, *, plainly: bool) -> list[int]:
    with pytest.MonkeyPatch.context() as patch:
        if not plainly:
            patch.setattr(reading.reader, "plain_start", lambda source, floor, name_label: None)
        return list(reading.form.find_tables(source, reading.form.find_labels(source)))


def plain_and_careful(source: str, dialect: Dialect) -> list[tuple[Project | None, Project]]:
    """Each table of a text, read both ways; what was not understood is nowhere where the plain way reads."""
    reading = READINGS[dialect]
    starts = starts_of(source, reading, plainly=True)
    assert starts == starts_of(source, reading, plainly=False)
    pairs = []
    for start, end in itertools.pairwise((*starts, len(source))):
        plain = reading.form.read_plainly(source[start:end], new_ids())
        table = reading.form.read_table(source, start, end)
        assert plain is None or not table.unknown
        pairs.append((plain, project_of(source, table, new_ids())))
    return pairs


def text_and_dialect(path: Path) -> tuple[str, Dialect]:
    layout = load(path).layout
    assert isinstance(layout, TextLayout)
    return layout.source, layout.dialect


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_tables_are_read_plainly_but_for_a_few(path: Path) -> None:
    pairs = plain_and_careful(*text_and_dialect(path))
    assert sum(plain is None for plain, _ in pairs) <= 1
    assert all(plain in (None, careful) for plain, careful in pairs)


@st.composite
def spoilt(draw: st.DrawFn, source: str) -> str:
    """A text with some pieces of it doubled or left out, and some odd ones put in."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(source)))
        end = min(len(source), at + draw(st.sampled_from([0, 0, 0, 1, 2, 8, 30])))
        source = source[:at] + draw(st.sampled_from([*ODD, source[at:end] * 2])) + source[end:]
    return source


TABLES = {
    Dialect.CELLS: CELLS[CELLS.index("2.食堂") :],
    Dialect.ROWS: ROWS[ROWS.index("2. 馆舍照明改造绩效目标表\n\n52") :],
}
WITH_CODE = ROWS.replace("项目名称\t", "项目编码\t52000126P000001\t\t\t\t\n项目名称\t")
WRAPPED_ROW = ROWS.replace("\t采购的期刊\t≥300 种\t\n", "\t采购的期刊\n（含续订）\t≥300 种\t\n")


@settings(max_examples=600)
@given(spoilt(TABLES[Dialect.CELLS]) | spoilt(CELLS))
@example(CELLS.replace("\n2.补贴", "\n\n[bookmark: 甲]2.补贴"))
@example(CELLS.replace("\t年初计划\n", "\t年初计划\n\n表外的话\n"))
@example(CELLS.replace("\t年初计划\n", "\t年初计划\n[bookmark: 甲]\n表外的话\n"))
def test_spoilt_cells_are_read_the_same_either_way(source: str) -> None:
    assert all(plain in (None, careful) for plain, careful in plain_and_careful(source, Dialect.CELLS))


@settings(max_examples=600)
@given(spoilt(TABLES[Dialect.ROWS]) | spoilt(ROWS) | spoilt(WITH_CODE))
@example(WITH_CODE)
@example(WITH_CODE.replace("\n项目编码", "\n\n项目编码"))
@example(ROWS.replace("绩效目标\t1. ", "绩效目标\t  1. "))
@example(WRAPPED_ROW)
@example(WRAPPED_ROW.replace("\t≥300 种\t\n", "\t≥300 种\t\t\t\t多余\n"))
def test_spoilt_rows_are_read_the_same_either_way(source: str) -> None:
    assert all(plain in (None, careful) for plain, careful in plain_and_careful(source, Dialect.ROWS))


@pytest.mark.parametrize(
    ("source", "dialect"),
    [
        (CELLS, Dialect.CELLS),
        (CELLS.replace("\t食堂数量\n", "\t食堂数量\t\t\n"), Dialect.CELLS),
        (CELLS.replace("\t社区食堂补贴\n", "\t社区[bookmark: _Hlk7]食堂补贴\n"), Dialect.CELLS),
        (CELLS.replace("\t正常运营的社区食堂", "\t正常运营的\n社区食堂"), Dialect.CELLS),
        (CELLS.replace("\t≥12个\n\t年初计划", "\t≥12个\n\n\t年初计划"), Dialect.CELLS),
        (ROWS, Dialect.ROWS),
        (WITH_CODE, Dialect.ROWS),
        (WRAPPED_ROW, Dialect.ROWS),
    ],
)
def test_common_oddities_need_no_care(source: str, dialect: Dialect) -> None:
    assert all(plain == careful for plain, careful in plain_and_careful(source, dialect))


def test_the_first_project_is_shown_once_and_before_the_rest_is_read() -> None:
    events: list[object] = []
    book, _ = read_text(CELLS, Encoding(), lambda done, total: events.append((done, total)), events.append)
    first = events.index(book.projects[0])
    assert [event for event in events if isinstance(event, Project)] == [book.projects[0]]
    assert events[first - 1 : first + 2] == [(0, 2), book.projects[0], (1, 2)]


def test_reading_can_be_stopped_while_tables_are_looked_for() -> None:
    def stop(done: int, total: int) -> None:
        if not total:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_text(CELLS, Encoding(), stop)


@pytest.mark.parametrize("spoil", [lambda text: text, lambda text: text.replace("\t产出", " \t产出")])
def test_equal_names_of_levels_are_one_object(spoil: Callable[[str], str]) -> None:
    book, _ = read_text(spoil(CELLS), Encoding())
    one, other = (project.indicators[0] for project in book.projects)
    assert one.level2 == other.level2 == "数量指标"
    assert one.level2 is other.level2
