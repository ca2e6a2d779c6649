"""Invented target tables for tests: a sound one, and rows and changes to make others of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from core.book import Book, Indicator, ItemId, Project
from core.edit import Edit
from core.rules import Context, Finding, Findings
from core.scheme import schemes

_ids = count(1000)


def row(level2: str, level3: str, value: str, level1: str = "产出指标", description: str = "") -> Indicator:
    return Indicator(ItemId(next(_ids)), level1, level2, level3, description or f"{level3}的说明", value)


def sound_rows() -> tuple[Indicator, ...]:
    """One row in each category, nothing to find; costs of 20 万元."""
    return (
        row("数量指标", "培训人数", "≥300人次"),
        row("质量指标", "培训合格率", "≥95%"),
        row("时效指标", "课程按期开课率", "≥90%"),
        row("成本指标", "培训总费用", "≤20万元"),
        row("社会效益指标", "持证上岗人数", "≥250人", "效益指标"),
        row("服务对象满意度指标", "学员满意度", "≥90%", "满意度指标"),
    )


def table(*rows: Indicator, without: str = "", **header: Any) -> Project:
    """A sound table of 20 万元. `rows` stand after the sound ones; `without` leaves out those of one level-2 name."""
    project = Project(
        id=ItemId(next(_ids)),
        number=1,
        title="示例市职业技能培训经费绩效目标表",
        unit_code="990101",
        unit_name="示例市人力资源中心",
        name="示例市职业技能培训经费",
        budget="20.00",
        fiscal_funds="20.00",
        purpose="用于职业技能培训的师资、场地和教材",
        goals=("全年培训三百人次，学员取得职业资格证书",),
        indicators=tuple(one for one in sound_rows() if one.level2 != without) + rows,
    )
    return replace(project, **header)


def costs(*values: str | tuple[str, str], **header: Any) -> Project:
    """A table whose cost rows have these values, or (name, value) pairs; else as `table`."""
    named = [
        value if isinstance(value, tuple) else (f"第{n}项费用", value) for n, value in enumerate(values, 1)
    ]
    return table(*(row("成本指标", name, value) for name, value in named), without="成本指标", **header)


def findings(project: Project, rule: str, scheme: str = "2015") -> list[Finding]:
    """What one rule says about a table that is alone in its book."""
    found = Findings(Book([project]), Context(schemes()[scheme]))
    return [finding for finding in found if finding.rule == rule]


def only_finding(project: Project, rule: str, scheme: str = "2015") -> Finding:
    (finding,) = findings(project, rule, scheme)
    return finding


def after(edit: Edit | None, project: Project) -> Project:
    """The table after an edit."""
    assert edit is not None
    book = Book([project])
    edit.apply(book)
    return book.project(project.id)
