"""Workbooks of other makes are edited in their own layout: rows and projects come, go and move, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.book import Book, Place
from core.edit import Edit, InsertProject, InsertRow, MoveProject, MoveRow, RemoveProject, RemoveRow, SetField
from core.formats.json_book import write_json
from core.formats.workbook.layout import read_layout, write_layout
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import read_grids
from tests.core.formats.workbook.sketches import grid, workbook

BELOW_EACH_OTHER = """
社区食堂经费绩效目标表 | < | < | < | <
410001示例区民政局 | | | | 单位：万元
项目名称 | 社区食堂经费 | < | < | <
预算数 | 10 | 其中：财政资金 | 8 |
其他资金 | 2 | | |
资金用途 | 补贴食堂 | < | < | <
绩效目标 | 1.办好食堂 | < | < | <
^ | 2.方便老人 | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值
产出指标 | 数量指标 | 食堂数 | 正常运营 | ≥3个
^ | ^ | 用餐人数 | 每日 | ≥300人
^ | 成本指标 | 补贴 | 全年 | ≤10万元
效益指标 | 社会效益指标 | 知晓率 | 抽样 | ≥90%

道路养护经费绩效目标表 | < | < | < | <
410002示例区交通局 | | | | 单位：万元
项目名称 | 道路养护经费 | < | < | <
预算数 | 20 | 其中：财政资金 | 20 |
其他资金 | | | |
资金用途 | 养护道路 | < | < | <
绩效目标 | 1.道路完好 | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值
产出指标 | 数量指标 | 里程 | 养护 | ≥3公里
满意度指标 | 服务对象满意度指标 | 群众满意度 | 抽样 | ≥95%

