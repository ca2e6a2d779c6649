"""What the workbooks that Jimu itself makes are called inside: sheets and column titles, for writer and reader alike."""

from __future__ import annotations

from enum import Enum

from core.field_titles import HEADER_TITLES, INDICATOR_TITLES


class WorkbookKind(Enum):
    """The two layouts of a workbook."""

    FORM = "form"
    LIST = "list"

    @property
    def title(self) -> str:
        return {"form": "Excel（目标表）", "list": "Excel（清单）"}[self.value]

    @property
    def suffix(self) -> str:
        return ".xlsx"


CONTENTS_SHEET = "目录"
"""Number, name and budget of every project with a link to its sheet (form)."""
FRONT_SHEET = "封面"
"""The front matter: its text, and the contents list as the book has it."""
DEPARTMENT_SHEET = "部门整体"
PROJECTS_SHEET = "项目"
INDICATORS_SHEET = "指标"

FRONT_TEXT_TITLE = "封面文字"
FRONT_ENTRY_TITLES = {"number": "原目录序号", "title": "原目录标题"}
DEPARTMENT_TITLES = {"overall": "总体绩效目标", "safeguards": "工作保障措施"}
SUB_GOAL_TITLES = {"heading": "分项绩效目标", "goals": "绩效目标", "indicators": "绩效指标"}

POSITION_TITLE = "序号"
"""Place of the project in the book, from 1: joins the rows of 指标 to those of 项目."""
NUMBER_TITLE = "标题编号"
"""The number that the heading itself carries (`Project.number`); blank for None."""
PARTS_TITLE = "表内栏目"
"""Which optional parts the project's table has, so that empty and missing differ: `项目编码、指标值确定依据`."""
OPTIONAL_PARTS = {"code": "项目编码", "spending_plan": "资金支出计划", "basis": "指标值确定依据"}
PARTS_SEPARATOR = "、"
PLAN_PREFIX = "资金支出计划："
"""Before the checkpoint's label in a column title: `资金支出计划：3月底`."""

PROJECT_COLUMNS = {
    "position": POSITION_TITLE,
    "number": NUMBER_TITLE,
    **{
        field: HEADER_TITLES[field]
        for field in (
            "title",
            "unit_code",
            "unit_name",
            "money_unit",
            "code",
            "name",
            "budget",
            "fiscal_funds",
            "other_funds",
            "purpose",
            "goals",
        )
    },
    "parts": PARTS_TITLE,
}
"""Columns of 项目; those of the spending plan follow, one for each checkpoint."""

VALUE_PARTS = {"operator": "计算符号", "number": "数值", "unit": "计量单位"}
INDICATOR_COLUMNS = {
    "position": POSITION_TITLE,
    "code": HEADER_TITLES["code"],
    "name": HEADER_TITLES["name"],
    **{field: title for field, title in INDICATOR_TITLES.items() if field != "basis"},
    **VALUE_PARTS,
    "basis": INDICATOR_TITLES["basis"],
}
"""Columns of 指标; `basis` only where the book has it."""
