"""The words by which cells of a workbook are recognised, and the field each one stands for.

Labels are compared without white space, marks before them (`*`), a colon and a bracketed unit or note behind them.
Source of the synonyms: the published tables, the forms of 财预〔2015〕88号 and 财预〔2021〕101号, import templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.wording import squeezed


def _spread(words: dict[str, str]) -> dict[str, str]:
    return {word: field for field, together in words.items() for word in together.split()}


COLUMN_FIELDS = _spread(
    {
        "level1": "一级指标 一级 一级绩效指标 一级绩效指标名称 一级指标名称",
        "level2": "二级指标 二级 二级绩效指标 二级绩效指标名称 二级指标名称",
        "level3": "三级指标 三级 三级绩效指标 三级绩效指标名称 三级指标名称 指标名称 绩效指标名称 具体指标 三级指标/指标名称",
        "description": "绩效指标描述 指标描述 指标解释 指标说明 绩效指标说明 绩效指标解释 公式或说明 指标含义 指标内涵",
        "value": "指标值 年度指标值 年度目标值 目标值 绩效指标值 年度绩效指标值 本年指标值 本年目标值 预期指标值 预期目标值"
        " 年初目标值 年初指标值 计划指标值 指标目标值",
        "number": "数值",
        "operator": "计算符号 运算符号 指标性质 比较符号 符号",
        "measure": "计量单位 度量单位 指标单位 指标值单位",
        "basis": "指标值确定依据 指标值设定依据 绩效标准 确定依据 设定依据 指标值依据 目标值依据 目标值设定依据 指标确定依据",
    }
)
"""Column titles of indicators. Three of them are pieces of the value."""

SPARE_LEVEL3 = ("绩效指标", "指标内容", "指标")
"""What the column of level 3 is called where none has a clearer title."""

GROUP_LABELS = frozenset(
    ("绩效指标", "年度绩效指标", "中期绩效指标", "绩效指标体系", "指标", "年度指标", "中期指标")
)
"""Titles over or beside the whole block of indicators."""

MIDDLE_TERM = ("中期", "实施期", "长期")
"""Marks the block of the years to come, beside that of the year (年度)."""

HEADER_FIELDS = _spread(
    {
        "position": "序号 项目序号",
        "number": "标题编号",
        "title": "标题",
        "parts": "表内栏目",
        "code": "项目编码 项目代码 项目编号",
        "name": "项目名称 项目",
        "unit_code": "单位代码 单位编码 预算单位编码 预算单位代码 项目单位编码 部门编码 部门代码",
        "unit": "单位 单位名称 预算单位 预算单位名称 项目单位 项目单位名称 实施单位 项目实施单位 填报单位 申报单位 编报单位"
        " 单位名称及代码 单位代码及名称 预算单位及代码 单位编码及名称 实施单位及代码",
        "department": "主管部门 主管部门及代码 主管部门名称 部门名称 预算部门 主管单位",
        "money_unit": "金额单位 货币单位",
        "budget_block": "预算规模及资金用途 项目资金情况 资金情况 预算情况 项目预算情况",
        "budget": "预算数 预算金额 预算总额 项目预算 项目预算数 年度预算 年度预算数 项目资金 项目资金总额 资金总额"
        " 年度资金总额 本年资金总额 年度资金 预算规模 项目总额 总金额 金额 年初预算数 预算资金 项目金额",
        "fiscal_funds": "财政资金 其中：财政资金 财政拨款 其中：财政拨款 财政性资金 其中：财政性资金 当年财政拨款"
        " 其中：当年财政拨款 财政拨款资金 其中：财政拨款资金 本年财政拨款 其中：本年财政拨款",
        "other_funds": "其他资金 其中：其他资金 其它资金 其中：其它资金 单位资金 其中：单位资金 自筹资金 其中：自筹资金",
        "purpose": "资金用途 用途 项目用途 项目资金用途 资金用途说明 资金使用用途",
        "spending_plan": "资金支出计划 支出计划 用款计划 资金使用计划 资金支出进度 资金支出进度计划 支出进度计划",
        "goals": "绩效目标 年度绩效目标 年度目标 总体目标 年度总体目标 年度总体绩效目标 总体绩效目标 项目绩效目标 绩效总目标"
        " 项目总体目标 项目年度目标 项目年度绩效目标 本年绩效目标 预期绩效目标 预期目标",
        "": "中期资金总额 实施期资金总额 中期目标 中期绩效目标 实施期目标 实施期绩效目标 实施期总目标 长期目标 项目负责人"
        " 联系电话 联系人 项目属性 项目类别 项目类型 项目期 项目期限 起止时间 项目起止时间 开始时间 结束时间 立项依据 备注"
        " 资金来源 填报人 填报日期 项目概况 项目概述 项目负责人及电话 分值 权重 全年预算数 全年执行数 预算执行率 执行率 得分 实际完成情况 全年实际完成情况 完成情况",
    }
)
"""Labels beside or over the values of a project; "" for labels whose values are no fields."""

MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元")

_MARKS = re.compile(r"^(?:[*＊★☆▲△●■◆#]|[一二三四五六七八九十]+、)+")
_TAIL = re.compile(r"(?:：|（[^（）]*）)$")
_YEAR = re.compile(r"^20\d\d年度?")
_WIDE = str.maketrans({":": "：", "(": "（", ")": "）", "\N{ZERO WIDTH SPACE}": ""})
_LONGEST = 40
_NO_INDICATOR = re.compile(
    r"""
      (?: [总合小共累]计 | 总分 | 本页.计 ) (?: [（：].* )?
    | (?: 备? 注 | 说明 | 填[表报制].{0,4} | 制表.{0,2} | 审核.{0,2} | 复核.{0,2} | 经办.{0,2} | 打印.{0,2} | 日期
        | (?: 项目 | 单位 | 部门)? 负责人 .{0,4} | .{0,2}领导 .{0,4} | 联系.{1,2} | 电话 | 填报单位.{0,4} ) [0-9一二三四五六]? ： .*
    | 第[0-9]+页 .* | …+ | \.{3,} | ·{3,}
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(r"绩效(?:目标|指标).{0,6}表|绩效.{0,4}申报表")
_NO_HEADING = re.compile(r"\s*(?:附\s*[件表].{0,9}|[（(].*[)）])\s*", re.DOTALL)
_SHEET_NAMES = re.compile(
    r"(?:sheet|工作表|表|表格|table)?[\s\d_（）()\-]*|(?:项目)?(?:支出)?(?:绩效)?(?:目标|指标)*(?:申报|体系)?[表值]?(?:清单|明细|列表|汇总)?\d*",
    re.IGNORECASE,
)


