"""Formulas without a result, and values that only look like formulas."""

import pytest

from core.rules import Severity
from tests.core.tables import findings, only_finding, row, table


@pytest.mark.parametrize("text", ["=SUM(C2:C4)", "=C5*0.3", "=甲!B3", "#REF!", "#DIV/0!"])
def test_an_amount_that_was_never_computed_is_an_error(text: str) -> None:
    finding = only_finding(table(budget=text), "formula-without-value")
    assert finding.severity is Severity.ERROR
    assert finding.place.field == "budget"
    assert text in finding.message


@pytest.mark.parametrize("value", ["=95%", "=3个", "=162.8万元", "=100", "≥95%", "=优"])
def test_an_equals_sign_before_a_target_is_no_formula(value: str) -> None:
    assert findings(table(row("质量指标", "设备完好率", value)), "formula-without-value") == []


def test_a_formula_among_the_goals_is_found() -> None:
    assert only_finding(table(goals=("完成培训", "=A1&B1")), "formula-without-value").place.field == "goals"
