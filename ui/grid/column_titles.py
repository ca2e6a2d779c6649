"""What the user calls the columns of the grid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.all_indicators.line import Column

_TITLES = {
    Column.UNIT: "单位",
    Column.PROJECT: "项目",
    Column.LEVEL1: "一级指标",
    Column.LEVEL2: "二级指标",
    Column.LEVEL3: "三级指标",
    Column.DESCRIPTION: "绩效指标描述",
    Column.VALUE: "指标值",
    Column.BASIS: "依据",
}


def column_title(column: Column) -> str:
    return QCoreApplication.translate("grid", _TITLES[column])
