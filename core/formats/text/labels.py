"""The words by which a target table's cells are recognised, and the field each one stands for.

Labels are compared with white space removed. Source of the synonyms: the published tables and 财预〔2015〕88号 forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.field_titles import INDICATOR_TITLES
from core.formats.text.slots import cell_text
from core.wording import squeezed

BUDGET_LABEL = "预算规模及资金用途"
PLAN_LABEL = "资金支出计划（%）"
GOALS_LABEL = "绩效目标"

HEADER_LABELS = {
    "项目编码": "code",
    "项目代码": "code",
    "项目名称": "name",
    "预算规模及资金用途": "budget_block",
    "预算数": "budget",
    "其中：财政资金": "fiscal_funds",
    "其中:财政资金": "fiscal_funds",
    "财政资金": "fiscal_funds",
    "其他资金": "other_funds",
    "资金支出计划（%）": "spending_plan",
    "资金支出计划(%)": "spending_plan",
    "资金支出计划": "spending_plan",
    "绩效目标": "goals",
    "一级指标": "level1",
}
COLUMN_LABELS = {
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "level3",
    "指标名称": "level3",
    "绩效指标描述": "description",
    "指标描述": "description",
    "指标解释": "description",
    "指标说明": "description",
    "指标值": "value",
    "年度指标值": "value",
    "年度目标值": "value",
    "目标值": "value",
    "指标值确定依据": "basis",
    "指标值设定依据": "basis",
}
ROW_FIELDS = tuple(INDICATOR_TITLES)

_LONG_LABELS = [label for label in HEADER_LABELS if len(label) > 6]

_PAGE_NUMBER = re.compile(r"[-—– ]*\d{1,4}[-—– ]*$|第 *\d+ *页")
# What repeats is not tried again with less of it: a line of a million blanks would take for ever.
_MONEY_UNIT_LINE = re.compile(r"\s*+单\s*+位\s*+[:：]\s*+(\S*+)\s*+$")
_BEFORE_UNIT = r"[\s\u3000]*+(?:\[bookmark:[^\[\]\n]*+\]\s*+)?+"
# Six digits as a rule; nine or twelve where a unit has a code of a lower level.
_UNIT_CODE = r"(\d{6}(?:\d{3}){0,2}(?!\d)|\d{6})"
_UNIT_LINE = re.compile(
    _BEFORE_UNIT + _UNIT_CODE + r"[^\S\n]*+((?:[^\d\s]|\d(?:[^\S\n]|\d)*+[^\d\s])[^\n]*+|)$"
)
_ANY_UNIT_LINE = re.compile(_BEFORE_UNIT + r"(\d*+)[^\S\n]*+([^\n]*+)$")
_HEADING = re.compile(
    r"[\s\u3000]*(?:\[bookmark:[^\[\]\n]*\][\s\u3000]*)*(?:(\d{1,9})\s*[.．、](?!\d[.\d]*[%％亿万元])\s*)?"
)


def header_field(text: str) -> str | None:
    """The header field that the cell's text is the label of."""
    return HEADER_LABELS.get(squeezed(text)) if len(text) < 24 else None


def column_field(text: str) -> str | None:
    """The indicator field that the cell's text is the column title of."""
    return COLUMN_LABELS.get(squeezed(text)) if len(text) < 24 else None


def is_label_fragment(text: str) -> bool:
    """Whether the text is one end of a label that was broken over two lines."""
    word = squeezed(text)
    return len(word) >= 4 and any(
        (word != label and label.startswith(word)) or label.endswith(word) for label in _LONG_LABELS
    )


def is_page_number(line: str) -> bool:
    return _PAGE_NUMBER.match(line) is not None


def label_pattern(*fields: str, titles: Mapping[str, str] = HEADER_LABELS) -> str:
    """A pattern for the labels of these fields, alone in a short line; blanks may part their characters."""
    words = sorted((label for label, name in titles.items() if name in fields), key=len, reverse=True)
    return r"(?![^\t\n]{24})(?:" + "|".join(r"[ \u3000]*+".join(map(re.escape, word)) for word in words) + ")"


def match_unit(line: str) -> re.Match[str] | None:
    """`351101某某局` as a match with the code and the name as groups."""
    return _UNIT_LINE.match(line)


def match_any_unit(line: str) -> re.Match[str] | None:
    """Like `match_unit` where only a unit can stand: the code may be of another length, or missing."""
    return _UNIT_LINE.match(line) or _ANY_UNIT_LINE.match(line)


def match_money_unit(line: str) -> re.Match[str] | None:
    """`单位：万元` as a match with the money unit as group."""
    return _MONEY_UNIT_LINE.match(line)


def match_heading(line: str) -> re.Match[str]:
    """The part of a heading line before its title, with the number (or None) as group."""
    match = _HEADING.match(line)
    assert match is not None  # every part of the pattern is optional
    return match


def read_heading(text: str) -> tuple[int | None, str]:
    """Number and title of a heading, which may go on over several lines."""
    if not cell_text(text):
        return None, ""
    match = match_heading(text)
    title = cell_text(text[match.end() :].rstrip()).replace("\n", "")
    return int(match[1]) if match[1] else None, title


def looks_like_level1(text: str) -> bool:
    """Whether a cell can begin an indicator row: a level-1 name, known or not."""
    word = squeezed(text)
    return word.endswith("指标") and 4 <= len(word) <= 8
