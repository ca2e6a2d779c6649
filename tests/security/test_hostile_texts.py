"""Texts that are made to take all time or memory: opened or refused, and soon."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.formats.text import limits
from tests.security.confined import opened

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="time and memory of a process are told otherwise"
)

MANY = 60_000
"""Characters: what takes linear time takes milliseconds, what takes quadratic time minutes."""
CELLS = """{head}1.甲绩效目标表
	351101某局
	单位：{unit}

	项目名称
	{name}

	预算规模及资金用途
	预算数
	1
	其中：财政    资金
	1
	其他资金
	

	
	用途

	绩效目标
	{goals}

	一级指标
	二级指标
	三级指标
	绩效指标描述
	指标值

{rows}
"""
ROWS = """{head}1. 甲绩效目标表

351101 某局

单位：{unit}

项目名称	{name}				
预算规模及资金用途	预算数	1	其中：财政资金	1	其他资金	
	用途				
绩效目标	{goals}				
一级指标	二级指标	三级指标	绩效指标描述	指标值	
{rows}
"""
PLACES = ("head", "unit", "name", "goals", "rows")
UNITS = (
    " ",
    "\t",
    "\n",
    "\r",
    "\u3000",
    "\x1c",
    "1",
    "1 ",
    "1.",
    "1. ",
    "<p>",
    "[bookmark:",
    "[bookmark:a]",
    "2026年",
)


def table(form: str, **parts: str) -> str:
    usual = {"head": "", "unit": "万元", "name": "甲", "goals": "1. 甲"}
    rows = (
        "\t产出指标\n\t数量指标\n\t甲\n\t乙\n\t丙\n"
        if form is CELLS
        else "产出指标\t数量指标\t甲\t乙\t丙\t\n"
    )
    return form.format(**(usual | {"rows": rows} | parts))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", [CELLS, ROWS], ids=["cells", "rows"])
def test_what_is_repeated_in_a_table_takes_no_longer_than_other_text(
    tmp_path: Path, form: str, place: str
) -> None:
    text = "".join(
        table(form, **{place: unit * (MANY // len(unit)) + end})
        for unit in UNITS
        for end in ("", "甲\n乙 丙\n")
    )
    assert opened(tmp_path / "表.txt", text.encode()).message == ""


@pytest.mark.parametrize(
    "text",
    [
        table(CELLS, goals="".join(f"{number}.甲\n" for number in range(1, 60_000))),
        table(ROWS, goals="".join(f"{number}. 甲 " for number in range(1, 20_000))),
        table(ROWS, rows="产出指标\t数量指标\t甲\n" + "续\n" * 150_000),
        table(ROWS, rows="产出指标" + "\t" * 90_000 + "\n" + "续\n" * 90_000),
        table(ROWS, rows="").rstrip() + "\t列" * 70_000 + "\n" + "\t甲\n" * 70_000,
        table(CELLS, rows="").rstrip() + "\n" + "\t列\n" * 90_000 + "\n" + "\t甲\n\n" * 30_000,
        table(CELLS, rows="\t\n" * 5 + "甲\n" * 190_000) * 3,
        "项目名称\t\n" * limits.MOST_TABLES,
        "\n" * 190_000 + table(ROWS),
        "一、总体目标\n" * 190_000 + table(CELLS),
        "目录\n" + "1.甲\n" * 190_000 + table(CELLS),
    ],
    ids=lambda text: text[:9],
)
def test_much_of_one_kind_is_read_in_time(tmp_path: Path, text: str) -> None:
    assert opened(tmp_path / "表.txt", text.encode()).message == ""


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: "甲\t" * (limits.LARGEST_TEXT // 4 + 1), "64 MB"),
        (lambda: "甲" * (limits.LARGEST_TEXT // 3), "200,000 个字"),
        (lambda: "𠀀" + "\t" * (limits.LARGEST_TEXT // 2), "制表符"),
        (lambda: "甲\n" * (limits.LARGEST_TEXT // 4), "2,000,000 行"),
        (lambda: "\t项目名称\n" * 1_900_000, "50,000 个“项目名称”"),
        (lambda: "甲\n" * 200_001 + table(CELLS), "200,000 行"),
        (lambda: table(CELLS, rows="\t\n" * 200_001), "200,000 行"),
    ],
)
def test_a_text_that_is_too_large_is_refused_with_what_is_too_much(
    tmp_path: Path, make: Callable[[], str], said: str
) -> None:
    message = opened(tmp_path / "表.txt", make().encode()).message
    assert "表.txt" in message
    assert said in message
    assert "请" in message


def test_a_number_of_countless_digits_is_a_part_of_its_text(tmp_path: Path) -> None:
    text = "目录\n" + "1" * 9000 + ".甲\n" + table(CELLS).replace("1.甲绩效", "1" * 9000 + ".甲绩效")
    assert opened(tmp_path / "表.txt", text.encode()).message == ""


ROW = '{"level1":"","level2":"","level3":"","description":"","value":""}'


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[" * 100_000, "嵌套"),
        ('{"projects":' + "[" * 100_000 + "]" * 100_000 + "}", "嵌套"),
        ('{"projects":[{"name":"甲","number":' + "9" * 4000 + "}]}", "太大"),
        ('{"projects":[{"name":"甲","number":' + "9" * 1_000_000 + "}]}", "数字太长"),
        ('{"projects":[{"name":"甲","number":1e999999999}]}', "整数"),
        ('{"projects":[' + '{"name":""},' * 60_000 + '{"name":""}]}', "50,000"),
        (
            '{"projects":[{"name":"","spending_plan":{'
            + ",".join(f'"{number}":""' for number in range(1_900_000))
            + "}}]}",
            "1,000",
        ),
        ('{"projects":[{"name":"","spending_plan":{' + '"1":"",' * 1_900_000 + '"1":""}}]}', "不止一次"),
        ('{"projects":[{"name":"","indicators":[' + ",".join([ROW] * 260_000) + "]}]}", "250,000 条指标"),
        ('{"projects":[' + '{"name":""},' * 600_000 + '{"name":""}]}', "500,000"),
        ('{"projects":[{"name":"","goals":[' + '"",' * 5_000_000 + '""]}]}', "4,000,000"),
        ('{"projects":[' + "1," * 3_000_000 + "1]}", "应为对象"),
        (
            '{"projects":[{"name":"","indicators":[' + ROW + "]}],"
            '"as_written":[{"project":1,"indicator":1,"field":"id","text":"甲"}]}',
            "不存在",
        ),
    ],
    ids=lambda part: part[:30],
)
def test_json_that_cannot_be_a_book_is_refused_with_the_reason(
    tmp_path: Path, source: str, said: str
) -> None:
    assert said in opened(tmp_path / "书.json", source.encode()).message


def test_many_texts_as_written_of_one_project_are_read_in_time(tmp_path: Path) -> None:
    entry = '{"project":1,"indicator":%d,"field":"level3","text":"甲"}'
    entries = ",".join(entry % number for number in range(1, 90_001))
    source = (
        f'{{"projects":[{{"name":"甲","indicators":[{",".join([ROW] * 90_000)}]}}],"as_written":[{entries}]}}'
    )
    assert opened(tmp_path / "书.json", source.encode()).message == ""
