"""What the user calls the fields of a project and of an indicator, in the order of the table."""

HEADING_SUFFIX = "绩效目标表"
"""What a heading says behind the project's name."""

HEADER_TITLES = {
    "number": "序号",
    "title": "标题",
    "unit_code": "单位代码",
    "unit_name": "单位名称",
    "money_unit": "金额单位",
    "code": "项目编码",
    "name": "项目名称",
    "budget": "预算数",
    "fiscal_funds": "财政资金",
    "other_funds": "其他资金",
    "purpose": "资金用途",
    "spending_plan": "资金支出计划",
    "goals": "绩效目标",
    "indicators": "绩效指标",
}
INDICATOR_TITLES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "description": "绩效指标描述",
    "value": "指标值",
    "basis": "指标值确定依据",
}
_TITLES = HEADER_TITLES | INDICATOR_TITLES


def field_title(field: str) -> str:
    """The Chinese name of a field; the field's own name for one that no project has."""
    return _TITLES.get(field, field)