def label_of(text: str) -> str:
    """The label in its plain form: `项目资金` for `* 项目 资金（万元）：`."""
    word = _MARKS.sub("", squeezed(text).translate(_WIDE))
    while tail := _TAIL.search(word):
        word = word[: tail.start()]
    return word


def column_field(text: str) -> str | None:
    """The piece of an indicator that a column is titled as; None for any other text."""
    word = label_of(text) if len(text) < _LONGEST else ""
    return COLUMN_FIELDS.get(word) or COLUMN_FIELDS.get(_YEAR.sub("", word))


def header_field(text: str) -> str | None:
    """The field of a project that the text is a label of; "" for other known labels, None for any other text."""
    word = label_of(text) if len(text) < _LONGEST else ""
    found = HEADER_FIELDS.get(word)
    return HEADER_FIELDS.get(_YEAR.sub("", word)) if found is None else found


def noted_money_unit(text: str) -> str | None:
    """`万元` in the label `项目资金（万元）`."""
    match = _NOTED_UNIT.search(text)
    return match[1] if match else None


_NOTED_UNIT = re.compile(rf"[（(](?:单位[:：])?({'|'.join(sorted(MONEY_UNITS, key=len, reverse=True))})[）)]")


NO_INDICATOR_BEGINS = frozenset("….·分主领合总小共累本备注说填制审复经打日项单部负联电第 \u3000\n\t")
"""What a text begins with that `is_no_indicator` may be true of; for speed."""


def is_no_indicator(text: str) -> bool:
    """Whether a row that begins with this text is a total, a note or a signature."""
    return bool(_NO_INDICATOR.fullmatch(squeezed(text).translate(_WIDE)))


def is_total(text: str) -> bool:
    """Whether a row that holds no indicator adds something up: 合计, 全市合计, 得分小计."""
    return squeezed(text).endswith(("合计", "总计", "小计", "共计", "累计"))


def is_heading(text: str) -> bool:
    """Whether a line is what a target table is called: `3.食堂补贴绩效目标表`, `项目支出绩效目标申报表（2026年度）`."""
    return len(text) < 200 and bool(_HEADING.search(squeezed(text)))


def is_no_heading(text: str) -> bool:
    """Whether a line above a table cannot be its heading: 附件2, （2026年度）."""
    return bool(_NO_HEADING.fullmatch(text))


def names_no_project(sheet_name: str) -> bool:
    """Whether a sheet is called what any sheet is called: Sheet1, 工作表1, 指标."""
    return bool(_SHEET_NAMES.fullmatch(squeezed(sheet_name)))


def may_be_label(texts: Iterable[str]) -> list[str]:
    """Those of many texts that are short and begin and end like one of the labels; for speed."""
    return [
        text for text in texts if text and len(text) < _LONGEST and text[-1] in _LAST and text[0] in _FIRST
    ]


_ALL = [*COLUMN_FIELDS, *HEADER_FIELDS, *GROUP_LABELS, *SPARE_LEVEL3]
_BLANKS = " \t\n\r\u3000\xa0\N{ZERO WIDTH SPACE}"
_FIRST = {word[0] for word in _ALL} | set(f"{_BLANKS}*＊★☆▲△●■◆#一二三四五六七八九十2")
_LAST = {word[-1] for word in _ALL} | set(f"{_BLANKS}:：)）")
