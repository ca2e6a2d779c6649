"""A small book with much to find in it, and edits of every kind that fit a book, drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st

from core.book import Book, Checkpoint, ContentsEntry, FrontMatter, Indicator, ItemId, Place, Project
from core.edit import (
    Edit,
    Group,
    InsertProject,
    InsertRow,
    MoveProject,
    MoveRow,
    RemoveProject,
    RemoveRow,
    SetField,
)

CATEGORIES = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "质量指标"),
    ("效益指标", "社会效益 指标"),
    ("满意度指标", "服务对象满意度指标"),
    ("产出指标", ""),
]
TEXTS = [
    "",
    " 优",
    "培训人数",
    "≥95百分比",
    "≤3.2万元",
    "≤95元/个",
    "10",
    "0",
    "<p>目标内容1</p>",
    "绿化面积",
]
TITLES = ["示例市绿化经费绩效目标表", "示例市道路养护经费绩效目标表", "示例市 绿化经费", ""]

texts = st.sampled_from(TEXTS)
titles = st.sampled_from(TITLES)
plans = st.lists(st.sampled_from(["", "25%", "50%", "100%"]), min_size=4, max_size=4).map(
    lambda percents: tuple(map(Checkpoint, ("3月底", "6月底", "9月底", "12月底"), percents))
)


def indicators(row_id: ItemId) -> st.SearchStrategy[Indicator]:
    return st.builds(
        lambda category, name, value: Indicator(row_id, *category, name, name, value),
        st.sampled_from(CATEGORIES),
        texts,
        texts,
    )


def projects(book: Book) -> st.SearchStrategy[Project]:
    """New projects for the book, sometimes with the number of another one."""
    section_id, row_id = book.new_id(), book.new_id()
    return st.builds(
        lambda number, title, row: Project(
            section_id, number, title, name=title.removesuffix("绩效目标表"), budget="10", indicators=(row,)
        ),
        st.sampled_from([None, 1, 2, 3]),
        titles,
        indicators(row_id),
    )


def a_book() -> Book:
    """Three projects with ids 1, 11 and 21, their rows' ids next to them, and a contents list (id 31)."""
    sections = []
    for number, first in enumerate((1, 11, 21), 1):
        rows = tuple(
            Indicator(ItemId(first + n), *category, f"第{n}项", f"第{n}项的说明", "≤4万元")
            for n, category in enumerate(CATEGORIES[:5], 1)
        )
        title = f"示例市第{number}号经费"
        section = Project(
            ItemId(first),
            number,
            f"{title}绩效目标表",
            name=title,
            budget="4",
            fiscal_funds="4",
            goals=("按期完成全年任务",),
            indicators=rows,
        )
        sections.append(section)
    entries = tuple(ContentsEntry(ItemId(31 + n), n, f"示例市第{n}号经费绩效目标表") for n in (1, 2))
    return Book(sections, FrontMatter(ItemId(31), "示例市", entries))


@st.composite
def edits(draw: st.DrawFn, book: Book, depth: int = 2) -> Edit:
    """Any edit that fits the book as it is now."""
    kinds = [_new_project]
    if book.projects:
        kinds += [_header, _remove_project, _move_project, _insert_row]
    if any(project.indicators for project in book.projects):
        kinds += [_cell, _remove_row, _move_row]
    if book.front and book.front.contents:
        kinds.append(_contents_line)
    if depth and draw(st.integers(0, 4)) == 0:
        return draw(_groups(book, depth))
    return draw(st.sampled_from(kinds))(draw, book)


@st.composite
def _groups(draw: st.DrawFn, book: Book, depth: int) -> Group:
    """Edits that fit one after the other: each is drawn for the book as the ones before leave it."""
    parts: list[Edit] = []
    inverses: list[Edit] = []
    for _ in range(draw(st.integers(0, 3))):
        part = draw(edits(book, depth - 1))
        inverses.append(part.apply(book))
        parts.append(part)
    for inverse in reversed(inverses):
        inverse.apply(book)
    return Group(tuple(parts))


def _project(draw: st.DrawFn, book: Book) -> Project:
    return draw(st.sampled_from(book.projects))


def _row(draw: st.DrawFn, book: Book) -> tuple[Project, Indicator]:
    project = draw(st.sampled_from([one for one in book.projects if one.indicators]))
    return project, draw(st.sampled_from(project.indicators))


def _header(draw: st.DrawFn, book: Book) -> Edit:
    values = {
        "title": titles,
        "name": titles,
        "number": st.sampled_from([None, 1, 2, 3]),
        "budget": texts,
        "fiscal_funds": texts,
        "goals": st.lists(texts, max_size=2).map(tuple),
        "spending_plan": plans,
        "money_unit": st.sampled_from(["元", "万元", ""]),
    }
    field = draw(st.sampled_from(sorted(values)))
    return SetField(Place(_project(draw, book).id, None, field), draw(values[field]))


def _cell(draw: st.DrawFn, book: Book) -> Edit:
    project, row = _row(draw, book)
    field = draw(st.sampled_from(["level1", "level2", "level3", "description", "value"]))
    return SetField(Place(project.id, row.id, field), draw(texts))


def _insert_row(draw: st.DrawFn, book: Book) -> Edit:
    project = _project(draw, book)
    index = draw(st.integers(0, len(project.indicators)))
    return InsertRow(project.id, index, draw(indicators(book.new_id())))


def _remove_row(draw: st.DrawFn, book: Book) -> Edit:
    project, row = _row(draw, book)
    return RemoveRow(project.id, row.id)


def _move_row(draw: st.DrawFn, book: Book) -> Edit:
    project, row = _row(draw, book)
    return MoveRow(project.id, row.id, draw(st.integers(0, len(project.indicators) - 1)))


def _new_project(draw: st.DrawFn, book: Book) -> Edit:
    return InsertProject(draw(st.integers(0, len(book.projects))), draw(projects(book)))


def _remove_project(draw: st.DrawFn, book: Book) -> Edit:
    return RemoveProject(_project(draw, book).id)


def _move_project(draw: st.DrawFn, book: Book) -> Edit:
    return MoveProject(_project(draw, book).id, draw(st.integers(0, len(book.projects) - 1)))


def _contents_line(draw: st.DrawFn, book: Book) -> Edit:
    assert book.front
    entry = draw(st.sampled_from(book.front.contents))
    return draw(
        st.sampled_from(
            [
                SetField(Place(book.front.id, entry.id, "title"), draw(titles)),
                SetField(Place(book.front.id, entry.id, "number"), draw(st.sampled_from([None, 1, 2, 3]))),
                RemoveRow(book.front.id, entry.id),
            ]
        )
    )
