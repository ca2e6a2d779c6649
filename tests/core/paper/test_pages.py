"""Which rows stand on which page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Indicator, Project
from core.paper.form import Cell, Form, Look, Row, TallCell, whole_row
from core.paper.pages import CONTINUED, Lines, Page, PrintedCell, make_pages
from core.paper.paper import Paper
from core.paper.project_form import project_form
from tests.core.tables import row, table

PAPER = Paper(width=100, height=140, margin=10)


def fit(text: str, width: float, look: Look) -> Lines:
    """Characters of 3 mm each."""
    count = max(int(width / 3), 1)
    return tuple(text[start : start + count] for start in range(0, len(text), count))


def pages_of(form: Form, paper: Paper = PAPER) -> list[Page]:
    return make_pages(form, paper, fit)


def said(page: Page) -> list[str]:
    return ["".join(cell.lines) for cell in page.cells]


def long_table(count: int = 60) -> Project:
    """Two blocks of rows, each longer than a page."""
    numbers = tuple(row("数量指标", f"第{n}类培训人数", "≥30人次") for n in range(count))
    rates = tuple(row("质量指标", f"第{n}类培训合格率", "≥95%") for n in range(count))
    return replace(table(), indicators=numbers + rates)


def test_a_short_table_fits_one_page_with_all_its_rows() -> None:
    form = project_form(table())
    (page,) = pages_of(form, Paper())
    assert page.rows == tuple(range(len(form.rows)))


def test_a_form_without_rows_is_one_empty_page() -> None:
    assert pages_of(Form("空表", ())) == [Page((), ())]


def test_further_pages_repeat_the_name_and_the_column_titles() -> None:
    project = long_table()
    first, second, *_ = pages_of(project_form(project), Paper())
    assert f"1.{project.title}{CONTINUED}" not in said(first)
    assert said(second)[0] == f"1.{project.title}{CONTINUED}"
    assert said(second)[1:4] == ["一级指标", "二级指标", "三级指标"]


def test_a_category_that_goes_on_is_named_again() -> None:
    first, second, *_ = pages_of(project_form(long_table()), Paper())
    assert {"产出指标", "数量指标"} <= set(said(first))
    assert {f"产出指标{CONTINUED}", f"数量指标{CONTINUED}"} <= set(said(second))


def test_a_category_that_begins_on_a_further_page_is_not_called_continued() -> None:
    form = project_form(long_table())
    (begin,) = [page for page in pages_of(form, Paper()) if "质量指标" in said(page)]
    assert f"产出指标{CONTINUED}" in said(begin)


def test_column_titles_do_not_stand_alone_at_the_foot_of_a_page() -> None:
    for goals in range(1, 60):
        form = project_form(table(goals=("培训",) * goals))
        for page in pages_of(form, PAPER):
            assert page.rows[-1] != form.titles


def test_a_row_too_high_for_a_page_is_cut_between_lines_and_loses_none() -> None:
    text = "".join(f"第{n}项服务内容。" for n in range(400))
    form = Form("长文", (whole_row("标题", Look.HEADING, keeps_next=True), whole_row(text, Look.LONG_TEXT)))
    pages = pages_of(form)
    assert len(pages) > 3
    assert [page.rows for page in pages] == [(0, 1), *[(1,)] * (len(pages) - 1)]
    shown = [cell for page in pages for cell in page.cells if cell.look is Look.LONG_TEXT]
    assert "".join(line for cell in shown for line in cell.lines) == text
    assert len(shown) == len(pages), "the parts of a row on one page are one cell"


def test_a_row_that_fits_a_page_is_never_cut() -> None:
    text = "汉" * 400
    form = Form("表", tuple(whole_row(text, Look.LONG_TEXT) for _ in range(5)))
    counts = Counter(number for page in pages_of(form) for number in page.rows)
    assert counts == dict.fromkeys(range(5), 1)


def test_the_category_of_a_row_that_is_cut_is_named_on_each_of_its_pages() -> None:
    form = project_form(replace(table(), indicators=(row("质量指标", "说明", "长文" * 900),)))
    first, *others = [page for page in pages_of(form, PAPER) if len(form.rows) - 1 in page.rows]
    assert "质量指标" in said(first)
    assert others
    assert all(f"质量指标{CONTINUED}" in said(page) for page in others)


def test_rows_make_room_for_the_text_of_a_tall_cell() -> None:
    rows = tuple(Row((Cell("短", 0.2, 0.8, Look.LONG_TEXT),)) for _ in range(2))
    name = TallCell(Cell("很长很长的类别名称" * 3, 0, 0.2, Look.CENTRED), 0, 1)
    (page,) = pages_of(Form("表", rows, (name,)))
    tall = page.cells[-1]
    assert tall.height >= len(tall.lines) * Look.CENTRED.line_height
    assert tall.height == pytest.approx(sum(cell.height for cell in page.cells[:-1]))


def test_a_category_with_a_name_longer_than_half_a_page_is_cut_like_any_text() -> None:
    name = "名称" * 300
    rows = tuple(row(name, f"指标{n}", "≥1个") for n in range(3))
    pages = pages_of(project_form(replace(table(), indicators=rows)), PAPER)
    joined = "".join(text for page in pages for text in said(page) if set(text) <= {"名", "称"})
    assert joined == name


_words = st.text(alphabet="绩效目标一二三", max_size=120)
_rows = st.lists(
    st.builds(
        lambda level, name, text, value: row(level, name, value, description=text),
        st.sampled_from(["数量指标", "质量指标", "时效指标"]),
        _words,
        _words,
        st.text(alphabet="≥95%万元", max_size=30),
    ),
    max_size=30,
)


@given(_rows, st.lists(_words, max_size=6), _words)
def test_every_row_is_printed_within_the_page_and_boxes_do_not_overlap(
    rows: list[Indicator], goals: list[str], purpose: str
) -> None:
    project = table(goals=tuple(goals), purpose=purpose)
    form = project_form(replace(project, indicators=tuple(rows)))
    pages = pages_of(form, PAPER)
    assert sorted({number for page in pages for number in page.rows}) == list(range(len(form.rows)))
    for page in pages:
        for cell in page.cells:
            assert cell.top + cell.height <= PAPER.room_down + 1e-6
            assert cell.left + cell.width <= PAPER.room_across + 1e-6
            assert len(cell.lines) * cell.look.line_height <= cell.height + 1e-6
        boxes = [cell for cell in page.cells if cell.look.has_lines]
        assert not any(_overlap(one, other) for n, one in enumerate(boxes) for other in boxes[:n])


def _overlap(one: PrintedCell, other: PrintedCell) -> bool:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 1e-6 and down > 1e-6
