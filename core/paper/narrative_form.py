"""Sections of running text as they are printed: title page with 目录, 部门整体绩效目标."""

from __future__ import annotations

from collections.abc import Iterator

from core.book import DepartmentTargets, FrontMatter
from core.paper.form import Form, Look, Row, whole_row

_DEPARTMENT = "部门整体绩效目标"
_CONTENTS = "目录"
_OVERALL, _SUB_GOALS, _SAFEGUARDS = "一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施"
_GOALS, _INDICATORS = "绩效目标：", "绩效指标："


def department_form(targets: DepartmentTargets) -> Form:
    """The overall goal, the sub-goals with goals and indicators, the safeguards."""
    rows = [whole_row(_DEPARTMENT, Look.HEADING, keeps_next=True)]
    rows += _chapter(_OVERALL, targets.overall)
    if targets.sub_goals:
        rows.append(_heading(_SUB_GOALS))
    for goal in targets.sub_goals:
        rows.append(_heading(goal.heading.strip()))
        rows += _paragraphs(_labelled(_GOALS, goal.goals))
        rows += _paragraphs(_labelled(_INDICATORS, goal.indicators))
    rows += _chapter(_SAFEGUARDS, targets.safeguards)
    return Form(_DEPARTMENT, tuple(rows))


def front_form(front: FrontMatter) -> Form:
    """The text of the title page, and the lines of its contents list as the book has them."""
    rows = [whole_row(line.strip(), Look.TITLE_PAGE) for line in front.text.splitlines() if line.strip()]
    if front.contents:
        rows.append(whole_row(_CONTENTS, Look.HEADING, keeps_next=True))
    for entry in front.contents:
        number = "" if entry.number is None else f"{entry.number}."
        rows.append(whole_row(number + entry.title, Look.PARAGRAPH))
    return Form(_CONTENTS, tuple(rows))


def _chapter(title: str, text: str) -> Iterator[Row]:
    if text.strip():
        yield _heading(title)
        yield from _paragraphs(text)


def _heading(text: str) -> Row:
    return whole_row(text, Look.SUBHEADING, keeps_next=True)


def _labelled(label: str, text: str) -> str:
    """The text after its label, which the text of some books carries itself."""
    text = text.strip()
    return text if not text or text.startswith(label) else label + text


def _paragraphs(text: str) -> Iterator[Row]:
    """A row for each line; two characters of blank before it, as Chinese paragraphs begin."""
    for line in text.splitlines():
        if line.strip():
            yield whole_row("\u3000\u3000" + line.strip(), Look.PARAGRAPH)