绿化经费绩效目标表 | < | < | < | <
410002示例区交通局 | | | | 单位：万元
项目名称 | 绿化经费 | < | < | <
预算数 | 20 | 其中：财政资金 | 20 |
其他资金 | | | |
资金用途 | 种树 | < | < | <
绩效目标 | 1.种好树 | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值
产出指标 | 数量指标 | 树木 | 成活 | ≥300棵
填表人：张三 | | | |
"""
REPEATED = """
2026年项目绩效目标清单 | < | < | < | < | < | <
序号 | 项目编码 | 项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
1 | A001 | 社区食堂经费 | 产出指标 | 数量指标 | 食堂数 | ≥3个 | 重点
1 | A001 | 社区食堂经费 | 产出指标 | 质量指标 | 达标率 | ≥95% |
1 | A001 | 社区食堂经费 | 效益指标 | 社会效益指标 | 知晓率 | ≥90% |
2 | A002 | 道路养护经费 | 产出指标 | 数量指标 | 里程 | ≥3公里 |
2 | A002 | 道路养护经费 | 产出指标 | 成本指标 | 费用 | ≤3万元 | 核过
3 | A003 | 绿化经费 | 产出指标 | 数量指标 | 树木 | ≥300棵 |
"""
MERGED = """
项目名称 | 预算数（元） | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位 | 备注
社区食堂经费 | 10000 | 产出指标 | 数量指标 | 食堂数 | ≥ | 3 | 个 | 重点
^ | ^ | ^ | ^ | 用餐人数 | ≥ | 300 | 人 |
^ | ^ | 效益指标 | 社会效益指标 | 知晓率 | ≥ | 90 | % |
道路养护经费 | 20000 | 产出指标 | 数量指标 | 里程 | ≥ | 3 | 公里 | 核过
^ | ^ | ^ | 成本指标 | 费用 | ≤ | 3 | 万元 |
绿化经费 | 30000 | 产出指标 | 数量指标 | 树木 | ≥ | 300 | 棵 |
"""
FIRST_ROW_ONLY = """
项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值
社区食堂经费 | 产出指标 | 数量指标 | 食堂数 | ≥3个
| | | 用餐人数 | ≥300人
| | 质量指标 | 达标率 | ≥95%
道路养护经费 | 产出指标 | 数量指标 | 里程 | ≥3公里
| 效益指标 | 社会效益指标 | 知晓率 | ≥90%
"""
DECLARATION = """
项目支出绩效目标申报表（2026年度） | < | < | < | <
项目名称 | < | 社区食堂经费 | < | <
主管部门 | < | 示例市民政局 | 实施单位 | 示例区民政局
项目资金（万元） | < | 年度资金总额： | < | 30
^ | ^ | 其中：财政拨款 | < | 20
^ | ^ | 其他资金 | < | 10
总体目标 | 目标1：办好食堂⏎目标2：方便老人 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 食堂数 | ≥3个
^ | ^ | ^ | 用餐人数 | ≥300人
^ | ^ | 质量指标 | 达标率 | ≥95%
^ | 效益指标 | 社会效益指标 | 知晓率 | ≥90%
"""
LAYOUTS: dict[str, Sequence[str]] = {
    "tables below each other": [BELOW_EACH_OTHER],
    "tables below each other on two sheets": [BELOW_EACH_OTHER, BELOW_EACH_OTHER.replace("经费", "补助")],
    "a declaration on each sheet": [DECLARATION, DECLARATION],
    "a list that repeats the project": [REPEATED],
    "a list that merges the project": [MERGED],
    "a list that names the project once": [FIRST_ROW_ONLY],
}
VALUES = ["≥5个", "优", "10", "=95%", "≤3.5万元", "T+1", "=SUM(A1)", "2025年12月底前"]


@cache
def foreign_workbook(layout: str) -> bytes:
    return workbook([grid(sketch, f"表{number}") for number, sketch in enumerate(LAYOUTS[layout], 1)])


def an_edit(data: st.DataObject, book: Book) -> Edit:
    """An edit that every layout can carry."""
    project = data.draw(st.sampled_from(book.projects))
    row = data.draw(st.sampled_from(project.indicators))
    place = data.draw(st.integers(0, len(project.indicators) - 1))
    position = data.draw(st.integers(0, len(book.project_ids) - 1))
    match data.draw(st.sampled_from(["set", "name", "insert", "remove", "move", "copy", "drop", "bring"])):
        case "set":
            field = data.draw(st.sampled_from(["level1", "level2", "level3", "value"]))
            return SetField(Place(project.id, row.id, field), data.draw(st.sampled_from(VALUES)))
        case "insert":
            new = row._replace(id=book.new_id(), level3=f"新指标{book.new_id()}")
            return InsertRow(project.id, place, new)
        case "remove" if len(project.indicators) > 1:
            return RemoveRow(project.id, row.id)
        case "move":
            return MoveRow(project.id, row.id, place)
        case "copy":
            rows = tuple(row._replace(id=book.new_id()) for row in project.indicators)
            name = f"新项目{book.new_id()}"
            title = f"{name}绩效目标表" if project.title else ""
            return InsertProject(
                position, replace(project, id=book.new_id(), name=name, title=title, indicators=rows)
            )
        case "drop" if len(book.project_ids) > 1:
            return RemoveProject(project.id)
        case "bring":
            return MoveProject(project.id, position)
        case _:
            return SetField(Place(project.id, None, "name"), f"改名{book.new_id()}")


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=25)
@given(data=st.data())
def test_edits_of_a_foreign_workbook_read_back(layout: str, data: st.DataObject) -> None:
    book, opened = read_layout(foreign_workbook(layout))
    for _ in range(2):
        for _ in range(data.draw(st.integers(1, 4))):
            an_edit(data, book).apply(book)
        opened = write_layout(book, opened, accepts_losses=True)
        assert write_json(read_layout(opened.data)[0]).source == write_json(book).source


def test_what_the_readers_do_not_know_stays_where_it_is() -> None:
    book, opened = read_layout(foreign_workbook("tables below each other"))
    first = book.projects[0]
    RemoveProject(first.id).apply(book)
    saved = write_layout(book, opened)
    assert [part.text for part in saved.unrecognised] == ["填表人：张三"]


def test_a_users_own_column_moves_with_its_row() -> None:
    book, opened = read_layout(foreign_workbook("a list that repeats the project"))
    road = book.projects[1]
    MoveProject(road.id, 0).apply(book)
    saved = write_layout(book, opened)
    rows = grid_rows(saved.data)
    assert [row[7] for row in rows[2:]] == ["", "核过", "重点", "", "", ""]
    assert [row[0] for row in rows[2:]] == ["1", "1", "2", "2", "2", "3"]


def grid_rows(data: bytes) -> list[list[str]]:

    return read_grids(Package.open(data))[0].rows


def test_a_new_project_is_made_like_one_with_the_same_parts() -> None:
    with_code = DECLARATION.replace("主管部门 | < | 示例市民政局", "项目代码 | < | A001")
    book, opened = read_layout(workbook([grid(with_code, "一"), grid(DECLARATION, "二")]))
    coded, plain = book.projects
    assert (coded.code, plain.code) == ("A001", None)
    for number, example in enumerate((coded, plain)):
        rows = tuple(row._replace(id=book.new_id()) for row in example.indicators)
        copy = replace(example, id=book.new_id(), name=f"新项目{number}", indicators=rows)
        InsertProject(len(book.project_ids), copy).apply(book)
    saved = write_layout(book, opened)
    assert write_json(read_layout(saved.data)[0]).source == write_json(book).source
