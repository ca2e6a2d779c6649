"""Which cells a rule on wording takes a closer look at."""

import re

import pytest

from core.rules import Context
from core.rules.texts import BETWEEN, is_empty, suspect_cells
from core.scheme import schemes
from tests.core.tables import row, table

PROJECT = table(
    row("质量指标", "设备合格率", "≥95%", description="合格台数÷总台数"),
    row("质量指标", "设备完好率", "≥98%", description="完好台数"),
    without="质量指标",
    purpose="购置设备",
    goals=("购置设备三台", "÷"),
)


def looked_at(sign: str) -> list[tuple[str | None, str | None]]:
    """Level-3 name and field of the suspect cells."""
    names = {one.id: one.level3 for one in PROJECT.indicators}
    cells = suspect_cells(re.compile(sign).search, PROJECT, Context(schemes()["2015"]))
    return [(names[place.row] if place.row else None, place.field) for place, _ in cells]


def test_rows_without_the_sign_are_left_out() -> None:
    found = looked_at("÷")
    assert (None, "goals") in found
    assert (None, "purpose") not in found
    assert ("设备合格率", "description") in found
    assert "设备完好率" not in {name for name, _ in found}


def test_a_sign_may_ask_for_the_beginning_and_the_end_of_a_text() -> None:
    assert looked_at(f"{BETWEEN}购置设备{BETWEEN}") == [(None, "purpose")]
    assert looked_at(f"{BETWEEN}÷{BETWEEN}") == [(None, "goals")]
    assert looked_at("没有的话") == []


@pytest.mark.parametrize("text", ["", " ", "—", "/", "－", "＿", "\\", " - - ", "\u3000"])
def test_a_dash_in_the_place_of_an_answer_says_nothing(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["0", "Ａ", "优", "≥0", "-1", "%", "~", "【】"])
def test_anything_else_says_something(text: str) -> None:
    assert not is_empty(text)
