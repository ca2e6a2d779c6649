"""The rule about formulas: a cell of a workbook that computes its text has to have a result."""

from __future__ import annotations

from collections.abc import Iterator

from core.book import Project
from core.field_titles import field_title
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import BETWEEN, suspect_cells, texts_of
from core.spreadsheet.formula import is_formula

_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")


@rule("formula-without-value", Severity.ERROR, Criterion.COMPLETENESS)
def formula_without_value(project: Project, context: Context) -> Iterator[Finding]:
    """Excel 里用公式算出的内容要有结果。

    公式没有保存结果，或结果是错误值时，这一格说不出内容，不能代为猜测。

    简称：公式没有结果
    错误：=SUM(C2:C4)
    正确：20.00
    依据：财预〔2015〕88号，完整性审核（填写规范）。
    """
    for place, value in suspect_cells(_may_compute, project, context):
        title = field_title(place.field or "")
        for text in texts_of(value):
            if text in _ERRORS:
                message = f"{title}是公式的错误值“{text}”，请改正公式或直接填写"
            elif text.startswith("=") and is_formula(text):
                message = f"{title}是没有结果的公式“{text}”，请在 Excel 或 WPS 中重新计算并保存，或直接填写"
            else:
                continue
            yield Finding("formula-without-value", Severity.ERROR, place, message)
            break


def _may_compute(text: str) -> bool:
    return f"{BETWEEN}=" in text or f"{BETWEEN}#" in text
